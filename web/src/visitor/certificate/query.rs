//! What the certificate page asks for. What the certificate looks like stands in its document.

use cynic::QueryBuilder;

pub(super) use crate::api::enumeration::{CredentialAction, CredentialState};
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::{Answer, send};
use crate::certificate_number::CertificateNumber;

/// The certificate with this number, or `None` where the caller may not know of one.
pub(super) async fn find(number: CertificateNumber) -> Result<Answer<CertificatePage>, ApiError> {
    match send(CertificatePage::build(CertificatePageVariables { uuid: number })).await {
        Err(ApiError {
            failure: Failure::Refused(ErrorCode::NotFound),
            ..
        }) => Ok(Answer {
            data: CertificatePage { credential: None },
            answered_at: None,
        }),
        answer => answer,
    }
}

#[derive(cynic::QueryVariables)]
pub(super) struct CertificatePageVariables {
    uuid: CertificateNumber,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Query", variables = "CertificatePageVariables")]
pub(super) struct CertificatePage {
    #[arguments(uuid: $uuid)]
    pub(super) credential: Option<Credential>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) uuid: CertificateNumber,
    pub(super) url: String,
    pub(super) state: CredentialState,
    pub(super) issued_at: Instant,
    pub(super) visible_at: Instant,
    pub(super) expires_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
    pub(super) revocation_reason: Option<String>,
    pub(super) recipient_name: Option<String>,
    pub(super) share_links: Vec<ShareLink>,
    pub(super) pdf_url: Option<String>,
    /// None for one that was revoked.
    pub(super) drawn_document_url: Option<String>,
    pub(super) viewer_can: Vec<CredentialAction>,
    pub(super) certificate: Certificate,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct ShareLink {
    pub(super) target: ShareTarget,
    pub(super) url: String,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShareTarget {
    LinkedInProfile,
    LinkedIn,
    X,
    Facebook,
    Mail,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Certificate {
    pub(super) title: String,
    pub(super) language: Option<String>,
    pub(super) platform_name: String,
}
