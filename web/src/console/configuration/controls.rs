//! The controls of the form as one: what they hold, and which of them a refusal is about.

use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::draft::{Draft, Lapse};
use super::query::OrganizationLabel;
use super::save::Refusal;
use crate::component::failure::explanation;
use crate::console::language_choice::LanguageControl;
use crate::console::learning_object::LearningObjectInput;
use crate::i18n::{Locale, t_string, use_i18n};

pub(super) const NEVER: &str = "never";
pub(super) const DAYS: &str = "days";
pub(super) const MONTHS: &str = "months";
pub(super) const DAY: &str = "day";
const BY_NAME: &str = "name";
const BY_KEY: &str = "key";

/// Every control that is read when the form is sent.
#[derive(Clone, Copy)]
pub(super) struct Controls {
    pub(super) object: NodeRef<Input>,
    pub(super) title: NodeRef<Input>,
    pub(super) language: LanguageControl,
    pub(super) available: NodeRef<Input>,
    /// After how many days or months it lapses.
    pub(super) count: NodeRef<Input>,
    /// On which day it lapses.
    pub(super) until: NodeRef<Input>,
    pub(super) hours: NodeRef<Input>,
    pub(super) automatic: NodeRef<Input>,
    /// Which of the two, or neither: one of the words above.
    pub(super) lapse: RwSignal<String>,
    /// How organizations are shown, as `label_word` says it.
    pub(super) label: RwSignal<String>,
    /// The template's id; empty for the built-in one.
    pub(super) template: RwSignal<String>,
    pub(super) signatories: RwSignal<Vec<String>>,
}

impl Controls {
    /// Those of a form that begins with a draft, and offers these languages.
    pub(super) fn holding(draft: &Draft, languages: &[String]) -> Self {
        let [object, title, available, count, until, hours, automatic] = [(); 7].map(|()| NodeRef::<Input>::new());
        let lapse = match &draft.lapse {
            Lapse::Never => NEVER,
            Lapse::Days(_) => DAYS,
            Lapse::Months(_) => MONTHS,
            Lapse::Day(_) => DAY,
        };
        Self {
            object,
            title,
            language: LanguageControl::holding(&draft.language, languages),
            available,
            count,
            until,
            hours,
            automatic,
            lapse: RwSignal::new(lapse.to_owned()),
            label: RwSignal::new(label_word(draft.organization_label).to_owned()),
            template: RwSignal::new(draft.template.clone()),
            signatories: RwSignal::new(draft.signatories.clone()),
        }
    }

    /// What they hold.
    pub(super) fn draft(self) -> Draft {
        Draft {
            title: written(self.title),
            language: self.language.tag(),
            organization_label: read_label(&self.label.get_untracked()),
            has_hours_of_effort: is_ticked(self.hours),
            award_automatically: is_ticked(self.automatic),
            available: written(self.available),
            lapse: match self.lapse.get_untracked().as_str() {
                DAYS => Lapse::Days(written(self.count)),
                MONTHS => Lapse::Months(written(self.count)),
                DAY => Lapse::Day(written(self.until)),
                _ => Lapse::Never,
            },
            signatories: self.signatories.get_untracked(),
            template: self.template.get_untracked(),
        }
    }

    /// What a new one is for.
    pub(super) fn learning_object(self) -> LearningObjectInput {
        LearningObjectInput::told(&written(self.object))
    }

    /// Leads to the field that a refusal is about, if it is about one.
    pub(super) fn focus(self, refusal: &Refusal) {
        let field = match refusal {
            Refusal::Object | Refusal::Exists => self.object,
            Refusal::Title => self.title,
            Refusal::Language => {
                LanguageControl::focus();
                return;
            }
            Refusal::Available => self.available,
            Refusal::Expiry if self.lapse.get_untracked() == DAY => self.until,
            Refusal::Expiry => self.count,
            Refusal::Automatic => self.automatic,
            Refusal::Effort => self.hours,
            Refusal::Signatories
            | Refusal::Template
            | Refusal::Lacking
            | Refusal::Conflict(_)
            | Refusal::Outdated
            | Refusal::Failed(_) => return,
        };
        if let Some(field) = field.get_untracked() {
            // The field is in the page; focusing it cannot fail.
            let _ = field.focus();
        }
    }
}

/// Why nothing was written, said where it belongs.
#[derive(Clone, Copy)]
pub(super) struct Problems(pub(super) RwSignal<Option<Refusal>>);

impl Problems {
    /// The words for a place of the form; empty while the refusal is none of those.
    pub(super) fn at(self, is_here: fn(&Refusal) -> bool) -> Signal<String> {
        let i18n = use_i18n();
        let refusal = self.0;
        Signal::derive(move || match refusal.read().as_ref().filter(|it| is_here(it)) {
            Some(refusal) => words(i18n, refusal).to_owned(),
            None => String::new(),
        })
    }
}

/// How a choice says it.
pub(super) const fn label_word(label: OrganizationLabel) -> &'static str {
    match label {
        OrganizationLabel::Name => BY_NAME,
        OrganizationLabel::Key => BY_KEY,
    }
}

fn read_label(word: &str) -> OrganizationLabel {
    if word == BY_KEY {
        OrganizationLabel::Key
    } else {
        OrganizationLabel::Name
    }
}

fn written(field: NodeRef<Input>) -> String {
    let value = field.get_untracked().map(|it| it.value());
    value.map(|it| it.trim().to_owned()).unwrap_or_default()
}

fn is_ticked(field: NodeRef<Input>) -> bool {
    field.get_untracked().is_some_and(|it| it.checked())
}

fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Object => t_string!(i18n, console.award.bad_object),
        Refusal::Exists => t_string!(i18n, console.configuration.exists),
        Refusal::Title => t_string!(i18n, console.configuration.bad_title),
        Refusal::Language => t_string!(i18n, console.configuration.bad_language),
        Refusal::Signatories => t_string!(i18n, console.configuration.bad_signatories),
        Refusal::Available => t_string!(i18n, console.problem.date),
        Refusal::Expiry => t_string!(i18n, console.configuration.bad_expiry),
        Refusal::Template => t_string!(i18n, console.configuration.bad_template),
        Refusal::Lacking => t_string!(i18n, console.configuration.would_lack),
        Refusal::Automatic => t_string!(i18n, console.configuration.bad_automatic),
        Refusal::Effort => t_string!(i18n, console.configuration.bad_effort),
        Refusal::Conflict(_) => t_string!(i18n, console.configuration.conflict),
        Refusal::Outdated => t_string!(i18n, console.problem.outdated),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}
