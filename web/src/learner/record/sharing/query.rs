//! What the links' section asks for and changes.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::scalar::{Day, Instant, Uuid};
use crate::api::schema;
use crate::api::transport::send;

/// What a link is to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) label: Option<String>,
    pub(super) expires_at: Option<Instant>,
    pub(super) shows_grades: bool,
    pub(super) shows_name: bool,
    pub(super) shows_email: bool,
}

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// The label is too long or unfit.
    Label,
    /// It would end in the past, or too late.
    ExpiresAt,
    /// As many are open as may be.
    TooMany,
    /// It was changed elsewhere, or is gone.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// The links of the viewer's record in a program, newest first.
pub(super) async fn list(program: Uuid) -> Result<Vec<RecordShare>, ApiError> {
    let operation = SharesQuery::build(SharesVariables { program });
    let record = send(operation).await?.data.program_record;
    Ok(record.map(|it| it.shares).unwrap_or_default())
}

/// Makes a link. The same key makes it once, however often it is asked for.
pub(super) async fn share(program: Uuid, wanted: Wanted, key: String) -> Result<RecordShare, Refusal> {
    let operation = Share::build(ShareVariables {
        input: ShareRecordInput {
            program,
            label: wanted.label,
            expires_at: wanted.expires_at,
            shows_grades: wanted.shows_grades,
            shows_name: wanted.shows_name,
            shows_email: wanted.shows_email,
            idempotency_key: Some(key),
        },
    });
    let payload = send(operation).await?.data.share_record;
    let code = payload.user_errors.first().map(|it| it.code);
    payload.record_share.ok_or(match code {
        Some(ShareRecordErrorCode::InvalidLabel) => Refusal::Label,
        Some(ShareRecordErrorCode::InvalidExpiresAt) => Refusal::ExpiresAt,
        Some(ShareRecordErrorCode::TooManyShares) => Refusal::TooMany,
        Some(
            ShareRecordErrorCode::ProgramNotFound
            | ShareRecordErrorCode::IdempotencyMismatch
            | ShareRecordErrorCode::InvalidIdempotencyKey,
        )
        | None => Refusal::Outdated,
    })
}

/// Changes a link that still has the version that was seen.
pub(super) async fn edit(id: cynic::Id, version: i32, wanted: Wanted) -> Result<RecordShare, Refusal> {
    let operation = Edit::build(EditVariables {
        input: EditRecordShareInput {
            id,
            expected_version: Some(version),
            label: wanted.label,
            expires_at: wanted.expires_at,
            shows_grades: Some(wanted.shows_grades),
            shows_name: Some(wanted.shows_name),
            shows_email: Some(wanted.shows_email),
        },
    });
    let payload = send(operation).await?.data.edit_record_share;
    match (payload.user_errors.first().map(|it| it.code), payload.record_share) {
        (None, Some(share)) => Ok(share),
        (Some(EditRecordShareErrorCode::InvalidLabel), _) => Err(Refusal::Label),
        (Some(EditRecordShareErrorCode::InvalidExpiresAt), _) => Err(Refusal::ExpiresAt),
        (
            Some(
                EditRecordShareErrorCode::NotFound
                | EditRecordShareErrorCode::Revoked
                | EditRecordShareErrorCode::VersionConflict,
            )
            | None,
            _,
        ) => Err(Refusal::Outdated),
    }
}

/// Ends a link at once and for ever.
pub(super) async fn revoke(id: cynic::Id) -> Result<RecordShare, Refusal> {
    let operation = Revoke::build(RevokeVariables { id });
    let payload = send(operation).await?.data.revoke_record_share;
    payload.record_share.ok_or(Refusal::Outdated)
}

#[derive(cynic::QueryVariables)]
struct SharesVariables {
    program: Uuid,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SharesVariables")]
struct SharesQuery {
    #[arguments(program: $program)]
    program_record: Option<ProgramRecord>,
}

#[derive(cynic::QueryFragment)]
struct ProgramRecord {
    shares: Vec<RecordShare>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct RecordShare {
    pub(super) id: cynic::Id,
    pub(super) version: i32,
    pub(super) label: Option<String>,
    pub(super) state: ShareState,
    pub(super) url: Option<String>,
    /// A picture of that address.
    pub(super) qr_url: Option<String>,
    pub(super) created_at: Instant,
    pub(super) expires_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
    pub(super) shows_grades: bool,
    pub(super) shows_name: bool,
    pub(super) shows_email: bool,
    pub(super) view_count: i32,
    /// The same by day, oldest first.
    pub(super) views: Vec<DayViews>,
}

/// How often a link was followed on a day.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct DayViews {
    pub(super) viewed_on: Day,
    pub(super) count: i32,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShareState {
    Live,
    Expired,
    Revoked,
}

#[derive(cynic::QueryVariables)]
struct ShareVariables {
    input: ShareRecordInput,
}

#[derive(cynic::InputObject)]
struct ShareRecordInput {
    program: Uuid,
    label: Option<String>,
    expires_at: Option<Instant>,
    shows_grades: bool,
    shows_name: bool,
    shows_email: bool,
    idempotency_key: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ShareVariables")]
struct Share {
    #[arguments(input: $input)]
    share_record: ShareRecordPayload,
}

#[derive(cynic::QueryFragment)]
struct ShareRecordPayload {
    record_share: Option<RecordShare>,
    user_errors: Vec<ShareRecordError>,
}

#[derive(cynic::QueryFragment)]
struct ShareRecordError {
    code: ShareRecordErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum ShareRecordErrorCode {
    IdempotencyMismatch,
    InvalidExpiresAt,
    InvalidIdempotencyKey,
    InvalidLabel,
    ProgramNotFound,
    TooManyShares,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    input: EditRecordShareInput,
}

/// What is left out stays as it is, and null takes it away: nothing is left out.
#[derive(cynic::InputObject)]
struct EditRecordShareInput {
    id: cynic::Id,
    expected_version: Option<i32>,
    label: Option<String>,
    expires_at: Option<Instant>,
    shows_grades: Option<bool>,
    shows_name: Option<bool>,
    shows_email: Option<bool>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: $input)]
    edit_record_share: EditRecordSharePayload,
}

#[derive(cynic::QueryFragment)]
struct EditRecordSharePayload {
    record_share: Option<RecordShare>,
    user_errors: Vec<EditRecordShareError>,
}

#[derive(cynic::QueryFragment)]
struct EditRecordShareError {
    code: EditRecordShareErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum EditRecordShareErrorCode {
    InvalidExpiresAt,
    InvalidLabel,
    NotFound,
    Revoked,
    VersionConflict,
}

#[derive(cynic::QueryVariables)]
struct RevokeVariables {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RevokeVariables")]
struct Revoke {
    #[arguments(input: { id: $id })]
    revoke_record_share: RevokeRecordSharePayload,
}

#[derive(cynic::QueryFragment)]
struct RevokeRecordSharePayload {
    record_share: Option<RecordShare>,
}
