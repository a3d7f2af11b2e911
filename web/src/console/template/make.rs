//! The pages that make a template: of one that begins with a small example, and of one that begins with the built-in template.

use leptos::prelude::*;
use leptos_router::components::A;

use super::draft::Draft;
use super::editor::Editor;
use super::query;
use super::source::Source;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::entry::Entry;
use crate::console::path::{NEW_TEMPLATE, NEW_TEMPLATE_FROM_BUILT_IN, TEMPLATES};
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, t};
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;

/// What a new one begins with: the example of `docs/GRAPHQL.md`, which passes every check.
const EXAMPLE: &str = include_str!("example.html");

/// The page that begins with an example, for who may manage templates.
#[component]
pub(in crate::console) fn NewTemplatePage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageTemplates let:_viewer>
            <Head start=Start::Example/>
            <Editor before=Draft::from(example())/>
        </Entry>
    }
}

fn example() -> Source {
    Source {
        html: EXAMPLE.to_owned(),
        ..Source::default()
    }
}

/// The page that begins with the built-in template, for who may manage templates.
#[component]
pub(in crate::console) fn NewTemplateFromBuiltInPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageTemplates let:_viewer>
            <Head start=Start::BuiltIn/>
            <Loaded fetch=query::built_in subject=Subject::Part loading=Skeleton let:source>
                <Editor before=Draft::from(source)/>
            </Loaded>
        </Entry>
    }
}

/// What a template begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// A small example.
    Example,
    /// The template that comes with the service.
    BuiltIn,
}

/// What the page is for, and the way to the other one.
#[component]
fn Head(start: Start) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.templates.make).to_owned());
    let (lead, other, words): (Text, _, Text) = match start {
        Start::Example => (
            t!(i18n, console.template.new_lead),
            NEW_TEMPLATE_FROM_BUILT_IN,
            t!(i18n, console.template.start_built_in),
        ),
        Start::BuiltIn => (
            t!(i18n, console.template.built_in_lead),
            NEW_TEMPLATE,
            t!(i18n, console.template.start_example),
        ),
    };
    view! {
        <p class=style::back><A href=TEMPLATES.to_owned() exact=true>{t!(i18n, console.templates.all)}</A></p>
        <PageHeader heading=move || t_string!(i18n, console.templates.make)>
            <p>{lead}</p>
            <p><A href=other.to_owned() exact=true attr:class="button">{words}</A></p>
        </PageHeader>
    }
}
