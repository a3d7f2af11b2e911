//! Granting somebody a role.

mod grant;

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::entry::Entry;
use super::parting::Parting;
use super::path::ROLES;
use super::roles::site_role::SiteRole;
use super::settings::SettingsAreas;
use super::sheet::style;
use super::unsaved::Unsaved;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::field::Field;
use crate::ui::page_header::PageHeader;
use crate::ui::problem::Problem;
use crate::ui::select::Select;
use grant::{Granted, Refusal};

const MAX_USERNAME_LENGTH: &str = "150";

/// The page, for who may grant roles.
#[component]
pub(super) fn NewRolePage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageRoles let:viewer>
            <SettingsAreas viewer/>
            <New/>
        </Entry>
    }
}

#[component]
fn New() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.roles.make).to_owned());
    view! {
        <p class=style::back><A href=ROLES.to_owned() exact=true>{t!(i18n, console.roles.all)}</A></p>
        <PageHeader heading=move || t_string!(i18n, console.roles.make)>
            <p>{t!(i18n, console.roles.make_lead)}</p>
        </PageHeader>
        <RoleForm/>
    }
}

/// Whom and which. What the chosen role may do stands below it.
#[component]
fn RoleForm() -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let navigate = StoredValue::new_local(use_navigate());
    let unsaved = Unsaved::watch();
    let username = NodeRef::<Input>::new();
    // The one that may least, so that nothing is granted by mistake.
    let role = RwSignal::new(SiteRole::Viewer);
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let written = username.get_untracked().map(|it| it.value()).unwrap_or_default();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = grant::grant(written.trim().to_owned(), role.get_untracked()).await;
            is_busy.set(false);
            match answer {
                Ok(granted) => {
                    unsaved.settle();
                    parting.leave(match granted {
                        Granted::Now => t_string!(i18n, console.roles.done),
                        Granted::Before => t_string!(i18n, console.roles.had),
                    });
                    navigate.with_value(|navigate| navigate(ROLES, NavigateOptions::default()));
                }
                Err(error) => {
                    let is_name = error.is_name();
                    refusal.set(Some(error));
                    if let Some(field) = username.get_untracked().filter(|_| is_name) {
                        // The field is in the page; focusing it cannot fail.
                        let _ = field.focus();
                    }
                }
            }
        });
    };
    let at = move |is_here: fn(&Refusal) -> bool| {
        Signal::derive(move || match refusal.read().as_ref().filter(|it| is_here(it)) {
            Some(refusal) => words(i18n, refusal).to_owned(),
            None => String::new(),
        })
    };
    let roles = Signal::derive(move || {
        SiteRole::ALL
            .into_iter()
            .map(|it| (it.word(), it.name(i18n).to_owned()))
            .collect()
    });
    let choose = move |word: String| {
        unsaved.note();
        if let Some(chosen) = SiteRole::read(&word) {
            role.set(chosen);
        }
    };
    view! {
        <form class=style::long_form on:submit=send on:input=move |_| unsaved.note() novalidate>
            <Field
                id="username"
                kind="text"
                label=move || t_string!(i18n, console.roles.search)
                hint=move || t_string!(i18n, console.roles.username_hint)
                value=String::new()
                limit=MAX_USERNAME_LENGTH.to_owned()
                problem=at(Refusal::is_name)
                node_ref=username
            />
            <Select
                id="role"
                label=move || t_string!(i18n, console.roles.role)
                options=roles
                value=Signal::derive(move || role.get().word().to_owned())
                on_change=Callback::new(choose)
            />
            <p class=style::minor aria-live="polite">{text(move || role.get().meaning(i18n))}</p>
            <Problem words=at(|it| !it.is_name())/>
            <p>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {t!(i18n, console.roles.grant)}
                </button>
            </p>
        </form>
    }
}

fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Username => t_string!(i18n, console.award.bad_username),
        Refusal::Retired => t_string!(i18n, console.roles.retired),
        Refusal::Outdated => t_string!(i18n, console.problem.outdated),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}
