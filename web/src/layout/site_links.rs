//! Where the institution tells more: its home page, help, terms, privacy policy, and whom to write to.

use leptos::prelude::*;

use crate::i18n::use_i18n;
use crate::path;
use crate::shell::Shell;
use crate::text::t;

stylance::import_crate_style!(style, "src/layout/site_links.module.css");

/// Links to what the site names; nothing where it names nothing, and until it is known.
#[component]
pub(crate) fn SiteLinks() -> impl IntoView {
    let i18n = use_i18n();
    let shell = Shell::expect();
    move || {
        let site = shell.site()?;
        let links: Vec<_> = [
            (site.home_url, t!(i18n, footer.home)),
            (site.help_url, t!(i18n, footer.help)),
            (site.terms_url, t!(i18n, footer.terms)),
            (site.privacy_url, t!(i18n, footer.privacy)),
            (site.support_address.map(|it| path::mail(&it)), t!(i18n, footer.support)),
        ]
        .into_iter()
        .filter_map(|(href, words)| {
            let href = href?;
            Some(view! { <li><a class=style::link href=href rel="external">{words}</a></li> })
        })
        .collect();
        (!links.is_empty()).then(|| {
            view! {
                <nav aria-label=t!(i18n, footer.label)>
                    <ul class=style::list>{links}</ul>
                </nav>
            }
        })
    }
}
