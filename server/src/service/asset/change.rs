//! Renaming a picture, and removing one that nothing shows.

use entity::id::{AssetId, ConfigurationId};
use entity::{AuditChange, AuditSubject, asset};

use super::bytes;
use crate::context::Request;
use crate::domain::picture::{UnfitName, check_name};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::audit::{self, Subject};
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// What became of a picture.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Whether anything was written.
    pub is_changed: bool,
    /// The picture afterwards.
    pub asset: asset::Model,
}

/// Why a picture is not renamed or removed.
#[derive(Debug, thiserror::Error)]
pub enum AssetError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such picture.
    #[error("there is no such picture")]
    NotFound,
    /// The name cannot be kept.
    #[error(transparent)]
    Name(#[from] UnfitName),
    /// Something shows it as that is now.
    #[error("something shows this picture; take it out there first")]
    Used(Box<asset::Model>),
    /// A certificate that was awarded shows it.
    #[error("certificates that were awarded show this picture; refresh them first")]
    Pinned {
        /// The picture.
        asset: Box<asset::Model>,
        /// One of the configurations of which they were awarded.
        configuration: ConfigurationId,
    },
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the picture has version {} now", .0.version)]
    Stale(Box<asset::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Renames a picture, where a name is given. Repeating it changes nothing.
pub async fn edit(
    request: &Request,
    id: AssetId,
    name: Option<String>,
    expected_version: Option<i32>,
) -> Result<Changed, AssetError> {
    let permit = authorize(&request.actor, Action::ManageAssets)?;
    check_version(expected_version)?;
    if let Some(name) = &name {
        check_name(name)?;
    }
    retry(|| attempt_to_edit(request, &permit, id, name.as_deref(), expected_version)).await
}

async fn attempt_to_edit(
    request: &Request,
    permit: &Permit,
    id: AssetId,
    name: Option<&str>,
    expected_version: Option<i32>,
) -> Result<Changed, Missed<AssetError>> {
    let stored = seen(request, id, expected_version).await?;
    let Some(name) = name.filter(|it| *it != stored.name) else {
        return Ok(Changed {
            is_changed: false,
            asset: stored,
        });
    };
    let renamed = asset::Model {
        name: name.to_owned(),
        version: stored.version + 1,
        ..stored.clone()
    };
    let entry = audit::entry(
        request,
        subject(&renamed),
        AuditChange::Edited,
        Some(&stored),
        Some(&renamed),
        request.ctx.clock.now(),
    );
    let tx = request.ctx.db.begin().await?;
    if !store::asset::update_name(&tx, permit, &renamed).await? {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        asset: renamed,
    })
}

/// Removes a picture that nothing shows, its bytes included unless another site keeps the same; gives what was removed.
pub async fn delete(request: &Request, id: AssetId, expected_version: Option<i32>) -> Result<asset::Model, AssetError> {
    let permit = authorize(&request.actor, Action::ManageAssets)?;
    check_version(expected_version)?;
    let gone = retry(|| attempt_to_delete(request, &permit, id, expected_version)).await?;
    bytes::remove(&request.ctx, &gone.hash).await;
    Ok(gone)
}

async fn attempt_to_delete(
    request: &Request,
    permit: &Permit,
    id: AssetId,
    expected_version: Option<i32>,
) -> Result<asset::Model, Missed<AssetError>> {
    // Read before it is looked for what shows it: what begins to do so later on changes the row.
    let stored = seen(request, id, expected_version).await?;
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    if !store::asset_use::by_assets(connection, site, &[id], 1)
        .await?
        .is_empty()
    {
        return Err(Missed::Failed(AssetError::Used(Box::new(stored))));
    }
    if let Some(configuration) = store::asset_use::find_pinning(connection, site, &stored).await? {
        let asset = Box::new(stored);
        return Err(Missed::Failed(AssetError::Pinned { asset, configuration }));
    }
    let gone = Subject {
        version: stored.version + 1,
        ..subject(&stored)
    };
    let entry = audit::entry(
        request,
        gone,
        AuditChange::Deleted,
        Some(&stored),
        None::<&asset::Model>,
        request.ctx.clock.now(),
    );
    let tx = request.ctx.db.begin().await?;
    if !store::asset::delete(&tx, permit, &stored).await? {
        return Err(Missed::Lost);
    }
    // Copies of logos that the catalogue names no more: nothing shows them.
    store::catalogue::delete_copies(&tx, permit, site, id).await?;
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(stored)
}

fn check_version(expected_version: Option<i32>) -> Result<(), AssetError> {
    if expected_version.is_some_and(|it| it < 1) {
        return Err(AssetError::InvalidVersion);
    }
    Ok(())
}

/// The picture, if it has the version that the caller has seen.
async fn seen(
    request: &Request,
    id: AssetId,
    expected_version: Option<i32>,
) -> Result<asset::Model, Missed<AssetError>> {
    let found = store::asset::by_ids(&request.ctx.db.read, request.site.id, &[id]).await?;
    let Some(stored) = found.into_iter().next() else {
        return Err(Missed::Failed(AssetError::NotFound));
    };
    if expected_version.is_some_and(|it| it != stored.version) {
        return Err(Missed::Failed(AssetError::Stale(Box::new(stored))));
    }
    Ok(stored)
}

fn subject(asset: &asset::Model) -> Subject {
    Subject {
        kind: AuditSubject::Asset,
        id: asset.id.0,
        version: asset.version,
    }
}
