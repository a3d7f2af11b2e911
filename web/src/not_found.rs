//! An address that leads nowhere.

use leptos::prelude::*;

use crate::announce::page_title;
use crate::component::lookup::Lookup;
use crate::component::page_link::PageLink;
use crate::i18n::{t_string, use_i18n};
use crate::path;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;

/// Says so and offers the two ways on.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.not_found).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, not_found.heading)}</h1>
            <p>{t!(i18n, not_found.lead)}</p>
            <Lookup/>
            <p><PageLink href=path::HOME.to_owned()>{t!(i18n, not_found.home)}</PageLink></p>
        </Notice>
    }
}
