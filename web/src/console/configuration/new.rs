//! Making a configuration.

use leptos::prelude::*;
use leptos_router::components::A;

use super::form::ConfigurationForm;
use super::query;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::entry::Entry;
use crate::console::path::CONFIGURATIONS;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;

/// The page, for who may make one.
#[component]
pub(in crate::console) fn NewConfigurationPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::CreateConfigurations let:_viewer>
            <New/>
        </Entry>
    }
}

#[component]
fn New() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.configurations.make).to_owned());
    view! {
        <p class=style::back><A href=CONFIGURATIONS.to_owned() exact=true>{t!(i18n, console.configurations.all)}</A></p>
        <PageHeader heading=move || t_string!(i18n, console.configurations.make)>
            <p>{t!(i18n, console.configuration.new_lead)}</p>
        </PageHeader>
        <Loaded fetch=query::choices subject=Subject::Part loading=Skeleton let:choices>
            <ConfigurationForm choices/>
        </Loaded>
    }
}
