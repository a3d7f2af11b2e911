//! Who keeps something in the catalogue.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::api::scalar::Instant;
use crate::api::schema;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::text;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// The same, as the API tells it.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CatalogOrigin {
    Local,
    Synced,
}

/// Who keeps it, and whether they still have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeper {
    /// The staff.
    Staff,
    /// The catalogue service, which has it.
    Service,
    /// The catalogue service, which has it no more.
    Gone,
}

impl Keeper {
    /// In the order in which they are offered.
    pub(super) const ALL: [Self; 3] = [Self::Staff, Self::Service, Self::Gone];

    /// Reads what the API tells.
    pub(super) fn of(origin: CatalogOrigin, removed_at: Option<&Instant>) -> Self {
        match (origin, removed_at) {
            (_, Some(_)) => Self::Gone,
            (CatalogOrigin::Local, None) => Self::Staff,
            (CatalogOrigin::Synced, None) => Self::Service,
        }
    }

    /// What the API is asked for: origin, and whether it is removed.
    pub(super) const fn asked(self) -> (Option<CatalogOrigin>, Option<bool>) {
        match self {
            Self::Staff => (Some(CatalogOrigin::Local), None),
            Self::Service => (Some(CatalogOrigin::Synced), Some(false)),
            Self::Gone => (None, Some(true)),
        }
    }

    /// How the address writes it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Service => "service",
            Self::Gone => "gone",
        }
    }

    /// What the address means.
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Staff => t_string!(i18n, console.catalogue.keeper.staff),
            Self::Service => t_string!(i18n, console.catalogue.keeper.service),
            Self::Gone => t_string!(i18n, console.catalogue.keeper.gone),
        }
    }
}

/// Says who keeps it.
#[component]
pub(super) fn KeeperBadge(
    /// Who.
    keeper: Keeper,
) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, icon) = match keeper {
        Keeper::Staff => (Tone::Quiet, Icon::Pencil),
        Keeper::Service => (Tone::Quiet, Icon::Retry),
        Keeper::Gone => (Tone::Waiting, Icon::Cross),
    };
    view! { <Badge tone icon>{text(move || keeper.words(i18n))}</Badge> }
}
