//! What credentials learn when more is known of their learner: a name where none was known at the award, the name that certificates
//! show once the account was asked for it, and the right row where the learner had two.

mod union;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, CredentialId, SiteId, UserId};
use entity::{CredentialChange, completion_check, credential, outbox_event, user};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value, json};

use self::union::Union;
use super::{record, replaced};
use crate::context::Ctx;
use crate::domain::credential::Recorded;
use crate::policy::Permit;
use crate::service::{Fault, program_completion, site};
use crate::store;

/// The changes of a learner's credentials, each with history and event.
pub(in crate::service) struct Amendment {
    changes: Vec<Recorded>,
    /// Those that make room for others of the list.
    parked: Vec<CredentialId>,
    events: Vec<outbox_event::Model>,
    checks: Vec<completion_check::Model>,
    /// The learner, where other names are pinned now by which they are found.
    renamed: Vec<UserId>,
}

impl Amendment {
    /// Reads what changes now that `learner` is as it is, and that the rows of `merged` turned out to be the learner's.
    ///
    /// Of two credentials for the same thing the learner keeps one ([`settle`](crate::domain::replacement::settle)). The other one is left
    /// with the row that was merged, and where it stood it says that it was replaced: nobody decided against it, and whoever opens it is
    /// led to what the learner has.
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
        let people: Vec<UserId> = [Some(learner.id), merged].into_iter().flatten().collect();
        let mut rows = store::credential::by_users(&ctx.db.read, &people).await?;
        let union = Union::of(&rows, learner.id, now);
        let left = union.left();
        if !left.is_empty() {
            let n_left = left.len();
            tracing::info!(
                n_left,
                "settled which of {n_left} credentials count that a person has twice"
            );
        }
        rows.extend(replaced::by(&ctx.db.read, &people, &left).await?);
        let mut changes: Vec<_> = rows
            .iter()
            .filter_map(|before| {
                let after = named(union.apply(before, now), learner, since);
                let is_same = after == *before && union.replaces(before.id).is_none();
                (!is_same).then(|| (before, changed(after, now)))
            })
            .collect();
        let is_renamed = changes
            .iter()
            .any(|(before, after)| is_called_otherwise(before, after, learner));
        // What comes to the learner leaves room for what the learner gives up.
        changes.sort_by_key(|(_, after)| (after.user_id != learner.id, after.id));

        let mut by_site: BTreeMap<SiteId, Vec<ConfigurationId>> = BTreeMap::new();
        for (_, after) in &changes {
            by_site.entry(after.site_id).or_default().push(after.configuration_id);
        }
        let mut configurations = BTreeMap::new();
        for (site, ids) in by_site {
            let rows = store::configuration::by_ids(&ctx.db.read, site, &ids).await?;
            configurations.extend(rows.into_iter().map(|it| (it.id, it)));
        }
        let ids: Vec<CredentialId> = changes.iter().map(|(before, _)| before.id).collect();
        let attributes = store::credential_attribute::by_credentials(&ctx.db.read, &ids).await?;
        let site_urls = site::public_urls(ctx).await?;
        Ok(Self {
            parked: union.parked().to_vec(),
            events: changes
                .iter()
                .filter_map(|(before, after)| {
                    let change = change(before, after);
                    let configuration = configurations.get(&after.configuration_id)?;
                    let site_url = site_urls.get(&after.site_id)?;
                    Some(record::event(site_url, change, after, learner, configuration, now))
                })
                .collect(),
            checks: changes
                .iter()
                .filter(|(before, after)| before.user_id != after.user_id && after.user_id == learner.id)
                .filter_map(|(_, after)| {
                    program_completion::note(after, configurations.get(&after.configuration_id)?, now)
                })
                .collect(),
            renamed: Some(learner.id).filter(|_| is_renamed).into_iter().collect(),
            changes: changes
                .iter()
                .map(|(before, after)| {
                    let details = details(before, after, union.replaces(after.id));
                    let entry = record::followed(actor_id, change(before, after), after, details);
                    record::change(before, after, &attributes, entry)
                })
                .collect(),
        })
    }

    /// Whether nothing changes.
    pub(in crate::service) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes it; tells whether every credential still had the version that was read.
    pub(in crate::service) async fn write(self, tx: &impl ConnectionTrait, permit: &Permit) -> Result<bool, DbErr> {
        store::credential::update_parked(tx, permit, &self.parked, UserId(crate::id::ordered())).await?;
        for it in &self.changes {
            if !store::credential::update(tx, permit, it).await? {
                return Ok(false);
            }
        }
        store::credential_history::insert_many(tx, permit, &self.changes).await?;
        store::outbox::insert_many(tx, permit, &self.events).await?;
        store::completion_check::upsert_many(tx, permit, &self.checks).await?;
        store::user::update_words_due(tx, permit, &self.renamed).await?;
        Ok(true)
    }
}

/// The credential with the name that it shows now that more is known of its learner.
fn named(mut credential: credential::Model, learner: &user::Model, since: Option<DateTime<Utc>>) -> credential::Model {
    let is_provisional = since.is_some_and(|it| credential.awarded_at >= it) && !credential.facts.is_name_told;
    if credential.facts.recipient_name.is_none() || (is_provisional && learner.full_name.is_some()) {
        credential.facts.recipient_name.clone_from(&learner.full_name);
    }
    credential
}

/// Whether a change takes a name away by which the learner was found, or brings one that is not theirs.
fn is_called_otherwise(before: &credential::Model, after: &credential::Model, learner: &user::Model) -> bool {
    let (was, is) = (&before.facts.recipient_name, &after.facts.recipient_name);
    let comes = before.user_id != after.user_id && after.user_id == learner.id;
    was.is_some() && (was != is || (comes && *is != learner.full_name))
}

fn changed(credential: credential::Model, now: DateTime<Utc>) -> credential::Model {
    credential::Model {
        version: credential.version + 1,
        updated_at: now,
        ..credential
    }
}

/// What the history calls it.
fn change(before: &credential::Model, after: &credential::Model) -> CredentialChange {
    if before.replaced_by_id == after.replaced_by_id {
        CredentialChange::Updated
    } else {
        CredentialChange::Replaced
    }
}

/// Old and new value of each property that changes, and what it replaces.
fn details(before: &credential::Model, after: &credential::Model, replaces: Option<CredentialId>) -> Value {
    let (name_before, name_after) = (&before.facts.recipient_name, &after.facts.recipient_name);
    let properties = [
        ("user_id", json!(before.user_id), json!(after.user_id)),
        ("recipient_name", json!(name_before), json!(name_after)),
        (
            "replaced_by_id",
            json!(before.replaced_by_id),
            json!(after.replaced_by_id),
        ),
        ("is_private", json!(before.is_private), json!(after.is_private)),
        ("replaces", Value::Null, json!(replaces)),
    ];
    properties
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(name, old, new)| (name.to_owned(), json!({ "old": old, "new": new })))
        .collect::<Map<_, _>>()
        .into()
}
