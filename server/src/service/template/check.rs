//! Checking the newest version of a template: with everything that the service can tell, and with what somebody measured of its sheets
//! who laid them out for paper. A version that has passed stays checked, because what it says never changes.

use entity::id::TemplateId;
use entity::{AuditChange, template, template_version};
use serde_json::{Value, json};

use super::change::{Changed, TemplateError, check_version, latest, seen, subject, told};
use super::examine::{examine, outer};
use crate::context::Request;
use crate::policy::{Action, Permit, authorize};
use crate::render::problem::Problem;
use crate::render::sheet::{Sheet, Sheets, UnfitSheet};
use crate::service::Fault;
use crate::service::audit;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// A template to check.
#[derive(Clone, Debug)]
pub struct TemplateCheck {
    /// The template.
    pub id: TemplateId,
    /// The version whose sheets were measured.
    pub expected_version: i32,
    /// What was measured, with each sample once.
    pub sheets: Vec<Sheet>,
}

/// Why a template does not count as checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckTemplateError {
    /// For a reason that other changes have too.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The list of sheets is none.
    #[error("each sample is measured once, in CSS pixels")]
    Sheets(Vec<UnfitSheet>),
    /// The newest version does not pass.
    #[error("the template does not pass its checks")]
    Problems(Box<template::Model>, Vec<Problem>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Checks the newest version. Repeating it changes nothing.
pub async fn check(request: &Request, check: TemplateCheck) -> Result<Changed, CheckTemplateError> {
    let permit = authorize(&request.actor, Action::ManageTemplates).map_err(TemplateError::from)?;
    let TemplateCheck {
        id,
        expected_version,
        sheets,
    } = check;
    check_version(Some(expected_version))?;
    let sheets = Sheets::parse(&sheets).map_err(CheckTemplateError::Sheets)?;
    retry(|| attempt(request, &permit, id, expected_version, &sheets)).await
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    id: TemplateId,
    expected_version: i32,
    sheets: &Sheets,
) -> Result<Changed, Missed<CheckTemplateError>> {
    let stored = seen(request, id, Some(expected_version)).await.map_err(outer)?;
    let latest = latest(request, &stored).await.map_err(outer)?;
    if latest.checked_at.is_some() {
        return Ok(Changed {
            is_changed: false,
            template: stored,
        });
    }
    let problems = examine(request, &latest, sheets.clone()).await?;
    if !problems.is_empty() {
        return Err(Missed::Failed(CheckTemplateError::Problems(Box::new(stored), problems)));
    }
    let now = request.ctx.clock.now();
    let checked = template::Model {
        version: stored.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        ..stored.clone()
    };
    let before = of_version(told(&stored, Some(&latest)), &latest);
    let version = template_version::Model {
        checked_at: Some(now),
        checked_by: request.actor.user_id(),
        ..latest
    };
    let after = of_version(told(&checked, Some(&version)), &version);
    let entry = audit::entry(
        request,
        subject(&checked),
        AuditChange::Checked,
        Some(&before),
        Some(&after),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    if !store::template::update(&tx, permit, &checked).await? {
        return Err(Missed::Lost);
    }
    store::template::update_check(&tx, permit, &version).await?;
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        template: checked,
    })
}

/// What the audit tells, with what the check changes of the version.
fn of_version(mut told: Value, version: &template_version::Model) -> Value {
    told["checked_at"] = json!(version.checked_at);
    told
}
