//! A page that has one thing to say.

use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};

stylance::import_crate_style!(style, "src/ui/notice.module.css");

/// A large icon and the text beside it; the text brings the page's `h1`.
#[component]
pub(crate) fn Notice(
    /// Goes with the words, never instead of them.
    icon: Icon,
    /// Heading, text and what to do next.
    children: Children,
) -> impl IntoView {
    view! {
        <section class=style::notice>
            <div class=style::mark><IconView icon/></div>
            <div class=style::text>{children()}</div>
        </section>
    }
}
