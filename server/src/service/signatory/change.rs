//! Making, changing and removing a signatory. Certificates that were awarded keep who signed them.

use entity::id::SignatoryId;
use entity::{AuditChange, AuditSubject, signatory};
use serde::{Deserialize, Serialize};

use crate::context::Request;
use crate::domain::idempotency::IdempotencyError;
use crate::domain::signatory::{RawSignatory, Unfit, apply};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::audit::{self, Subject};
use crate::service::idempotency::Key;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// A signatory to be made, as the caller wrote it.
#[derive(Clone, Debug)]
pub struct NewSignatory {
    /// What is known of the person.
    pub signatory: RawSignatory,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// What became of a signatory.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Whether anything was written.
    pub is_changed: bool,
    /// The signatory afterwards.
    pub signatory: signatory::Model,
}

/// Why a signatory is not made, changed or removed.
#[derive(Debug, thiserror::Error)]
pub enum SignatoryError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such signatory.
    #[error("there is no such signatory")]
    NotFound,
    /// Parts of it cannot be kept.
    #[error("some of it cannot be kept")]
    Unfit(Vec<Unfit>),
    /// A configuration names it.
    #[error("a configuration names this signatory; take it out there first")]
    Used,
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the signatory has version {} now", .0.version)]
    Stale(Box<signatory::Model>),
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The stored answer to a request with an idempotency key: the signatory is read again when it is told.
#[derive(Serialize, Deserialize)]
struct Answer(SignatoryId);

/// Makes a signatory.
pub async fn create(request: &Request, new: NewSignatory) -> Result<Changed, SignatoryError> {
    let permit = authorize(&request.actor, Action::ManageSignatories)?;
    let NewSignatory {
        signatory: raw,
        idempotency_key,
    } = new;
    let key = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(key, caller, "createSignatory", &(request.site.id, &raw))?),
        _ => None,
    };
    // Before the first attempt: when the answer to a commit is lost, the next attempt knows its own row by it.
    let id = SignatoryId(crate::id::ordered());
    retry(|| attempt_to_create(request, &permit, &raw, key.as_ref(), id)).await
}

async fn attempt_to_create(
    request: &Request,
    permit: &Permit,
    raw: &RawSignatory,
    key: Option<&Key>,
    id: SignatoryId,
) -> Result<Changed, Missed<SignatoryError>> {
    let now = request.ctx.clock.now();
    let connection = &request.ctx.db.read;
    let answered = match key {
        Some(key) => key.answer::<Answer>(connection, now).await?,
        None => None,
    };
    let made = match answered {
        Some(Err(error)) => return Err(Missed::Failed(error.into())),
        Some(Ok(Answer(made))) => Some(made),
        None => None,
    };
    if let Some(signatory) = find(request, made.unwrap_or(id)).await? {
        return Ok(Changed {
            is_changed: true,
            signatory,
        });
    }
    if made.is_some() {
        // Made by this key, and removed since.
        return Err(Missed::Failed(SignatoryError::NotFound));
    }
    let blank = signatory::Model {
        id,
        site_id: request.site.id,
        name: String::new(),
        title: String::new(),
        organization_name: None,
        image_asset_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
        updated_by: request.actor.user_id(),
    };
    let signatory = applied(request, raw, &blank).await?;
    let entry = audit::entry(
        request,
        subject(&signatory),
        AuditChange::Created,
        None::<&signatory::Model>,
        Some(&signatory),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    store::signatory::insert(&tx, permit, &signatory).await?;
    let picture = signatory.image_asset_id.into_iter().collect();
    if !store::asset::update_claims(&tx, permit, request.site.id, &picture).await? {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    if let Some(key) = key {
        key.store(&tx, permit, &Answer(id), now).await?;
    }
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        signatory,
    })
}

/// Changes a signatory. Repeating it changes nothing.
pub async fn edit(
    request: &Request,
    id: SignatoryId,
    raw: RawSignatory,
    expected_version: Option<i32>,
) -> Result<Changed, SignatoryError> {
    let permit = authorize(&request.actor, Action::ManageSignatories)?;
    check(expected_version)?;
    retry(|| attempt_to_edit(request, &permit, id, &raw, expected_version)).await
}

async fn attempt_to_edit(
    request: &Request,
    permit: &Permit,
    id: SignatoryId,
    raw: &RawSignatory,
    expected_version: Option<i32>,
) -> Result<Changed, Missed<SignatoryError>> {
    let stored = seen(request, id, expected_version).await?;
    let edited = applied(request, raw, &stored).await?;
    if edited == stored {
        return Ok(Changed {
            is_changed: false,
            signatory: stored,
        });
    }
    let now = request.ctx.clock.now();
    let edited = signatory::Model {
        version: stored.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        ..edited
    };
    let entry = audit::entry(
        request,
        subject(&edited),
        AuditChange::Edited,
        Some(&stored),
        Some(&edited),
        now,
    );
    let picture = edited.image_asset_id.filter(|it| stored.image_asset_id != Some(*it));
    let picture = picture.into_iter().collect();
    let tx = request.ctx.db.begin().await?;
    if !store::signatory::update(&tx, permit, &edited).await?
        || !store::asset::update_claims(&tx, permit, request.site.id, &picture).await?
    {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        signatory: edited,
    })
}

/// Removes a signatory whom no configuration names; gives what was removed.
pub async fn delete(
    request: &Request,
    id: SignatoryId,
    expected_version: Option<i32>,
) -> Result<signatory::Model, SignatoryError> {
    let permit = authorize(&request.actor, Action::ManageSignatories)?;
    check(expected_version)?;
    retry(|| attempt_to_delete(request, &permit, id, expected_version)).await
}

async fn attempt_to_delete(
    request: &Request,
    permit: &Permit,
    id: SignatoryId,
    expected_version: Option<i32>,
) -> Result<signatory::Model, Missed<SignatoryError>> {
    let stored = seen(request, id, expected_version).await?;
    if store::signatory::is_used(&request.ctx.db.read, id).await? {
        return Err(Missed::Failed(SignatoryError::Used));
    }
    let now = request.ctx.clock.now();
    let gone = Subject {
        version: stored.version + 1,
        ..subject(&stored)
    };
    let entry = audit::entry(
        request,
        gone,
        AuditChange::Deleted,
        Some(&stored),
        None::<&signatory::Model>,
        now,
    );
    let tx = request.ctx.db.begin().await?;
    // A configuration that names it meanwhile holds it: the foreign key refuses, and the next attempt finds out.
    if !store::signatory::delete(&tx, permit, id, stored.version).await? {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(stored)
}

fn check(expected_version: Option<i32>) -> Result<(), SignatoryError> {
    if expected_version.is_some_and(|it| it < 1) {
        return Err(SignatoryError::InvalidVersion);
    }
    Ok(())
}

async fn find(request: &Request, id: SignatoryId) -> Result<Option<signatory::Model>, sea_orm::DbErr> {
    let found = store::signatory::by_ids(&request.ctx.db.read, request.site.id, &[id]).await?;
    Ok(found.into_iter().next())
}

/// The signatory, if it has the version that the caller has seen.
async fn seen(
    request: &Request,
    id: SignatoryId,
    expected_version: Option<i32>,
) -> Result<signatory::Model, Missed<SignatoryError>> {
    let Some(stored) = find(request, id).await? else {
        return Err(Missed::Failed(SignatoryError::NotFound));
    };
    if expected_version.is_some_and(|it| it != stored.version) {
        return Err(Missed::Failed(SignatoryError::Stale(Box::new(stored))));
    }
    Ok(stored)
}

/// The signatory after an edit whose picture exists.
async fn applied(
    request: &Request,
    raw: &RawSignatory,
    before: &signatory::Model,
) -> Result<signatory::Model, Missed<SignatoryError>> {
    let failed = |unfit| Missed::Failed(SignatoryError::Unfit(unfit));
    let after = apply(raw, before).map_err(failed)?;
    if let Some(id) = after.image_asset_id
        && store::asset::by_ids(&request.ctx.db.read, request.site.id, &[id])
            .await?
            .is_empty()
    {
        return Err(failed(vec![Unfit::UnknownImage]));
    }
    Ok(after)
}

fn subject(signatory: &signatory::Model) -> Subject {
    Subject {
        kind: AuditSubject::Signatory,
        id: signatory.id.0,
        version: signatory.version,
    }
}
