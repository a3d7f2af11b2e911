//! The form that leads from a number or a link to the certificate's page.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::PROGRAM;
use crate::browser;
use crate::certificate_number::CertificateNumber;
use crate::i18n::use_i18n;
use crate::path::{self, Program};
use crate::text::t;
use crate::ui::icon::{Icon, IconView};

stylance::import_crate_style!(style, "src/component/lookup.module.css");

/// Asks for a certificate number and goes to its page.
#[component]
pub(crate) fn Lookup(
    /// What the field holds at first.
    #[prop(optional, into)]
    text: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let field = NodeRef::<Input>::new();
    let is_invalid = RwSignal::new(false);

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        if let Ok(number) = input.value().parse::<CertificateNumber>() {
            is_invalid.set(false);
            let address = path::certificate(number);
            if Program::of(&address) == PROGRAM {
                navigate(&address, NavigateOptions::default());
            } else {
                browser::go_to(&address);
            }
        } else {
            is_invalid.set(true);
            // The field is in the page; focusing it cannot fail.
            let _ = input.focus();
        }
    };
    view! {
        <form class=style::lookup on:submit=submit novalidate>
            <label class=style::label for="lookup">{t!(i18n, lookup.label)}</label>
            <div class=style::line>
                <input
                    node_ref=field
                    class=style::field
                    id="lookup"
                    name="number"
                    type="text"
                    dir="ltr"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    value=text
                    aria-describedby="lookup-hint lookup-error"
                    aria-invalid=move || is_invalid.get().to_string()
                />
                <button class="button primary" type="submit"><IconView icon=Icon::Search/>{t!(i18n, lookup.submit)}</button>
            </div>
            <p class=style::hint id="lookup-hint">{t!(i18n, lookup.hint)}</p>
            <p class=style::error id="lookup-error" role="alert">
                {move || is_invalid.get().then(|| view! { <IconView icon=Icon::Cross/> {t!(i18n, lookup.invalid)} })}
            </p>
        </form>
    }
}
