//! What can be done about a mail: send it anew, or never. The server says whether it still can.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::query::{self, MailState, OutgoingMail, Refusal};
use super::words::{kind_words, state_words};
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::sheet::style;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;

/// The buttons for a mail as it is; none for one that was sent or is being sent.
#[component]
pub(super) fn Actions(
    /// The mail as it was told last.
    current: RwSignal<OutgoingMail>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let is_open = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let retry = move || {
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::retry(current.with_untracked(|it| it.id.clone())).await;
            is_busy.set(false);
            match answer {
                Ok(mail) => {
                    say(state_words(i18n, mail.state));
                    current.set(mail);
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || words(i18n, refusal.read().as_ref()).to_owned());
    // Which mail a button is about, for whoever does not see the row.
    let named = move |words: &'static str| {
        let mail = current.get();
        let whose = mail.username.map(|it| format!(", {it}")).unwrap_or_default();
        format!("{words}: {}{whose}", kind_words(i18n, mail.kind))
    };
    let retry_name = Signal::derive(move || named(t_string!(i18n, console.mails.retry)));
    let drop_name = Signal::derive(move || named(t_string!(i18n, console.mails.drop)));
    let state = Memo::new(move |_| current.read().state);
    let buttons = move || {
        let state = state.get();
        let can_retry = matches!(state, MailState::Failed | MailState::Dropped | MailState::Queued);
        let can_drop = state == MailState::Queued;
        let retry = can_retry.then(|| {
            view! { <Button on_press=retry is_busy name=retry_name>{t!(i18n, console.mails.retry)}</Button> }
        });
        let discard = can_drop.then(|| {
            view! {
                <Button on_press=move || is_open.set(true) name=drop_name weight=Weight::Danger>
                    {t!(i18n, console.mails.drop)}
                </Button>
            }
        });
        view! { {retry} {discard} }
    };
    view! {
        <div class=style::actions>{buttons}</div>
        <Problem words=problem/>
        <Dialog is_open heading=move || t_string!(i18n, console.mails.drop)>
            <Question current is_open/>
        </Dialog>
    }
}

/// Whether it is really not to be sent.
#[component]
fn Question(current: RwSignal<OutgoingMail>, is_open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let press = move || {
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::discard(current.with_untracked(|it| it.id.clone())).await;
            is_busy.set(false);
            match answer {
                Ok(mail) => {
                    is_open.set(false);
                    say(state_words(i18n, mail.state));
                    current.set(mail);
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || words(i18n, refusal.read().as_ref()).to_owned());
    view! {
        <div class=style::form>
            <p>{t!(i18n, console.mails.drop_meaning)}</p>
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Danger>{t!(i18n, console.mails.drop)}</Button>
            </DialogFoot>
        </div>
    }
}

fn words(i18n: I18nContext<Locale>, refusal: Option<&Refusal>) -> &'static str {
    match refusal {
        None => "",
        Some(Refusal::Settled) => t_string!(i18n, console.mails.settled),
        Some(Refusal::Failed(error)) => explanation(i18n, error),
    }
}
