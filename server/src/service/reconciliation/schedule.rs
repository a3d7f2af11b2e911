//! Comparing without anybody asking: how often, as the site says or else the settings, and asking for it when it is due.
//!
//! Of several replicas that find a site due, each asks for the same run, under the id that follows from the last one: one of them makes
//! it, and the others find it there.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::id::ReconciliationId;
use entity::{AuditChange, AuditSubject, reconciliation, site};

use super::request::{Extent, StartReconciliationError, add, new_run};
use crate::context::{Ctx, Request};
use crate::domain::reconciliation::schedule::{self, InvalidInterval, due_at, interval};
use crate::policy::{Action, Actor, Denied, Permit, authorize};
use crate::service::audit::{self, Subject};
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, ListError, platform};
use crate::store;

/// How often a site is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Days from the end of one comparison to the next, as the site has it; 0 for none, none where the settings decide.
    pub every_days: Option<i32>,
    /// The same as the settings have it; none for none.
    pub by_settings: Option<Duration>,
    /// When the next one is asked for; none where none will be, and while one waits or goes.
    pub next_due_at: Option<DateTime<Utc>>,
    /// Version of the site.
    pub version: i32,
}

/// Why a schedule is not set.
#[derive(Debug, thiserror::Error)]
pub enum SetScheduleError {
    /// The caller may not have it compared.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It is no number of days.
    #[error(transparent)]
    Invalid(#[from] InvalidInterval),
    /// The caller has seen another version of the site.
    #[error("the site has version {} now", .0.version)]
    Stale(Box<Schedule>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What became of setting it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleSet {
    /// It is another one now.
    Updated(Schedule),
    /// It was so before.
    Unchanged(Schedule),
}

/// How often the request's site is compared.
pub async fn find_schedule(request: &Request) -> Result<Schedule, ListError> {
    authorize(&request.actor, Action::Reconcile)?;
    Ok(of_site(&request.ctx, &request.site).await?)
}

/// Says how often the request's site is compared, for who may have it compared. What is due by that is asked for at once.
pub async fn set_schedule(
    request: &Request,
    every_days: Option<i32>,
    expected_version: Option<i32>,
) -> Result<ScheduleSet, SetScheduleError> {
    let permit = authorize(&request.actor, Action::Reconcile)?;
    let every_days = schedule::parse(every_days)?;
    let (site, is_new) = retry(|| attempt(request, &permit, every_days, expected_version)).await?;
    request.ctx.sites.forget().await;
    let schedule = of_site(&request.ctx, &site).await?;
    Ok(if is_new {
        ScheduleSet::Updated(schedule)
    } else {
        ScheduleSet::Unchanged(schedule)
    })
}

/// The site as it is afterwards, and whether it changed.
async fn attempt(
    request: &Request,
    permit: &Permit,
    every_days: Option<i32>,
    expected_version: Option<i32>,
) -> Result<(site::Model, bool), Missed<SetScheduleError>> {
    let ctx = &request.ctx;
    let before = store::site::find(&ctx.db.read, request.site.id)
        .await?
        .ok_or_else(|| Fault::Internal(anyhow::anyhow!("the request's site is gone")))?;
    // Before the version is looked at: a change of ours whose answer was lost made it another one.
    if before.reconciliation_every_days == every_days {
        return Ok((before, false));
    }
    if expected_version.is_some_and(|it| it != before.version) {
        let schedule = of_site(ctx, &before).await?;
        return Err(Missed::Failed(SetScheduleError::Stale(Box::new(schedule))));
    }
    let after = site::Model {
        reconciliation_every_days: every_days,
        version: before.version + 1,
        ..before.clone()
    };
    let subject = Subject {
        kind: AuditSubject::Site,
        id: after.id.0,
        version: after.version,
    };
    let now = ctx.clock.now();
    let entry = audit::entry(request, subject, AuditChange::Edited, Some(&before), Some(&after), now);
    let tx = ctx.db.begin().await?;
    if !store::site::update(&tx, permit, &after).await? {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok((after, true))
}

async fn of_site(ctx: &Ctx, site: &site::Model) -> Result<Schedule, Fault> {
    let last = store::reconciliation::find_last(&ctx.db.read, site.id).await?;
    Ok(Schedule {
        every_days: site.reconciliation_every_days,
        by_settings: ctx.config.worker.reconciliation_interval,
        next_due_at: next_due_at(ctx, site, last.as_ref()),
        version: site.version,
    })
}

fn next_due_at(ctx: &Ctx, site: &site::Model, last: Option<&reconciliation::Model>) -> Option<DateTime<Utc>> {
    platform::platform(ctx, site)?;
    let interval = interval(
        site.reconciliation_every_days,
        ctx.config.worker.reconciliation_interval,
    )?;
    due_at(last, interval, ctx.clock.now())
}

/// Asks for a run of every site where one is due; tells for how many.
pub async fn ask_for_due(ctx: &Ctx) -> Result<usize, Fault> {
    let by_settings = ctx.config.worker.reconciliation_interval;
    let mut n_asked = 0;
    for site in store::site::list(&ctx.db.read).await? {
        if interval(site.reconciliation_every_days, by_settings).is_none() {
            continue;
        }
        let last = store::reconciliation::find_last(&ctx.db.read, site.id).await?;
        let due_at = next_due_at(ctx, &site, last.as_ref());
        if due_at.is_none_or(|it| it > ctx.clock.now()) {
            continue;
        }
        match follow(ctx, &site, last.as_ref()).await {
            Ok(_) => n_asked += 1,
            Err(
                StartReconciliationError::UnderWay(_)
                | StartReconciliationError::NotConfigured
                | StartReconciliationError::Denied(_),
            ) => {}
            Err(StartReconciliationError::Fault(fault)) => return Err(fault),
        }
    }
    Ok(n_asked)
}

/// Asks for the run that follows the last one, or for a site's first.
async fn follow(
    ctx: &Ctx,
    site: &site::Model,
    last: Option<&reconciliation::Model>,
) -> Result<reconciliation::Model, StartReconciliationError> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp)?;
    let before = last.map_or(site.id.0, |it| it.id.0);
    let id = ReconciliationId(crate::id::following(before));
    let run = new_run(ctx, id, site, Extent::Whole, None);
    add(ctx, &permit, site, &run, &[]).await
}
