//! Passing a certificate on. Each link opens a network's own page in a new window; nothing of theirs is loaded here.

use leptos::prelude::*;

use super::query::{ShareLink, ShareTarget};
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};

stylance::import_crate_style!(style, "src/visitor/certificate/share.module.css");

/// The links; for the one who earned it with a congratulation. Nothing where there are none.
#[component]
pub(super) fn Share(
    /// Where to.
    links: Vec<ShareLink>,
    /// The name to congratulate; none for everybody else.
    owner: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    if links.is_empty() {
        return ().into_any();
    }
    let class = if owner.is_some() {
        format!("{} {}", style::share, style::own)
    } else {
        style::share.to_owned()
    };
    let congratulation = owner.map(|name| {
        view! {
            <p class=style::congratulation>
                {t!(i18n, certificate.share.congratulation, name = format::isolated(&name))}
            </p>
            <p>{t!(i18n, certificate.share.help)}</p>
        }
    });
    let links = links.into_iter().map(|ShareLink { target, url }| {
        let words = move || match target {
            ShareTarget::LinkedInProfile => t_string!(i18n, certificate.share.linked_in_profile),
            ShareTarget::LinkedIn => t_string!(i18n, certificate.share.linked_in),
            ShareTarget::X => t_string!(i18n, certificate.share.x),
            ShareTarget::Facebook => t_string!(i18n, certificate.share.facebook),
            ShareTarget::Mail => t_string!(i18n, certificate.share.mail),
        };
        view! { <li><a class="button" href=url target="_blank" rel="noopener noreferrer">{text(words)}</a></li> }
    });
    view! {
        <section class=class aria-label=t!(i18n, certificate.share.region)>
            {congratulation}
            <ul>{links.collect_view()}</ul>
        </section>
    }
    .into_any()
}
