//! Claiming a piece of work, so that one process does it at a time.

use chrono::TimeDelta;
use uuid::Uuid;

use super::Fault;
use super::retry::{Missed, commit, retry};
use crate::context::Ctx;
use crate::policy::Permit;
use crate::store;
use crate::store::lease::Hold;

/// Claims a piece of work for a while; none while somebody else has it.
pub(super) async fn claim(ctx: &Ctx, permit: &Permit, name: &str, length: TimeDelta) -> Result<Option<Hold>, Fault> {
    let owner_id = crate::id::random();
    retry(|| attempt(ctx, permit, name, owner_id, length)).await
}

async fn attempt(
    ctx: &Ctx,
    permit: &Permit,
    name: &str,
    owner_id: Uuid,
    length: TimeDelta,
) -> Result<Option<Hold>, Missed<Fault>> {
    let now = ctx.clock.now();
    let stored = store::lease::find(&ctx.db.read, name).await?;
    let mut hold = Hold {
        name: name.to_owned(),
        owner_id,
        fence: 1,
    };
    let tx;
    match stored {
        Some(lease) if lease.owner_id == Some(owner_id) => {
            // An attempt whose answer was lost.
            hold.fence = lease.fence;
            return Ok(Some(hold));
        }
        Some(lease) if lease.expires_at > now => return Ok(None),
        Some(lease) => {
            hold.fence = lease.fence + 1;
            tx = ctx.db.begin().await?;
            if !store::lease::update(&tx, permit, &hold, now, now + length).await? {
                return Err(Missed::Lost);
            }
        }
        None => {
            tx = ctx.db.begin().await?;
            store::lease::insert(&tx, permit, &hold, now, now + length).await?;
        }
    }
    commit(tx).await?;
    Ok(Some(hold))
}

/// Does a piece of work that was claimed; none when it was given up because the process stops. What is given up or fails is let go, so
/// that the next may go on with it at once; what ends lets itself go.
pub(super) async fn under<T>(
    ctx: &Ctx,
    permit: &Permit,
    hold: &Hold,
    work: impl Future<Output = Result<T, Fault>>,
) -> Result<Option<T>, Fault> {
    let result = tokio::select! {
        result = work => result.map(Some),
        () = ctx.stopping.wait() => Ok(None),
    };
    if !matches!(result, Ok(Some(_)))
        && let Err(fault) = release(ctx, permit, hold).await
    {
        // A database that is away keeps it until it expires.
        tracing::warn!(lease = %hold.name, error = %fault, "a piece of work stays claimed for a while");
    }
    result
}

/// Lets a piece of work go.
pub(super) async fn release(ctx: &Ctx, permit: &Permit, hold: &Hold) -> Result<(), Fault> {
    release_after(ctx, permit, hold, TimeDelta::zero()).await
}

/// Lets a piece of work go after a while: until then nobody needs to do it again.
pub(super) async fn release_after(ctx: &Ctx, permit: &Permit, hold: &Hold, rest: TimeDelta) -> Result<(), Fault> {
    let tx = ctx.db.begin().await?;
    store::lease::update_expiry(&tx, permit, hold, ctx.clock.now() + rest).await?;
    Ok(tx.commit().await?)
}
