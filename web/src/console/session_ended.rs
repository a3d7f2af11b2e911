//! Offers to sign in again, in another window, when a change was refused because the session is over.
//!
//! Invariant: what was written stays on its page, and nothing is done in the name of somebody else without saying so.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sheet::style;
use crate::announce::speaker;
use crate::api::session;
use crate::api::transport::send;
use crate::component::failure::explanation;
use crate::format::isolated;
use crate::i18n::{t_string, use_i18n};
use crate::path;
use crate::shell::{Shell, ShellQuery};
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;

/// Listens for refused changes, and has the question.
#[component]
pub(super) fn SessionEnded() -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    session::on_ended(move || is_open.set(true));
    view! {
        // It may stand before another dialog, whose form was refused.
        <Dialog is_open heading=move || t_string!(i18n, console.session.heading) id="session">
            <Question is_open/>
        </Dialog>
    }
}

#[component]
fn Question(is_open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let shell = Shell::expect();
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let go_on = move || {
        let before = untrack(|| shell.viewer()).map(|it| it.username);
        is_busy.set(true);
        problem.set(String::new());
        spawn_local(async move {
            let answer = send(ShellQuery::build(())).await;
            // The dialog was closed while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            let words = match answer.map(|it| it.data.viewer) {
                Ok(Some(viewer)) if Some(&viewer.username) == before.as_ref() => {
                    is_open.set(false);
                    say(t_string!(i18n, console.session.again));
                    return;
                }
                Ok(Some(viewer)) => t_string!(i18n, console.session.another, name = isolated(&viewer.display_name())),
                Ok(None) => t_string!(i18n, console.session.not_yet).to_owned(),
                Err(error) => explanation(i18n, &error).to_owned(),
            };
            problem.set(words);
        });
    };
    view! {
        <div class=style::form>
            <p>{t!(i18n, console.session.meaning)}</p>
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=go_on is_busy>{t!(i18n, console.bulk.go_on)}</Button>
                <a class="button primary" href=path::sign_in(path::CONSOLE) target="_blank" rel="external noopener">
                    {t!(i18n, account.sign_in)}
                </a>
            </DialogFoot>
        </div>
    }
}
