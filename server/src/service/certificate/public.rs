//! The document of a credential, as the world sees it.

use entity::id::CredentialId;
use entity::{credential, site};

use super::drawing::{draw, source};
use crate::context::Ctx;
use crate::domain::credential::{State, issued_at, state};
use crate::policy::{Action, Actor, authorize};
use crate::render::document::{Frame, document as page};
use crate::render::language::Words;
use crate::render::view::{Shown, view};
use crate::service::Fault;
use crate::service::site::public_url;
use crate::store;

/// The document of a credential; none where it does not exist for a visitor. What it is worth is read anew each time and stands
/// before the certificate; a revoked one is not drawn at all.
pub async fn document(ctx: &Ctx, site: &site::Model, id: CredentialId) -> Result<Option<String>, Fault> {
    let Some(credential) = store::credential::find(&ctx.db.read, site.id, id).await? else {
        return Ok(None);
    };
    let now = ctx.clock.now();
    let asked = Action::ViewCredential {
        credential: &credential,
        now,
    };
    if authorize(&Actor::Anonymous, asked).is_err() {
        return Ok(None);
    }
    let facts = &credential.facts;
    let words = facts
        .language
        .as_deref()
        .and_then(Words::find)
        .unwrap_or_else(Words::english);
    let state = state(&credential, now);
    let notice = match state {
        State::Valid | State::NotYetVisible => None,
        State::Expired => credential.expires_at.map(|it| words.dated("expired", it)),
        State::Revoked => Some(words.dated("revoked", credential.revoked_at.unwrap_or(now))),
    };
    let body = match state {
        State::Revoked => None,
        State::Valid | State::NotYetVisible | State::Expired => Some(drawn(ctx, site, &credential).await?),
    };
    let frame = Frame {
        title: &format!("{} · {}", facts.title, facts.platform_name),
        language: facts.language.as_deref().unwrap_or("en"),
        direction: &words.direction,
        notice: notice.as_deref(),
    };
    Ok(Some(page(&frame, body.as_deref())))
}

async fn drawn(
    ctx: &Ctx,
    site: &site::Model,
    credential: &credential::Model,
) -> Result<std::sync::Arc<crate::render::Body>, Fault> {
    let facts = &credential.facts;
    let connection = &ctx.db.read;
    let configurations =
        store::configuration::by_ids(connection, credential.site_id, &[credential.configuration_id]).await?;
    let Some(configuration) = configurations.first() else {
        return Err(Fault::Internal(anyhow::anyhow!(
            "credential {} lacks its configuration",
            credential.id
        )));
    };
    let source = source(ctx, facts.template_version).await?;
    let shown = Shown {
        facts,
        kind: configuration.learning_object_type,
        number: credential.id.0,
        issued_at: issued_at(credential),
        expires_at: credential.expires_at,
        public_url: &public_url(ctx, site),
    };
    let texts = source.as_ref().map(|it| it.texts.clone()).unwrap_or_default();
    draw(ctx, facts.template_version, source, view(shown, &texts)).await
}
