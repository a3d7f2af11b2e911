//! The certificate as it was drawn last, in a frame.
//!
//! Invariant: nothing in it can run or reach this page; the server's policy for the document says so, and the frame once more. The way
//! back in the browser leads from page to page, and not through what was drawn.

use leptos::html::Iframe;
use leptos::prelude::*;

use crate::browser::fit_frame;
use crate::console::template::style;
use crate::i18n::use_i18n;
use crate::text::{t, text};

/// The document in a frame that is as high as it.
#[component]
pub(super) fn Drawn(
    /// Where the document is.
    url: Memo<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let frame = NodeRef::<Iframe>::new();
    let fit = move |_| {
        if let Some(frame) = frame.get_untracked() {
            fit_frame(&frame);
        }
    };
    Effect::new(move |shown: Option<String>| {
        let url = url.get();
        // The first document is there by the frame's own address.
        if shown.is_some_and(|it| it != url)
            && let Some(content) = frame.get_untracked().and_then(|it| it.content_window())
        {
            // An address of ours always leads somewhere.
            let _ = content.location().replace(&url);
        }
        url
    });
    view! {
        <iframe
            node_ref=frame
            on:load=fit
            class=style::drawn
            src=url.get_untracked()
            sandbox="allow-same-origin"
            title=t!(i18n, console.template.preview_frame)
        ></iframe>
        <p>
            <a href=text(move || url.get()) target="_blank" rel="noopener">{t!(i18n, console.template.preview_alone)}</a>
        </p>
    }
}
