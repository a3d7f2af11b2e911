//! What the language of templates can say: help beside the fields.

use leptos::prelude::*;

use super::style;
use crate::console::sheet::style as sheet;
use crate::i18n::use_i18n;
use crate::text::{Text, t};

/// A list that is opened by who needs it.
#[component]
pub(super) fn Vocabulary() -> impl IntoView {
    let i18n = use_i18n();
    let values: [(&str, Text); 16] = [
        ("{{ recipient.name }}", t!(i18n, console.mail_text.place.recipient)),
        ("{{ credential.title }}", t!(i18n, console.template.value.title)),
        (
            "{{ credential.type_label }}",
            t!(i18n, console.template.value.type_label),
        ),
        (
            "{{ credential.achievement }}",
            t!(i18n, console.template.value.achievement),
        ),
        (
            "{{ credential.issued_on }}",
            t!(i18n, console.mail_text.place.issued_on),
        ),
        (
            "{% if credential.expires_on %}{{ credential.expires_on }}{% endif %}",
            t!(i18n, console.template.value.expires_on),
        ),
        (
            "{% if credential.hours_of_effort %}{{ credential.hours_of_effort }}{% endif %}",
            t!(i18n, console.template.value.hours_of_effort),
        ),
        ("{{ credential.number }}", t!(i18n, console.mail_text.place.number)),
        ("{{ credential.url }}", t!(i18n, console.mail_text.place.url)),
        (
            "<img src=\"{{ credential.qr }}\" alt=\"{{ text.verify }} {{ credential.url }}\">",
            t!(i18n, console.template.value.qr),
        ),
        (
            "{{ organization_names }}",
            t!(i18n, console.mail_text.place.organizations),
        ),
        (
            "{% for it in organizations %}{{ it.name }}{{ it.key }}{% if it.logo %}<img src=\"{{ it.logo }}\" \
             alt=\"{{ it.logo_text }}\">{% endif %}{% endfor %}",
            t!(i18n, console.template.value.organizations),
        ),
        (
            "{% for it in signatories %}{{ it.name }}{% for line in it.titles %}{{ line }}{% endfor %}\
             {% if it.organization %}{{ it.organization }}{% endif %}{% if it.image %}<img src=\"{{ it.image }}\" \
             alt=\"{{ it.image_text }}\">{% endif %}{% endfor %}",
            t!(i18n, console.template.value.signatories),
        ),
        ("{{ platform_name }}", t!(i18n, console.template.value.platform_name)),
        (
            "{{ language }} {{ direction }}",
            t!(i18n, console.template.value.language),
        ),
        ("{{ text.certifies }}", t!(i18n, console.template.value.text)),
    ];
    let values = values.map(|(value, words)| {
        view! { <dt><code dir="ltr" translate="no">{value}</code></dt><dd>{words}</dd> }
    });
    view! {
        <details class=style::help>
            <summary>{t!(i18n, console.mail_text.places)}</summary>
            <dl class=style::values>{values.into_iter().collect_view()}</dl>
            <p class=sheet::minor>{t!(i18n, console.template.values_lead)}</p>
        </details>
    }
}
