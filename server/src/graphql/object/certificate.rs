//! What a certificate says.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::{certificate_facts as facts, credential};

use super::enumeration::LearningObjectType;
use super::template::TemplateVersion;
use crate::context::Request;
use crate::domain::organization_logo;
use crate::graphql::Here as _;
use crate::service;

/// What the certificate of a credential says: pinned when it was awarded, so that no later edit of a course or program rewrites it.
pub(in crate::graphql) struct Certificate {
    pub(in crate::graphql) credential: Arc<credential::Model>,
    pub(in crate::graphql) kind: entity::LearningObjectType,
}

/// What the certificate of a credential says: pinned when it was awarded, so that no later edit of a course or program rewrites it.
#[Object]
impl Certificate {
    /// What was earned: the title of the program or course, or the one that staff chose instead.
    async fn title(&self) -> &str {
        &self.credential.facts.title
    }

    /// The kind of thing that was earned.
    async fn learning_object_type(&self) -> LearningObjectType {
        self.kind.into()
    }

    /// Display label of the kind of program, such as "Professional Certificate"; null for course runs.
    async fn type_label(&self) -> Option<&str> {
        self.credential.facts.type_label.as_deref()
    }

    /// Who offers what was earned, in order; at most 20. Empty when the catalogue did not know at the time.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn organizations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CertificateOrganization>> {
        let here = ctx.here()?;
        let organizations = self.credential.facts.organizations.iter().take(20).cloned();
        Ok(organizations.map(|it| CertificateOrganization::of(it, here)).collect())
    }

    /// Who signs, in order; at most 20.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn signatories(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CertificateSignatory>> {
        let here = ctx.here()?;
        let signatories = self.credential.facts.signatories.iter().take(20).cloned();
        Ok(signatories.map(|it| CertificateSignatory::of(it, here)).collect())
    }

    /// Expected effort in hours; null where the certificate does not tell it.
    async fn hours_of_effort(&self) -> Option<u16> {
        self.credential.facts.hours_of_effort
    }

    /// Language of the certificate, a BCP 47 tag such as `es-419`; null for the platform's default.
    async fn language(&self) -> Option<&str> {
        self.credential.facts.language.as_deref()
    }

    /// Name of the institution's platform.
    async fn platform_name(&self) -> &str {
        &self.credential.facts.platform_name
    }

    /// The version of a template that draws it, pinned like what it says. Null where the built-in template does, and for everybody but staff
    /// and service accounts.
    async fn template_version(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<TemplateVersion>> {
        match self.credential.facts.template_version {
            None => Ok(None),
            Some(id) => Ok(ctx.loaders()?.one(id).await?.map(Into::into)),
        }
    }
}

/// An organization as a certificate names it.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CertificateOrganization {
    /// The name to print.
    name: String,
    /// Short key in the catalogue.
    key: String,
    /// Absolute address of the logo: of the site's own picture, or else of the one that the catalogue named. Null where there is none.
    logo_url: Option<String>,
    /// Path of the logo among the site's own pictures, the only ones that documents show; null where the site keeps none.
    logo_path: Option<String>,
}

impl CertificateOrganization {
    fn of(it: facts::CertificateOrganization, here: &Request) -> Self {
        let base = service::site::public_url(&here.ctx, &here.site);
        let logo_path = organization_logo::path(&it, &base);
        let facts::CertificateOrganization {
            name,
            key,
            logo: _,
            logo_url,
        } = it;
        Self {
            name,
            key,
            logo_url: logo_path.as_ref().map(|path| format!("{base}{path}")).or(logo_url),
            logo_path,
        }
    }
}

/// A person who signs a certificate.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CertificateSignatory {
    /// Full name.
    name: String,
    /// Position; may have several lines.
    title: String,
    /// The organization the person signs for; null where unknown.
    organization: Option<String>,
    /// Absolute address of the picture of the signature; null where there is none.
    image_url: Option<String>,
}

impl CertificateSignatory {
    fn of(it: facts::CertificateSignatory, here: &Request) -> Self {
        let facts::CertificateSignatory {
            name,
            title,
            organization,
            image,
        } = it;
        Self {
            name,
            title,
            organization,
            image_url: image.map(|hash| service::asset::public_url(here, &hash)),
        }
    }
}
