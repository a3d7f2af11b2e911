//! What a list of revocations reads and writes.

use std::collections::BTreeMap;

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use entity::id::CredentialId;
use entity::{CredentialChange, completion_check, credential, outbox_event};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::json;

use super::{Outcome, Revoked};
use crate::context::Request;
use crate::domain::credential::{Described, Recorded};
use crate::domain::revocation::{Decision, Refusal, RevocationRequest, decide};
use crate::policy::Permit;
use crate::service::credential::record;
use crate::service::{Fault, program_completion, site};
use crate::store;

/// The credentials that a list revokes, gathered before anything is written.
pub(super) struct Plan<'a> {
    request: &'a Request,
    reason: Option<&'a str>,
    now: DateTime<Utc>,
    stored: BTreeMap<CredentialId, credential::Model>,
    /// Which item named a credential first.
    claimed: BTreeMap<CredentialId, usize>,
    /// Those that are revoked, as they are afterwards.
    changed: Vec<credential::Model>,
}

/// What revocations leave behind.
pub(super) struct Followed {
    revoked: Vec<Recorded>,
    events: Vec<outbox_event::Model>,
    checks: Vec<completion_check::Model>,
}

impl<'a> Plan<'a> {
    /// Reads what is stored.
    pub(super) async fn read(
        request: &'a Request,
        asked: impl Iterator<Item = &RevocationRequest>,
        reason: Option<&'a str>,
        now: DateTime<Utc>,
    ) -> Result<Self, DbErr> {
        let ids: Vec<CredentialId> = asked.map(|it| it.id).collect();
        let stored = store::credential::by_ids(&request.ctx.db.read, request.site.id, &ids).await?;
        Ok(Self {
            request,
            reason,
            now,
            stored: stored.into_iter().map(|it| (it.id, it)).collect(),
            claimed: BTreeMap::new(),
            changed: Vec::new(),
        })
    }

    /// Decides on an item and notes what it changes.
    pub(super) fn add(&mut self, index: usize, asked: &RevocationRequest) -> Result<Revoked, Refusal> {
        if let Some(&first) = self.claimed.get(&asked.id) {
            return Err(Refusal::DuplicateItem { first });
        }
        let stored = self.stored.get(&asked.id).ok_or(Refusal::NotFound)?;
        self.claimed.insert(asked.id, index);
        let reason = self.reason.map(str::to_owned);
        let (outcome, credential) = match decide(stored, reason, asked.expected_version, self.now) {
            Decision::Stale { version } => return Err(Refusal::Stale { version }),
            Decision::Unchanged => (Outcome::Unchanged, stored.clone()),
            Decision::Revoke(after) => {
                self.changed.push((*after).clone());
                (Outcome::Revoked, *after)
            }
        };
        Ok(Revoked {
            outcome,
            credential: Some(credential),
            refusals: Vec::new(),
        })
    }

    /// Whether nothing has to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }

    /// One of the changes, which tells of all.
    pub(super) fn first_change(&self) -> Option<(CredentialId, i32)> {
        self.changed.first().map(|it| (it.id, it.version))
    }

    /// Puts together what the revocations leave behind, as `revoke` leaves it behind one.
    pub(super) async fn follow(&self) -> Result<Followed, Fault> {
        let Request { ctx, site, .. } = self.request;
        let users: Vec<_> = self.changed.iter().map(|it| it.user_id).collect();
        let learners: BTreeMap<_, _> = store::user::by_ids(&ctx.db.read, &users)
            .await?
            .into_iter()
            .map(|it| (it.id, it))
            .collect();
        let ids: Vec<_> = self.changed.iter().map(|it| it.configuration_id).collect();
        let configurations: BTreeMap<_, _> = store::configuration::by_ids(&ctx.db.read, site.id, &ids)
            .await?
            .into_iter()
            .map(|it| (it.id, it))
            .collect();
        let site_url = site::public_url(ctx, site);
        let change = CredentialChange::Revoked;
        let ids: Vec<_> = self.changed.iter().map(|it| it.id).collect();
        let attributes = store::credential_attribute::by_credentials(&ctx.db.read, &ids).await?;
        let mut followed = Followed {
            revoked: Vec::new(),
            events: Vec::new(),
            checks: Vec::new(),
        };
        for after in &self.changed {
            let (Some(learner), Some(configuration), Some(before)) = (
                learners.get(&after.user_id),
                configurations.get(&after.configuration_id),
                self.stored.get(&after.id),
            ) else {
                let id = after.id;
                return Err(Fault::Internal(anyhow!(
                    "credential {id} lacks its learner or configuration"
                )));
            };
            let details = json!({ "status": { "old": "awarded", "new": "revoked" } });
            let reason = after.revocation_reason.clone();
            let entry = record::entry(self.request, change, after, reason, details);
            let attributes = attributes.get(&after.id).map_or(&[][..], Vec::as_slice);
            let described = |credential| Described { credential, attributes };
            followed.revoked.push(Recorded::keeping_salt(
                described(before),
                described(after),
                entry,
                crate::id::random(),
            ));
            followed.events.push(record::event(
                &site_url,
                change,
                after,
                learner,
                configuration,
                self.now,
            ));
            followed
                .checks
                .extend(program_completion::note(after, configuration, self.now));
        }
        Ok(followed)
    }

    /// Writes the rows; tells whether every credential still had the version that was read.
    pub(super) async fn write(
        &self,
        tx: &impl ConnectionTrait,
        permit: &Permit,
        followed: &Followed,
    ) -> Result<bool, DbErr> {
        let Followed {
            revoked,
            events,
            checks,
        } = followed;
        if !store::credential::update_revoked(tx, permit, revoked, self.reason, self.now).await? {
            return Ok(false);
        }
        store::credential_history::insert_many(tx, permit, revoked).await?;
        store::outbox::insert_many(tx, permit, events).await?;
        store::completion_check::upsert_many(tx, permit, checks).await?;
        Ok(true)
    }
}
