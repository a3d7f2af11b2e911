//! What the page changes: always the version that is shown.

use cynic::MutationBuilder;

use super::query::Credential;
use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::learning_object::LearningObjectInput;

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// The reason is missing, too long or unfit.
    Reason,
    /// The date lies outside of what certificates can show.
    Date,
    /// The name or the value of an attribute cannot be kept.
    Attribute,
    /// An attribute of this name is there already.
    AttributeTaken,
    /// There are as many attributes as there may be.
    TooManyAttributes,
    /// It was changed elsewhere, or is gone.
    Outdated,
    /// Its configuration takes no awards now.
    Inactive,
    /// The learner was retired.
    Retired,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// What became of a credential.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Changed {
    /// As it is now.
    pub(super) credential: Credential,
    /// Whether it was otherwise before.
    pub(super) is_changed: bool,
}

/// Revokes the version that was seen.
pub(super) async fn revoke(credential: &Credential, reason: String) -> Result<Changed, Refusal> {
    let operation = Revoke::build(RevokeVariables {
        uuid: Some(credential.uuid),
        version: credential.version,
        reason: Some(reason),
    });
    let payload = send(operation).await?.data.revoke_credential;
    match payload.user_errors.first().map(|it| it.code) {
        Some(RevokeCredentialErrorCode::InvalidReason) => Err(Refusal::Reason),
        Some(RevokeCredentialErrorCode::Other) => Err(Refusal::Outdated),
        None => changed(payload.credential, payload.outcome != RevokeOutcome::Unchanged),
    }
}

/// Pins anew what the certificate of the version that was seen shows.
pub(super) async fn refresh(credential: &Credential, reason: String) -> Result<Changed, Refusal> {
    let operation = Refresh::build(RefreshVariables {
        uuid: credential.uuid,
        version: credential.version,
        reason,
    });
    let payload = send(operation).await?.data.refresh_credential;
    match payload.user_errors.first().map(|it| it.code) {
        Some(RefreshCredentialErrorCode::InvalidReason) => Err(Refusal::Reason),
        Some(RefreshCredentialErrorCode::Other) => Err(Refusal::Outdated),
        None => changed(payload.credential, payload.outcome != ChangeOutcome::Unchanged),
    }
}

/// Awards the version that was seen again, which reinstates it.
pub(super) async fn reinstate(credential: &Credential, reason: String) -> Result<Changed, Refusal> {
    let operation = Reinstate::build(ReinstateVariables {
        username: credential.username.clone().unwrap_or_default(),
        learning_object: credential.configuration.learning_object.told(),
        version: credential.version,
        reason: Some(reason),
    });
    awarded(send(operation).await?.data.award_credential)
}

/// Lets the certificate of the version that was seen show another date; none for the award's own.
pub(super) async fn set_date(
    credential: &Credential,
    date: Option<Instant>,
    reason: String,
) -> Result<Changed, Refusal> {
    let operation = SetDate::build(SetDateVariables {
        username: credential.username.clone().unwrap_or_default(),
        learning_object: credential.configuration.learning_object.told(),
        version: credential.version,
        date,
        reason: Some(reason),
    });
    awarded(send(operation).await?.data.award_credential)
}

/// Gives an attribute of the version that was seen this value; none takes it off.
pub(super) async fn set_attribute(
    credential: &Credential,
    name: String,
    value: Option<String>,
    reason: Option<String>,
) -> Result<Changed, Refusal> {
    let operation = SetAttribute::build(SetAttributeVariables {
        username: credential.username.clone().unwrap_or_default(),
        learning_object: credential.configuration.learning_object.told(),
        version: credential.version,
        name,
        value,
        reason,
    });
    awarded(send(operation).await?.data.award_credential)
}

fn changed(credential: Option<Credential>, is_changed: bool) -> Result<Changed, Refusal> {
    let credential = credential.ok_or(Refusal::Outdated)?;
    Ok(Changed { credential, is_changed })
}

fn awarded(payload: AwardCredentialPayload) -> Result<Changed, Refusal> {
    match payload.user_errors.first().map(|it| it.code) {
        Some(AwardCredentialErrorCode::InvalidAttribute) => Err(Refusal::Attribute),
        Some(AwardCredentialErrorCode::TooManyAttributes) => Err(Refusal::TooManyAttributes),
        Some(AwardCredentialErrorCode::InvalidReason) => Err(Refusal::Reason),
        Some(AwardCredentialErrorCode::InvalidDateOverride) => Err(Refusal::Date),
        Some(AwardCredentialErrorCode::ConfigurationInactive | AwardCredentialErrorCode::ConfigurationNotFound) => {
            Err(Refusal::Inactive)
        }
        Some(AwardCredentialErrorCode::LearnerRetired) => Err(Refusal::Retired),
        Some(AwardCredentialErrorCode::Other) => Err(Refusal::Outdated),
        None => changed(payload.credential, payload.outcome != AwardOutcome::Unchanged),
    }
}

#[derive(cynic::QueryVariables)]
struct RevokeVariables {
    /// The API knows other ways to name a credential.
    uuid: Option<CertificateNumber>,
    version: i32,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RevokeVariables")]
struct Revoke {
    #[arguments(input: { uuid: $uuid, expectedVersion: $version, reason: $reason })]
    revoke_credential: RevokeCredentialPayload,
}

#[derive(cynic::QueryFragment)]
struct RevokeCredentialPayload {
    credential: Option<Credential>,
    outcome: RevokeOutcome,
    user_errors: Vec<RevokeCredentialError>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum RevokeOutcome {
    Unchanged,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
struct RevokeCredentialError {
    code: RevokeCredentialErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum RevokeCredentialErrorCode {
    InvalidReason,
    /// What somebody else did in the meantime.
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct RefreshVariables {
    uuid: CertificateNumber,
    version: i32,
    reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RefreshVariables")]
struct Refresh {
    #[arguments(input: { uuid: $uuid, expectedVersion: $version, reason: $reason })]
    refresh_credential: RefreshCredentialPayload,
}

#[derive(cynic::QueryFragment)]
struct RefreshCredentialPayload {
    credential: Option<Credential>,
    outcome: ChangeOutcome,
    user_errors: Vec<RefreshCredentialError>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum ChangeOutcome {
    Unchanged,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
struct RefreshCredentialError {
    code: RefreshCredentialErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum RefreshCredentialErrorCode {
    InvalidReason,
    /// What somebody else did in the meantime.
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct ReinstateVariables {
    username: String,
    learning_object: LearningObjectInput,
    version: i32,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReinstateVariables")]
struct Reinstate {
    #[arguments(input: {
        username: $username, learningObject: $learning_object, expectedVersion: $version, reason: $reason
    })]
    award_credential: AwardCredentialPayload,
}

#[derive(cynic::QueryVariables)]
struct SetDateVariables {
    username: String,
    learning_object: LearningObjectInput,
    version: i32,
    date: Option<Instant>,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SetDateVariables")]
struct SetDate {
    #[arguments(input: {
        username: $username, learningObject: $learning_object, expectedVersion: $version, dateOverride: $date,
        reason: $reason
    })]
    award_credential: AwardCredentialPayload,
}

#[derive(cynic::QueryVariables)]
struct SetAttributeVariables {
    username: String,
    learning_object: LearningObjectInput,
    version: i32,
    name: String,
    value: Option<String>,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SetAttributeVariables")]
struct SetAttribute {
    #[arguments(input: {
        username: $username, learningObject: $learning_object, expectedVersion: $version,
        attributes: [{ name: $name, value: $value }], reason: $reason
    })]
    award_credential: AwardCredentialPayload,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialPayload {
    credential: Option<Credential>,
    outcome: AwardOutcome,
    user_errors: Vec<AwardCredentialError>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum AwardOutcome {
    Unchanged,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialError {
    code: AwardCredentialErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum AwardCredentialErrorCode {
    ConfigurationInactive,
    ConfigurationNotFound,
    InvalidAttribute,
    InvalidDateOverride,
    InvalidReason,
    LearnerRetired,
    TooManyAttributes,
    /// What somebody else did in the meantime.
    #[cynic(fallback)]
    Other,
}
