//! What the certificate page asks for. What the certificate looks like stands in its document.

use cynic::QueryBuilder;

pub(super) use crate::api::enumeration::{CredentialAction, CredentialState, CredentialVisibility};
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
    pub(super) visibility: CredentialVisibility,
    pub(super) issued_at: Instant,
    pub(super) visible_at: Instant,
    pub(super) expires_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
    pub(super) revocation_reason: Option<String>,
    pub(super) replaced_at: Option<Instant>,
    pub(super) replaced_by: Option<OtherCredential>,
    pub(super) recipient_name: Option<String>,
    pub(super) share_links: Vec<ShareLink>,
    pub(super) pdf_url: Option<String>,
    /// None for one that was revoked or replaced.
    pub(super) drawn_document_url: Option<String>,
    pub(super) viewer_can: Vec<CredentialAction>,
    pub(super) certificate: Certificate,
}

/// The one that its learner has instead.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Credential")]
pub(super) struct OtherCredential {
    pub(super) uuid: CertificateNumber,
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

#[cfg(test)]
mod tests {
    use cynic::QueryBuilder as _;

    use super::{CertificatePage, CertificatePageVariables};

    /// What it costs is tested with the server, by this very text.
    const TESTED: &str = include_str!("../../../../tests/server/query/certificate_page.graphql");

    #[test]
    fn query_is_the_one_whose_cost_is_tested() {
        let uuid = "5e0f7c4e3f0b4d549f0a6f6f6f6f6f6f".parse().expect("a number");
        let asked = CertificatePage::build(CertificatePageVariables { uuid }).query;
        let selection = |query: &str| -> String {
            let (_, selection) = query.split_once('{').expect("a selection");
            selection
                .chars()
                .filter(|it| !it.is_whitespace() && *it != ',')
                .collect()
        };
        assert_eq!(selection(&asked), selection(TESTED));
    }
}
