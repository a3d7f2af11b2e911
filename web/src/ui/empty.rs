//! A list that has nothing in it: why, and what to do.

use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};

stylance::import_crate_style!(style, "src/ui/empty.module.css");

/// A quiet frame with an icon; the text brings a heading.
#[component]
pub(crate) fn Empty(
    /// Goes with the words.
    icon: Icon,
    /// Heading, reason, a way on.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=style::empty>
            <span class=style::mark><IconView icon/></span>
            {children()}
        </div>
    }
}
