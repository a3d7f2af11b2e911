//! A certificate as the institution's own template draws it.
//!
//! Invariant: nothing in it can run or reach this page; the server's policy for the document says so, and the frame once more.

use leptos::html;
use leptos::prelude::*;

use crate::browser;
use crate::i18n::use_i18n;
use crate::text::t;

stylance::import_crate_style!(style, "src/visitor/certificate/drawn.module.css");

/// The document in a frame.
#[component]
pub(super) fn Drawn(
    /// Where the document is.
    url: String,
    /// What it certifies, for those who hear the page.
    title: String,
    /// The frame, by which it is printed.
    frame: NodeRef<html::Iframe>,
) -> impl IntoView {
    let i18n = use_i18n();
    let fit = move |_| {
        if let Some(frame) = frame.get_untracked() {
            browser::fit_frame(&frame);
        }
    };
    view! {
        <h1 class="visually-hidden" tabindex="-1" dir="auto">{title}</h1>
        <iframe
            node_ref=frame
            on:load=fit
            class=style::drawn
            src=url
            sandbox="allow-same-origin allow-modals"
            title=t!(i18n, certificate.sheet.region)
        ></iframe>
    }
}
