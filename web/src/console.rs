//! The console: where those who run the institution's credentials do their work. A program of its own below `/console`.
//!
//! Invariant: what somebody may do here is what the server says they may; no rule of it is repeated.

mod apart;
mod api_clients;
mod area;
mod areas;
mod asked_button;
mod assets;
mod audit_trail;
mod award;
mod bar;
mod became;
mod browser;
mod bulk;
mod catalog_sync;
mod catalog_syncs;
mod catalogue;
mod changes;
mod choice;
mod configuration;
mod configurations;
mod configured;
mod confirmation;
mod credential;
mod credentials;
mod day;
mod digest;
mod drawing;
mod entry;
mod filter_field;
mod find;
mod finder;
mod frame;
mod history_link;
mod insights;
mod language_choice;
mod learner;
mod learner_record;
mod learner_state;
mod learning_object;
mod leaving;
mod listing;
mod mail_text;
mod mail_texts;
mod moment;
mod nothing;
mod object_choice;
mod operations;
mod outgoing_mails;
mod pace;
mod parting;
mod path;
mod picture;
mod portion;
mod progress;
mod reason;
mod reconciliation;
mod reconciliations;
mod revoke;
mod role;
mod roles;
mod run;
mod sample;
mod search_bar;
mod session_ended;
mod settings;
mod sheet;
mod shortcut;
mod signatories;
mod signatory;
mod site;
mod sites;
mod spreadsheet;
mod start;
mod table;
mod template;
mod templates;
mod unsaved;
mod upload;
mod walk;
mod work;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path as segments;

use crate::announce::Announcer;
use crate::i18n::I18nContextProvider;
use crate::language;
use crate::not_found::NotFoundPage;
use crate::shell::Shell;
use api_clients::ApiClientsPage;
use assets::AssetsPage;
use audit_trail::AuditTrailPage;
use award::AwardPage;
use bulk::BulkPage;
use catalog_sync::CatalogSyncPage;
use catalog_syncs::CatalogSyncsPage;
use catalogue::{CataloguePage, CatalogueRedirect, CataloguedPage, EditCataloguedPage, Kind, NewCataloguedPage};
use configuration::{ConfigurationPage, EditConfigurationPage, NewConfigurationPage};
use configurations::ConfigurationsPage;
use credential::CredentialPage;
use credentials::CredentialsPage;
use find::FindPage;
use frame::ConsoleFrame;
use insights::InsightsPage;
use learner::LearnerPage;
use learner_record::LearnerRecordPage;
use leaving::{Leaving, Moves};
use mail_text::{MailTextPage, NewMailTextPage};
use mail_texts::MailTextsPage;
use operations::OperationsPage;
use outgoing_mails::OutgoingMailsPage;
use parting::Parting;
use reconciliation::ReconciliationPage;
use reconciliations::ReconciliationsPage;
use revoke::RevokePage;
use role::NewRolePage;
use roles::RolesPage;
use session_ended::SessionEnded;
use settings::SettingsPage;
use shortcut::Shortcut;
use signatories::SignatoriesPage;
use signatory::{NewSignatoryPage, SignatoryPage};
use site::{NewSitePage, SitePage};
use sites::SitesPage;
use start::Start;
use template::{EditTemplatePage, LastCheck, NewTemplateFromBuiltInPage, NewTemplatePage, TemplatePage};
use templates::TemplatesPage;
use unsaved::Watched;

/// The whole console.
#[component]
pub(crate) fn Console() -> impl IntoView {
    Announcer::provide();
    Shell::provide();
    Parting::provide();
    Watched::provide();
    LastCheck::provide();
    Moves::provide();
    Shortcut::provide();
    view! {
        <I18nContextProvider>
            <Pages/>
        </I18nContextProvider>
    }
}

#[component]
fn Pages() -> impl IntoView {
    language::restore();
    view! {
        <Router>
            <ConsoleFrame>
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=segments!("/console") view=Start/>
                    <Route path=segments!("/console/assets") view=AssetsPage/>
                    <Route path=segments!("/console/audit-trail") view=AuditTrailPage/>
                    <Route path=segments!("/console/award") view=AwardPage/>
                    <Route path=segments!("/console/bulk") view=BulkPage/>
                    <Route path=segments!("/console/catalogue") view=CatalogueRedirect/>
                    <Route path=segments!("/console/catalogue/copying") view=CatalogSyncsPage/>
                    <Route path=segments!("/console/catalogue/copying/run") view=CatalogSyncPage/>
                    <Route path=segments!("/console/catalogue/course-runs") view=|| view! { <CataloguePage kind=Kind::CourseRun/> }/>
                    <Route path=segments!("/console/catalogue/course-runs/new") view=|| view! { <NewCataloguedPage kind=Kind::CourseRun/> }/>
                    <Route path=segments!("/console/catalogue/course-runs/of") view=|| view! { <CataloguedPage kind=Kind::CourseRun/> }/>
                    <Route path=segments!("/console/catalogue/course-runs/of/change") view=|| view! { <EditCataloguedPage kind=Kind::CourseRun/> }/>
                    <Route path=segments!("/console/catalogue/courses") view=|| view! { <CataloguePage kind=Kind::Course/> }/>
                    <Route path=segments!("/console/catalogue/courses/new") view=|| view! { <NewCataloguedPage kind=Kind::Course/> }/>
                    <Route path=segments!("/console/catalogue/courses/of") view=|| view! { <CataloguedPage kind=Kind::Course/> }/>
                    <Route path=segments!("/console/catalogue/courses/of/change") view=|| view! { <EditCataloguedPage kind=Kind::Course/> }/>
                    <Route path=segments!("/console/catalogue/organizations") view=|| view! { <CataloguePage kind=Kind::Organization/> }/>
                    <Route path=segments!("/console/catalogue/organizations/new") view=|| view! { <NewCataloguedPage kind=Kind::Organization/> }/>
                    <Route path=segments!("/console/catalogue/organizations/of") view=|| view! { <CataloguedPage kind=Kind::Organization/> }/>
                    <Route path=segments!("/console/catalogue/organizations/of/change") view=|| view! { <EditCataloguedPage kind=Kind::Organization/> }/>
                    <Route path=segments!("/console/catalogue/pathways") view=|| view! { <CataloguePage kind=Kind::Pathway/> }/>
                    <Route path=segments!("/console/catalogue/pathways/new") view=|| view! { <NewCataloguedPage kind=Kind::Pathway/> }/>
                    <Route path=segments!("/console/catalogue/pathways/of") view=|| view! { <CataloguedPage kind=Kind::Pathway/> }/>
                    <Route path=segments!("/console/catalogue/pathways/of/change") view=|| view! { <EditCataloguedPage kind=Kind::Pathway/> }/>
                    <Route path=segments!("/console/catalogue/programs") view=|| view! { <CataloguePage kind=Kind::Program/> }/>
                    <Route path=segments!("/console/catalogue/programs/new") view=|| view! { <NewCataloguedPage kind=Kind::Program/> }/>
                    <Route path=segments!("/console/catalogue/programs/of") view=|| view! { <CataloguedPage kind=Kind::Program/> }/>
                    <Route path=segments!("/console/catalogue/programs/of/change") view=|| view! { <EditCataloguedPage kind=Kind::Program/> }/>
                    <Route path=segments!("/console/configurations") view=ConfigurationsPage/>
                    <Route path=segments!("/console/configurations/of") view=ConfigurationPage/>
                    <Route path=segments!("/console/configurations/of/change") view=EditConfigurationPage/>
                    <Route path=segments!("/console/configurations/new") view=NewConfigurationPage/>
                    <Route path=segments!("/console/credentials") view=CredentialsPage/>
                    <Route path=segments!("/console/credentials/:number") view=CredentialPage/>
                    <Route path=segments!("/console/find") view=FindPage/>
                    <Route path=segments!("/console/insights") view=InsightsPage/>
                    <Route path=segments!("/console/learner") view=LearnerPage/>
                    <Route path=segments!("/console/learner/record") view=LearnerRecordPage/>
                    <Route path=segments!("/console/mail") view=OutgoingMailsPage/>
                    <Route path=segments!("/console/mail/texts") view=MailTextsPage/>
                    <Route path=segments!("/console/mail/texts/new") view=NewMailTextPage/>
                    <Route path=segments!("/console/mail/texts/of") view=MailTextPage/>
                    <Route path=segments!("/console/operations") view=OperationsPage/>
                    <Route path=segments!("/console/reconciliation") view=ReconciliationsPage/>
                    <Route path=segments!("/console/reconciliation/run") view=ReconciliationPage/>
                    <Route path=segments!("/console/revoke") view=RevokePage/>
                    <Route path=segments!("/console/settings") view=SettingsPage/>
                    <Route path=segments!("/console/settings/api-clients") view=ApiClientsPage/>
                    <Route path=segments!("/console/settings/roles") view=RolesPage/>
                    <Route path=segments!("/console/settings/roles/new") view=NewRolePage/>
                    <Route path=segments!("/console/settings/sites") view=SitesPage/>
                    <Route path=segments!("/console/settings/sites/new") view=NewSitePage/>
                    <Route path=segments!("/console/settings/sites/of") view=SitePage/>
                    <Route path=segments!("/console/signatories") view=SignatoriesPage/>
                    <Route path=segments!("/console/signatories/of") view=SignatoryPage/>
                    <Route path=segments!("/console/signatories/new") view=NewSignatoryPage/>
                    <Route path=segments!("/console/templates") view=TemplatesPage/>
                    <Route path=segments!("/console/templates/new") view=NewTemplatePage/>
                    <Route path=segments!("/console/templates/new/built-in") view=NewTemplateFromBuiltInPage/>
                    <Route path=segments!("/console/templates/of") view=TemplatePage/>
                    <Route path=segments!("/console/templates/of/edit") view=EditTemplatePage/>
                </FlatRoutes>
                <Leaving/>
                <SessionEnded/>
            </ConsoleFrame>
        </Router>
    }
}
