//! Who stands for the certificate.

use leptos::prelude::*;

use super::super::query::CertificateSignatory;
use crate::i18n::{Locale, td_string};

stylance::import_crate_style!(style, "src/visitor/certificate/sheet/signature.module.css");

/// A line, a name and an office for each signatory; nothing where there is none.
#[component]
pub(super) fn Signatures(
    /// In the order that the institution chose.
    signatories: Vec<CertificateSignatory>,
    /// The language of the certificate.
    words: Signal<Locale>,
) -> impl IntoView {
    if signatories.is_empty() {
        return ().into_any();
    }
    let class = if signatories.len() > 4 {
        format!("{} {}", style::signatures, style::many)
    } else {
        style::signatures.to_owned()
    };
    let lines = signatories.into_iter().map(
        |CertificateSignatory {
             name,
             title,
             organization,
             image_url,
         }| {
            view! {
                <li class=style::signature>
                    // What it shows is the name below it.
                    {image_url.map(|it| view! { <img class=style::image src=it alt=""/> })}
                    <span class=style::name dir="auto">{name}</span>
                    <span class=style::office dir="auto">{title}</span>
                    {organization
                        .filter(|it| !it.is_empty())
                        .map(|it| view! { <span class=style::office dir="auto">{it}</span> })}
                </li>
            }
        },
    );
    view! {
        <ul class=class aria-label=move || td_string!(words.get(), certificate.sheet.signatories)>{lines.collect_view()}</ul>
    }
    .into_any()
}
