//! What credentials learn when more is known of their learner: a name where none was known at the award, the name that certificates
//! show once the account was asked for it, and the right row where the learner had two.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, SiteId, UserId};
use entity::{CredentialChange, completion_check, credential, credential_history, outbox_event, user};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, json};

use super::record;
use crate::context::Ctx;
use crate::policy::Permit;
use crate::service::{Fault, program_completion, site};
use crate::store;

/// The changes of a learner's credentials, each with history and event.
pub(in crate::service) struct Amendment {
    credentials: Vec<credential::Model>,
    history: Vec<credential_history::Model>,
    events: Vec<outbox_event::Model>,
    checks: Vec<completion_check::Model>,
}

impl Amendment {
    /// Reads what changes now that `learner` is as it is, and that the rows of `merged` turned out to be the learner's.
    ///
    /// A credential that the learner's own row has as well stays where it is: each of the two certificates stands for itself under
    /// its own number, and no person decided against one.
    pub(in crate::service) async fn read(
        ctx: &Ctx,
        learner: &user::Model,
        merged: Option<UserId>,
        actor_id: Option<UserId>,
        now: DateTime<Utc>,
    ) -> Result<Self, Fault> {
        Self::read_since(ctx, learner, merged, None, actor_id, now).await
    }

    /// Reads what changes now that the account of `learner` was asked for the name that certificates show. Those that were awarded since
    /// an instant show it, unless the award told another.
    pub(in crate::service) async fn read_named(
        ctx: &Ctx,
        learner: &user::Model,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Self, Fault> {
        Self::read_since(ctx, learner, None, Some(since), None, now).await
    }

    async fn read_since(
        ctx: &Ctx,
        learner: &user::Model,
        merged: Option<UserId>,
        since: Option<DateTime<Utc>>,
        actor_id: Option<UserId>,
        now: DateTime<Utc>,
    ) -> Result<Self, Fault> {
        let ids: Vec<UserId> = [Some(learner.id), merged].into_iter().flatten().collect();
        let rows = store::credential::by_users(&ctx.db.read, &ids).await?;
        let own: BTreeSet<ConfigurationId> = rows
            .iter()
            .filter(|it| it.user_id == learner.id)
            .map(|it| it.configuration_id)
            .collect();
        let changes: Vec<_> = rows
            .iter()
            .filter_map(|before| {
                let moves = before.user_id != learner.id && !own.contains(&before.configuration_id);
                Some((before, amended(before, learner, moves, since, now)?))
            })
            .collect();
        let n_left = rows
            .iter()
            .filter(|it| it.user_id != learner.id && own.contains(&it.configuration_id))
            .count();
        if n_left > 0 {
            tracing::warn!(
                n_left,
                "left {n_left} credentials with the old row of a person who has them twice"
            );
        }

        let mut by_site: BTreeMap<SiteId, Vec<ConfigurationId>> = BTreeMap::new();
        for (_, after) in &changes {
            by_site.entry(after.site_id).or_default().push(after.configuration_id);
        }
        let mut configurations = BTreeMap::new();
        for (site, ids) in by_site {
            let rows = store::configuration::by_ids(&ctx.db.read, site, &ids).await?;
            configurations.extend(rows.into_iter().map(|it| (it.id, it)));
        }
        let site_urls = site::public_urls(ctx).await?;
        let change = CredentialChange::Updated;
        Ok(Self {
            history: changes
                .iter()
                .map(|(before, after)| credential_history::Model {
                    credential_id: after.id,
                    version: after.version,
                    change,
                    status: after.status,
                    changed_at: now,
                    actor_id,
                    reason: None,
                    request_id: None,
                    request_token: None,
                    details: details(before, after),
                    site_id: Some(after.site_id),
                    seal_sequence: None,
                })
                .collect(),
            events: changes
                .iter()
                .filter_map(|(_, after)| {
                    let configuration = configurations.get(&after.configuration_id)?;
                    let site_url = site_urls.get(&after.site_id)?;
                    Some(record::event(site_url, change, after, learner, configuration, now))
                })
                .collect(),
            checks: changes
                .iter()
                .filter(|(before, after)| before.user_id != after.user_id)
                .filter_map(|(_, after)| {
                    program_completion::note(after, configurations.get(&after.configuration_id)?, now)
                })
                .collect(),
            credentials: changes.into_iter().map(|(_, after)| after).collect(),
        })
    }

    /// Writes it; tells whether every credential still had the version that was read.
    pub(in crate::service) async fn write(self, tx: &impl ConnectionTrait, permit: &Permit) -> Result<bool, DbErr> {
        for credential in &self.credentials {
            if !store::credential::update(tx, permit, credential).await? {
                return Ok(false);
            }
        }
        store::credential_history::insert_many(tx, permit, &self.history).await?;
        store::outbox::insert_many(tx, permit, &self.events).await?;
        store::completion_check::upsert_many(tx, permit, &self.checks).await?;
        Ok(true)
    }
}

/// The credential afterwards; none where it stays as it is.
fn amended(
    before: &credential::Model,
    learner: &user::Model,
    moves: bool,
    since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<credential::Model> {
    let mut after = before.clone();
    if moves {
        after.user_id = learner.id;
    }
    let is_provisional = since.is_some_and(|it| before.awarded_at >= it) && !before.facts.is_name_told;
    if before.facts.recipient_name.is_none() || (is_provisional && learner.full_name.is_some()) {
        after.facts.recipient_name.clone_from(&learner.full_name);
    }
    if after == *before {
        return None;
    }
    after.version += 1;
    after.updated_at = now;
    Some(after)
}

fn details(before: &credential::Model, after: &credential::Model) -> serde_json::Value {
    let mut details = Map::new();
    if before.user_id != after.user_id {
        details.insert(
            "user_id".to_owned(),
            json!({ "old": before.user_id, "new": after.user_id }),
        );
    }
    if before.facts.recipient_name != after.facts.recipient_name {
        details.insert(
            "recipient_name".to_owned(),
            json!({ "old": before.facts.recipient_name, "new": after.facts.recipient_name }),
        );
    }
    details.into()
}
