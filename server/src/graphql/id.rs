//! Opaque, typed ids: `<type>:<uuid>`.

use async_graphql::ID;
use entity::id::{
    ApiClientId, AssetId, CatalogSyncId, CompletionMailId, ConfigurationId, CourseId, CourseRunId, CredentialId,
    DifferenceId, OrganizationId, OutgoingMailId, PathwayId, ProgramId, ReconciliationId, RecordSendId, RecordShareId,
    RoleAssignmentId, SignatoryId, SiteId, TemplateId, UserId,
};

use uuid::Uuid;

use super::error;
use crate::domain::learning_object::parse_uuid;

/// Everything that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeId {
    Credential(CredentialId),
    Configuration(ConfigurationId),
    Program(ProgramId),
    CourseRun(CourseRunId),
    Signatory(SignatoryId),
    Asset(AssetId),
    Template(TemplateId),
    Organization(OrganizationId),
    Course(CourseId),
    Pathway(PathwayId),
    CatalogSync(CatalogSyncId),
    User(UserId),
    RecordShare(RecordShareId),
    Site(SiteId),
    CompletionMail(CompletionMailId),
    OutgoingMail(OutgoingMailId),
    RecordSend(RecordSendId),
    ApiClient(ApiClientId),
    RoleAssignment(RoleAssignmentId),
    Reconciliation(ReconciliationId),
    Difference(DifferenceId),
}

impl NodeId {
    /// The id as text.
    pub(super) fn encode(self) -> ID {
        let (kind, uuid) = self.parts();
        ID(format!("{kind}:{}", uuid.hyphenated()))
    }

    /// Key of the row that it names.
    pub(super) fn uuid(self) -> Uuid {
        self.parts().1
    }

    fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Credential(it) => ("credential", it.0),
            Self::Configuration(it) => ("configuration", it.0),
            Self::Program(it) => ("program", it.0),
            Self::CourseRun(it) => ("courseRun", it.0),
            Self::Signatory(it) => ("signatory", it.0),
            Self::Asset(it) => ("asset", it.0),
            Self::Template(it) => ("template", it.0),
            Self::Organization(it) => ("organization", it.0),
            Self::Course(it) => ("course", it.0),
            Self::Pathway(it) => ("pathway", it.0),
            Self::CatalogSync(it) => ("catalogSync", it.0),
            Self::User(it) => ("user", it.0),
            Self::RecordShare(it) => ("recordShare", it.0),
            Self::Site(it) => ("site", it.0),
            Self::CompletionMail(it) => ("completionMail", it.0),
            Self::OutgoingMail(it) => ("outgoingMail", it.0),
            Self::RecordSend(it) => ("recordSend", it.0),
            Self::ApiClient(it) => ("apiClient", it.0),
            Self::RoleAssignment(it) => ("roleAssignment", it.0),
            Self::Reconciliation(it) => ("reconciliation", it.0),
            Self::Difference(it) => ("difference", it.0),
        }
    }

    /// Reads an id.
    pub(super) fn decode(id: &ID) -> Result<Self, InvalidId> {
        let (kind, uuid) = id.split_once(':').ok_or(InvalidId)?;
        let uuid = parse_uuid(uuid).ok_or(InvalidId)?;
        match kind {
            "credential" => Ok(Self::Credential(CredentialId(uuid))),
            "configuration" => Ok(Self::Configuration(ConfigurationId(uuid))),
            "program" => Ok(Self::Program(ProgramId(uuid))),
            "courseRun" => Ok(Self::CourseRun(CourseRunId(uuid))),
            "signatory" => Ok(Self::Signatory(SignatoryId(uuid))),
            "asset" => Ok(Self::Asset(AssetId(uuid))),
            "template" => Ok(Self::Template(TemplateId(uuid))),
            "organization" => Ok(Self::Organization(OrganizationId(uuid))),
            "course" => Ok(Self::Course(CourseId(uuid))),
            "pathway" => Ok(Self::Pathway(PathwayId(uuid))),
            "catalogSync" => Ok(Self::CatalogSync(CatalogSyncId(uuid))),
            "user" => Ok(Self::User(UserId(uuid))),
            "recordShare" => Ok(Self::RecordShare(RecordShareId(uuid))),
            "site" => Ok(Self::Site(SiteId(uuid))),
            "completionMail" => Ok(Self::CompletionMail(CompletionMailId(uuid))),
            "outgoingMail" => Ok(Self::OutgoingMail(OutgoingMailId(uuid))),
            "recordSend" => Ok(Self::RecordSend(RecordSendId(uuid))),
            "apiClient" => Ok(Self::ApiClient(ApiClientId(uuid))),
            "roleAssignment" => Ok(Self::RoleAssignment(RoleAssignmentId(uuid))),
            "reconciliation" => Ok(Self::Reconciliation(ReconciliationId(uuid))),
            "difference" => Ok(Self::Difference(DifferenceId(uuid))),
            _ => Err(InvalidId),
        }
    }
}

macro_rules! readers {
    ($($name:ident: $Kind:ident($Id:ident), $noun:literal, $prefix:literal;)+) => {$(
        #[doc = concat!("Reads the id of ", $noun, ".")]
        pub(super) fn $name(id: &ID) -> async_graphql::Result<$Id> {
            match NodeId::decode(id) {
                Ok(NodeId::$Kind(id)) => Ok(id),
                _ => Err(wrong_type($noun, $prefix)),
            }
        }
    )+};
}

readers! {
    signatory_id: Signatory(SignatoryId), "a signatory", "signatory";
    asset_id: Asset(AssetId), "an asset", "asset";
    template_id: Template(TemplateId), "a template", "template";
    organization_id: Organization(OrganizationId), "an organization", "organization";
    course_id: Course(CourseId), "a course", "course";
    course_run_id: CourseRun(CourseRunId), "a course run", "courseRun";
    program_id: Program(ProgramId), "a program", "program";
    pathway_id: Pathway(PathwayId), "a pathway", "pathway";
    completion_mail_id: CompletionMail(CompletionMailId), "a completion mail", "completionMail";
    record_send_id: RecordSend(RecordSendId), "a record that was sent", "recordSend";
    api_client_id: ApiClient(ApiClientId), "an API client", "apiClient";
    reconciliation_id: Reconciliation(ReconciliationId), "a comparison", "reconciliation";
    difference_id: Difference(DifferenceId), "a difference", "difference";
    outgoing_mail_id: OutgoingMail(OutgoingMailId), "a mail", "outgoingMail";
}

/// Reads a list of ids of one kind.
pub(super) fn ids<T>(
    ids: Option<Vec<ID>>,
    read: impl Fn(&ID) -> async_graphql::Result<T>,
) -> async_graphql::Result<Option<Vec<T>>> {
    ids.map(|ids| ids.iter().map(read).collect()).transpose()
}

fn wrong_type(noun: &str, prefix: &str) -> async_graphql::Error {
    error::bad_input(format!("this is no id of {noun}: such an id reads {prefix}:<uuid>"))
}

/// The text is no id of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no id: take it from an `id` field of this API, as in credential:<uuid>")]
pub(super) struct InvalidId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_the_round_trip_and_nothing_else_is_read() {
        let id = NodeId::Credential(CredentialId(crate::id::random()));
        assert_eq!(NodeId::decode(&id.encode()), Ok(id));
        for text in [
            "",
            "credential",
            "credential:",
            "credential:1 OR 1=1",
            "badge:12345678-9abc-def0-1234-56789abcdef0",
        ] {
            assert_eq!(NodeId::decode(&ID::from(text)), Err(InvalidId), "{text}");
        }
    }
}
