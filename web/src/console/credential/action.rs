//! What may be done with a credential: each thing is asked about in a dialog first.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::query::{self, Credential, CredentialAction, Refusal};
use super::style;
use crate::announce::speaker;
use crate::api::enumeration::{CredentialState, Permission};
use crate::api::scalar::Instant;
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::console::day::{FIRST_DAY, noon_of};
use crate::i18n::{Locale, t_string, use_i18n};
use crate::shell::Shell;
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::field::Field;
use crate::ui::problem::Problem;

const MAX_REASON_LENGTH: &str = "1000";

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

/// A button for each thing that the server lets the viewer do.
#[component]
pub(super) fn Actions(
    /// As it is shown.
    credential: Credential,
    /// Takes the credential as it is after a change.
    current: RwSignal<Credential>,
) -> impl IntoView {
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
        .map(|(_, deed)| view! { <ActionButton deed credential=credential.clone() current/> })
        .collect();
    view! { <div class=style::actions>{buttons}</div> }
}

#[component]
fn ActionButton(deed: Deed, credential: Credential, current: RwSignal<Credential>) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let weight = match deed {
        Deed::Revoke => Weight::Danger,
        Deed::Reinstate | Deed::Refresh | Deed::SetDate => Weight::Plain,
    };
    view! {
        <Button on_press=move || is_open.set(true) weight>{text(move || deed.words(i18n).name)}</Button>
        <Dialog is_open heading=move || deed.words(i18n).name>
            <ActionForm deed credential=credential.clone() current is_open/>
        </Dialog>
    }
}

#[component]
fn ActionForm(
    deed: Deed,
    credential: Credential,
    current: RwSignal<Credential>,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let field = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let day = credential.date_override.as_ref().map(Instant::day).unwrap_or_default();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let written = field.get_untracked().map(|it| it.value().trim().to_owned());
        let written = written.unwrap_or_default();
        let credential = credential.clone();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = match deed {
                Deed::Revoke => query::revoke(&credential, Some(written).filter(|it| !it.is_empty())).await,
                Deed::Refresh => query::refresh(&credential, written).await,
                Deed::Reinstate => query::reinstate(&credential).await,
                Deed::SetDate => query::set_date(&credential, noon_of(&written)).await,
            };
            is_busy.set(false);
            match answer {
                Ok(credential) => {
                    is_open.set(false);
                    current.set(credential);
                    say(deed.words(i18n).done);
                    // The button that opened the dialog was made anew with the page.
                    request_animation_frame(|| rescue_focus("h1"));
                }
                Err(error) => {
                    let is_written = matches!(error, Refusal::Reason | Refusal::Date);
                    refusal.set(Some(error));
                    if let Some(field) = field.get_untracked().filter(|_| is_written) {
                        // The field is in the page; focusing it cannot fail.
                        let _ = field.focus();
                    }
                }
            }
        });
    };
    let at_field = Signal::derive(move || match refusal.read().as_ref() {
        Some(refusal @ (Refusal::Reason | Refusal::Date)) => words(i18n, refusal).to_owned(),
        Some(_) | None => String::new(),
    });
    let at_form = Signal::derive(move || match refusal.read().as_ref() {
        None | Some(Refusal::Reason | Refusal::Date) => String::new(),
        Some(refusal) => words(i18n, refusal).to_owned(),
    });
    let reason_hint = move || match deed {
        Deed::Refresh => t_string!(i18n, console.action.reason_needed),
        Deed::Revoke | Deed::Reinstate | Deed::SetDate => t_string!(i18n, console.action.reason_hint),
    };
    let control = match deed {
        Deed::Revoke | Deed::Refresh => view! {
            <Field
                id="reason"
                kind="text"
                label=move || t_string!(i18n, console.credential.reason)
                hint=reason_hint
                value=String::new()
                limit=MAX_REASON_LENGTH.to_owned()
                problem=at_field
                node_ref=field
            />
        }
        .into_any(),
        Deed::SetDate => view! {
            <Field
                id="date"
                kind="date"
                label=move || t_string!(i18n, console.credential.date)
                hint=move || t_string!(i18n, console.action.date_hint)
                value=day
                limit=FIRST_DAY.to_owned()
                problem=at_field
                node_ref=field
            />
        }
        .into_any(),
        Deed::Reinstate => ().into_any(),
    };
    let class = match deed {
        Deed::Revoke => "button danger",
        Deed::Reinstate | Deed::Refresh | Deed::SetDate => "button primary",
    };
    view! {
        <form class=style::form on:submit=send novalidate>
            <p>{text(move || deed.words(i18n).meaning)}</p>
            {control}
            <Problem words=at_form/>
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
        Refusal::Outdated => t_string!(i18n, console.problem.outdated),
        Refusal::Inactive => t_string!(i18n, console.problem.inactive),
        Refusal::Retired => t_string!(i18n, console.problem.retired),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}
