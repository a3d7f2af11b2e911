//! The frame of the console's pages.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::areas::Areas;
use crate::i18n::{Locale, use_i18n};
use crate::layout::frame::Frame;
use crate::path;
use crate::shell::Viewer;
use crate::text::{Text, t};

/// Header with the areas that the viewer may enter, the page, footer.
#[component]
pub(super) fn ConsoleFrame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Frame
            home=path::CONSOLE
            home_label=t!(i18n, console.home)
            brand=t!(i18n, console.brand).into_any()
            footer=view! { <p>{t!(i18n, console.note)}</p> }.into_any()
            elsewhere=app
            navigation=view! { <Areas/> }.into_any()
        >
            {children()}
        </Frame>
    }
}

/// The app, where staff are learners like others.
#[expect(clippy::unnecessary_wraps, reason = "it is one of the ways that may lead nowhere")]
fn app(_: &Viewer, i18n: I18nContext<Locale>) -> Option<(&'static str, Text)> {
    Some((path::CREDENTIALS, t!(i18n, navigation.credentials)))
}
