//! The page that makes a template.

use leptos::prelude::*;
use leptos_router::components::A;

use super::draft::Draft;
use super::editor::Editor;
use super::source::Source;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::console::entry::Entry;
use crate::console::path::TEMPLATES;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::page_header::PageHeader;

/// What a new one begins with: the example of `docs/GRAPHQL.md`, which passes every check.
const EXAMPLE: &str = include_str!("example.html");

/// The page, for who may manage templates.
#[component]
pub(in crate::console) fn NewTemplatePage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageTemplates let:_viewer>
            <New/>
        </Entry>
    }
}

#[component]
fn New() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.templates.make).to_owned());
    let before = Draft {
        name: String::new(),
        source: Source {
            html: EXAMPLE.to_owned(),
            ..Source::default()
        },
    };
    view! {
        <p class=style::back><A href=TEMPLATES.to_owned() exact=true>{t!(i18n, console.templates.all)}</A></p>
        <PageHeader heading=move || t_string!(i18n, console.templates.make)>
            <p>{t!(i18n, console.template.new_lead)}</p>
        </PageHeader>
        <Editor before/>
    }
}
