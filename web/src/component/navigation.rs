//! The pages of who is signed in.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::use_i18n;
use crate::path;
use crate::shell::Shell;
use crate::text::t;

stylance::import_crate_style!(style, "src/component/navigation.module.css");

/// Links to what the viewer earned; nothing for visitors.
#[component]
pub(crate) fn Navigation() -> impl IntoView {
    let i18n = use_i18n();
    let shell = Shell::expect();
    move || {
        shell.viewer().map(|_| {
            view! {
                <nav class=style::navigation aria-label=t!(i18n, navigation.label)>
                    <ul class=style::list>
                        <li><A href=path::CREDENTIALS.to_owned() exact=true attr:class=style::link>{t!(i18n, navigation.credentials)}</A></li>
                        <li><A href=path::RECORDS.to_owned() exact=true attr:class=style::link>{t!(i18n, navigation.records)}</A></li>
                    </ul>
                </nav>
            }
        })
    }
}
