//! What may be done with a credential: each thing is asked about in a dialog first, and nothing is done without a reason.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::change::{self, Refusal};
use super::query::{Credential, CredentialAction};
use super::shown::{Shown, taker};
use super::style;
use crate::api::enumeration::{CredentialState, Permission};
use crate::api::scalar::Instant;
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::console::day::{FIRST_DAY, noon_of};
use crate::console::reason::ReasonField;
use crate::console::unsaved::Unsaved;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::shell::Shell;
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::field::Field;
use crate::ui::problem::Problem;

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Revoke,
    Reinstate,
    Refresh,
    SetDate,
}

/// The words of a deed.
struct Words {
    /// On the button that asks, above the question, and on the button that does it.
    name: &'static str,
    meaning: &'static str,
    done: &'static str,
}

impl Deed {
    fn words(self, i18n: I18nContext<Locale>) -> Words {
        match self {
            Self::Revoke => Words {
                name: t_string!(i18n, console.action.revoke),
                meaning: t_string!(i18n, console.action.revoke_meaning),
                done: t_string!(i18n, console.action.revoke_done),
            },
            Self::Reinstate => Words {
                name: t_string!(i18n, console.action.reinstate),
                meaning: t_string!(i18n, console.action.reinstate_meaning),
                done: t_string!(i18n, console.action.reinstate_done),
            },
            Self::Refresh => Words {
                name: t_string!(i18n, console.action.refresh),
                meaning: t_string!(i18n, console.action.refresh_meaning),
                done: t_string!(i18n, console.action.refresh_done),
            },
            Self::SetDate => Words {
                name: t_string!(i18n, console.action.date),
                meaning: t_string!(i18n, console.action.date_meaning),
                done: t_string!(i18n, console.action.date_done),
            },
        }
    }
}

/// Whether another award may change it. That of a revoked one would reinstate it, and that of a replaced one be somebody else's.
pub(super) fn may_change(credential: &Credential) -> bool {
    let viewer = Shell::expect().viewer();
    let may_award = viewer.is_some_and(|it| it.permissions.contains(&Permission::AwardCredentials));
    may_award && !matches!(credential.state, CredentialState::Revoked | CredentialState::Replaced)
}

/// A button for each thing that the server lets the viewer do, and whether the last one changed nothing.
#[component]
pub(super) fn Actions(
    /// As it is shown.
    credential: Credential,
    /// Takes the credential as it is after a change.
    shown: Shown,
) -> impl IntoView {
    let i18n = use_i18n();
    let can = |action| credential.viewer_can.contains(&action);
    let deeds = [
        (may_change(&credential), Deed::SetDate),
        (can(CredentialAction::Refresh), Deed::Refresh),
        (can(CredentialAction::Reinstate), Deed::Reinstate),
        (can(CredentialAction::Revoke), Deed::Revoke),
    ];
    let buttons: Vec<_> = deeds
        .into_iter()
        .filter(|(is_possible, _)| *is_possible)
        .map(|(_, deed)| view! { <ActionButton deed credential=credential.clone() shown/> })
        .collect();
    // The live region says the same; here it is for the eyes.
    let unchanged = move || {
        shown
            .is_unchanged()
            .then(|| view! { <p class=style::minor aria-hidden="true">{t!(i18n, console.action.unchanged)}</p> })
    };
    view! {
        <div class=style::actions>{buttons}</div>
        {unchanged}
    }
}

#[component]
fn ActionButton(deed: Deed, credential: Credential, shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let weight = match deed {
        Deed::Revoke => Weight::Danger,
        Deed::Reinstate | Deed::Refresh | Deed::SetDate => Weight::Plain,
    };
    let press = move || {
        shown.begin();
        is_open.set(true);
    };
    view! {
        <Button on_press=press weight>{text(move || deed.words(i18n).name)}</Button>
        <Dialog is_open heading=move || deed.words(i18n).name>
            <ActionForm deed credential=credential.clone() shown is_open/>
        </Dialog>
    }
}

#[component]
fn ActionForm(
    deed: Deed,
    credential: Credential,
    shown: Shown,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let take = taker(shown);
    let unsaved = Unsaved::watch();
    let [date, reason] = [(); 2].map(|()| NodeRef::<Input>::new());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let day = credential.date_override.as_ref().map(Instant::day).unwrap_or_default();
    let refuse = move |error: Refusal| {
        let field = match error {
            Refusal::Reason => Some(reason),
            Refusal::Date => Some(date),
            Refusal::Attribute
            | Refusal::AttributeTaken
            | Refusal::TooManyAttributes
            | Refusal::Outdated
            | Refusal::Inactive
            | Refusal::Retired
            | Refusal::Failed(_) => None,
        };
        refusal.set(Some(error));
        if let Some(field) = field.and_then(|it| it.get_untracked()) {
            // The field is in the page; focusing it cannot fail.
            let _ = field.focus();
        }
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let written = |field: NodeRef<Input>| {
            let field = field.get_untracked();
            field.map(|it| it.value().trim().to_owned()).unwrap_or_default()
        };
        let (day, why) = (written(date), written(reason));
        if why.is_empty() {
            refuse(Refusal::Reason);
            return;
        }
        let credential = credential.clone();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = match deed {
                Deed::Revoke => change::revoke(&credential, why).await,
                Deed::Refresh => change::refresh(&credential, why).await,
                Deed::Reinstate => change::reinstate(&credential, why).await,
                Deed::SetDate => change::set_date(&credential, noon_of(&day), why).await,
            };
            is_busy.set(false);
            match answer {
                Ok(changed) => {
                    unsaved.settle();
                    is_open.set(false);
                    take(changed, deed.words(i18n).done);
                    // The button that opened the dialog was made anew with the page.
                    request_animation_frame(|| rescue_focus("h1"));
                }
                Err(error) => refuse(error),
            }
        });
    };
    let at = move |is_here: fn(&Refusal) -> bool| {
        Signal::derive(move || match refusal.read().as_ref().filter(|it| is_here(it)) {
            Some(refusal) => words(i18n, refusal).to_owned(),
            None => String::new(),
        })
    };
    let reason_hint = move || match deed {
        Deed::Refresh => t_string!(i18n, console.action.reason_needed),
        Deed::Revoke | Deed::Reinstate | Deed::SetDate => t_string!(i18n, console.action.reason_hint),
    };
    let date_field = (deed == Deed::SetDate).then(|| {
        view! {
            <Field
                id="date"
                kind="date"
                label=move || t_string!(i18n, console.credential.date)
                hint=move || t_string!(i18n, console.action.date_hint)
                value=day
                limit=FIRST_DAY.to_owned()
                problem=at(|it| matches!(it, Refusal::Date))
                node_ref=date
            />
        }
    });
    let class = match deed {
        Deed::Revoke => "button danger",
        Deed::Reinstate | Deed::Refresh | Deed::SetDate => "button primary",
    };
    view! {
        <form class=style::form on:submit=send on:input=move |_| unsaved.note() novalidate>
            <p>{text(move || deed.words(i18n).meaning)}</p>
            {date_field}
            <ReasonField hint=reason_hint problem=at(|it| matches!(it, Refusal::Reason)) node_ref=reason/>
            <Problem words=at(|it| !matches!(it, Refusal::Reason | Refusal::Date))/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class=class type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {text(move || deed.words(i18n).name)}
                </button>
            </DialogFoot>
        </form>
    }
}

/// Why it was not done.
pub(super) fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Reason => t_string!(i18n, console.problem.reason),
        Refusal::Date => t_string!(i18n, console.problem.date),
        Refusal::Attribute => t_string!(i18n, console.problem.attribute),
        Refusal::AttributeTaken => t_string!(i18n, console.problem.attribute_taken),
        Refusal::TooManyAttributes => t_string!(i18n, console.problem.too_many_attributes),
        Refusal::Outdated => t_string!(i18n, console.problem.outdated),
        Refusal::Inactive => t_string!(i18n, console.problem.inactive),
        Refusal::Retired => t_string!(i18n, console.problem.retired),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}
