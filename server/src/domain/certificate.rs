//! What a certificate says, assembled when a credential is awarded and pinned with it.

use std::collections::BTreeMap;

use entity::certificate_facts::{CertificateFacts, CertificateOrganization, CertificateSignatory};
use entity::id::{AssetId, ProgramId, TemplateVersionId};
use entity::{OrganizationLabel, credential_configuration, organization, signatory, site};

use super::organization_logo;

/// What the catalogue knows of a learning object, as far as a certificate shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Title of the program, run or course.
    pub title: Option<String>,
    /// Display label of the kind of program.
    pub type_label: Option<String>,
    /// Who offers it, in order.
    pub organizations: Vec<organization::Model>,
    /// Who signs, in order.
    pub signatories: Vec<signatory::Model>,
    /// Expected effort in hours.
    pub hours_of_effort: Option<u16>,
    /// Hashes of the pictures of signatures and logos.
    pub images: BTreeMap<AssetId, String>,
    /// Published version of the configuration's template; none for the built-in one.
    pub template_version: Option<TemplateVersionId>,
    /// The program, where the catalogue knows it.
    pub program_id: Option<ProgramId>,
    /// Whether the learner is told of the award by mail.
    pub has_completion_mail: bool,
}

/// Assembles what a certificate says, its name as one that no award told. A run that the catalogue does not know is called by its key.
#[must_use]
pub fn facts(
    site: &site::Model,
    configuration: &credential_configuration::Model,
    source: &Source,
    recipient_name: Option<String>,
) -> CertificateFacts {
    let organizations: Vec<CertificateOrganization> = source
        .organizations
        .iter()
        .map(|it| CertificateOrganization {
            name: match configuration.organization_label {
                OrganizationLabel::Name => it.name.clone(),
                OrganizationLabel::Key => it.key.clone(),
            },
            key: it.key.clone(),
            logo: organization_logo::of(it).and_then(|logo| source.images.get(&logo.picture()).cloned()),
            logo_url: it.logo_url.clone(),
        })
        .collect();
    let signatories = source
        .signatories
        .iter()
        .map(|it| CertificateSignatory {
            name: it.name.clone(),
            title: it.title.clone(),
            organization: it
                .organization_name
                .clone()
                .or_else(|| organizations.first().map(|first| first.name.clone())),
            image: it.image_asset_id.and_then(|id| source.images.get(&id).cloned()),
        })
        .collect();
    CertificateFacts {
        recipient_name,
        is_name_told: false,
        title: configuration
            .title
            .clone()
            .or_else(|| source.title.clone())
            .unwrap_or_else(|| configuration.learning_object_id.clone()),
        type_label: source.type_label.clone(),
        organizations,
        signatories,
        hours_of_effort: source.hours_of_effort.filter(|_| configuration.shows_hours_of_effort),
        language: configuration.language.clone(),
        platform_name: site.name.clone(),
        template_version: source.template_version,
    }
}
