//! The catalogue that staff keep by hand: one way for every kind of thing in it. No sync touches such a row, nor what of another row is
//! for staff to say, such as an organization's logo.

mod kind;

use entity::id::SiteId;
use entity::{AuditChange, CatalogueOrigin};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use kind::Kind;

use crate::context::Request;
use crate::domain::idempotency::IdempotencyError;
use crate::domain::local_catalogue::{Entry, Seed, Unfit};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::audit::{self, Subject};
use crate::service::idempotency::Key;
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, program_completion};
use crate::store;

/// Something to be made, as the caller wrote it.
#[derive(Clone, Debug)]
pub struct New<K: Kind> {
    /// Its identity; a random one without it.
    pub uuid: Option<Uuid>,
    /// What is known of it.
    pub raw: K::Raw,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// What became of it.
#[derive(Clone, Copy, Debug)]
pub struct Changed<I> {
    /// Whether anything was written.
    pub is_changed: bool,
    /// Its key.
    pub id: I,
}

/// Why something is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum LocalCatalogueError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is none.
    #[error("there is no such thing in the catalogue of this site")]
    NotFound,
    /// The catalogue service keeps it.
    #[error("the catalogue service keeps this: change it there")]
    Synced,
    /// Parts of it cannot be kept.
    #[error("some of it cannot be kept")]
    Unfit(Vec<Unfit>),
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("it has version {version} now")]
    Stale {
        /// The version that it has.
        version: i32,
    },
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<Vec<Unfit>> for LocalCatalogueError {
    fn from(unfit: Vec<Unfit>) -> Self {
        Self::Unfit(unfit)
    }
}

/// The stored answer to a request with an idempotency key.
#[derive(Serialize, Deserialize)]
struct Answer(Uuid);

/// Makes something.
pub async fn create<K: Kind>(request: &Request, new: New<K>) -> Result<Changed<K::Id>, LocalCatalogueError> {
    let permit = authorize(&request.actor, Action::ManageCatalogue)?;
    let site_id = request.site.id;
    let New {
        uuid,
        raw,
        idempotency_key,
    } = new;
    let key = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(key, caller, K::CREATION, &(site_id, uuid, &raw))?),
        _ => None,
    };
    // Before the first attempt: when the answer to a commit is lost, the next attempt knows its own row by the id.
    let seed = Seed {
        id: crate::id::ordered(),
        site_id,
        uuid: uuid.unwrap_or_else(crate::id::random),
    };
    let row = K::begin(seed, &raw)?;
    let lists = K::Lists::default();
    let entry = K::apply(raw, Entry { row, lists }, request.ctx.config.reach)?;
    retry(|| attempt_to_create(request, &permit, &entry, key.as_ref())).await
}

async fn attempt_to_create<K: Kind>(
    request: &Request,
    permit: &Permit,
    entry: &Entry<K>,
    key: Option<&Key>,
) -> Result<Changed<K::Id>, Missed<LocalCatalogueError>> {
    let now = request.ctx.clock.now();
    let connection = &request.ctx.db.read;
    let made = |id| Changed { is_changed: true, id };
    if let Some(key) = key
        && let Some(answer) = key.answer::<Answer>(connection, now).await?
    {
        return match answer {
            Ok(Answer(id)) => Ok(made(K::Id::from(id))),
            Err(error) => Err(Missed::Failed(error.into())),
        };
    }
    if K::find(connection, request.site.id, entry.row.id()).await?.is_some() {
        return Ok(made(entry.row.id()));
    }
    refuse(K::unfit(connection, entry, None).await?)?;
    let told = audit::entry(
        request,
        subject(&entry.row),
        AuditChange::Created,
        None::<&Entry<K>>,
        Some(entry),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    if !K::insert(&tx, permit, entry).await? {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &told).await?;
    if let Some(key) = key {
        key.store(&tx, permit, &Answer(entry.row.id().into()), now).await?;
    }
    commit(tx).await?;
    Ok(made(entry.row.id()))
}

/// Changes something that staff keep, or what is theirs to say of something that the catalogue service keeps. Repeating it changes
/// nothing.
pub async fn edit<K: Kind>(
    request: &Request,
    id: K::Id,
    raw: K::Raw,
    expected_version: Option<i32>,
) -> Result<Changed<K::Id>, LocalCatalogueError> {
    let permit = authorize(&request.actor, Action::ManageCatalogue)?;
    if expected_version.is_some_and(|it| it < 1) {
        return Err(LocalCatalogueError::InvalidVersion);
    }
    retry(|| attempt_to_edit::<K>(request, &permit, id, &raw, expected_version)).await
}

async fn attempt_to_edit<K: Kind>(
    request: &Request,
    permit: &Permit,
    id: K::Id,
    raw: &K::Raw,
    expected_version: Option<i32>,
) -> Result<Changed<K::Id>, Missed<LocalCatalogueError>> {
    let connection = &request.ctx.db.read;
    let before = seen::<K>(request, id, raw, expected_version).await?;
    let mut after = K::apply(raw.clone(), before.clone(), request.ctx.config.reach)
        .map_err(|unfit| Missed::Failed(LocalCatalogueError::Unfit(unfit)))?;
    if after == before {
        return Ok(Changed { is_changed: false, id });
    }
    refuse(K::unfit(connection, &after, Some(&before)).await?)?;
    let now = request.ctx.clock.now();
    *after.row.version_mut() += 1;
    let told = audit::entry(
        request,
        subject(&after.row),
        AuditChange::Edited,
        Some(&before),
        Some(&after),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    if !K::update(&tx, permit, &after, &before).await? {
        return Err(Missed::Lost);
    }
    let regrouped = K::regrouped(&after, &before);
    program_completion::note_programs(&tx, permit, request.site.id, regrouped.as_slice(), now).await?;
    store::audit_entry::insert(&tx, permit, &told).await?;
    commit(tx).await?;
    Ok(Changed { is_changed: true, id })
}

/// What is stored, if staff may change it so and it has the version that the caller has seen.
async fn seen<K: Kind>(
    request: &Request,
    id: K::Id,
    raw: &K::Raw,
    expected_version: Option<i32>,
) -> Result<Entry<K>, Missed<LocalCatalogueError>> {
    let site: SiteId = request.site.id;
    let Some(row) = K::find(&request.ctx.db.read, site, id).await? else {
        return Err(Missed::Failed(LocalCatalogueError::NotFound));
    };
    if row.origin() == CatalogueOrigin::Synced && !K::is_for_staff(raw) {
        return Err(Missed::Failed(LocalCatalogueError::Synced));
    }
    let version = row.version();
    if expected_version.is_some_and(|it| it != version) {
        return Err(Missed::Failed(LocalCatalogueError::Stale { version }));
    }
    let lists = row.lists(&request.ctx.db.read).await?;
    Ok(Entry { row, lists })
}

fn refuse(unfit: Vec<Unfit>) -> Result<(), Missed<LocalCatalogueError>> {
    if unfit.is_empty() {
        Ok(())
    } else {
        Err(Missed::Failed(LocalCatalogueError::Unfit(unfit)))
    }
}

fn subject<K: Kind>(row: &K) -> Subject {
    Subject {
        kind: K::SUBJECT,
        id: row.id().into(),
        version: row.version(),
    }
}

/// Where a list names what is not known.
fn unknown<I: PartialEq>(field: &'static str, named: &[I], known: &[I]) -> Vec<Unfit> {
    let missing = named.iter().enumerate().filter(|(_, it)| !known.contains(it));
    missing
        .map(|(index, _)| Unfit::Unknown {
            field,
            index: Some(index),
        })
        .collect()
}

type Found<T> = Result<T, DbErr>;
