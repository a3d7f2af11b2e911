//! Making one person of two rows: the platform renamed somebody, and something was awarded to the new name before the service
//! heard of it.

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::{UsernameKey, user};
use sea_orm::{ConnectionTrait, DbErr};

use crate::context::Ctx;
use crate::domain::person::former;
use crate::policy::Permit;
use crate::service::Fault;
use crate::service::credential::Amendment;
use crate::service::retry::{Missed, commit};
use crate::store;

/// Writes `numbered`, which has the new name already, and gives it what belonged to `named`. The row of `named` stays, because
/// history speaks of it; it is found by no name any more. The name that `numbered` had before is kept with it.
pub(in crate::service) async fn merge<E: From<Fault>>(
    ctx: &Ctx,
    permit: &Permit,
    numbered: &user::Model,
    named: &user::Model,
    actor_id: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<(), Missed<E>> {
    let before = store::user::by_ids(&ctx.db.read, &[numbered.id]).await?.pop();
    let former: Vec<user::Model> = before
        .and_then(|it| former(&it, numbered, UserId(crate::id::ordered()), now))
        .into_iter()
        .collect();
    let amendment = Amendment::read(ctx, numbered, Some(named.id), actor_id, now).await?;
    let named = user::Model {
        username_key: UsernameKey::given_up(named.id),
        merged_into_id: Some(numbered.id),
        sync_due_at: None,
        version: named.version + 1,
        updated_at: now,
        ..named.clone()
    };
    let tx = ctx.db.begin().await?;
    let is_written = store::user::update(&tx, permit, &named).await?
        && store::user::update(&tx, permit, numbered).await?
        && store::user::insert_many(&tx, permit, &former).await?
        && hand_over(&tx, permit, amendment, named.id, numbered.id, now).await?;
    if !is_written {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    // Tokens seen lately may stand for the row that nobody is found by any more.
    ctx.bearers.forget();
    Ok(())
}

/// Gives what belonged to one row to another; tells whether every credential still had the version that was read.
pub(super) async fn hand_over(
    tx: &impl ConnectionTrait,
    permit: &Permit,
    amendment: Amendment,
    from: UserId,
    to: UserId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    if !amendment.write(tx, permit).await? {
        return Ok(false);
    }
    // What moves leaves notes of its own.
    store::completion_check::delete_of_user(tx, permit, from).await?;
    store::grade::move_all(tx, permit, from, to, now).await?;
    store::record_send::move_all(tx, permit, from, to).await?;
    store::outgoing_mail::move_all(tx, permit, from, to).await?;
    store::record_share::move_all(tx, permit, from, to).await?;
    store::reconciliation_difference::move_all(tx, permit, from, to).await?;
    store::session::move_all(tx, permit, from, to).await?;
    store::role_assignment::move_all(tx, permit, from, to).await?;
    Ok(true)
}
