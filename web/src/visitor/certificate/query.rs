//! What the certificate page asks for.

use cynic::QueryBuilder;

pub(super) use crate::api::enumeration::{CredentialAction, CredentialState, LearningObjectType};
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
    pub(super) replaced_at: Option<Instant>,
    pub(super) replaced_by: Option<OtherCredential>,
    pub(super) recipient_name: Option<String>,
    pub(super) share_links: Vec<ShareLink>,
    pub(super) qr_url: String,
    pub(super) pdf_url: Option<String>,
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
    pub(super) learning_object_type: LearningObjectType,
    pub(super) type_label: Option<String>,
    pub(super) organizations: Vec<CertificateOrganization>,
    pub(super) signatories: Vec<CertificateSignatory>,
    pub(super) hours_of_effort: Option<i32>,
    pub(super) language: Option<String>,
    pub(super) platform_name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CertificateOrganization {
    pub(super) name: String,
    pub(super) logo_url: Option<String>,
}

impl CertificateOrganization {
    /// The path of the logo where it is a picture of the site at `site_url`: pictures of others are never asked for.
    pub(super) fn own_logo(&self, site_url: &str) -> Option<String> {
        let path = self.logo_url.as_deref()?.strip_prefix(site_url)?;
        path.starts_with("/assets/").then(|| path.to_owned())
    }
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CertificateSignatory {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) organization: Option<String>,
    pub(super) image_url: Option<String>,
}

#[cfg(test)]
mod tests {
    use cynic::QueryBuilder as _;

    use super::{CertificateOrganization, CertificatePage, CertificatePageVariables};

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

    #[test]
    fn only_pictures_of_the_site_are_shown() {
        let logo = |url: Option<&str>| {
            let organization = CertificateOrganization {
                name: "Wexcombe".to_owned(),
                logo_url: url.map(str::to_owned),
            };
            organization.own_logo("https://a.example")
        };
        assert_eq!(logo(Some("https://a.example/assets/1f")).as_deref(), Some("/assets/1f"));
        for other in [
            None,
            Some("https://b.example/assets/1f"),
            Some("https://a.example.org/assets/1f"),
            Some("https://a.example/media/1f"),
        ] {
            assert_eq!(logo(other), None, "{other:?}");
        }
    }
}
