//! One configuration: what certificates are made from it, what it lacks, and whether it takes awards.
//!
//! Invariant: what can be done is what the server says (`viewerCan`), and is done to the version that is shown.

mod action;
mod activation;
mod catalogued;
mod controls;
mod draft;
mod edit;
mod facts;
mod form;
mod lapse_choice;
mod look;
mod naming;
mod new;
mod preview;
mod query;
mod save;
mod signatories;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::audit_trail::AuditTrailSubject;
use super::changes::Changes;
use super::entry::Entry;
use super::history_link::HistoryLink;
use super::learning_object::LearningObjectInput;
use super::parting::Parting;
use super::path::{self, CONFIGURATIONS};
use super::sheet::style;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, t};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::{Icon, IconView};
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use action::ActivateButton;
pub(super) use edit::EditConfigurationPage;
use facts::Facts;
pub(super) use new::NewConfigurationPage;
use preview::Preview;
use query::{ConfigurationAction, ConfigurationLack, CredentialConfiguration};

/// The page, for who may see configurations.
#[component]
pub(super) fn ConfigurationPage() -> impl IntoView {
    let object = asked();
    view! {
        <Entry needs=Permission::ViewConfigurations let:viewer>
            {
                let may_preview = viewer.permissions.contains(&Permission::EditConfigurations);
                move || view! { <Lookedup object=object.get() may_preview/> }
            }
        </Entry>
    }
}

/// Whose configuration the address asks for.
fn asked() -> Memo<LearningObjectInput> {
    let query = use_query_map();
    Memo::new(move |_| LearningObjectInput::told(&query.read().get(path::OBJECT).unwrap_or_default()))
}

#[component]
fn Lookedup(
    object: LearningObjectInput,
    /// Whether the viewer may see what it would show.
    may_preview: bool,
) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(object.clone()) subject=Subject::Page loading=Skeleton let:configuration>
            {match configuration {
                Some(configuration) => {
                    let current = RwSignal::new(configuration);
                    // Said once, and not again with every change.
                    let name = Memo::new(move |_| current.read().name());
                    page_title(move || name.get());
                    Parting::expect().say();
                    view! {
                        {move || view! { <Found configuration=current.get() current/> }}
                        {may_preview.then(|| view! { <Preview current/> })}
                    }
                    .into_any()
                }
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(
    configuration: CredentialConfiguration,
    /// Takes the configuration as it is after a change.
    current: RwSignal<CredentialConfiguration>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = configuration.name();
    let can = |action| configuration.viewer_can.contains(&action);
    let edit = can(ConfigurationAction::Edit).then(|| {
        let href = path::edit_configuration(&configuration.learning_object.id);
        view! { <A href=href attr:class="button"><IconView icon=Icon::Pencil/> {t!(i18n, console.configuration.edit)}</A> }
    });
    let is_possible =
        can(ConfigurationAction::Activate) && configuration.lacks.is_empty() || can(ConfigurationAction::Deactivate);
    let activate = (is_possible && can(ConfigurationAction::Activate) != can(ConfigurationAction::Deactivate))
        .then(|| view! { <ActivateButton configuration=configuration.clone() current/> });
    view! {
        <p class=style::back><A href=CONFIGURATIONS.to_owned() exact=true>{t!(i18n, console.configurations.all)}</A></p>
        <PageHeader heading=move || name.clone()>
            <div class=style::state><ActiveBadge is_active=configuration.is_active/></div>
        </PageHeader>
        <div class=style::actions>
            {edit} {activate} <HistoryLink href=path::audit_trail_of(configuration.id.inner())/>
        </div>
        <Lacks lacks=configuration.lacks.clone() is_active=configuration.is_active/>
        <div class=style::columns>
            <Facts configuration=configuration.clone()/>
            <Changes entries=configuration.history subject=AuditTrailSubject::Configuration/>
        </div>
    }
}

/// What has to be there before it can take awards, or what the certificates of one that takes them do without; nothing where nothing
/// is lacking.
#[component]
fn Lacks(lacks: Vec<ConfigurationLack>, is_active: bool) -> impl IntoView {
    let i18n = use_i18n();
    let words = move |lack| -> Text {
        match lack {
            ConfigurationLack::LearningObject => t!(i18n, console.configuration.lack.learning_object),
            ConfigurationLack::Organization => t!(i18n, console.configuration.lack.organization),
            ConfigurationLack::PublishedTemplate => t!(i18n, console.configuration.lack.published_template),
            ConfigurationLack::Signatory => t!(i18n, console.configuration.lack.signatory),
            ConfigurationLack::Title => t!(i18n, console.configuration.lack.title),
        }
    };
    let heading: Text = if is_active {
        t!(i18n, console.configuration.does_without)
    } else {
        t!(i18n, console.configuration.lacks)
    };
    (!lacks.is_empty()).then(|| {
        view! {
            <section class=style::notice aria-labelledby="lacks">
                <h2 id="lacks">{heading}</h2>
                <ul>{lacks.into_iter().map(|it| view! { <li>{words(it)}</li> }).collect_view()}</ul>
            </section>
        }
    })
}

/// Whether it takes awards.
#[component]
pub(super) fn ActiveBadge(
    /// Whether it does.
    is_active: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    if is_active {
        view! { <Badge tone=Tone::Good icon=Icon::Check>{t!(i18n, console.configurations.active)}</Badge> }.into_any()
    } else {
        view! { <Badge tone=Tone::Quiet icon=Icon::Clock>{t!(i18n, console.configurations.inactive)}</Badge> }
            .into_any()
    }
}

/// The learning object has no configuration.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.configuration.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.configuration.unknown)}</h1>
            <p>{t!(i18n, console.configuration.unknown_why)}</p>
            <p><A href=CONFIGURATIONS.to_owned()>{t!(i18n, console.configurations.all)}</A></p>
        </Notice>
    }
}
