//! What the page asks for and changes.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::enumeration::{CredentialState, LearningObjectType};
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

/// A credential with all that staff may know of it.
pub(super) async fn find(uuid: CertificateNumber) -> Result<Option<Credential>, ApiError> {
    let operation = CredentialQuery::build(CredentialVariables { uuid });
    Ok(send(operation).await?.data.credential)
}

/// Revokes the version that was seen.
pub(super) async fn revoke(credential: &Credential, reason: Option<String>) -> Result<Credential, Refusal> {
    let operation = Revoke::build(RevokeVariables {
        uuid: Some(credential.uuid),
        version: credential.version,
        reason,
    });
    let payload = send(operation).await?.data.revoke_credential;
    match payload.user_errors.first().map(|it| it.code) {
        Some(RevokeCredentialErrorCode::InvalidReason) => Err(Refusal::Reason),
        Some(RevokeCredentialErrorCode::Other) => Err(Refusal::Outdated),
        None => payload.credential.ok_or(Refusal::Outdated),
    }
}

/// Pins anew what the certificate of the version that was seen shows.
pub(super) async fn refresh(credential: &Credential, reason: String) -> Result<Credential, Refusal> {
    let operation = Refresh::build(RefreshVariables {
        uuid: credential.uuid,
        version: credential.version,
        reason,
    });
    let payload = send(operation).await?.data.refresh_credential;
    match payload.user_errors.first().map(|it| it.code) {
        Some(RefreshCredentialErrorCode::InvalidReason) => Err(Refusal::Reason),
        Some(RefreshCredentialErrorCode::Other) => Err(Refusal::Outdated),
        None => payload.credential.ok_or(Refusal::Outdated),
    }
}

/// Awards the version that was seen again, which reinstates it.
pub(super) async fn reinstate(credential: &Credential) -> Result<Credential, Refusal> {
    let operation = Reinstate::build(ReinstateVariables {
        username: credential.username.clone().unwrap_or_default(),
        learning_object: credential.configuration.learning_object.told(),
        version: credential.version,
    });
    awarded(send(operation).await?.data.award_credential)
}

/// Lets the certificate of the version that was seen show another date; none for the award's own.
pub(super) async fn set_date(credential: &Credential, date: Option<Instant>) -> Result<Credential, Refusal> {
    let operation = SetDate::build(SetDateVariables {
        username: credential.username.clone().unwrap_or_default(),
        learning_object: credential.configuration.learning_object.told(),
        version: credential.version,
        date,
    });
    awarded(send(operation).await?.data.award_credential)
}

/// Takes an attribute off the version that was seen.
pub(super) async fn remove_attribute(credential: &Credential, name: String) -> Result<Credential, Refusal> {
    let operation = RemoveAttribute::build(RemoveAttributeVariables {
        username: credential.username.clone().unwrap_or_default(),
        learning_object: credential.configuration.learning_object.told(),
        version: credential.version,
        name,
    });
    awarded(send(operation).await?.data.award_credential)
}

fn awarded(payload: AwardCredentialPayload) -> Result<Credential, Refusal> {
    match payload.user_errors.first().map(|it| it.code) {
        Some(AwardCredentialErrorCode::InvalidDateOverride) => Err(Refusal::Date),
        Some(AwardCredentialErrorCode::ConfigurationInactive | AwardCredentialErrorCode::ConfigurationNotFound) => {
            Err(Refusal::Inactive)
        }
        Some(AwardCredentialErrorCode::LearnerRetired) => Err(Refusal::Retired),
        Some(AwardCredentialErrorCode::Other) => Err(Refusal::Outdated),
        None => payload.credential.ok_or(Refusal::Outdated),
    }
}

#[derive(cynic::QueryVariables)]
struct CredentialVariables {
    uuid: CertificateNumber,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CredentialVariables")]
struct CredentialQuery {
    #[arguments(uuid: $uuid)]
    credential: Option<Credential>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) id: cynic::Id,
    pub(super) uuid: CertificateNumber,
    pub(super) username: Option<String>,
    pub(super) recipient_name: Option<String>,
    pub(super) state: CredentialState,
    pub(super) visibility: CredentialVisibility,
    pub(super) viewer_can: Vec<CredentialAction>,
    pub(super) awarded_at: Instant,
    pub(super) date_override: Option<Instant>,
    pub(super) visible_at: Instant,
    pub(super) expires_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
    pub(super) revocation_reason: Option<String>,
    pub(super) replaced_by: Option<OtherCredential>,
    pub(super) mode: Option<EnrollmentMode>,
    pub(super) version: i32,
    pub(super) certificate: Certificate,
    pub(super) configuration: CredentialConfiguration,
    pub(super) attributes: Vec<CredentialAttribute>,
    pub(super) history: Vec<CredentialHistoryEntry>,
}

impl Credential {
    /// Whose it is: the name on the certificate, or what the platform calls the learner.
    pub(super) fn name(&self) -> String {
        let name = self.recipient_name.clone().or_else(|| self.username.clone());
        name.unwrap_or_default()
    }
}

/// The one that the learner has instead.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Credential")]
pub(super) struct OtherCredential {
    pub(super) uuid: CertificateNumber,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Certificate {
    pub(super) title: String,
    pub(super) organizations: Vec<CertificateOrganization>,
    /// None for the built-in one.
    pub(super) template_version: Option<TemplateVersion>,
}

/// What draws it.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct TemplateVersion {
    pub(super) number: i32,
    /// None where it was removed since.
    pub(super) template: Option<Template>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Template {
    pub(super) name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CertificateOrganization {
    pub(super) name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CredentialConfiguration {
    pub(super) learning_object: LearningObject,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct LearningObject {
    #[cynic(rename = "type")]
    pub(super) kind: LearningObjectType,
    pub(super) id: String,
}

impl LearningObject {
    fn told(&self) -> LearningObjectInput {
        LearningObjectInput {
            kind: self.kind,
            id: self.id.clone(),
        }
    }
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CredentialAttribute {
    pub(super) name: String,
    pub(super) value: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CredentialHistoryEntry {
    pub(super) change: CredentialChange,
    pub(super) changed_at: Instant,
    pub(super) actor: Option<String>,
    pub(super) reason: Option<String>,
}

/// A slug that the platform defines.
#[derive(cynic::Scalar, Clone, Debug, PartialEq)]
pub(super) struct EnrollmentMode(pub(super) String);

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CredentialVisibility {
    Public,
    Private,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CredentialAction {
    Refresh,
    Reinstate,
    Revoke,
    SetVisibility,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CredentialChange {
    Attested,
    Awarded,
    Erased,
    Refreshed,
    Reinstated,
    Replaced,
    Revoked,
    Updated,
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
    user_errors: Vec<RevokeCredentialError>,
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
    user_errors: Vec<RefreshCredentialError>,
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
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReinstateVariables")]
struct Reinstate {
    #[arguments(input: { username: $username, learningObject: $learning_object, expectedVersion: $version })]
    award_credential: AwardCredentialPayload,
}

#[derive(cynic::QueryVariables)]
struct SetDateVariables {
    username: String,
    learning_object: LearningObjectInput,
    version: i32,
    date: Option<Instant>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SetDateVariables")]
struct SetDate {
    #[arguments(input: {
        username: $username, learningObject: $learning_object, expectedVersion: $version, dateOverride: $date
    })]
    award_credential: AwardCredentialPayload,
}

#[derive(cynic::QueryVariables)]
struct RemoveAttributeVariables {
    username: String,
    learning_object: LearningObjectInput,
    version: i32,
    name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RemoveAttributeVariables")]
struct RemoveAttribute {
    #[arguments(input: {
        username: $username, learningObject: $learning_object, expectedVersion: $version,
        attributes: [{ name: $name, value: null }]
    })]
    award_credential: AwardCredentialPayload,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialPayload {
    credential: Option<Credential>,
    user_errors: Vec<AwardCredentialError>,
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
    InvalidDateOverride,
    LearnerRetired,
    /// What somebody else did in the meantime.
    #[cynic(fallback)]
    Other,
}
