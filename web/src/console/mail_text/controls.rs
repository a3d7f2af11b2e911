//! The controls of the form as one: what they hold.

use leptos::html::{Input, Textarea};
use leptos::prelude::*;

use super::draft::{Draft, Wording};
use super::fault::{Fault, Place};
use super::whom::Whom;
use crate::api::scalar::Uuid;
use crate::console::language_choice::LanguageControl;

pub(super) const ALL: &str = "all";
pub(super) const TYPE: &str = "type";
pub(super) const PROGRAM: &str = "program";

/// Every control that is read when the form is sent.
#[derive(Clone, Copy)]
pub(super) struct Controls {
    pub(super) enabled: NodeRef<Input>,
    pub(super) language: LanguageControl,
    pub(super) subject: NodeRef<Input>,
    pub(super) html: NodeRef<Textarea>,
    pub(super) text: NodeRef<Textarea>,
    /// For whom a new one is: one of the words above.
    pub(super) whom: RwSignal<String>,
    /// Slug of the type.
    pub(super) program_type: NodeRef<Input>,
    /// UUID of the program.
    pub(super) program_uuid: NodeRef<Input>,
}

impl Controls {
    /// Those of a form that begins with a draft.
    pub(super) fn holding(draft: &Draft) -> Self {
        let [enabled, subject, program_type, program_uuid] = [(); 4].map(|()| NodeRef::<Input>::new());
        let [html, text] = [(); 2].map(|()| NodeRef::<Textarea>::new());
        Self {
            enabled,
            language: LanguageControl::holding(&draft.wording.language, &[]),
            subject,
            html,
            text,
            whom: RwSignal::new(ALL.to_owned()),
            program_type,
            program_uuid,
        }
    }

    /// What they hold.
    pub(super) fn draft(self) -> Draft {
        Draft {
            is_enabled: self.enabled.get_untracked().is_some_and(|it| it.checked()),
            wording: Wording {
                language: self.language.tag(),
                subject: written(self.subject),
                html: written_lines(self.html),
                text: written_lines(self.text),
            },
        }
    }

    /// Lets them hold what is stored by now.
    pub(super) fn hold(self, draft: &Draft) {
        let held = self.draft();
        let wording = &draft.wording;
        if let Some(field) = self.enabled.get_untracked() {
            field.set_checked(draft.is_enabled);
        }
        if held.wording.language != wording.language {
            self.language.hold(&wording.language);
        }
        // A value that is set anew, even to the same, moves the cursor.
        let subject = self.subject.get_untracked();
        if let Some(field) = subject.filter(|_| held.wording.subject != wording.subject) {
            field.set_value(&wording.subject);
        }
        for (field, held, value) in [
            (self.html, &held.wording.html, &wording.html),
            (self.text, &held.wording.text, &wording.text),
        ] {
            if let Some(field) = field.get_untracked().filter(|_| held != value) {
                field.set_value(value);
            }
        }
    }

    /// For whom a new one is.
    pub(super) fn whom(self) -> Result<Whom, Fault> {
        match self.whom.get_untracked().as_str() {
            TYPE => Ok(Whom::Type(written(self.program_type))),
            PROGRAM => {
                let uuid = Uuid::parse(&written(self.program_uuid)).ok_or_else(|| Fault::here(Place::Program))?;
                Ok(Whom::Program { uuid, title: None })
            }
            _ => Ok(Whom::All),
        }
    }
}

fn written(field: NodeRef<Input>) -> String {
    let value = field.get_untracked().map(|it| it.value());
    value.map(|it| it.trim().to_owned()).unwrap_or_default()
}

/// Everything but mere blanks.
fn written_lines(field: NodeRef<Textarea>) -> String {
    let value = field.get_untracked().map(|it| it.value());
    value.filter(|it| !it.trim().is_empty()).unwrap_or_default()
}
