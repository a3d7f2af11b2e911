//! What a visitor can do with a certificate: pass its link on, put it on paper.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::announce::speaker;
use crate::i18n::{I18nLocaleTrait, t_string, use_i18n};
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::{browser, path};

stylance::import_crate_style!(style, "src/visitor/certificate/action.module.css");

/// The buttons, and the outcome of the last press beside them.
#[component]
pub(super) fn Actions(
    /// The certificate's own address.
    url: String,
    /// Where it is a file for paper.
    pdf: Option<String>,
    /// The document to print, where it stands in a frame of its own.
    frame: NodeRef<html::Iframe>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let outcome = RwSignal::new(None::<Outcome>);
    let words = move |it| match it {
        Outcome::Copied => t_string!(i18n, certificate.action.copied),
        Outcome::NotCopied => t_string!(i18n, certificate.action.copy_failed),
    };
    let copy = move || {
        let url = url.clone();
        spawn_local(async move {
            let result = if browser::copy(&url).await {
                Outcome::Copied
            } else {
                Outcome::NotCopied
            };
            outcome.set(Some(result));
            say(words(result));
        });
    };
    let print = move || match frame.get_untracked() {
        Some(frame) => browser::print_frame(&frame),
        None => browser::print(),
    };
    view! {
        <div class=style::actions role="group" aria-label=t!(i18n, certificate.action.region)>
            // The live region says the same; here it is for the eyes.
            <p class=style::outcome aria-hidden="true">{move || outcome.get().map(words)}</p>
            <Button on_press=copy><IconView icon=Icon::Link/>{t!(i18n, certificate.action.copy)}</Button>
            {pdf.map(|it| {
                // In the language in which the page shows the certificate.
                let address = move || path::with_query(&it, &[("language", Some(i18n.get_locale().as_str()))]);
                view! {
                    <a class="button" href=address download="">
                        <IconView icon=Icon::Download/>{t!(i18n, certificate.action.pdf)}
                    </a>
                }
            })}
            <Button on_press=print><IconView icon=Icon::Printer/>{t!(i18n, certificate.action.print)}</Button>
        </div>
    }
}

#[derive(Clone, Copy)]
enum Outcome {
    Copied,
    NotCopied,
}
