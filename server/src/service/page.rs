//! What the head of a certificate page tells a machine that reads nothing else: crawlers and link previews.

use entity::id::CredentialId;

use entity::site;

use super::Fault;
use super::credential::{Found, find_public};
use crate::context::Ctx;
use crate::domain::credential::{State, state};

/// What the head of a certificate page says. The recipient's name is not among it: previews are copied far and kept long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificatePage {
    /// Title of the page.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Address of a picture, where there is one.
    pub image_url: Option<String>,
}

/// Finds what the head of the page says; none where the page does not exist for a visitor.
pub async fn certificate_page(
    ctx: &Ctx,
    site: &site::Model,
    id: CredentialId,
) -> Result<Option<CertificatePage>, Fault> {
    let Some(Found { credential, .. }) = find_public(ctx, site.id, id).await? else {
        return Ok(None);
    };
    let facts = &credential.facts;
    let issuers = facts
        .organizations
        .iter()
        .map(|it| it.name.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let issuer = if issuers.is_empty() {
        facts.platform_name.clone()
    } else {
        issuers
    };
    let description = match state(&credential, ctx.clock.now()) {
        State::Valid | State::NotYetVisible => format!(
            "A credential for “{}”, issued by {issuer}. Open the page to verify it.",
            facts.title
        ),
        State::Expired => format!(
            "A credential for “{}”, issued by {issuer}, that has expired.",
            facts.title
        ),
        State::Revoked => format!(
            "A credential for “{}”, issued by {issuer}, that has been revoked.",
            facts.title
        ),
    };
    Ok(Some(CertificatePage {
        title: format!("{} · {}", facts.title, facts.platform_name),
        description,
        image_url: facts.organizations.iter().find_map(|it| it.logo_url.clone()),
    }))
}
