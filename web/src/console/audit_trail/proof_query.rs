//! What the trail proves of itself, and having it verified.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;

/// Why no verification was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// What was noted down is no head.
    InvalidHead,
    /// The chain does not hold it.
    HeadNotFound,
    /// No answer that could be used.
    Failed(ApiError),
    /// The server gave a reason that is not known here.
    Other,
}

/// What it proves now.
pub(super) async fn proof() -> Result<AuditTrailProof, ApiError> {
    Ok(send(ProofQuery::build(())).await?.data.audit_trail_proof)
}

/// Asks for a verification; a worker does it.
pub(super) async fn verify(expected_head: Option<String>) -> Result<AuditTrailProof, Refusal> {
    let operation = Verify::build(VerifyVariables { expected_head });
    let answer = send(operation).await.map_err(Refusal::Failed)?;
    let VerifyAuditTrailPayload {
        audit_trail_proof,
        user_errors,
    } = answer.data.verify_audit_trail;
    match (user_errors.first().map(|it| it.code), audit_trail_proof) {
        (None, Some(proof)) => Ok(proof),
        (Some(VerifyAuditTrailErrorCode::InvalidHead), _) => Err(Refusal::InvalidHead),
        (Some(VerifyAuditTrailErrorCode::HeadNotFound), _) => Err(Refusal::HeadNotFound),
        (None, None) | (Some(VerifyAuditTrailErrorCode::Other), _) => Err(Refusal::Other),
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ProofQuery {
    audit_trail_proof: AuditTrailProof,
}

/// What the trail proves of itself.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct AuditTrailProof {
    pub(super) sealed_count: i32,
    /// None where they are too many to count.
    pub(super) waiting_count: Option<i32>,
    pub(super) head: Option<String>,
    pub(super) sealed_at: Option<Instant>,
    pub(super) verification: Option<AuditTrailVerification>,
}

impl AuditTrailProof {
    /// Whether a verification waits or is in progress.
    pub(super) fn is_under_way(&self) -> bool {
        self.verification.as_ref().is_some_and(|it| match it.state {
            AuditTrailVerificationState::Idle => false,
            AuditTrailVerificationState::Queued | AuditTrailVerificationState::Running => true,
        })
    }
}

/// How far a verification has come, and how the last one ended.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct AuditTrailVerification {
    pub(super) state: AuditTrailVerificationState,
    pub(super) checked_count: Option<i32>,
    pub(super) expected_count: Option<i32>,
    pub(super) finished_at: Option<Instant>,
    pub(super) verified_count: Option<i32>,
    pub(super) findings: Vec<AuditTrailFinding>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AuditTrailVerificationState {
    Idle,
    Queued,
    Running,
}

/// Something that does not fit.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct AuditTrailFinding {
    pub(super) flaw: AuditTrailFlaw,
    pub(super) sequence: i32,
    pub(super) entry: Option<String>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AuditTrailFlaw {
    Altered,
    Forged,
    Inserted,
    Removed,
}

#[derive(cynic::QueryVariables)]
struct VerifyVariables {
    expected_head: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "VerifyVariables")]
struct Verify {
    #[arguments(input: { expectedHead: $expected_head })]
    verify_audit_trail: VerifyAuditTrailPayload,
}

#[derive(cynic::QueryFragment)]
struct VerifyAuditTrailPayload {
    audit_trail_proof: Option<AuditTrailProof>,
    user_errors: Vec<VerifyAuditTrailError>,
}

#[derive(cynic::QueryFragment)]
struct VerifyAuditTrailError {
    code: VerifyAuditTrailErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum VerifyAuditTrailErrorCode {
    HeadNotFound,
    InvalidHead,
    /// One that the server learned later.
    #[cynic(fallback)]
    Other,
}
