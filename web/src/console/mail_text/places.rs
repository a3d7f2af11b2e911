//! What can be filled in into a text, and what is kept of its HTML: help beside the fields.

use leptos::prelude::*;

use super::style;
use crate::console::sheet::style as sheet;
use crate::i18n::use_i18n;
use crate::text::{Text, t};

/// Elements of HTML that are kept, as the server lists them.
const ELEMENTS: &str = "a b blockquote br div em h1 h2 h3 h4 h5 h6 i li ol p span strong ul";

/// A list that is opened by who needs it.
#[component]
pub(super) fn Places() -> impl IntoView {
    let i18n = use_i18n();
    let places: [(&str, Text); 9] = [
        ("{{ recipient.name }}", t!(i18n, console.mail_text.place.recipient)),
        ("{{ program.title }}", t!(i18n, console.mail_text.place.title)),
        (
            "{% if program.type_label %}{{ program.type_label }}{% endif %}",
            t!(i18n, console.mail_text.place.type_label),
        ),
        (
            "{{ program.organizations }}",
            t!(i18n, console.mail_text.place.organizations),
        ),
        ("{{ certificate.url }}", t!(i18n, console.mail_text.place.url)),
        ("{{ certificate.number }}", t!(i18n, console.mail_text.place.number)),
        (
            "{{ certificate.issued_on }}",
            t!(i18n, console.mail_text.place.issued_on),
        ),
        ("{{ site.name }}", t!(i18n, console.mail_text.place.site)),
        ("{{ site.url }}", t!(i18n, console.mail_text.place.site_url)),
    ];
    let places = places.map(|(place, words)| {
        view! { <dt><code dir="ltr" translate="no">{place}</code></dt><dd>{words}</dd> }
    });
    let elements: Vec<_> = ELEMENTS
        .split(' ')
        .map(|it| view! { <code dir="ltr" translate="no">{it}</code> " " })
        .collect();
    view! {
        <details class=style::help>
            <summary>{t!(i18n, console.mail_text.places)}</summary>
            <dl class=style::places>{places.into_iter().collect_view()}</dl>
            <p class=sheet::minor>{t!(i18n, console.mail_text.elements)} " " {elements}</p>
        </details>
    }
}
