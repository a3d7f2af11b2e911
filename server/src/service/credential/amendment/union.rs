//! What becomes of credentials because two rows turned out to be one person's: whose each is then, and which of two for the same thing
//! counts.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::credential;
use entity::id::{ConfigurationId, CredentialId, UserId};

use crate::domain::replacement::{Settled, replaced, settle};

/// What becomes of the credentials of two rows.
pub(super) struct Union {
    /// Whose those are then that go to another row.
    owners: BTreeMap<CredentialId, UserId>,
    /// Those that the person has twice and does not keep.
    left: BTreeMap<CredentialId, Left>,
    /// What each of those replaces that the person keeps.
    replaces: BTreeMap<CredentialId, CredentialId>,
    /// Those of the person's own that make room for another one.
    parked: Vec<CredentialId>,
}

struct Left {
    /// What the person has instead.
    kept: credential::Model,
    is_replaced: bool,
}

impl Union {
    /// Decides on the credentials of the row of `person` and of the other one.
    pub(super) fn of(rows: &[credential::Model], person: UserId, now: DateTime<Utc>) -> Self {
        let own: BTreeMap<ConfigurationId, &credential::Model> = rows
            .iter()
            .filter(|it| it.user_id == person)
            .map(|it| (it.configuration_id, it))
            .collect();
        let mut union = Self {
            owners: BTreeMap::new(),
            left: BTreeMap::new(),
            replaces: BTreeMap::new(),
            parked: Vec::new(),
        };
        for other in rows.iter().filter(|it| it.user_id != person) {
            let Some(own) = own.get(&other.configuration_id) else {
                union.owners.insert(other.id, person);
                continue;
            };
            let Settled {
                kept,
                left,
                is_replaced,
            } = settle(own, other, now);
            if kept.id == other.id {
                union.owners.insert(other.id, person);
                union.owners.insert(own.id, other.user_id);
                union.parked.push(own.id);
            }
            // What was settled before is not settled again.
            if left.replaced_by_id == Some(kept.id) {
                continue;
            }
            if is_replaced {
                union.replaces.insert(kept.id, left.id);
            }
            let kept = kept.clone();
            union.left.insert(left.id, Left { kept, is_replaced });
        }
        union
    }

    /// Those that the person has twice and does not keep.
    pub(super) fn left(&self) -> Vec<CredentialId> {
        self.left.keys().copied().collect()
    }

    /// What a credential that the person keeps replaces. It changes by that, so that nobody decides about it meanwhile who does not know.
    pub(super) fn replaces(&self, kept: CredentialId) -> Option<CredentialId> {
        self.replaces.get(&kept).copied()
    }

    /// Those of the person's own that make room for another one.
    pub(super) fn parked(&self) -> &[CredentialId] {
        &self.parked
    }

    /// A credential of either row, or one that one of theirs had replaced before, as it is then. Who followed that is led to what the
    /// person has.
    pub(super) fn apply(&self, before: &credential::Model, now: DateTime<Utc>) -> credential::Model {
        let after = credential::Model {
            user_id: self.owners.get(&before.id).copied().unwrap_or(before.user_id),
            ..before.clone()
        };
        let is_left = self.left.get(&before.id).filter(|it| it.is_replaced);
        let follows = || self.left.get(&before.replaced_by_id?);
        match is_left.or_else(follows) {
            Some(it) => replaced(after, &it.kept, now),
            None => after,
        }
    }
}
