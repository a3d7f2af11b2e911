//! What the page asks for: how much it may send at once, what would become of awards, and the awards.

use cynic::{MutationBuilder, QueryBuilder};

use super::verdict::{Reason, Verdict};
use crate::api::error::{ApiError, Failure};
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::audit_trail::AuditTrailChange;
use crate::console::learning_object::LearningObjectInput;

/// How much one request may hold.
#[derive(cynic::QueryFragment, Clone, Copy, Debug)]
#[cynic(graphql_type = "ServiceLimits")]
pub(super) struct Limits {
    bulk_items: i32,
    body_bytes: i32,
}

impl Limits {
    /// Most awards.
    pub(super) fn items(self) -> usize {
        usize::try_from(self.bulk_items).unwrap_or(1).max(1)
    }

    /// Most bytes.
    pub(super) fn bytes(self) -> usize {
        usize::try_from(self.body_bytes).unwrap_or_default()
    }
}

/// Asks for the limits.
pub(super) async fn limits() -> Result<Limits, ApiError> {
    Ok(send(LimitsQuery::build(())).await?.data.service_limits)
}

/// What awards are sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Only the verdicts are told.
    Trial,
    /// They are made.
    Award,
}

/// Sends some awards, each for itself. Tells what became of each, or would, in their order.
pub(super) async fn award(items: Vec<Award>, purpose: Purpose) -> Result<Vec<Verdict>, ApiError> {
    let n_items = items.len();
    let variables = Variables {
        items,
        dry_run: purpose == Purpose::Trial,
    };
    let payload = send(AwardMany::build(variables)).await?.data.award_credentials;
    let verdicts: Vec<Verdict> = payload.results.into_iter().map(verdict).collect();
    // Less than an answer for each would put the answers beside the wrong rows.
    if verdicts.len() == n_items {
        Ok(verdicts)
    } else {
        Err(ApiError {
            failure: Failure::Unreadable,
            request_id: None,
        })
    }
}

fn verdict(payload: AwardCredentialPayload) -> Verdict {
    use AwardCredentialErrorCode as Code;
    let reason = match payload.user_errors.first().map(|it| it.code) {
        None if payload.outcome == AwardOutcome::Refused => Reason::Other,
        None => {
            return Verdict::Told {
                outcome: payload.outcome,
                credential: payload.credential,
                changes: payload.changes,
            };
        }
        Some(Code::InvalidUsername) => Reason::Username,
        Some(Code::LearnerRetired) => Reason::Retired,
        Some(Code::InvalidLearningObject) => Reason::Object,
        Some(Code::ConfigurationNotFound) => Reason::Unconfigured,
        Some(Code::ConfigurationInactive) => Reason::Inactive,
        Some(Code::InvalidRecipientName) => Reason::Name,
        Some(Code::InvalidDateOverride) => Reason::Date,
        Some(Code::DuplicateItem) => Reason::Repeated,
        Some(Code::VersionConflict) => Reason::Outdated,
        Some(Code::Other) => Reason::Other,
    };
    Verdict::Refused(reason)
}

/// What is to be awarded. What is none is not told: of a credential that exists it stays as it is.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "AwardCredentialInput")]
pub(super) struct Award {
    pub(super) username: String,
    pub(super) learning_object: LearningObjectInput,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) recipient_name: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) date_override: Option<Instant>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
    /// Names the award: however often it is sent, it is made once.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) idempotency_key: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) expected_version: Option<i32>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct LimitsQuery {
    service_limits: Limits,
}

#[derive(cynic::QueryVariables)]
struct Variables {
    items: Vec<Award>,
    dry_run: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Variables")]
struct AwardMany {
    #[arguments(input: { items: $items, dryRun: $dry_run, partial: true })]
    award_credentials: AwardCredentialsPayload,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialsPayload {
    results: Vec<AwardCredentialPayload>,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialPayload {
    outcome: AwardOutcome,
    credential: Option<Credential>,
    changes: Vec<AuditTrailChange>,
    user_errors: Vec<AwardCredentialError>,
}

/// The credential afterwards.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) uuid: CertificateNumber,
    pub(super) url: String,
    pub(super) version: i32,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialError {
    code: AwardCredentialErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AwardOutcome {
    Created,
    Refused,
    Reinstated,
    Unchanged,
    Updated,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum AwardCredentialErrorCode {
    ConfigurationInactive,
    ConfigurationNotFound,
    DuplicateItem,
    InvalidDateOverride,
    InvalidLearningObject,
    InvalidRecipientName,
    InvalidUsername,
    LearnerRetired,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}
