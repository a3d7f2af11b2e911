//! Whether a program or a pathway is offered, and what kinds of pathways there are.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::kind::Kind;
use crate::api::schema;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::text;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// Whether it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Offered,
    Unpublished,
    Retired,
    /// Programs alone are.
    Deleted,
}

/// The same of a program, as the API tells it.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProgramStatus {
    Active,
    Deleted,
    Retired,
    Unpublished,
}

/// The same of a pathway.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathwayStatus {
    Published,
    Retired,
    Unpublished,
}

/// What becomes of a record that goes over a pathway.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathwayKind {
    Credit,
    Industry,
}

impl From<ProgramStatus> for State {
    fn from(status: ProgramStatus) -> Self {
        match status {
            ProgramStatus::Active => Self::Offered,
            ProgramStatus::Deleted => Self::Deleted,
            ProgramStatus::Retired => Self::Retired,
            ProgramStatus::Unpublished => Self::Unpublished,
        }
    }
}

impl From<PathwayStatus> for State {
    fn from(status: PathwayStatus) -> Self {
        match status {
            PathwayStatus::Published => Self::Offered,
            PathwayStatus::Retired => Self::Retired,
            PathwayStatus::Unpublished => Self::Unpublished,
        }
    }
}

impl State {
    /// Those that things of a kind can be in, in the order in which they are offered.
    pub(super) const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Program => &[Self::Offered, Self::Unpublished, Self::Retired, Self::Deleted],
            Kind::Pathway => &[Self::Offered, Self::Unpublished, Self::Retired],
            Kind::Course | Kind::CourseRun | Kind::Organization => &[],
        }
    }

    /// The status of a program that is so.
    pub(super) const fn of_program(self) -> ProgramStatus {
        match self {
            Self::Offered => ProgramStatus::Active,
            Self::Unpublished => ProgramStatus::Unpublished,
            Self::Retired => ProgramStatus::Retired,
            Self::Deleted => ProgramStatus::Deleted,
        }
    }

    /// The status of a pathway that is so.
    pub(super) const fn of_pathway(self) -> PathwayStatus {
        match self {
            Self::Offered => PathwayStatus::Published,
            Self::Unpublished => PathwayStatus::Unpublished,
            Self::Retired | Self::Deleted => PathwayStatus::Retired,
        }
    }

    /// How addresses and choices write it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Unpublished => "unpublished",
            Self::Retired => "retired",
            Self::Deleted => "deleted",
        }
    }

    /// What they mean for things of a kind.
    pub(super) fn read(kind: Kind, word: &str) -> Option<Self> {
        Self::of(kind).iter().copied().find(|it| it.word() == word)
    }

    /// What people call it.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Offered => t_string!(i18n, console.catalogue.state.offered),
            Self::Unpublished => t_string!(i18n, console.catalogue.state.unpublished),
            Self::Retired => t_string!(i18n, console.catalogue.state.retired),
            Self::Deleted => t_string!(i18n, console.catalogue.state.deleted),
        }
    }
}

impl PathwayKind {
    /// In the order in which they are offered.
    pub(super) const ALL: [Self; 2] = [Self::Credit, Self::Industry];

    /// How addresses and choices write it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Industry => "industry",
        }
    }

    /// What they mean.
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Credit => t_string!(i18n, console.catalogue.pathway.credit),
            Self::Industry => t_string!(i18n, console.catalogue.pathway.industry),
        }
    }
}

/// Says whether it is offered.
#[component]
pub(super) fn StateBadge(
    /// Whether it is.
    state: State,
) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, icon) = match state {
        State::Offered => (Tone::Good, Icon::Check),
        State::Unpublished => (Tone::Waiting, Icon::Clock),
        State::Retired => (Tone::Quiet, Icon::Clock),
        State::Deleted => (Tone::Bad, Icon::Cross),
    };
    view! { <Badge tone icon>{text(move || state.words(i18n))}</Badge> }
}
