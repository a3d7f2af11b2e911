//! What the page asks for: what would become of an award, and the award.

use cynic::MutationBuilder;

use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::learning_object::LearningObjectInput;

/// Why a credential is not awarded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// No username of the platform.
    Username,
    /// The learner was retired.
    Retired,
    /// Neither a course key nor a program's UUID.
    Object,
    /// Nothing is configured for the program.
    Unconfigured,
    /// The configuration takes no awards now.
    Inactive,
    /// The name cannot stand on a certificate.
    Name,
    /// The date lies outside of what certificates can show.
    Date,
    /// What this page does not expect.
    Other,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// What became of an award, or would.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) outcome: AwardOutcome,
    /// None where it does not exist yet.
    pub(super) number: Option<CertificateNumber>,
}

/// What would become of an award; nothing is written.
pub(super) async fn try_out(award: Award) -> Result<Verdict, Refusal> {
    let mut payload = send(DryRun::build(DryRunVariables { award }))
        .await?
        .data
        .award_credentials;
    verdict(payload.results.pop().ok_or(Refusal::Other)?)
}

/// Awards it.
pub(super) async fn award(award: Award) -> Result<Verdict, Refusal> {
    let payload = send(AwardOne::build(AwardVariables { award }))
        .await?
        .data
        .award_credential;
    verdict(payload)
}

fn verdict(payload: AwardCredentialPayload) -> Result<Verdict, Refusal> {
    use AwardCredentialErrorCode as Code;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(Verdict {
            outcome: payload.outcome,
            number: payload.credential.map(|it| it.uuid),
        }),
        Some(Code::InvalidUsername) => Err(Refusal::Username),
        Some(Code::LearnerRetired) => Err(Refusal::Retired),
        Some(Code::InvalidLearningObject) => Err(Refusal::Object),
        Some(Code::ConfigurationNotFound) => Err(Refusal::Unconfigured),
        Some(Code::ConfigurationInactive) => Err(Refusal::Inactive),
        Some(Code::InvalidRecipientName) => Err(Refusal::Name),
        Some(Code::InvalidDateOverride) => Err(Refusal::Date),
        Some(Code::Other) => Err(Refusal::Other),
    }
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
}

#[derive(cynic::QueryVariables)]
struct DryRunVariables {
    award: Award,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DryRunVariables")]
struct DryRun {
    #[arguments(input: { items: [$award], dryRun: true })]
    award_credentials: AwardCredentialsPayload,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialsPayload {
    results: Vec<AwardCredentialPayload>,
}

#[derive(cynic::QueryVariables)]
struct AwardVariables {
    award: Award,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AwardVariables")]
struct AwardOne {
    #[arguments(input: $award)]
    award_credential: AwardCredentialPayload,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialPayload {
    outcome: AwardOutcome,
    credential: Option<Credential>,
    user_errors: Vec<AwardCredentialError>,
}

#[derive(cynic::QueryFragment)]
struct Credential {
    uuid: CertificateNumber,
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
    InvalidDateOverride,
    InvalidLearningObject,
    InvalidRecipientName,
    InvalidUsername,
    LearnerRetired,
    #[cynic(fallback)]
    Other,
}
