//! Links to other pages of a list whose address tells where it is.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::use_i18n;
use crate::text::t;

stylance::import_crate_style!(style, "src/console/credentials/style.module.css");

/// Where other pages of the list are; none where there is none, or the way is not known.
pub(super) struct Pages {
    pub(super) first: Option<String>,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

/// The links; nothing where there are none.
pub(super) fn turn(pages: Pages) -> AnyView {
    let i18n = use_i18n();
    let links = [
        (pages.first, t!(i18n, console.pages.first)),
        (pages.previous, t!(i18n, console.pages.previous)),
        (pages.next, t!(i18n, console.pages.next)),
    ];
    let links: Vec<_> = links
        .into_iter()
        .filter_map(|(href, words)| Some(view! { <li><A href=href? attr:class="button">{words}</A></li> }))
        .collect();
    if links.is_empty() {
        return ().into_any();
    }
    view! {
        <nav aria-label=t!(i18n, console.pages.label)>
            <ul class=style::pages>{links}</ul>
        </nav>
    }
    .into_any()
}
