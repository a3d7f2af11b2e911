//! Bringing `visible_at` of existing credentials in line with a changed `available_at`: in small transactions that may end anywhere
//! and begin anew.
//!
//! A pass walks along the credentials of a configuration and corrects those that are wrong. A configuration counts as settled
//! only after a pass that began well after the change: an award that had read the date before may still have been under way.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{CredentialId, UserId};
use entity::{CredentialChange, credential, credential_configuration};
use serde_json::json;

use crate::context::{Ctx, Request};
use crate::domain::credential::visible_at;
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::credential::record;
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, Position, program_completion, site};
use crate::store;

/// Credentials that one transaction corrects.
const BATCH: usize = 100;
/// Batches that the request itself corrects; the worker does the rest.
const FIRST_BATCHES: usize = 2;
/// Configurations that one round of the worker looks at.
const CONFIGURATIONS: u64 = 50;
/// By when an award that had read the former date has ended, one way or the other.
const GRACE: TimeDelta = TimeDelta::minutes(1);

/// Corrects what is still wrong; tells how many credentials that were.
pub async fn settle(ctx: &Ctx) -> Result<usize, Fault> {
    let mut n_corrected = 0;
    for configuration in store::configuration::list_stale(&ctx.db.read, CONFIGURATIONS).await? {
        let Some(since) = configuration.visibility_stale_since else {
            continue;
        };
        let began_at = ctx.clock.now();
        n_corrected += pass(ctx, &configuration, usize::MAX).await?;
        if began_at >= since + GRACE {
            let tx = ctx.db.begin().await?;
            store::configuration::update_settled(&tx, &permit()?, configuration.id, since).await?;
            tx.commit().await?;
        }
    }
    Ok(n_corrected)
}

/// Corrects the first credentials at once, so that small configurations are right when the request is answered. What fails here
/// the worker tries again.
pub(super) async fn settle_first(ctx: &Ctx, configuration: &credential_configuration::Model) {
    if let Err(fault) = pass(ctx, configuration, FIRST_BATCHES).await {
        tracing::warn!(
            error = %fault,
            configuration.id = %configuration.id,
            "visibility of credentials of configuration {} is corrected later",
            configuration.id
        );
    }
}

fn permit() -> Result<Permit, Fault> {
    authorize(&Actor::Anonymous, Action::FollowUp).map_err(|denied| Fault::Internal(denied.into()))
}

async fn pass(ctx: &Ctx, configuration: &credential_configuration::Model, n_batches: usize) -> Result<usize, Fault> {
    let permit = permit()?;
    let request = Request {
        ctx: Arc::new(ctx.clone()),
        site: site::of_row(ctx, configuration.site_id).await?,
        actor: Actor::Anonymous,
        request_id: "visibility".into(),
        token: crate::id::random(),
    };
    let mut n_corrected = 0;
    let mut beyond: Option<Position> = None;
    for _ in 0..n_batches {
        let (n_batch, last) = retry(|| attempt(&request, &permit, configuration, beyond)).await?;
        n_corrected += n_batch;
        beyond = last;
        if n_batch < BATCH {
            break;
        }
    }
    Ok(n_corrected)
}

/// Corrects one batch beyond a place; tells how many credentials it has and where it ends.
async fn attempt(
    request: &Request,
    permit: &Permit,
    configuration: &credential_configuration::Model,
    beyond: Option<Position>,
) -> Result<(usize, Option<Position>), Missed<Fault>> {
    let ctx = &request.ctx;
    let connection = &ctx.db.read;
    // The date may have changed once more.
    let current = store::configuration::by_ids(connection, configuration.site_id, &[configuration.id]).await?;
    let Some(configuration) = current.first() else {
        return Ok((0, None));
    };
    let n_rows = u64::try_from(BATCH).unwrap_or(u64::MAX);
    let wrong =
        store::credential::list_misdated(connection, configuration.id, configuration.available_at, beyond, n_rows)
            .await?;
    let Some(last) = wrong.last() else {
        return Ok((0, None));
    };
    let end = Position {
        at: last.awarded_at,
        id: last.id.0,
    };
    let now = ctx.clock.now();
    let site_url = site::public_url(ctx, &request.site);
    let mut learner_ids: Vec<UserId> = wrong.iter().map(|it| it.user_id).collect();
    learner_ids.sort_unstable();
    learner_ids.dedup();
    let learners = store::user::by_ids(connection, &learner_ids).await?;
    let ids: Vec<CredentialId> = wrong.iter().map(|it| it.id).collect();
    let attributes = store::credential_attribute::by_credentials(connection, &ids).await?;
    let (mut corrected, mut events, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    for before in &wrong {
        let after = corrected_at(before, configuration, now);
        let details = json!({ "visible_at": { "old": before.visible_at, "new": after.visible_at } });
        let mut entry = record::entry(request, CredentialChange::Updated, &after, None, details);
        entry.actor_id = configuration.updated_by;
        corrected.push(record::change(before, &after, &attributes, entry));
        if let Some(learner) = learners.iter().find(|it| it.id == before.user_id) {
            events.push(record::event(
                &site_url,
                CredentialChange::Updated,
                &after,
                learner,
                configuration,
                now,
            ));
        }
        checks.extend(program_completion::note(&after, configuration, now));
    }
    // One order for all writers.
    corrected.sort_by_key(|it| it.credential().id);
    let tx = ctx.db.begin().await?;
    for it in &corrected {
        if !store::credential::update(&tx, permit, it).await? {
            return Err(Missed::Lost);
        }
    }
    store::credential_history::insert_many(&tx, permit, &corrected).await?;
    store::outbox::insert_many(&tx, permit, &events).await?;
    store::completion_check::upsert_many(&tx, permit, &checks).await?;
    commit(tx).await?;
    Ok((corrected.len(), Some(end)))
}

fn corrected_at(
    before: &credential::Model,
    configuration: &credential_configuration::Model,
    now: DateTime<Utc>,
) -> credential::Model {
    credential::Model {
        visible_at: visible_at(before.awarded_at, configuration.available_at, before.date_override),
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    }
}
