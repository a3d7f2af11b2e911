//! What the page of a person asks for.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::enumeration::{CredentialState, CredentialVisibility};
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::scalar::{Decimal, Instant, Uuid};
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::component::record::fragment::ProgramProgress;
use crate::console::audit_trail::AuditTrailEntry;
use crate::console::configured::CourseRun;
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

/// Why something was not done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// The name that has to be spelled out was not.
    NotSpelledOut,
    /// No username of the platform.
    Username,
    /// Somebody else has the name.
    Taken,
    /// The reason is missing, too long or unfit, or names the person.
    Reason,
    /// The person has another name, or was retired.
    Gone,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Calls a person by another name.
pub(super) async fn rename(current: String, desired: String) -> Result<(), Refusal> {
    let operation = Rename::build(RenameVariables { current, desired });
    let mut payload = send(operation).await?.data.replace_usernames;
    let result = payload.results.pop().ok_or(Refusal::Gone)?;
    match (result.user_errors.first().map(|it| it.code), result.outcome) {
        (Some(ReplaceUsernamesErrorCode::InvalidUsername), _) => Err(Refusal::Username),
        (Some(ReplaceUsernamesErrorCode::UsernameTaken), _) => Err(Refusal::Taken),
        (Some(ReplaceUsernamesErrorCode::Other), _) | (None, ReplacementOutcome::Other) => Err(Refusal::Gone),
        (None, ReplacementOutcome::Replaced | ReplacementOutcome::Unchanged) => Ok(()),
    }
}

/// Has everything forgotten that is known of a person; the reason stays.
pub(super) async fn retire(username: String, reason: String) -> Result<(), Refusal> {
    let operation = Retire::build(RetireVariables {
        username: Some(username),
        reason: Some(reason),
    });
    let payload = send(operation).await?.data.retire_user;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(RetireUserErrorCode::InvalidReason) => Err(Refusal::Reason),
        Some(RetireUserErrorCode::Other) => Err(Refusal::Gone),
    }
}

/// Ends a link to a record, in whatever version.
pub(super) async fn end_link(id: cynic::Id) -> Result<RecordShare, Refusal> {
    let operation = EndLink::build(EndLinkVariables { id });
    let payload = send(operation).await?.data.revoke_record_share;
    payload.record_share.ok_or(Refusal::Gone)
}

#[derive(cynic::QueryVariables)]
struct EndLinkVariables {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EndLinkVariables")]
struct EndLink {
    #[arguments(input: { id: $id })]
    revoke_record_share: RevokeRecordSharePayload,
}

#[derive(cynic::QueryFragment)]
struct RevokeRecordSharePayload {
    record_share: Option<RecordShare>,
}

#[derive(cynic::QueryVariables)]
struct RenameVariables {
    current: String,
    desired: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RenameVariables")]
struct Rename {
    #[arguments(input: { items: [{ current: $current, desired: $desired }] })]
    replace_usernames: ReplaceUsernamesPayload,
}

#[derive(cynic::QueryFragment)]
struct ReplaceUsernamesPayload {
    results: Vec<ReplacedUsername>,
}

#[derive(cynic::QueryFragment)]
struct ReplacedUsername {
    outcome: ReplacementOutcome,
    user_errors: Vec<ReplaceUsernamesError>,
}

#[derive(cynic::QueryFragment)]
struct ReplaceUsernamesError {
    code: ReplaceUsernamesErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum ReplaceUsernamesErrorCode {
    InvalidUsername,
    UsernameTaken,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum ReplacementOutcome {
    Replaced,
    Unchanged,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct RetireVariables {
    username: Option<String>,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RetireVariables")]
struct Retire {
    #[arguments(input: { username: $username, reason: $reason })]
    retire_user: RetireUserPayload,
}

#[derive(cynic::QueryFragment)]
struct RetireUserPayload {
    user_errors: Vec<RetireUserError>,
}

#[derive(cynic::QueryFragment)]
struct RetireUserError {
    code: RetireUserErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum RetireUserErrorCode {
    InvalidReason,
    /// The person has another name, or was retired.
    #[cynic(fallback)]
    Other,
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
    pub(super) visibility: CredentialVisibility,
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
    pub(super) id: cynic::Id,
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
    pub(super) course_run: Option<CourseRun>,
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
    ExportPersonalData,
    RevokeRecordShares,
}
