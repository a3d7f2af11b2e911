//! What the public page of a credential tells a machine that only reads its head: crawlers and link previews.

use entity::id::CredentialId;

use crate::context::Ctx;

/// What the head of a certificate page says.
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
pub async fn certificate_page(ctx: &Ctx, id: CredentialId) -> anyhow::Result<Option<CertificatePage>> {
    let _ = (ctx, id);
    Ok(None)
}
