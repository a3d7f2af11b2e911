//! Credentials that a release before left with the rows that were merged: of two for the same thing both stood.

use entity::id::UserId;
use entity::user;
use sea_orm::DbErr;

use crate::context::Ctx;
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::Fault;
use crate::service::credential::Amendment;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Rows that one statement reads.
const ROWS: u64 = 100;
/// Most rows of which each was merged into the next.
const MAX_MERGES: usize = 100;

/// Settles which of them count, as merging does now; tells of how many rows. Where there are none, nothing is written.
pub async fn settle_doubles(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let mut n_settled = 0;
    let mut fault = None;
    let mut beyond: Option<UserId> = None;
    loop {
        let rows = store::user::list_merged_holding(&ctx.db.read, beyond, ROWS).await?;
        for row in &rows {
            match retry(|| attempt(ctx, &permit, row)).await {
                Ok(is_settled) => n_settled += usize::from(is_settled),
                // The others wait for no row that cannot be settled.
                Err(it) => {
                    tracing::warn!(user.id = %row.id, error = %it, "could not settle which credentials of a merged row count");
                    fault.get_or_insert(it);
                }
            }
        }
        beyond = rows.last().map(|it| it.id);
        if beyond.is_none() {
            return fault.map_or(Ok(n_settled), Err);
        }
    }
}

/// Tells whether anything changed.
async fn attempt(ctx: &Ctx, permit: &Permit, row: &user::Model) -> Result<bool, Missed<Fault>> {
    let Some(person) = person(ctx, row).await? else {
        return Ok(false);
    };
    let amendment = Amendment::read(ctx, &person, Some(row.id), None, ctx.clock.now()).await?;
    if amendment.is_empty() {
        return Ok(false);
    }
    let tx = ctx.db.begin().await?;
    if !amendment.write(&tx, permit).await? {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    Ok(true)
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
