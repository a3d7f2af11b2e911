//! A button that does something on this page.

use leptos::prelude::*;

use crate::text::text;

/// How much weight a button has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Weight {
    /// One of several things to do.
    #[default]
    Plain,
    /// What one came for.
    Primary,
    /// It cannot be undone.
    Danger,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button primary",
            Self::Danger => "button danger",
        }
    }
}

/// What pressing a button does. One type for all, so that the button is compiled once.
pub(crate) struct Press(Box<dyn Fn() + Send + Sync>);

impl<F: Fn() + Send + Sync + 'static> From<F> for Press {
    fn from(press: F) -> Self {
        Self(Box::new(press))
    }
}

/// A native button. While busy it cannot be pressed but keeps the focus.
#[component]
pub(crate) fn Button(
    /// What pressing does.
    #[prop(into)]
    on_press: Press,
    /// The last press is still being worked on.
    #[prop(optional, into)]
    is_busy: Signal<bool>,
    /// How much weight it has.
    #[prop(optional)]
    weight: Weight,
    /// What it is called where its words alone do not tell it from others; begins with them.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// Icon and words.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !is_busy.get_untracked() {
            (on_press.0)();
        }
    };
    view! {
        <button
            class=weight.class()
            type="button"
            aria-disabled=text(move || is_busy.get().to_string())
            aria-label=move || name.map(|it| it.get())
            on:click=press
        >
            {children()}
        </button>
    }
}
