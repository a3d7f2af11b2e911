//! The document of a credential, as the world sees it, and as those do who see more.

use std::collections::BTreeMap;

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

/// Who reads a document.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Who it is.
    pub actor: &'a Actor,
    /// One of the languages that come with the service, for certificates that tell none; none for the usual one.
    pub language: Option<&'static str>,
}

impl Reader<'_> {
    /// Somebody of whom nothing is known.
    pub(super) const VISITOR: Self = Self {
        actor: &Actor::Anonymous,
        language: None,
    };
}

/// The document of a credential; none where it does not exist for the reader. What it is worth is read anew each time and stands
/// before the certificate; one that was revoked or replaced is not drawn at all.
pub async fn document(
    ctx: &Ctx,
    site: &site::Model,
    id: CredentialId,
    reader: Reader<'_>,
) -> Result<Option<String>, Fault> {
    let Some((credential, kind)) = find(ctx, site, id, reader).await? else {
        return Ok(None);
    };
    let now = ctx.clock.now();
    let facts = &credential.facts;
    let words = words_of(&credential, reader);
    let (drawn, stamp) = match state(&credential, now) {
        State::Revoked | State::Replaced => (None, None),
        it @ (State::Valid | State::NotYetVisible | State::Expired) => {
            let (view, source) = shown(ctx, site, (&credential, kind), reader).await?;
            let drawn = draw(ctx, facts.template_version, source, view).await?;
            (Some(drawn), (it == State::Expired).then(|| words.word("stamp_expired")))
        }
    };
    let notice = notice(&credential, reader, now);
    let frame = Frame {
        title: &format!("{} · {}", facts.title, facts.platform_name),
        language: facts.language.as_deref().or(reader.language).unwrap_or("en"),
        direction: &words.direction,
        accent: site.accent_color.as_deref(),
        notice: notice.as_deref(),
        stamp: stamp.as_deref(),
    };
    Ok(Some(page(&frame, drawn.as_ref().map(|it| &it.body))))
}

/// The credential and the kind of what was earned, where it exists for the reader.
pub(super) async fn find(
    ctx: &Ctx,
    site: &site::Model,
    id: CredentialId,
    reader: Reader<'_>,
) -> Result<Option<(credential::Model, LearningObjectType)>, Fault> {
    let found = store::credential::find_with_configuration(&ctx.db.read, site.id, id).await?;
    let now = ctx.clock.now();
    Ok(found
        .filter(|(credential, _)| authorize(reader.actor, Action::ViewCredential { credential, now }).is_ok())
        .map(|(credential, configuration)| (credential, configuration.learning_object_type)))
}

/// What must be said of its state, in its language, before anything else.
pub(super) fn notice(credential: &credential::Model, reader: Reader<'_>, now: DateTime<Utc>) -> Option<String> {
    let words = words_of(credential, reader);
    match state(credential, now) {
        State::Valid | State::NotYetVisible => None,
        State::Expired => credential.expires_at.map(|it| words.dated("expired", it)),
        State::Replaced => Some(words.dated("replaced", credential.replaced_at.unwrap_or(now))),
        State::Revoked => Some(words.dated("revoked", credential.revoked_at.unwrap_or(now))),
    }
}

pub(super) fn words_of(credential: &credential::Model, reader: Reader<'_>) -> &'static Words {
    let language = credential.facts.language.as_deref().or(reader.language);
    language.and_then(Words::find).unwrap_or_else(Words::english)
}

/// Everything that it says, and the words of the template by which it is drawn, where there is one.
pub(super) async fn shown(
    ctx: &Ctx,
    site: &site::Model,
    (credential, kind): (&credential::Model, LearningObjectType),
    reader: Reader<'_>,
) -> Result<(View, Option<TemplateSource>), Fault> {
    let source = source(ctx, credential.facts.template_version).await?;
    let view = view_of(ctx, site, (credential, kind), reader, source.as_ref());
    Ok((view, source))
}

/// Everything that it says, by a template that is read already.
pub(super) fn view_of(
    ctx: &Ctx,
    site: &site::Model,
    (credential, kind): (&credential::Model, LearningObjectType),
    reader: Reader<'_>,
    source: Option<&TemplateSource>,
) -> View {
    let shown = Shown {
        facts: &credential.facts,
        kind,
        number: credential.id.0,
        issued_at: issued_at(credential),
        expires_at: credential.expires_at,
        public_url: &public_url(ctx, site),
        reader: reader.language,
    };
    source.map_or_else(|| view(shown, &BTreeMap::new()), |it| view(shown, &it.texts))
}
