//! What a certificate shows, pinned when it was awarded so that no later edit rewrites history.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::id::TemplateVersionId;

/// What a certificate shows, pinned when it was awarded so that no later edit rewrites history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct CertificateFacts {
    /// The recipient's full name; absent when it was not known at the time of the award.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_name: Option<String>,
    /// Whether the award told that name: then no other takes its place.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_name_told: bool,
    /// What was earned: the configuration's title, else the title of the program or course.
    pub title: String,
    /// Display label of the kind of program, such as "Professional Certificate".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub type_label: Option<String>,
    /// Who offers what was earned, in order.
    #[serde(default)]
    pub organizations: Vec<CertificateOrganization>,
    /// Who signs, in order.
    #[serde(default)]
    pub signatories: Vec<CertificateSignatory>,
    /// Expected effort in hours; only where the configuration shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_of_effort: Option<u16>,
    /// BCP 47 tag of the certificate's language; absent for the platform's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Name of the institution's platform.
    pub platform_name: String,
    /// Version of the template that draws it; absent for the built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_version: Option<TemplateVersionId>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(it: &bool) -> bool {
    !it
}

/// An organization as a certificate names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateOrganization {
    /// The name to print, by the configuration's choice of label.
    pub name: String,
    /// Short key in the catalogue.
    pub key: String,
    /// Hash of the asset that is its logo, where the site kept one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Absolute address of the logo in the catalogue, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
}

/// A person who signs a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateSignatory {
    /// Full name.
    pub name: String,
    /// Position, possibly of several lines.
    pub title: String,
    /// The organization the person signs for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Hash of the asset that is a picture of the signature, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}
