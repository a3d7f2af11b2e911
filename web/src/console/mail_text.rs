//! One text of completion mail: whether it is sent, what it says, and what that looks like.

mod controls;
mod draft;
mod fault;
mod form;
mod places;
mod preview;
mod problems;
mod query;
mod remove;
mod save;
mod trial;
mod whom;
mod whom_choice;
mod wording_fields;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::audit_trail::AuditTrailSubject;
use super::changes::Changes;
use super::entry::Entry;
use super::history_link::HistoryLink;
use super::parting::Parting;
use super::path::{self, MAIL_TEXTS};
use super::sheet::style as sheet;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use form::{EditForm, NewForm};
use query::CompletionMail;
pub(super) use whom::Whom;

stylance::import_crate_style!(style, "src/console/mail_text/style.module.css");

/// The page that changes one, for who may.
#[component]
pub(super) fn MailTextPage() -> impl IntoView {
    let query = use_query_map();
    let id = Memo::new(move |_| query.read().get(path::ID).unwrap_or_default());
    view! {
        <Entry needs=Permission::ManageMail let:_viewer>
            {move || view! { <Lookedup id=id.get()/> }}
        </Entry>
    }
}

/// The page that makes one.
#[component]
pub(super) fn NewMailTextPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageMail let:_viewer>
            <New/>
        </Entry>
    }
}

#[component]
fn New() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.mail_texts.make).to_owned());
    view! {
        <p class=sheet::back><A href=MAIL_TEXTS.to_owned() exact=true>{t!(i18n, console.mail_texts.all)}</A></p>
        <PageHeader heading=move || t_string!(i18n, console.mail_texts.make)>
            <p>{t!(i18n, console.mail_text.lead)}</p>
        </PageHeader>
        <Loaded fetch=query::type_slugs subject=Subject::Part loading=Skeleton let:slugs>
            <NewForm slugs/>
        </Loaded>
    }
}

#[component]
fn Lookedup(id: String) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(id.clone()) subject=Subject::Page loading=Skeleton let:mail>
            {match mail {
                Some(mail) => view! { <Found mail/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(mail: CompletionMail) -> impl IntoView {
    let i18n = use_i18n();
    let whom = mail.whom();
    let heading = move || t_string!(i18n, console.mail_text.heading, whom = whom.words(i18n));
    page_title(heading.clone());
    Parting::expect().say();
    let trail = path::audit_trail_of(mail.id.inner());
    let current = RwSignal::new(mail);
    let history = Memo::new(move |_| current.with(|it| it.history.clone()));
    view! {
        <p class=sheet::back><A href=MAIL_TEXTS.to_owned() exact=true>{t!(i18n, console.mail_texts.all)}</A></p>
        <PageHeader heading><p>{t!(i18n, console.mail_text.lead)}</p></PageHeader>
        <div class=sheet::actions><HistoryLink href=trail/></div>
        <EditForm current/>
        {move || view! { <Changes entries=history.get() subject=AuditTrailSubject::CompletionMail/> }}
    }
}

/// There is no text of this id.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.mail_text.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.mail_text.unknown)}</h1>
            <p>{t!(i18n, console.configuration.unknown_why)}</p>
            <p><A href=MAIL_TEXTS.to_owned()>{t!(i18n, console.mail_texts.all)}</A></p>
        </Notice>
    }
}
