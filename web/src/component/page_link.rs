//! A link to a page of the app, in whichever of its programs that is.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::PROGRAM;
use crate::path::Program;

/// A link that the router takes within this program, and that loads the page of another one.
#[component]
pub(crate) fn PageLink(
    /// Where it leads.
    href: String,
    /// Whether it is current on that page alone, and not on those below it.
    #[prop(optional)]
    exact: bool,
    /// Names of its styles.
    #[prop(optional)]
    class: Option<&'static str>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    if Program::of(&href) == PROGRAM {
        view! { <A href=href exact=exact attr:class=class>{children()}</A> }.into_any()
    } else {
        view! { <a href=href class=class rel="external">{children()}</a> }.into_any()
    }
}
