//! After signing out here: that it is so, and that the learning platform is another door.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::announce::page_title;
use crate::i18n::{t_string, use_i18n};
use crate::path;
use crate::shell::Shell;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;

/// Says so and leads on.
#[component]
pub(crate) fn SignedOutPage() -> impl IntoView {
    let i18n = use_i18n();
    let shell = Shell::expect();
    page_title(move || t_string!(i18n, title.signed_out).to_owned());
    let platform = move || {
        let url = shell.site()?.platform_sign_out_url?;
        Some(view! {
            <p>{t!(i18n, signed_out.platform)}</p>
            <p><a class="button" href=url rel="external">{t!(i18n, signed_out.platform_link)}</a></p>
        })
    };
    view! {
        <Notice icon=Icon::Check>
            <h1 tabindex="-1">{t!(i18n, signed_out.heading)}</h1>
            {platform}
            <p><A href=path::HOME.to_owned()>{t!(i18n, not_found.home)}</A></p>
        </Notice>
    }
}
