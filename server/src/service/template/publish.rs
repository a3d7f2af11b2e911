//! Publishing the newest version of a template: only one that was checked, and that still passes everything that the service can tell.

use entity::id::TemplateId;
use entity::{AuditChange, template, template_version};

use super::change::{Changed, TemplateError, check_version, latest, seen, subject, told};
use super::examine::{examine, outer};
use crate::context::Request;
use crate::policy::{Action, Permit, authorize};
use crate::render::problem::Problem;
use crate::render::sheet::Sheets;
use crate::service::Fault;
use crate::service::audit;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Why a template is not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishTemplateError {
    /// For a reason that other changes have too.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The newest version was not checked.
    #[error("the newest version was not checked; call checkTemplate first")]
    NotChecked(Box<template::Model>),
    /// The newest version does not pass any more.
    #[error("the template does not pass its checks")]
    Problems(Box<template::Model>, Vec<Problem>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Publishes the newest version: awards pin it from now on. Repeating it changes nothing.
pub async fn publish(
    request: &Request,
    id: TemplateId,
    expected_version: Option<i32>,
) -> Result<Changed, PublishTemplateError> {
    let permit = authorize(&request.actor, Action::ManageTemplates).map_err(TemplateError::from)?;
    check_version(expected_version)?;
    retry(|| attempt(request, &permit, id, expected_version)).await
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    id: TemplateId,
    expected_version: Option<i32>,
) -> Result<Changed, Missed<PublishTemplateError>> {
    let stored = seen(request, id, expected_version).await.map_err(outer)?;
    if stored.published_version_id == Some(stored.latest_version_id) {
        return Ok(Changed {
            is_changed: false,
            template: stored,
        });
    }
    let latest = latest(request, &stored).await.map_err(outer)?;
    if latest.checked_at.is_none() {
        return Err(Missed::Failed(PublishTemplateError::NotChecked(Box::new(stored))));
    }
    // Pictures come and go, and what is on the lists changes with the service.
    let problems = examine(request, &latest, Sheets::default()).await?;
    if !problems.is_empty() {
        return Err(Missed::Failed(PublishTemplateError::Problems(
            Box::new(stored),
            problems,
        )));
    }
    let now = request.ctx.clock.now();
    let published = template::Model {
        published_version_id: Some(latest.id),
        version: stored.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        ..stored.clone()
    };
    let entry = audit::entry(
        request,
        subject(&published),
        AuditChange::Published,
        Some(&told(&stored, Some(&latest))),
        Some(&told(&published, Some(&latest))),
        now,
    );
    let version = template_version::Model {
        published_at: Some(now),
        ..latest
    };
    let tx = request.ctx.db.begin().await?;
    if !store::template::update(&tx, permit, &published).await? {
        return Err(Missed::Lost);
    }
    store::template::update_version(&tx, permit, &version).await?;
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        template: published,
    })
}
