//! Everything that the API writes, read behind its back: proves what happened, and that nothing did.

use entity::{
    api_client, asset, audit_entry, catalog_sync, certificate_preview, completion_mail, configuration_signatory,
    course, course_organization, course_run, credential, credential_attribute, credential_configuration,
    credential_history, grade, idempotency_record, organization, outbox_event, outgoing_mail, pathway, pathway_program,
    program, program_course_run, program_organization, reconciliation, reconciliation_difference, record_send,
    record_share, record_share_view, role_assignment, signatory, site, site_host, template, template_version,
    trail_entry, trail_verification, user, user_name_word,
};
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder as _};
use tests::app::TestApp;

/// All rows of the tables that the API writes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stored {
    pub(crate) sites: Vec<site::Model>,
    pub(crate) hosts: Vec<site_host::Model>,
    pub(crate) users: Vec<user::Model>,
    pub(crate) name_words: Vec<user_name_word::Model>,
    pub(crate) roles: Vec<role_assignment::Model>,
    pub(crate) configurations: Vec<credential_configuration::Model>,
    pub(crate) credentials: Vec<credential::Model>,
    pub(crate) attributes: Vec<credential_attribute::Model>,
    pub(crate) history: Vec<credential_history::Model>,
    pub(crate) events: Vec<outbox_event::Model>,
    pub(crate) records: Vec<idempotency_record::Model>,
    pub(crate) signatories: Vec<signatory::Model>,
    pub(crate) signing: Vec<configuration_signatory::Model>,
    pub(crate) audit: Vec<audit_entry::Model>,
    pub(crate) catalog_syncs: Vec<catalog_sync::Model>,
    pub(crate) organizations: Vec<organization::Model>,
    pub(crate) courses: Vec<course::Model>,
    pub(crate) owners: Vec<course_organization::Model>,
    pub(crate) course_runs: Vec<course_run::Model>,
    pub(crate) programs: Vec<program::Model>,
    pub(crate) authors: Vec<program_organization::Model>,
    pub(crate) runs_of_programs: Vec<program_course_run::Model>,
    pub(crate) pathways: Vec<pathway::Model>,
    pub(crate) programs_of_pathways: Vec<pathway_program::Model>,
    pub(crate) grades: Vec<grade::Model>,
    pub(crate) trail: Vec<trail_entry::Model>,
    pub(crate) shares: Vec<record_share::Model>,
    pub(crate) views: Vec<record_share_view::Model>,
    pub(crate) assets: Vec<asset::Model>,
    pub(crate) templates: Vec<template::Model>,
    pub(crate) versions: Vec<template_version::Model>,
    pub(crate) previews: Vec<certificate_preview::Model>,
    pub(crate) completion_mails: Vec<completion_mail::Model>,
    pub(crate) sends: Vec<record_send::Model>,
    pub(crate) mails: Vec<outgoing_mail::Model>,
    pub(crate) api_clients: Vec<api_client::Model>,
    pub(crate) verifications: Vec<trail_verification::Model>,
    pub(crate) reconciliations: Vec<reconciliation::Model>,
    pub(crate) differences: Vec<reconciliation_difference::Model>,
}

impl Stored {
    /// Reads them now.
    #[expect(clippy::too_many_lines, reason = "one line for each table")]
    pub(crate) async fn read(app: &TestApp) -> Self {
        let db = app.db();
        Self {
            sites: all(site::Entity::find().order_by_asc(site::Column::Id), db).await,
            hosts: all(site_host::Entity::find().order_by_asc(site_host::Column::Host), db).await,
            users: all(user::Entity::find().order_by_asc(user::Column::Id), db).await,
            name_words: all(
                user_name_word::Entity::find()
                    .order_by_asc(user_name_word::Column::UserId)
                    .order_by_asc(user_name_word::Column::WordKey),
                db,
            )
            .await,
            roles: all(
                role_assignment::Entity::find().order_by_asc(role_assignment::Column::Id),
                db,
            )
            .await,
            configurations: all(
                credential_configuration::Entity::find().order_by_asc(credential_configuration::Column::Id),
                db,
            )
            .await,
            credentials: all(credential::Entity::find().order_by_asc(credential::Column::Id), db).await,
            attributes: all(
                credential_attribute::Entity::find()
                    .order_by_asc(credential_attribute::Column::CredentialId)
                    .order_by_asc(credential_attribute::Column::Name),
                db,
            )
            .await,
            history: all(
                credential_history::Entity::find()
                    .order_by_asc(credential_history::Column::CredentialId)
                    .order_by_asc(credential_history::Column::Version),
                db,
            )
            .await,
            events: all(outbox_event::Entity::find().order_by_asc(outbox_event::Column::Id), db).await,
            records: all(
                idempotency_record::Entity::find()
                    .order_by_asc(idempotency_record::Column::CallerId)
                    .order_by_asc(idempotency_record::Column::Key),
                db,
            )
            .await,
            completion_mails: all(
                completion_mail::Entity::find().order_by_asc(completion_mail::Column::Id),
                db,
            )
            .await,
            sends: all(record_send::Entity::find().order_by_asc(record_send::Column::Id), db).await,
            mails: all(
                outgoing_mail::Entity::find().order_by_asc(outgoing_mail::Column::Id),
                db,
            )
            .await,
            api_clients: clients(db).await,
            signatories: all(signatory::Entity::find().order_by_asc(signatory::Column::Id), db).await,
            signing: all(
                configuration_signatory::Entity::find()
                    .order_by_asc(configuration_signatory::Column::ConfigurationId)
                    .order_by_asc(configuration_signatory::Column::Position),
                db,
            )
            .await,
            audit: all(
                audit_entry::Entity::find()
                    .order_by_asc(audit_entry::Column::SubjectId)
                    .order_by_asc(audit_entry::Column::Version),
                db,
            )
            .await,
            reconciliations: all(
                reconciliation::Entity::find().order_by_asc(reconciliation::Column::Id),
                db,
            )
            .await,
            differences: all(
                reconciliation_difference::Entity::find().order_by_asc(reconciliation_difference::Column::Id),
                db,
            )
            .await,
            catalog_syncs: all(catalog_sync::Entity::find().order_by_asc(catalog_sync::Column::Id), db).await,
            organizations: all(organization::Entity::find().order_by_asc(organization::Column::Id), db).await,
            courses: all(course::Entity::find().order_by_asc(course::Column::Id), db).await,
            owners: all(
                course_organization::Entity::find()
                    .order_by_asc(course_organization::Column::CourseId)
                    .order_by_asc(course_organization::Column::Position),
                db,
            )
            .await,
            course_runs: all(course_run::Entity::find().order_by_asc(course_run::Column::Id), db).await,
            programs: all(program::Entity::find().order_by_asc(program::Column::Id), db).await,
            authors: all(
                program_organization::Entity::find()
                    .order_by_asc(program_organization::Column::ProgramId)
                    .order_by_asc(program_organization::Column::Position),
                db,
            )
            .await,
            runs_of_programs: all(
                program_course_run::Entity::find()
                    .order_by_asc(program_course_run::Column::ProgramId)
                    .order_by_asc(program_course_run::Column::Position),
                db,
            )
            .await,
            pathways: all(pathway::Entity::find().order_by_asc(pathway::Column::Id), db).await,
            programs_of_pathways: all(
                pathway_program::Entity::find()
                    .order_by_asc(pathway_program::Column::PathwayId)
                    .order_by_asc(pathway_program::Column::Position),
                db,
            )
            .await,
            grades: all(
                grade::Entity::find()
                    .order_by_asc(grade::Column::UserId)
                    .order_by_asc(grade::Column::CourseKey),
                db,
            )
            .await,
            trail: all(trail_entry::Entity::find().order_by_asc(trail_entry::Column::Id), db).await,
            shares: all(record_share::Entity::find().order_by_asc(record_share::Column::Id), db).await,
            views: all(
                record_share_view::Entity::find()
                    .order_by_asc(record_share_view::Column::RecordShareId)
                    .order_by_asc(record_share_view::Column::ViewedOn)
                    .order_by_asc(record_share_view::Column::Slot),
                db,
            )
            .await,
            assets: all(asset::Entity::find().order_by_asc(asset::Column::Id), db).await,
            templates: all(template::Entity::find().order_by_asc(template::Column::Id), db).await,
            versions: all(
                template_version::Entity::find().order_by_asc(template_version::Column::Id),
                db,
            )
            .await,
            previews: all(
                certificate_preview::Entity::find().order_by_asc(certificate_preview::Column::Id),
                db,
            )
            .await,
            verifications: all(
                trail_verification::Entity::find().order_by_asc(trail_verification::Column::SiteId),
                db,
            )
            .await,
        }
    }

    /// The user of this name.
    #[track_caller]
    pub(crate) fn user(&self, username: &str) -> &user::Model {
        let found = self
            .users
            .iter()
            .find(|it| it.username_key.as_str() == username.to_lowercase());
        found.unwrap_or_else(|| panic!("nobody is called {username}: {:?}", self.users))
    }

    /// How many credentials, history entries and events there are.
    pub(crate) fn counts(&self) -> [usize; 3] {
        [self.credentials.len(), self.history.len(), self.events.len()]
    }
}

async fn all<E: EntityTrait>(rows: sea_orm::Select<E>, db: &DatabaseConnection) -> Vec<E::Model> {
    rows.all(db).await.expect("rows")
}

/// API clients but for when they were used, which is noted beside the requests.
async fn clients(db: &DatabaseConnection) -> Vec<api_client::Model> {
    let rows = all(api_client::Entity::find().order_by_asc(api_client::Column::Id), db).await;
    let unused = |it| api_client::Model {
        last_used_at: None,
        ..it
    };
    rows.into_iter().map(unused).collect()
}
