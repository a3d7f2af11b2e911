//! Who may see a credential, for its learner to say.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::{self, CredentialAction, CredentialState, CredentialVisibility};
use crate::announce::speaker;
use crate::certificate_number::CertificateNumber;
use crate::component::failure::explanation;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::problem::Problem;
use crate::ui::switch::Switch;

stylance::import_crate_style!(style, "src/learner/credentials/visibility.module.css");

/// A switch where the server lets the viewer decide, and what its position means.
#[component]
pub(super) fn VisibilitySwitch(
    /// Certificate number.
    uuid: CertificateNumber,
    /// What was earned.
    title: String,
    /// As it is now.
    visibility: CredentialVisibility,
    /// What it is worth: visitors wait for what they may not see yet.
    state: CredentialState,
    /// What the viewer may do with it.
    viewer_can: Vec<CredentialAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let current = RwSignal::new(visibility);
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let is_public = Signal::derive(move || current.get() == CredentialVisibility::Public);
    let meaning = move || match (is_public.get(), state) {
        (false, _) => t_string!(i18n, credentials.visibility.private),
        (true, CredentialState::NotYetVisible) => t_string!(i18n, credentials.visibility.public_later),
        (
            true,
            CredentialState::Valid | CredentialState::Expired | CredentialState::Replaced | CredentialState::Revoked,
        ) => t_string!(i18n, credentials.visibility.public),
    };
    let press = move |shall_be_public: bool| {
        let wanted = if shall_be_public {
            CredentialVisibility::Public
        } else {
            CredentialVisibility::Private
        };
        is_busy.set(true);
        problem.set(String::new());
        spawn_local(async move {
            match query::set_visibility(uuid, wanted).await {
                Ok(Some(visibility)) => {
                    current.set(visibility);
                    say(meaning());
                }
                Ok(None) => problem.set(t_string!(i18n, credentials.visibility.gone).to_owned()),
                Err(error) => problem.set(explanation(i18n, &error).to_owned()),
            }
            is_busy.set(false);
        });
    };
    let name = Signal::derive(move || t_string!(i18n, credentials.visibility.name, title = title.clone()));
    let can_switch = viewer_can.contains(&CredentialAction::SetVisibility);
    view! {
        <div class=style::visibility>
            {can_switch.then(|| view! {
                <Switch is_on=is_public is_busy name on_press=press>{t!(i18n, credentials.visibility.label)}</Switch>
            })}
            <p class=style::meaning>{text(meaning)}</p>
            <Problem words=problem/>
        </div>
    }
}
