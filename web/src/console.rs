//! The console: where those who run the institution's credentials do their work. A program of its own below `/console`.
//!
//! Invariant: what somebody may do here is what the server says they may; no rule of it is repeated.

mod area;
mod audit_trail;
mod award;
mod bar;
mod browser;
mod bulk;
mod catalog_sync;
mod catalog_syncs;
mod changes;
mod choice;
mod configuration;
mod configurations;
mod credential;
mod credentials;
mod day;
mod entry;
mod filter_field;
mod find;
mod frame;
mod insights;
mod learner;
mod learner_record;
mod learner_state;
mod learning_object;
mod listing;
mod mail_text;
mod mail_texts;
mod operations;
mod outgoing_mails;
mod parting;
mod path;
mod search_bar;
mod sheet;
mod signatories;
mod signatory;
mod table;
mod template;
mod templates;
mod unsaved;
mod upload;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::path as segments;

use crate::announce::Announcer;
use crate::i18n::I18nContextProvider;
use crate::language;
use crate::not_found::NotFoundPage;
use crate::shell::Shell;
use audit_trail::AuditTrailPage;
use award::AwardPage;
use bulk::BulkPage;
use catalog_sync::CatalogSyncPage;
use catalog_syncs::CatalogSyncsPage;
use configuration::{ConfigurationPage, EditConfigurationPage, NewConfigurationPage};
use configurations::ConfigurationsPage;
use credential::CredentialPage;
use credentials::CredentialsPage;
use find::FindPage;
use frame::ConsoleFrame;
use insights::InsightsPage;
use learner::LearnerPage;
use learner_record::LearnerRecordPage;
use mail_text::{MailTextPage, NewMailTextPage};
use mail_texts::MailTextsPage;
use operations::OperationsPage;
use outgoing_mails::OutgoingMailsPage;
use parting::Parting;
use signatories::SignatoriesPage;
use signatory::{NewSignatoryPage, SignatoryPage};
use template::{EditTemplatePage, NewTemplatePage, TemplatePage};
use templates::TemplatesPage;

/// The whole console.
#[component]
pub(crate) fn Console() -> impl IntoView {
    Announcer::provide();
    Shell::provide();
    Parting::provide();
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
                    <Route path=segments!("/console") view=|| view! { <Redirect path=path::CREDENTIALS/> }/>
                    <Route path=segments!("/console/audit-trail") view=AuditTrailPage/>
                    <Route path=segments!("/console/award") view=AwardPage/>
                    <Route path=segments!("/console/bulk") view=BulkPage/>
                    <Route path=segments!("/console/catalog-syncs") view=CatalogSyncsPage/>
                    <Route path=segments!("/console/catalog-syncs/run") view=CatalogSyncPage/>
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
                    <Route path=segments!("/console/signatories") view=SignatoriesPage/>
                    <Route path=segments!("/console/signatories/of") view=SignatoryPage/>
                    <Route path=segments!("/console/signatories/new") view=NewSignatoryPage/>
                    <Route path=segments!("/console/templates") view=TemplatesPage/>
                    <Route path=segments!("/console/templates/new") view=NewTemplatePage/>
                    <Route path=segments!("/console/templates/of") view=TemplatePage/>
                    <Route path=segments!("/console/templates/of/edit") view=EditTemplatePage/>
                </FlatRoutes>
            </ConsoleFrame>
        </Router>
    }
}
