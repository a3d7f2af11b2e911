//! One template: what of it is published, what its draft changes, what certificates of it look like, and what keeps it from being published.
//!
//! Invariant: what can be done is what the server says (`viewerCan`), and is done to the version that is shown.

mod check;
mod code_field;
mod comparison;
mod controls;
mod diff;
mod draft;
mod edit;
mod editor;
mod facts;
mod insertion;
mod last_check;
mod line;
mod make;
mod partials;
mod preview;
mod problem;
mod publication;
mod publish;
mod query;
mod remove;
mod rows;
mod save;
mod source;
mod texts;
mod versions;
mod vocabulary;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::audit_trail::AuditTrailSubject;
use super::changes::Changes;
use super::entry::Entry;
use super::history_link::HistoryLink;
use super::parting::Parting;
use super::path::{self, TEMPLATES};
use super::sheet::style as sheet;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::{Icon, IconView};
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use check::CheckButton;
pub(super) use edit::EditTemplatePage;
use facts::Facts;
pub(super) use last_check::LastCheck;
pub(super) use make::{NewTemplateFromBuiltInPage, NewTemplatePage};
use preview::Preview;
pub(super) use publication::{Publication, PublicationBadge};
use publish::PublishButton;
use query::{Template, TemplateAction};
use remove::RemoveButton;
use versions::Versions;

stylance::import_crate_style!(style, "src/console/template/style.module.css");

/// The page, for who may manage templates.
#[component]
pub(super) fn TemplatePage() -> impl IntoView {
    let id = asked();
    view! {
        <Entry needs=Permission::ManageTemplates let:_viewer>
            {move || view! { <Lookedup id=id.get()/> }}
        </Entry>
    }
}

/// Which template the address asks for.
fn asked() -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.read().get(path::ID).unwrap_or_default())
}

#[component]
fn Lookedup(id: String) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(id.clone()) subject=Subject::Page loading=Skeleton let:template>
            {match template {
                Some(template) => view! { <Found template/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(template: Template) -> impl IntoView {
    let i18n = use_i18n();
    let name = template.name.clone();
    let title = name.clone();
    page_title(move || title.clone());
    Parting::expect().say();
    let current = RwSignal::new(template);
    let source = Memo::new(move |_| current.with(|it| it.latest_version.source()));
    let is_checked = Memo::new(move |_| current.with(|it| it.latest_version.checked_at.is_some()));
    view! {
        <p class=sheet::back><A href=TEMPLATES.to_owned() exact=true>{t!(i18n, console.templates.all)}</A></p>
        {move || view! { <Standing name=name.clone() template=current.get() current/> }}
        <div class=style::drawing><Preview source is_checked/></div>
    }
}

/// All but the preview, which stays while the template is published.
#[component]
fn Standing(
    name: String,
    template: Template,
    /// Takes the template as it is after a change.
    current: RwSignal<Template>,
) -> impl IntoView {
    let i18n = use_i18n();
    let can = |action| template.viewer_can.contains(&action);
    let edit = can(TemplateAction::Edit).then(|| {
        let href = path::edit_template(template.id.inner());
        view! { <A href=href attr:class="button"><IconView icon=Icon::Pencil/> {t!(i18n, console.configuration.edit)}</A> }
    });
    let check = can(TemplateAction::Check).then(|| view! { <CheckButton template=template.clone() current/> });
    let publish = can(TemplateAction::Publish).then(|| view! { <PublishButton template=template.clone() current/> });
    let remove = can(TemplateAction::Delete).then(|| view! { <RemoveButton template=template.clone()/> });
    let published = template.published_version.clone();
    let latest = &template.latest_version;
    let published = published.as_ref().map(|it| it.number);
    let publication = Publication::of(published, latest.number, latest.checked_at.as_ref());
    view! {
        <PageHeader heading=move || name.clone()>
            <div class=sheet::state><PublicationBadge publication/></div>
        </PageHeader>
        <div class=sheet::actions>
            {edit} {check} {publish} {remove} <HistoryLink href=path::audit_trail_of(template.id.inner())/>
        </div>
        <div class=sheet::columns>
            <Facts template=template.clone()/>
            <Changes entries=template.history.clone() subject=AuditTrailSubject::Template/>
        </div>
        <div class=style::drawing><Versions template/></div>
    }
}

/// There is no template of this id.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.template.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.template.unknown)}</h1>
            <p>{t!(i18n, console.configuration.unknown_why)}</p>
            <p><A href=TEMPLATES.to_owned()>{t!(i18n, console.templates.all)}</A></p>
        </Notice>
    }
}
