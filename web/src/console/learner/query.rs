//! What the page of a person asks for.

use cynic::QueryBuilder;

use crate::api::enumeration::CredentialState;
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::scalar::{Decimal, Instant, Uuid};
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::component::record::fragment::ProgramProgress;
use crate::console::audit_trail::AuditTrailEntry;
use crate::console::learner_state::LearnerState;

/// The person of this name; none where there is nobody, or no such name can be.
pub(super) async fn find(username: String) -> Result<Option<Learner>, ApiError> {
    let operation = LearnerQuery::build(LearnerVariables { username });
    match send(operation).await {
        Ok(answer) => Ok(answer.data.learner),
        Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(None),
        Err(error) => Err(error),
    }
}

#[derive(cynic::QueryVariables)]
struct LearnerVariables {
    username: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "LearnerVariables")]
struct LearnerQuery {
    #[arguments(username: $username)]
    learner: Option<Learner>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Learner {
    pub(super) username: String,
    pub(super) name: Option<String>,
    pub(super) is_name_verified: bool,
    pub(super) email: Option<String>,
    pub(super) state: LearnerState,
    pub(super) created_at: Instant,
    pub(super) retired_at: Option<Instant>,
    pub(super) viewer_can: Vec<LearnerAction>,
    #[arguments(first: 20)]
    pub(super) credentials: CredentialConnection,
    #[arguments(first: 10)]
    pub(super) program_records: ProgramRecordConnection,
    pub(super) grades: Vec<Grade>,
    pub(super) history: Vec<AuditTrailEntry>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CredentialConnection {
    pub(super) nodes: Vec<Credential>,
    pub(super) total_count: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) uuid: CertificateNumber,
    pub(super) state: CredentialState,
    pub(super) awarded_at: Instant,
    pub(super) visible_at: Instant,
    pub(super) expires_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
    pub(super) certificate: Certificate,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Certificate {
    pub(super) title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct ProgramRecordConnection {
    pub(super) nodes: Vec<ProgramRecord>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct ProgramRecord {
    pub(super) program: Program,
    pub(super) progress: ProgramProgress,
    pub(super) progress_at: Option<Instant>,
    pub(super) course_count: i32,
    pub(super) earned_course_count: i32,
    pub(super) shares: Vec<RecordShare>,
    pub(super) pathways: Vec<RecordPathway>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Program {
    pub(super) uuid: Uuid,
    pub(super) title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct RecordShare {
    pub(super) label: Option<String>,
    pub(super) state: ShareState,
    pub(super) created_at: Instant,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShareState {
    Expired,
    Live,
    Revoked,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct RecordPathway {
    pub(super) name: String,
    pub(super) organization_name: String,
    pub(super) send: Option<RecordSend>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct RecordSend {
    pub(super) state: RecordSendState,
    pub(super) asked_at: Instant,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordSendState {
    Failed,
    Queued,
    Sent,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Grade {
    pub(super) course_key: String,
    pub(super) letter: Option<String>,
    pub(super) percent: Decimal,
    pub(super) is_verified: bool,
    pub(super) updated_at: Instant,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LearnerAction {
    Award,
    Rename,
    Retire,
}
