//! Credentials that a release before left with the rows that were merged: of two for the same thing both stood.
//!
//! Whoever looks for them holds the lease, and every transaction makes sure of it; all replicas together look once in an hour.

use chrono::TimeDelta;
use entity::id::UserId;
use entity::user;
use sea_orm::DbErr;

use crate::context::Ctx;
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::credential::Amendment;
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, lease};
use crate::store;
use crate::store::lease::Hold;
use crate::store::user::Merged;

/// Whoever looks for them holds this.
const LEASE_NAME: &str = "settle-doubles";
/// How long the lease lasts; every transaction prolongs it, and a million merged rows are read in less.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// How long nobody looks again, whichever worker has looked.
const REST: TimeDelta = TimeDelta::minutes(50);
/// Rows that one statement reads.
const ROWS: u64 = 500;
/// Most rows of which each was merged into the next.
const MAX_MERGES: usize = 100;

/// Settles which of them count, as merging does now; tells of how many rows. Does nothing where that was done a while ago, or where another
/// worker is at it.
pub async fn settle_doubles(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let Some(hold) = lease::claim(ctx, &permit, LEASE_NAME, LEASE).await? else {
        return Ok(0);
    };
    let run = Run {
        ctx,
        permit: &permit,
        hold: &hold,
    };
    let work = Box::pin(async {
        let n_settled = run.work_off().await?;
        lease::release_after(ctx, &permit, &hold, REST).await?;
        Ok(n_settled)
    });
    Ok(lease::under(ctx, &permit, &hold, work).await?.unwrap_or(0))
}

/// What came of looking at a row.
enum Looked {
    /// It is settled which of its credentials count.
    Settled,
    /// Nothing was left to settle.
    Unchanged,
    /// Somebody else holds the lease by now.
    Overtaken,
}

struct Run<'a> {
    ctx: &'a Ctx,
    permit: &'a Permit,
    hold: &'a Hold,
}

impl Run<'_> {
    async fn work_off(&self) -> Result<usize, Fault> {
        let mut n_settled = 0;
        let mut fault = None;
        let mut last: Option<Merged> = None;
        loop {
            let merged = store::user::list_merged(&self.ctx.db.read, last, ROWS).await?;
            last = merged.last().copied();
            if last.is_none() {
                return fault.map_or(Ok(n_settled), Err);
            }
            let ids: Vec<UserId> = merged.into_iter().map(|(_, id)| id).collect();
            for row in store::user::by_ids_holding(&self.ctx.db.read, &ids).await? {
                match retry(|| self.attempt(&row)).await {
                    Ok(Looked::Settled) => n_settled += 1,
                    Ok(Looked::Unchanged) => {}
                    Ok(Looked::Overtaken) => return Err(Fault::Unavailable),
                    // The others wait for no row that cannot be settled.
                    Err(it) => {
                        tracing::warn!(user.id = %row.id, error = %it, "could not settle which credentials of a merged row count");
                        fault.get_or_insert(it);
                    }
                }
            }
        }
    }

    async fn attempt(&self, row: &user::Model) -> Result<Looked, Missed<Fault>> {
        let (ctx, now) = (self.ctx, self.ctx.clock.now());
        let Some(person) = person(ctx, row).await? else {
            return Ok(Looked::Unchanged);
        };
        let amendment = Amendment::read(ctx, &person, Some(row.id), None, now).await?;
        if amendment.is_empty() {
            return Ok(Looked::Unchanged);
        }
        let tx = ctx.db.begin().await?;
        if !store::lease::update_expiry(&tx, self.permit, self.hold, now + LEASE).await? {
            return Ok(Looked::Overtaken);
        }
        if !amendment.write(&tx, self.permit).await? {
            return Err(Missed::Lost);
        }
        commit(tx).await?;
        Ok(Looked::Settled)
    }
}

/// Whose row it turned out to be; none where that person was retired.
async fn person(ctx: &Ctx, row: &user::Model) -> Result<Option<user::Model>, DbErr> {
    let mut person = row.clone();
    for _ in 0..MAX_MERGES {
        let Some(into) = person.merged_into_id else {
            return Ok(Some(person).filter(|it| it.retired_at.is_none()));
        };
        let Some(next) = store::user::by_ids(&ctx.db.read, &[into]).await?.pop() else {
            return Ok(None);
        };
        person = next;
    }
    Ok(None)
}
