//! The page that changes a template.

use leptos::prelude::*;
use leptos_router::components::A;

use super::draft::Draft;
use super::editor::Editor;
use super::query::{self, Template};
use super::{Unknown, asked};
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::entry::Entry;
use crate::console::path;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;

/// The page, for who may manage templates.
#[component]
pub(in crate::console) fn EditTemplatePage() -> impl IntoView {
    let id = asked();
    view! {
        <Entry needs=Permission::ManageTemplates let:_viewer>
            {move || view! { <Lookedup id=id.get()/> }}
        </Entry>
    }
}

#[component]
fn Lookedup(id: String) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(id.clone()) subject=Subject::Page loading=Skeleton let:template>
            {match template {
                Some(template) => view! { <Edit template/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Edit(template: Template) -> impl IntoView {
    let i18n = use_i18n();
    let name = template.name.clone();
    let heading = move || t_string!(i18n, console.configuration.change_of, name = name.clone());
    page_title(heading.clone());
    let back = path::template(template.id.inner());
    view! {
        <p class=style::back><A href=back>{t!(i18n, console.configuration.back)}</A></p>
        <PageHeader heading><p>{t!(i18n, console.template.edit_lead)}</p></PageHeader>
        <Editor before=Draft::of(&template) seen=template/>
    }
}
