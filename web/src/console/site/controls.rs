//! The controls of the form as one: what they hold, and which of them a refusal is about.

use leptos::html::{Input, Textarea};
use leptos::prelude::*;

use super::draft::Draft;
use super::group::Group;
use super::part::{N_PARTS, Part};
use super::save::Refusal;
use super::words;
use crate::i18n::use_i18n;

/// Every control, what stood in it at first, and what is wrong.
#[derive(Clone, Copy)]
pub(super) struct Controls {
    inputs: [NodeRef<Input>; N_PARTS],
    pub(super) hosts: NodeRef<Textarea>,
    /// As they stand in `SharingNetwork::ALL`.
    pub(super) shares: [NodeRef<Input>; 3],
    before: StoredValue<Draft>,
    pub(super) refusal: RwSignal<Option<Refusal>>,
}

impl Controls {
    /// Those of a form that begins with a draft.
    pub(super) fn holding(before: Draft) -> Self {
        Self {
            inputs: [(); N_PARTS].map(|()| NodeRef::new()),
            hosts: NodeRef::new(),
            shares: [(); 3].map(|()| NodeRef::new()),
            before: StoredValue::new(before),
            refusal: RwSignal::new(None),
        }
    }

    /// The input of a part.
    pub(super) fn input(self, part: Part) -> NodeRef<Input> {
        self.inputs[part.place()]
    }

    /// What stood in it at first.
    pub(super) fn before(self, part: Part) -> String {
        self.before.with_value(|it| it.text(part).to_owned())
    }

    /// Which networks were ticked at first.
    pub(super) fn shared_before(self) -> [bool; 3] {
        self.before.with_value(Draft::shares)
    }

    /// What the form began with.
    pub(super) fn first(self) -> Draft {
        self.before.get_value()
    }

    /// What they hold. What the form does not show is as it was.
    pub(super) fn draft(self) -> Draft {
        let texts = Part::ALL.map(|part| {
            let input = self.input(part).get_untracked().map(|it| it.value());
            let area = || self.hosts.get_untracked().map(|it| it.value());
            let written = match part {
                Part::Hosts => area(),
                Part::Name
                | Part::PublicUrl
                | Part::LmsUrl
                | Part::CatalogUrl
                | Part::HomeUrl
                | Part::HelpUrl
                | Part::TermsUrl
                | Part::PrivacyUrl
                | Part::SupportAddress
                | Part::SenderAddress
                | Part::LogoUrl
                | Part::AccentColor
                | Part::AccentColorDark
                | Part::FacebookApp => input,
            };
            written.map_or_else(|| self.before(part), |it| it.trim().to_owned())
        });
        let shares = self.shares.map(|it| it.get_untracked().is_some_and(|it| it.checked()));
        Draft::read(texts, shares)
    }

    /// Leads to the first field that a refusal is about, if it is about any.
    pub(super) fn focus(self, refusal: &Refusal) {
        let parts = Group::ALL.into_iter().flat_map(Group::parts);
        let Some(part) = parts.copied().find(|it| refusal.flaw(*it).is_some()) else {
            return;
        };
        // The field is in the page; focusing it cannot fail.
        if part == Part::Hosts {
            let _ = self.hosts.get_untracked().map(|it| it.focus());
        } else {
            let _ = self.input(part).get_untracked().map(|it| it.focus());
        }
    }

    /// What is wrong with a part; empty while nothing is.
    pub(super) fn problem(self, part: Part) -> Signal<String> {
        let i18n = use_i18n();
        let refusal = self.refusal;
        Signal::derive(move || {
            let refusal = refusal.read();
            let flaw = refusal.as_ref().and_then(|it| it.flaw(part));
            flaw.map(|it| words::flaw(i18n, part, it.fault).to_owned())
                .unwrap_or_default()
        })
    }

    /// What is wrong with no single part.
    pub(super) fn problem_of_the_whole(self) -> Signal<String> {
        let i18n = use_i18n();
        let refusal = self.refusal;
        Signal::derive(move || match refusal.read().as_ref() {
            Some(refusal) => words::whole(i18n, refusal).to_owned(),
            None => String::new(),
        })
    }
}
