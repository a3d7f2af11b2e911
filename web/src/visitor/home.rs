//! The front page: what this is, and the way to a certificate.

use leptos::prelude::*;

use crate::announce::page_title;
use crate::component::lookup::Lookup;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;

stylance::import_crate_style!(style, "src/visitor/home/style.module.css");

/// A form, and three steps for who has never checked a certificate.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.home).to_owned());
    view! {
        <section class=style::hero>
            <h1 class=style::heading tabindex="-1">{t!(i18n, home.heading)}</h1>
            <p class=style::lead>{t!(i18n, home.lead)}</p>
            <div class=style::card>
                <h2 class=style::card_heading>{t!(i18n, lookup.heading)}</h2>
                <Lookup/>
            </div>
        </section>
        <section class=style::how aria-labelledby="how">
            <h2 class=style::how_heading id="how">{t!(i18n, home.how)}</h2>
            <ol class=style::steps>
                <li class=style::step>
                    <h3>{t!(i18n, home.step_open_title)}</h3>
                    <p>{t!(i18n, home.step_open)}</p>
                </li>
                <li class=style::step>
                    <h3>{t!(i18n, home.step_read_title)}</h3>
                    <p>{t!(i18n, home.step_read)}</p>
                </li>
                <li class=style::step>
                    <h3>{t!(i18n, home.step_state_title)}</h3>
                    <p>{t!(i18n, home.step_state)}</p>
                </li>
            </ol>
        </section>
    }
}
