//! What of a template is checked and published, in a word or two.

use leptos::prelude::*;

use crate::api::scalar::Instant;
use crate::i18n::use_i18n;
use crate::text::t;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// How the newest version stands to the published one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum Publication {
    /// Nothing is published yet.
    DraftOnly,
    /// The newest version passed every check, and is not published yet.
    Checked,
    /// The newest version is the published one.
    Published,
    /// A draft is newer than what is published.
    WithDraft,
}

impl Publication {
    /// By the numbers of the published version, if there is one, and of the newest, and by when that was checked.
    pub(in crate::console) fn of(published: Option<i32>, latest: i32, checked_at: Option<&Instant>) -> Self {
        match (published, checked_at) {
            (Some(number), _) if number == latest => Self::Published,
            (_, Some(_)) => Self::Checked,
            (None, None) => Self::DraftOnly,
            (Some(_), None) => Self::WithDraft,
        }
    }
}

/// The badge of it.
#[component]
pub(in crate::console) fn PublicationBadge(
    /// What it says.
    publication: Publication,
) -> impl IntoView {
    let i18n = use_i18n();
    match publication {
        Publication::DraftOnly => {
            view! { <Badge tone=Tone::Quiet icon=Icon::Pencil>{t!(i18n, console.template.draft_only)}</Badge> }
        }
        Publication::Checked => {
            view! { <Badge tone=Tone::Waiting icon=Icon::Check>{t!(i18n, console.template.checked)}</Badge> }
        }
        Publication::Published => {
            view! { <Badge tone=Tone::Good icon=Icon::Check>{t!(i18n, console.template.published)}</Badge> }
        }
        Publication::WithDraft => {
            view! { <Badge tone=Tone::Waiting icon=Icon::Pencil>{t!(i18n, console.template.with_draft)}</Badge> }
        }
    }
}
