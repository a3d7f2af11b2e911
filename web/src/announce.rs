//! Tells people who do not see the screen what changed: the page's title, a finished action.
//!
//! Invariant: after every navigation inside the app the `h1` has the focus, so the keyboard goes on from the new page.
//! The first page is the browser's to announce; its focus is left alone.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The one live region of the app, and the place whose title was told last.
#[derive(Clone, Copy)]
pub(crate) struct Announcer {
    message: RwSignal<String>,
    path: StoredValue<Option<String>>,
}

impl Announcer {
    /// Makes the announcer known to everything below.
    pub(crate) fn provide() {
        provide_context(Self {
            message: RwSignal::new(String::new()),
            path: StoredValue::new(None),
        });
    }

    fn expect() -> Self {
        expect_context()
    }

    /// Says it politely: after what is being read.
    fn say(self, text: &str) {
        // The same words twice are a change only if the region was empty in between.
        self.message.set(String::new());
        let text = text.to_owned();
        request_animation_frame(move || self.message.set(text));
    }
}

/// A function that announces a finished action.
pub(crate) fn speaker() -> impl Fn(&str) + Copy + Send + Sync + 'static {
    let announcer = Announcer::expect();
    move |text| announcer.say(text)
}

/// Gives the page its title; pages call it once what they are about is known. The title follows the language.
pub(crate) fn page_title(title: impl Fn() -> String + 'static) {
    follow_title(Box::new(title));
}

/// The same for every page, so that it is compiled once.
fn follow_title(title: Box<dyn Fn() -> String>) {
    let announcer = Announcer::expect();
    // The router's word: the address bar follows only when the page stands.
    let here = use_location().pathname;
    Effect::new(move |_| {
        let title = title();
        document().set_title(&title);
        let here = Some(here.get_untracked());
        let before = announcer.path.get_value();
        announcer.path.set_value(here.clone());
        announcer.say(&title);
        // On the same page the focus is lost when what had it was replaced, such as a button for a new attempt.
        if before.is_some() && (before != here || is_focus_lost()) {
            request_animation_frame(focus_heading);
        }
    });
}

/// The live region. Stands in the layout, so that it is there before anything is said.
#[component]
pub(crate) fn LiveRegion() -> impl IntoView {
    let announcer = Announcer::expect();
    view! { <p class="visually-hidden" role="status" aria-live="polite">{move || announcer.message.get()}</p> }
}

fn is_focus_lost() -> bool {
    document().active_element() == document().body().map(Into::into)
}

fn focus_heading() {
    let heading = document()
        .query_selector("h1")
        .ok()
        .flatten()
        .and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = heading {
        // Fails only for an element that is gone again.
        let _ = heading.focus();
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
