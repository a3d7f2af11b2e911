//! Taking a role back: asked about in a dialog first.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::{self, Refusal};
use super::site_role::SiteRole;
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::browser;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;

/// The button that asks.
#[component]
pub(super) fn RevokeButton(
    /// Whose role it is.
    username: String,
    /// Which.
    role: SiteRole,
    /// That it is taken back, once it is.
    is_revoked: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let whose = username.clone();
    // Which role a button is about, for whoever does not see the row.
    let name = Signal::derive(move || {
        format!(
            "{}: {}, {whose}",
            t_string!(i18n, console.roles.revoke),
            role.name(i18n)
        )
    });
    view! {
        <Button on_press=move || is_open.set(true) name weight=Weight::Danger>{t!(i18n, console.roles.revoke)}</Button>
        <Dialog is_open heading=move || t_string!(i18n, console.roles.revoke)>
            <Question username=username.clone() role is_open is_revoked/>
        </Dialog>
    }
}

#[component]
fn Question(username: String, role: SiteRole, is_open: RwSignal<bool>, is_revoked: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let whose = username.clone();
    let press = move || {
        let username = username.clone();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::revoke(username, role).await;
            is_busy.set(false);
            match answer {
                Ok(()) => {
                    is_open.set(false);
                    say(t_string!(i18n, console.roles.revoked));
                    is_revoked.set(true);
                    // The button that asked is gone, and with it the place to which the focus would go back.
                    request_animation_frame(|| browser::rescue_focus("#list"));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Own) => t_string!(i18n, console.roles.own),
            Some(Refusal::Outdated) => t_string!(i18n, console.problem.outdated),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let meaning = move || {
        let role = role.name(i18n);
        t_string!(i18n, console.roles.revoke_meaning, role = role, who = whose.clone())
    };
    view! {
        <div class=style::form>
            <p dir="auto">{text(meaning)}</p>
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Danger>{t!(i18n, console.roles.revoke)}</Button>
            </DialogFoot>
        </div>
    }
}
