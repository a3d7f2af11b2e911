//! The page that changes a configuration.

use leptos::prelude::*;
use leptos_router::components::A;

use super::form::ConfigurationForm;
use super::query::{self, Choices, CredentialConfiguration};
use super::{Unknown, asked};
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::entry::Entry;
use crate::console::learning_object::LearningObjectInput;
use crate::console::path;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;

/// The page that changes one, for who may.
#[component]
pub(in crate::console) fn EditConfigurationPage() -> impl IntoView {
    let object = asked();
    view! {
        <Entry needs=Permission::EditConfigurations let:_viewer>
            {move || view! { <Lookedup object=object.get()/> }}
        </Entry>
    }
}

#[component]
fn Lookedup(object: LearningObjectInput) -> impl IntoView {
    view! {
        <Loaded
            fetch=move || query::find_with_choices(object.clone())
            subject=Subject::Page
            loading=Skeleton
            let:found
        >
            {match found {
                (Some(configuration), choices) => view! { <Edit configuration choices/> }.into_any(),
                (None, _) => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Edit(configuration: CredentialConfiguration, choices: Choices) -> impl IntoView {
    let i18n = use_i18n();
    let name = configuration.name();
    let heading = move || t_string!(i18n, console.configuration.change_of, name = name.clone());
    page_title(heading.clone());
    let object = configuration.learning_object.id.clone();
    view! {
        <p class=style::back><A href=path::configuration(&object)>{t!(i18n, console.configuration.back)}</A></p>
        <PageHeader heading><p>{t!(i18n, console.configuration.change_lead)}</p></PageHeader>
        <ConfigurationForm seen=configuration choices/>
    }
}
