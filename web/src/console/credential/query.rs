//! What the page asks for.

use cynic::QueryBuilder;

pub(super) use crate::api::enumeration::CredentialVisibility;
use crate::api::enumeration::{CredentialState, LearningObjectType};
use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::learning_object::LearningObjectInput;

/// A credential with all that staff may know of it.
pub(super) async fn find(uuid: CertificateNumber) -> Result<Option<Credential>, ApiError> {
    let operation = CredentialQuery::build(CredentialVariables { uuid });
    Ok(send(operation).await?.data.credential)
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

    /// Whether the learner was retired: then it is private for good, and nobody but staff sees it.
    pub(super) fn is_erased(&self) -> bool {
        self.history.iter().any(|it| it.change == CredentialChange::Erased)
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
    /// The same, as the API is told it.
    pub(super) fn told(&self) -> LearningObjectInput {
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
