//! A certificate as the server draws it, in a frame that is as high as it.
//!
//! Invariant: nothing in it can run or reach this page; the server's policy for the document says so, and the frame once more. Its links
//! open pages of their own, which are held to neither. The way back in the browser leads from page to page, and not through what was drawn.

use leptos::ev;
use leptos::html::Iframe;
use leptos::prelude::*;

use crate::browser;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::problem::Problem;

stylance::import_crate_style!(style, "src/component/drawn.module.css");

/// What the frame lets the document do: be measured, be printed, and have its links open pages as any page's do. Not run.
const SANDBOX: &str = "allow-same-origin allow-modals allow-popups allow-popups-to-escape-sandbox";

/// How far the document has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Coming,
    Here,
    Failed,
}

/// The document in a frame; until it is there, the room that most certificates take.
#[component]
pub(crate) fn Drawn(
    /// Where the document is; none as long as nobody knows.
    #[prop(into)]
    url: Signal<Option<String>>,
    /// What the frame is called.
    title: Signal<String>,
    /// Whether it may not be seen yet, although it is on its way.
    #[prop(optional, into)]
    is_held_back: Signal<bool>,
    /// The frame, by which it is printed.
    #[prop(optional)]
    frame: NodeRef<Iframe>,
) -> impl IntoView {
    let face = RwSignal::new(Face::Coming);
    let fit = move || frame.get_untracked().is_some_and(|it| browser::fit_frame(&it));
    let arrived = move |_| face.set(if fit() { Face::Here } else { Face::Failed });
    // What is narrower is higher.
    let resized = window_event_listener(ev::resize, move |_| {
        if face.get_untracked() == Face::Here {
            fit();
        }
    });
    on_cleanup(move || resized.remove());
    let show = move |url: &str| {
        if let Some(content) = frame.get_untracked().and_then(|it| it.content_window()) {
            // An address of ours always leads somewhere.
            let _ = content.location().replace(url);
        }
    };
    Effect::new(move |shown: Option<Option<String>>| {
        let url = url.get();
        // The first document is there by the frame's own address.
        if let (Some(Some(shown)), Some(url)) = (shown, &url)
            && shown != *url
        {
            show(url);
        }
        url
    });
    let again = move || {
        face.set(Face::Coming);
        show(&url.get_untracked().unwrap_or_default());
    };
    let has_url = Memo::new(move |_| url.with(Option::is_some));
    let class = move || {
        if is_held_back.get() || face.get() == Face::Failed {
            format!("{} {}", style::drawn, style::hidden)
        } else {
            style::drawn.to_owned()
        }
    };
    let trouble = move || (face.get() == Face::Failed && !is_held_back.get()).then(|| view! { <Trouble again/> });
    view! {
        <div class=style::place aria-busy=text(move || (face.get() == Face::Coming).to_string())>
            {move || (face.get() == Face::Coming).then(Lines)}
            {move || has_url.get().then(|| view! {
                <iframe
                    node_ref=frame
                    on:load=arrived
                    class=text(class)
                    src=url.get_untracked()
                    sandbox=SANDBOX
                    title=text(move || title.get())
                ></iframe>
            })}
            {trouble}
        </div>
    }
}

/// The shape of a certificate that is on its way.
#[component]
fn Lines() -> impl IntoView {
    view! {
        <div class=style::lines aria-hidden="true">
            <div class=style::line></div>
            <div class=style::wide></div>
            <div class=style::line></div>
            <div class=style::wide></div>
            <div class=style::line></div>
        </div>
    }
}

/// There is no document, and a way to try again.
#[component]
fn Trouble(
    /// Asks for it once more.
    again: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = Signal::derive(move || t_string!(i18n, certificate.not_drawn).to_owned());
    view! {
        <div class=style::trouble>
            <Problem words/>
            <p><Button on_press=again>{t!(i18n, failure.retry)}</Button></p>
        </div>
    }
}
