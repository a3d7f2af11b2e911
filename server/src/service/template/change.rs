//! Making, editing and removing a template. Nothing here changes what a version says: an edit writes a new one.

use std::collections::BTreeMap;

use entity::id::{TemplateId, TemplateVersionId};
use entity::{AuditChange, AuditSubject, TemplateSource, template, template_version};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::context::Request;
use crate::domain::idempotency::IdempotencyError;
use crate::domain::text;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::render::confined::{MAX_PARTIALS, MAX_TEMPLATE, MAX_TEXTS};
use crate::service::Fault;
use crate::service::audit::{self, Subject};
use crate::service::idempotency::Key;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Longest name, in characters.
const MAX_NAME_LENGTH: usize = 255;

/// What a version says, as far as the caller wrote it; the rest stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RawSource {
    /// The template.
    pub html: Option<String>,
    /// Its partials, all of them.
    pub partials: Option<BTreeMap<String, String>>,
    /// Its words, all of them, by language and name.
    pub texts: Option<BTreeMap<String, BTreeMap<String, String>>>,
}

impl RawSource {
    /// The source afterwards.
    #[must_use]
    pub fn over(self, before: TemplateSource) -> TemplateSource {
        TemplateSource {
            html: self.html.unwrap_or(before.html),
            partials: self.partials.unwrap_or(before.partials),
            texts: self.texts.unwrap_or(before.texts),
        }
    }
}

/// A template to be made.
#[derive(Clone, Debug)]
pub struct NewTemplate {
    /// What staff call it.
    pub name: String,
    /// What its first version says.
    pub source: RawSource,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// Changes of a template.
#[derive(Clone, Debug)]
pub struct TemplateEdit {
    /// The template.
    pub id: TemplateId,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
    /// What staff call it.
    pub name: Option<String>,
    /// What its new version says.
    pub source: RawSource,
}

/// What became of a template.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Whether anything was written.
    pub is_changed: bool,
    /// The template afterwards.
    pub template: template::Model,
}

/// Why a template is not made, changed or removed.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such template.
    #[error("there is no such template")]
    NotFound,
    /// The name cannot be kept.
    #[error("a name has 1 to {MAX_NAME_LENGTH} characters, none of them a control character")]
    Name,
    /// It says too much.
    #[error("a template has at most {MAX_TEMPLATE} bytes, {MAX_PARTIALS} partials of as many, and bounded texts")]
    TooLarge,
    /// A configuration follows it.
    #[error("a configuration follows this template; give it another one first")]
    Used,
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the template has version {} now", .0.version)]
    Stale(Box<template::Model>),
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The stored answer to a request with an idempotency key.
#[derive(Serialize, Deserialize)]
struct Answer(TemplateId);

/// Makes a template with a first draft.
pub async fn create(request: &Request, new: NewTemplate) -> Result<Changed, TemplateError> {
    let permit = authorize(&request.actor, Action::ManageTemplates)?;
    let NewTemplate {
        name,
        source,
        idempotency_key,
    } = new;
    let key = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(
            key,
            caller,
            "createTemplate",
            &(request.site.id, &name, &source),
        )?),
        _ => None,
    };
    check_name(&name)?;
    let source = source.over(TemplateSource::default());
    check_size(&source)?;
    let ids = (
        TemplateId(crate::id::ordered()),
        TemplateVersionId(crate::id::ordered()),
    );
    retry(|| attempt_to_create(request, &permit, &name, &source, key.as_ref(), ids)).await
}

async fn attempt_to_create(
    request: &Request,
    permit: &Permit,
    name: &str,
    source: &TemplateSource,
    key: Option<&Key>,
    (id, version_id): (TemplateId, TemplateVersionId),
) -> Result<Changed, Missed<TemplateError>> {
    let now = request.ctx.clock.now();
    let answered = match key {
        Some(key) => key.answer::<Answer>(&request.ctx.db.read, now).await?,
        None => None,
    };
    let made = answered
        .transpose()
        .map_err(|error| Missed::Failed(TemplateError::from(error)))?
        .map(|Answer(id)| id);
    if let Some(template) = find(request, made.unwrap_or(id)).await? {
        return Ok(Changed {
            is_changed: true,
            template,
        });
    }
    if made.is_some() {
        return Err(Missed::Failed(TemplateError::NotFound));
    }
    let template = template::Model {
        id,
        site_id: request.site.id,
        name: name.to_owned(),
        latest_version_id: version_id,
        published_version_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
        updated_by: request.actor.user_id(),
        deleted_at: None,
    };
    let version = template_version::Model {
        id: version_id,
        template_id: id,
        number: 1,
        source: source.clone(),
        created_at: now,
        created_by: request.actor.user_id(),
        published_at: None,
        checked_at: None,
        checked_by: None,
    };
    let entry = audit::entry(
        request,
        subject(&template),
        AuditChange::Created,
        None::<&Value>,
        Some(&told(&template, Some(&version))),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    store::template::insert(&tx, permit, &template).await?;
    store::template::insert_version(&tx, permit, &version).await?;
    store::audit_entry::insert(&tx, permit, &entry).await?;
    if let Some(key) = key {
        key.store(&tx, permit, &Answer(id), now).await?;
    }
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        template,
    })
}

/// Changes a template: another name, a new draft. What is published stays until the draft is.
pub async fn edit(request: &Request, edit: TemplateEdit) -> Result<Changed, TemplateError> {
    let permit = authorize(&request.actor, Action::ManageTemplates)?;
    check_version(edit.expected_version)?;
    if let Some(name) = &edit.name {
        check_name(name)?;
    }
    let version_id = TemplateVersionId(crate::id::ordered());
    retry(|| attempt_to_edit(request, &permit, &edit, version_id)).await
}

async fn attempt_to_edit(
    request: &Request,
    permit: &Permit,
    edit: &TemplateEdit,
    version_id: TemplateVersionId,
) -> Result<Changed, Missed<TemplateError>> {
    let stored = seen(request, edit.id, edit.expected_version).await?;
    let latest = latest(request, &stored).await?;
    let source = edit.source.clone().over(latest.source.clone());
    check_size(&source).map_err(Missed::Failed)?;
    let name = edit.name.clone().unwrap_or_else(|| stored.name.clone());
    let is_new_source = source != latest.source;
    if name == stored.name && !is_new_source {
        return Ok(Changed {
            is_changed: false,
            template: stored,
        });
    }
    let now = request.ctx.clock.now();
    let version = is_new_source.then(|| template_version::Model {
        id: version_id,
        template_id: stored.id,
        number: latest.number + 1,
        source,
        created_at: now,
        created_by: request.actor.user_id(),
        published_at: None,
        checked_at: None,
        checked_by: None,
    });
    let edited = template::Model {
        name,
        latest_version_id: version.as_ref().map_or(stored.latest_version_id, |it| it.id),
        version: stored.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        ..stored.clone()
    };
    let entry = audit::entry(
        request,
        subject(&edited),
        AuditChange::Edited,
        Some(&told(&stored, Some(&latest))),
        Some(&told(&edited, version.as_ref().or(Some(&latest)))),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    if !store::template::update(&tx, permit, &edited).await? {
        return Err(Missed::Lost);
    }
    if let Some(version) = &version {
        store::template::insert_version(&tx, permit, version).await?;
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        template: edited,
    })
}

/// Removes a template that no configuration follows; gives what was removed. Its versions stay for the certificates that have them.
pub async fn delete(
    request: &Request,
    id: TemplateId,
    expected_version: Option<i32>,
) -> Result<template::Model, TemplateError> {
    let permit = authorize(&request.actor, Action::ManageTemplates)?;
    check_version(expected_version)?;
    retry(|| attempt_to_delete(request, &permit, id, expected_version)).await
}

async fn attempt_to_delete(
    request: &Request,
    permit: &Permit,
    id: TemplateId,
    expected_version: Option<i32>,
) -> Result<template::Model, Missed<TemplateError>> {
    let stored = seen(request, id, expected_version).await?;
    if store::template::is_used(&request.ctx.db.read, id).await? {
        return Err(Missed::Failed(TemplateError::Used));
    }
    let now = request.ctx.clock.now();
    let gone = template::Model {
        version: stored.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        deleted_at: Some(now),
        ..stored.clone()
    };
    let entry = audit::entry(
        request,
        subject(&gone),
        AuditChange::Deleted,
        Some(&stored),
        None::<&template::Model>,
        now,
    );
    let tx = request.ctx.db.begin().await?;
    if !store::template::update(&tx, permit, &gone).await? {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(stored)
}

fn check_name(name: &str) -> Result<(), TemplateError> {
    if name.trim().is_empty() || text::plain(name.to_owned(), MAX_NAME_LENGTH).is_err() {
        return Err(TemplateError::Name);
    }
    Ok(())
}

pub(super) fn check_version(expected_version: Option<i32>) -> Result<(), TemplateError> {
    if expected_version.is_some_and(|it| it < 1) {
        return Err(TemplateError::InvalidVersion);
    }
    Ok(())
}

/// A draft may be wrong, and is told so when it is to be published; it may not be without bounds.
fn check_size(source: &TemplateSource) -> Result<(), TemplateError> {
    let (languages, entries, length) = MAX_TEXTS;
    let is_large = source.html.len() > MAX_TEMPLATE
        || source.partials.len() > MAX_PARTIALS
        || source
            .partials
            .iter()
            .any(|(name, it)| name.len() > 64 || it.len() > MAX_TEMPLATE)
        || source.texts.len() > languages
        || source.texts.iter().any(|(tag, texts)| {
            let is_long = texts.iter().any(|(name, it)| name.len() > 64 || it.len() > length);
            tag.len() > 35 || texts.len() > entries || is_long
        });
    if is_large { Err(TemplateError::TooLarge) } else { Ok(()) }
}

async fn find(request: &Request, id: TemplateId) -> Result<Option<template::Model>, sea_orm::DbErr> {
    let found = store::template::by_ids(&request.ctx.db.read, request.site.id, &[id]).await?;
    Ok(found.into_iter().next())
}

/// The template, if it has the version that the caller has seen.
pub(super) async fn seen(
    request: &Request,
    id: TemplateId,
    expected_version: Option<i32>,
) -> Result<template::Model, Missed<TemplateError>> {
    let Some(stored) = find(request, id).await? else {
        return Err(Missed::Failed(TemplateError::NotFound));
    };
    if expected_version.is_some_and(|it| it != stored.version) {
        return Err(Missed::Failed(TemplateError::Stale(Box::new(stored))));
    }
    Ok(stored)
}

/// The newest version of a template; there always is one.
pub(super) async fn latest(
    request: &Request,
    template: &template::Model,
) -> Result<template_version::Model, Missed<TemplateError>> {
    let found = store::template::versions(&request.ctx.db.read, &[template.latest_version_id]).await?;
    found.into_iter().next().ok_or_else(|| {
        let error = anyhow::anyhow!("template {} lacks its latest version", template.id);
        Missed::Failed(Fault::Internal(error).into())
    })
}

pub(super) fn subject(template: &template::Model) -> Subject {
    Subject {
        kind: AuditSubject::Template,
        id: template.id.0,
        version: template.version,
    }
}

/// The row and the number of its newest version, as the audit tells them; what a version says, the version keeps.
pub(super) fn told(template: &template::Model, latest: Option<&template_version::Model>) -> Value {
    let mut told = json!(template);
    told["number"] = json!(latest.map(|it| it.number));
    told
}
