//! The question before a link is revoked, which is for ever.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::{self, RecordShare, Refusal};
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::DialogFoot;
use crate::ui::problem::Problem;

/// What revoking means, and the two ways on.
#[component]
pub(super) fn RevokeForm(
    /// The link.
    id: cynic::Id,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
    /// Takes the link as it is then.
    done: Callback<RecordShare>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let revoke = move || {
        let id = id.clone();
        is_busy.set(true);
        problem.set(String::new());
        spawn_local(async move {
            let answer = query::revoke(id).await;
            is_busy.set(false);
            match answer {
                Ok(share) => {
                    is_open.set(false);
                    done.run(share);
                    say(t_string!(i18n, share.revoked));
                }
                Err(Refusal::Failed(error)) => problem.set(explanation(i18n, &error).to_owned()),
                Err(Refusal::Label | Refusal::ExpiresAt | Refusal::TooMany | Refusal::Outdated) => {
                    problem.set(t_string!(i18n, share.problem.outdated).to_owned());
                }
            }
        });
    };
    view! {
        <p>{t!(i18n, share.revoke_meaning)}</p>
        <Problem words=problem/>
        <DialogFoot>
            <Button on_press=move || is_open.set(false)>{t!(i18n, share.keep)}</Button>
            <Button on_press=revoke is_busy weight=Weight::Danger>{t!(i18n, share.revoke_now)}</Button>
        </DialogFoot>
    }
}
