//! Asks before a link, or the way back, leads off a page on which something would be lost.
//!
//! Invariant: who stays has lost nothing, the address included; who leaves gets where they wanted to.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;
use web_sys::{Element, HtmlAnchorElement, MouseEvent, PopStateEvent};

use super::sheet::style;
use super::unsaved::{Loss, Watched};
use crate::browser::go_to;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};

/// A way off the page that was stopped to ask.
#[derive(Clone, Debug, PartialEq)]
enum Way {
    /// By a link.
    Link(HtmlAnchorElement),
    /// To another place of the browser's history, which is the one before this.
    History,
}

/// Hears every move through the browser's history before the router does. Made before it: a window asks those who listen to its own
/// events in the order in which they came.
#[derive(Clone, Copy)]
pub(super) struct Moves(StoredValue<Option<Take>, LocalStorage>);

/// What is done about a move.
type Take = Rc<dyn Fn(&PopStateEvent)>;

impl Moves {
    /// Listens for as long as the program runs, and makes what hears known to everything below.
    pub(super) fn provide() {
        let told = StoredValue::new_local(None::<Take>);
        let take = move |event: PopStateEvent| {
            if let Some(tell) = told.try_get_value().flatten() {
                tell(&event);
            }
        };
        listen("popstate", &Closure::<dyn Fn(PopStateEvent)>::new(take).into_js_value());
        provide_context(Self(told));
    }

    fn tell(self, take: impl Fn(&PopStateEvent) + 'static) {
        self.0.set_value(Some(Rc::new(take)));
    }
}

/// Listens for the ways off the page, and has the question.
#[component]
pub(super) fn Leaving() -> impl IntoView {
    let i18n = use_i18n();
    let watched = Watched::expect();
    let is_open = RwSignal::new(false);
    let way = StoredValue::new_local(None::<Way>);
    let loss = RwSignal::new(Loss::Written);
    let here = use_location();
    let (pathname, search) = (here.pathname, here.search);
    let address = move || {
        let search = search.get_untracked();
        let search = search.trim_start_matches('?');
        let separator = if search.is_empty() { "" } else { "?" };
        format!("{}{separator}{search}", pathname.get_untracked())
    };
    let ask = move |stopped: Way, lost: Loss| {
        way.set_value(Some(stopped));
        loss.set(lost);
        is_open.set(true);
    };
    on_click(move |event| {
        if let Some((link, lost)) = leading_away(&event).zip(watched.loss()) {
            event.prevent_default();
            event.stop_immediate_propagation();
            ask(Way::Link(link), lost);
        }
    });
    expect_context::<Moves>().tell(move |event| {
        let address = address();
        if let Some(lost) = watched.loss().filter(|_| shown_address() != Some(address.clone())) {
            event.stop_immediate_propagation();
            // The browser is there already: the page gets its address back, behind that of where it was to go.
            let history = window().history();
            let _ = history.and_then(|it| it.push_state_with_url(&JsValue::NULL, "", Some(&address)));
            ask(Way::History, lost);
        }
    });
    let leave = move || {
        is_open.set(false);
        watched.let_go();
        let way = way.try_update_value(Option::take).flatten();
        // Once the dialog is closed, behind which nothing can be reached.
        request_animation_frame(move || match way {
            Some(Way::Link(link)) if link.is_connected() => link.click(),
            Some(Way::Link(link)) => go_to(&link.href()),
            Some(Way::History) => {
                // Fails only where there is no history; then there was no way by it.
                let _ = window().history().and_then(|it| it.back());
            }
            None => {}
        });
    };
    let heading = move || match loss.get() {
        Loss::Written => t_string!(i18n, console.leaving.heading),
        Loss::Rest => t_string!(i18n, console.leaving.rest_heading),
        Loss::Result => t_string!(i18n, console.leaving.result_heading),
    };
    let meaning = move || match loss.get() {
        Loss::Written => t_string!(i18n, console.leaving.meaning),
        Loss::Rest => t_string!(i18n, console.leaving.rest_meaning),
        Loss::Result => t_string!(i18n, console.leaving.result_meaning),
    };
    let go = move || match loss.get() {
        Loss::Written => t_string!(i18n, console.leaving.leave),
        Loss::Rest | Loss::Result => t_string!(i18n, console.leaving.leave_anyway),
    };
    view! {
        // It may stand before another dialog, whose form holds what would be lost.
        <Dialog is_open heading id="leaving">
            <div class=style::form>
                <p>{text(meaning)}</p>
                <DialogFoot>
                    <Button on_press=move || is_open.set(false)>{t!(i18n, console.leaving.stay)}</Button>
                    <Button on_press=leave weight=Weight::Danger>{text(go)}</Button>
                </DialogFoot>
            </div>
        </Dialog>
    }
}

/// The link that a click follows on this page, if it leads to another one. What opens elsewhere leaves the page as it is.
fn leading_away(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let is_plain =
        event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if !is_plain {
        return None;
    }
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let link = element.closest("a[href]").ok().flatten()?;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let opens_here = ["", "_self"].contains(&link.target().as_str()) && !link.has_attribute("download");
    let is_page = ["http:", "https:"].contains(&link.protocol().as_str());
    let location = window().location();
    let is_this_page = location.host().ok() == Some(link.host())
        && location.pathname().ok() == Some(link.pathname())
        && location.search().ok() == Some(link.search());
    (opens_here && is_page && !is_this_page).then_some(link)
}

/// What the address bar shows, without a fragment.
fn shown_address() -> Option<String> {
    let location = window().location();
    Some(location.pathname().ok()? + &location.search().ok()?)
}

/// Hears every click before anything else does, the router included. For as long as the program runs.
fn on_click(take: impl Fn(MouseEvent) + 'static) {
    let listener = Closure::<dyn Fn(MouseEvent)>::new(take).into_js_value();
    listen("click", &listener);
}

fn listen(event: &str, listener: &JsValue) {
    // Fails for no name of an event.
    let _ = window().add_event_listener_with_callback_and_bool(event, listener.unchecked_ref(), true);
}
