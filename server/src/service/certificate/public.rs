//! The document of a credential, as the world sees it.

use chrono::{DateTime, Utc};
use entity::id::CredentialId;
use entity::{LearningObjectType, TemplateSource, credential, site};

use super::drawing::{draw, source};
use crate::context::Ctx;
use crate::domain::credential::{State, issued_at, state};
use crate::policy::{Action, Actor, authorize};
use crate::render::document::{Frame, document as page};
use crate::render::language::Words;
use crate::render::view::{Shown, View, view};
use crate::service::Fault;
use crate::service::site::public_url;
use crate::store;

/// The document of a credential; none where it does not exist for a visitor. What it is worth is read anew each time and stands
/// before the certificate; one that was revoked or replaced is not drawn at all.
pub async fn document(ctx: &Ctx, site: &site::Model, id: CredentialId) -> Result<Option<String>, Fault> {
    let Some((credential, kind)) = find(ctx, site, id).await? else {
        return Ok(None);
    };
    let now = ctx.clock.now();
    let facts = &credential.facts;
    let body = match state(&credential, now) {
        State::Revoked | State::Replaced => None,
        State::Valid | State::NotYetVisible | State::Expired => {
            let (view, source) = shown(ctx, site, &credential, kind).await?;
            Some(draw(ctx, facts.template_version, source, view).await?)
        }
    };
    let notice = notice(&credential, now);
    let frame = Frame {
        title: &format!("{} · {}", facts.title, facts.platform_name),
        language: facts.language.as_deref().unwrap_or("en"),
        direction: &words_of(&credential).direction,
        notice: notice.as_deref(),
    };
    Ok(Some(page(&frame, body.as_deref())))
}

/// The credential and the kind of what was earned, where it exists for a visitor.
pub(super) async fn find(
    ctx: &Ctx,
    site: &site::Model,
    id: CredentialId,
) -> Result<Option<(credential::Model, LearningObjectType)>, Fault> {
    let found = store::credential::find_with_configuration(&ctx.db.read, site.id, id).await?;
    let now = ctx.clock.now();
    Ok(found
        .filter(|(credential, _)| authorize(&Actor::Anonymous, Action::ViewCredential { credential, now }).is_ok())
        .map(|(credential, configuration)| (credential, configuration.learning_object_type)))
}

/// What must be said of its state, in its language, before anything else.
pub(super) fn notice(credential: &credential::Model, now: DateTime<Utc>) -> Option<String> {
    let words = words_of(credential);
    match state(credential, now) {
        State::Valid | State::NotYetVisible => None,
        State::Expired => credential.expires_at.map(|it| words.dated("expired", it)),
        State::Replaced => Some(words.dated("replaced", credential.replaced_at.unwrap_or(now))),
        State::Revoked => Some(words.dated("revoked", credential.revoked_at.unwrap_or(now))),
    }
}

fn words_of(credential: &credential::Model) -> &'static Words {
    let language = credential.facts.language.as_deref();
    language.and_then(Words::find).unwrap_or_else(Words::english)
}

/// Everything that it says, and the words of the template by which it is drawn, where there is one.
pub(super) async fn shown(
    ctx: &Ctx,
    site: &site::Model,
    credential: &credential::Model,
    kind: LearningObjectType,
) -> Result<(View, Option<TemplateSource>), Fault> {
    let facts = &credential.facts;
    let source = source(ctx, facts.template_version).await?;
    let shown = Shown {
        facts,
        kind,
        number: credential.id.0,
        issued_at: issued_at(credential),
        expires_at: credential.expires_at,
        public_url: &public_url(ctx, site),
    };
    let texts = source.as_ref().map(|it| it.texts.clone()).unwrap_or_default();
    Ok((view(shown, &texts), source))
}
