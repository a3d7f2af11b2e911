//! Passing a certificate on.

use entity::{LearningObjectType, TemplateSource, credential};

use super::public_url;
use crate::context::Request;
use crate::domain::credential::{State, is_public, stands, state};
use crate::domain::sharing::{ShareLink, share_links};
use crate::policy::{Action, authorize};
use crate::service::Fault;
use crate::service::certificate::can_be_printed;

/// Where the certificate is drawn for whoever may see the credential; none for one that was revoked or replaced.
#[must_use]
pub fn drawn_document(request: &Request, credential: &credential::Model) -> Option<String> {
    let now = request.ctx.clock.now();
    if !stands(credential) {
        return None;
    }
    // What visitors are sent is remembered for all of them: what they may not see has a place of its own.
    let name = if is_public(credential, now) {
        "document"
    } else {
        "private-document"
    };
    Some(format!("{}/{name}", public_url(request, credential.id)))
}

/// Where the certificate is a file for paper; none where there is no such place, as for one that does not stand, and where what it says
/// cannot be printed. `drawn_by` is the institution's template, where it has one, and of what kind it is that was earned.
pub async fn printed(
    request: &Request,
    credential: &credential::Model,
    drawn_by: Option<(TemplateSource, LearningObjectType)>,
) -> Result<Option<String>, Fault> {
    let now = request.ctx.clock.now();
    if !is_public(credential, now) || !stands(credential) {
        return Ok(None);
    }
    let is_there = can_be_printed(&request.ctx, &request.site, credential, drawn_by).await?;
    Ok(is_there.then(|| format!("{}/certificate.pdf", public_url(request, credential.id))))
}

/// The links by which the caller may pass a certificate on; none for one that does not stand or that the world may not see.
#[must_use]
pub fn links(request: &Request, credential: &credential::Model) -> Vec<ShareLink> {
    let now = request.ctx.clock.now();
    if state(credential, now) != State::Valid || !is_public(credential, now) {
        return Vec::new();
    }
    // Who decides who sees it is the one who earned it.
    let is_owner = authorize(&request.actor, Action::SetCredentialVisibility { credential }).is_ok();
    share_links(&request.site, credential, &public_url(request, credential.id), is_owner)
}
