//! How far a run has come.

use leptos::prelude::*;

use super::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// How far a run of any kind has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum RunState {
    Queued,
    Running,
    Succeeded,
    Failed,
}

impl RunState {
    /// Whether it has not ended.
    pub(in crate::console) fn is_under_way(self) -> bool {
        match self {
            Self::Queued | Self::Running => true,
            Self::Succeeded | Self::Failed => false,
        }
    }
}

/// How far a run has come, and what else is to be known of it at once.
#[component]
pub(in crate::console) fn StateOfRun(
    /// How far.
    state: RunState,
    /// What else, in a word or two.
    note: Option<(Icon, Text)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, icon) = match state {
        RunState::Queued => (Tone::Waiting, Icon::Clock),
        RunState::Running => (Tone::Waiting, Icon::Retry),
        RunState::Succeeded => (Tone::Good, Icon::Check),
        RunState::Failed => (Tone::Bad, Icon::Cross),
    };
    let words = move || match state {
        RunState::Queued => t_string!(i18n, console.catalog_syncs.state.queued),
        RunState::Running => t_string!(i18n, console.catalog_syncs.state.running),
        RunState::Succeeded => t_string!(i18n, console.catalog_syncs.state.succeeded),
        RunState::Failed => t_string!(i18n, console.catalog_syncs.state.failed),
    };
    view! {
        <span class=style::badges>
            <Badge tone icon>{text(words)}</Badge>
            {note.map(|(icon, words)| view! { <Badge tone=Tone::Quiet icon>{words}</Badge> })}
        </span>
    }
}
