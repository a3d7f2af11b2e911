//! What is earned with something in the catalogue: how it is configured, and what was awarded for it.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::enumeration::Permission;
use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::catalogue::style;
use crate::console::configuration::ActiveBadge;
use crate::console::learning_object::LearningObjectInput;
use crate::console::path;
use crate::console::sheet::style as sheet;
use crate::i18n::use_i18n;
use crate::shell::Shell;
use crate::text::t;
use crate::ui::skeleton::Skeleton;

/// Links to what the viewer may see of it.
#[component]
pub(super) fn Earning(
    /// What awards name it by.
    object: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let permissions = Shell::expect().viewer().map(|it| it.permissions).unwrap_or_default();
    let may = |permission| permissions.contains(&permission);
    let awarded = may(Permission::ViewAllCredentials).then(|| {
        view! { <p><A href=path::credentials_for(&object)>{t!(i18n, console.catalogue.awarded)}</A></p> }
    });
    let may_create = may(Permission::CreateConfigurations);
    let configuration = may(Permission::ViewConfigurations).then(|| {
        let told = LearningObjectInput::told(&object);
        let object = object.clone();
        view! {
            <Loaded fetch=move || find(told.clone()) subject=Subject::Part loading=Skeleton let:configuration>
                {configured(&object, configuration, may_create)}
            </Loaded>
        }
    });
    view! { <div class=style::links>{configuration} {awarded}</div> }
}

fn configured(object: &str, configuration: Option<CredentialConfiguration>, may_create: bool) -> AnyView {
    let i18n = use_i18n();
    if let Some(CredentialConfiguration { is_active }) = configuration {
        return view! {
            <p class=style::configured>
                <A href=path::configuration(object)>{t!(i18n, console.configurations.configuration)}</A>
                <ActiveBadge is_active/>
            </p>
        }
        .into_any();
    }
    let create = may_create.then(|| {
        view! { <A href=path::new_configuration(object) attr:class="button">{t!(i18n, console.configurations.make)}</A> }
    });
    view! {
        <p class=style::configured>
            <span class=sheet::minor>{t!(i18n, console.configuration.unknown)}</span>
            {create}
        </p>
    }
    .into_any()
}

async fn find(object: LearningObjectInput) -> Result<Option<CredentialConfiguration>, ApiError> {
    let operation = ConfigurationQuery::build(ConfigurationVariables { object });
    Ok(send(operation).await?.data.configuration)
}

#[derive(cynic::QueryVariables)]
struct ConfigurationVariables {
    object: LearningObjectInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ConfigurationVariables")]
struct ConfigurationQuery {
    #[arguments(learningObject: $object)]
    configuration: Option<CredentialConfiguration>,
}

#[derive(cynic::QueryFragment, Clone, Copy, Debug, PartialEq, Eq)]
struct CredentialConfiguration {
    is_active: bool,
}
