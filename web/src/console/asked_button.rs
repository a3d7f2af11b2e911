//! A button for something that is asked about in a dialog before it is done.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::browser::rescue_focus;
use super::sheet::style;
use crate::i18n::{Locale, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;

/// Words in the reader's language.
type Words = fn(I18nContext<Locale>) -> &'static str;

/// What is left to do once the dialog is closed, which may take the button off the page.
pub(super) type Rest = Box<dyn FnOnce()>;

/// Doing it, and why it was not done, in words.
pub(super) type Doing = Pin<Box<dyn Future<Output = Result<Rest, String>>>>;

/// Begins to do it.
pub(super) type Act = Box<dyn Fn() -> Doing + Send + Sync>;

/// The button that asks, and the question.
#[component]
pub(super) fn AskedButton(
    /// What is done: on the button that asks, and on the one that does it.
    name: Words,
    /// To what, for whoever does not see what stands beside the button.
    what: String,
    /// What comes of it.
    meaning: Words,
    /// Does it.
    act: Act,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let act = StoredValue::new(act);
    let whole = Signal::derive(move || format!("{}: {what}", name(i18n)));
    view! {
        <Button on_press=move || is_open.set(true) name=whole weight=Weight::Danger>{text(move || name(i18n))}</Button>
        <Dialog is_open heading=move || whole.get()>
            <Question name meaning act is_open/>
        </Dialog>
    }
}

#[component]
fn Question(name: Words, meaning: Words, act: StoredValue<Act>, is_open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let press = move || {
        is_busy.set(true);
        problem.set(String::new());
        let doing = act.with_value(|act| act());
        spawn_local(async move {
            let done = doing.await;
            // The page was left while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match done {
                Ok(rest) => {
                    is_open.set(false);
                    rest();
                    request_animation_frame(|| rescue_focus("h1"));
                }
                Err(words) => problem.set(words),
            }
        });
    };
    view! {
        <div class=style::form>
            <p>{text(move || meaning(i18n))}</p>
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Danger>{text(move || name(i18n))}</Button>
            </DialogFoot>
        </div>
    }
}
