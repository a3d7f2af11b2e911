//! A state in a word or two.

use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};

stylance::import_crate_style!(style, "src/ui/badge.module.css");

/// How a state is meant. The words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// It holds.
    Good,
    /// It was taken back.
    Bad,
    /// It is not there yet, or its time is over.
    Waiting,
    /// Nothing to say about it.
    Quiet,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => style::good,
            Self::Bad => style::bad,
            Self::Waiting => style::waiting,
            Self::Quiet => style::quiet,
        }
    }
}

/// Icon and words on a wash of the state's colour.
#[component]
pub(crate) fn Badge(
    /// How it is meant.
    tone: Tone,
    /// Goes with the words.
    icon: Icon,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=format!("{} {}", style::badge, tone.class())>
            <IconView icon/>
            <span>{children()}</span>
        </span>
    }
}
