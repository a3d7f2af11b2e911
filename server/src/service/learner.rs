//! The learners of a list that the platform sends: those who are known, those who are written down because of it, and those who turn
//! out to be one person with two rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::{Username, UsernameKey, user};
use sea_orm::{ConnectionTrait, DbErr};

use super::Fault;
use super::retry::Missed;
use super::user::merge;
use crate::context::Request;
use crate::domain::person::{Person, Unidentified, former, identify, newcomer};
use crate::policy::Permit;
use crate::store;
use crate::store::user::Reliance;

/// A learner as a message of the platform names them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    /// Name on the platform.
    pub(super) username: &'a Username,
    /// Number on the platform, where the message tells it.
    pub(super) lms_user_id: Option<i64>,
    /// Full name, where the message tells it.
    pub(super) full_name: Option<&'a String>,
}

/// The learners of a list.
#[derive(Debug, Default)]
pub(super) struct Learners {
    /// By name; those to be written among them.
    rows: BTreeMap<UsernameKey, user::Model>,
    /// Who has a number on the platform.
    by_number: BTreeMap<i64, UsernameKey>,
    new: Vec<user::Model>,
    changed: Vec<user::Model>,
    /// Rows by which names are known again that learners have given up.
    former: Vec<user::Model>,
    /// Learners who get something new while more may become known of them: what becomes known meanwhile must not pass it by.
    touched: BTreeMap<UserId, Reliance>,
    /// Learners on whose credentials another name is pinned than theirs, by which they are to be found as well.
    called_otherwise: BTreeSet<UserId>,
    /// Rows of one person, of which the second has to be merged into the first.
    merges: Vec<(user::Model, user::Model)>,
}

impl Learners {
    /// Reads those who are known: at most two statements, which cost the database less than one that asks both.
    pub(super) async fn read<'a>(
        connection: &impl ConnectionTrait,
        named: impl Iterator<Item = Named<'a>>,
    ) -> Result<Self, DbErr> {
        let (mut keys, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        for it in named {
            keys.insert(it.username.key());
            numbers.extend(it.lms_user_id);
        }
        if keys.is_empty() {
            return Ok(Self::default());
        }
        let mut rows = store::user::by_keys_or_retired(connection, keys.into_iter().collect()).await?;
        // Numbers of the learners just read need no second look.
        let known: BTreeSet<i64> = rows.iter().filter_map(|it| it.lms_user_id).collect();
        let unknown = numbers.into_iter().filter(|it| !known.contains(it)).collect();
        rows.extend(store::user::by_lms_user_ids(connection, unknown).await?);
        Ok(Self::of(rows))
    }

    /// Those of these rows, among which one may come twice.
    fn of(rows: Vec<user::Model>) -> Self {
        let by_number = rows
            .iter()
            .filter_map(|it| Some((it.lms_user_id?, it.username_key.clone())))
            .collect();
        Self {
            rows: rows.into_iter().map(|it| (it.username_key.clone(), it)).collect(),
            by_number,
            ..Self::default()
        }
    }

    /// Keys of those who are known.
    pub(super) fn ids(&self) -> Vec<UserId> {
        self.rows.values().map(|it| it.id).collect()
    }

    /// The learner's row as it will be, and the one to merge into it. A number on the platform belongs to one person for ever; a
    /// new name of a known number is taken over.
    pub(super) fn identify(
        &self,
        named: Named<'_>,
        now: DateTime<Utc>,
    ) -> Result<(user::Model, Option<user::Model>), Unidentified> {
        let key = named.username.key();
        let by_number = named
            .lms_user_id
            .and_then(|it| self.rows.get(self.by_number.get(&it)?))
            .cloned();
        let by_name = self.rows.get(&key.retired()).or_else(|| self.rows.get(&key)).cloned();
        let (stored, second) = match identify(named.lms_user_id, by_number, by_name)? {
            Person::New => {
                let id = UserId(crate::id::ordered());
                let row = user::Model {
                    lms_user_id: named.lms_user_id,
                    full_name: named.full_name.cloned(),
                    ..newcomer(id, named.username.clone(), key, now)
                };
                return Ok((row, None));
            }
            Person::Known(row) => (row, None),
            Person::Twice { numbered, named } => (numbered, Some(*named)),
        };
        let lms_user_id = stored.lms_user_id.or(named.lms_user_id);
        let row = user::Model {
            lms_user_id,
            ..renamed(stored, named.username)
        };
        Ok((row, second))
    }

    /// Notes that the learner of this [row](Self::identify) takes part, and the row to merge into it.
    pub(super) fn note(&mut self, learner: &user::Model, second: Option<user::Model>, now: DateTime<Utc>) {
        self.merges.extend(second.map(|it| (learner.clone(), it)));
        let stored = self.rows.values().find(|it| it.id == learner.id).cloned();
        let Some(stored) = stored else {
            self.new.push(learner.clone());
            self.remember(learner.clone());
            return;
        };
        if stored == *learner {
            return;
        }
        if let Some(row) = self.new.iter_mut().find(|it| it.id == learner.id) {
            // Written anew in this list: one insert is enough.
            row.clone_from(learner);
        } else {
            // The last change of a row in this list comes last: a name is free only after whoever had it has another.
            self.changed.retain(|it| it.id != learner.id);
            self.changed.push(learner.clone());
            self.former
                .extend(former(&stored, learner, UserId(crate::id::ordered()), now));
        }
        self.rows.remove(&stored.username_key);
        self.remember(learner.clone());
    }

    fn remember(&mut self, learner: user::Model) {
        if let Some(number) = learner.lms_user_id {
            self.by_number.insert(number, learner.username_key.clone());
        }
        self.rows.insert(learner.username_key.clone(), learner);
    }

    /// Notes that a learner gets something new that relies on what the row does not tell yet.
    pub(super) fn touch(&mut self, learner: &user::Model, reliance: Reliance) {
        if self.rows.contains_key(&learner.username_key) {
            let touched = self.touched.entry(learner.id).or_insert(reliance);
            touched.is_name_due |= reliance.is_name_due;
        }
    }

    /// Notes the name that is pinned on a credential of a learner.
    pub(super) fn pin(&mut self, learner: &user::Model, name: Option<&String>) {
        if name.is_some() && name != learner.full_name.as_ref() {
            self.called_otherwise.insert(learner.id);
        }
    }

    /// Whether somebody known has changed.
    pub(super) fn has_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Makes one row of each two that are one person's; tells whether there were any. Everything has to be read and decided anew then.
    pub(super) async fn merge<E: From<Fault>>(
        &self,
        request: &Request,
        permit: &Permit,
        now: DateTime<Utc>,
    ) -> Result<bool, Missed<E>> {
        for (numbered, named) in &self.merges {
            let numbered = user::Model {
                version: numbered.version + 1,
                updated_at: now,
                ..numbered.clone()
            };
            merge(&request.ctx, permit, &numbered, named, request.actor.user_id(), now).await?;
        }
        Ok(!self.merges.is_empty())
    }

    /// Writes the new and the changed ones; tells whether each row still was as it was read.
    pub(super) async fn write(
        &self,
        tx: &impl ConnectionTrait,
        permit: &Permit,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let asked_for = |user: &user::Model| {
            let is_due = self.touched.get(&user.id).is_some_and(|it| it.is_name_due);
            user::Model {
                name_due_since: user.name_due_since.or(Some(now).filter(|_| is_due)),
                sync_due_at: if is_due { Some(now) } else { user.sync_due_at },
                ..user.clone()
            }
        };
        for user in &self.changed {
            let user = user::Model {
                version: user.version + 1,
                updated_at: now,
                ..asked_for(user)
            };
            if !store::user::update(tx, permit, &user).await? {
                return Ok(false);
            }
        }
        let new: Vec<user::Model> = self
            .new
            .iter()
            .map(asked_for)
            .chain(self.former.iter().cloned())
            .collect();
        if !store::user::insert_many(tx, permit, &new).await? {
            return Ok(false);
        }
        let mut touched = self.touched.clone();
        touched.retain(|id, _| !self.new.iter().chain(&self.changed).any(|it| it.id == *id));
        if !store::user::touch_many(tx, permit, &touched, now).await? {
            return Ok(false);
        }
        let called_otherwise: Vec<UserId> = self.called_otherwise.iter().copied().collect();
        store::user::update_words_due(tx, permit, &called_otherwise).await?;
        Ok(true)
    }
}

/// A row with the name that a message tells; another spelling of the same name is no new name.
fn renamed(mut row: user::Model, username: &Username) -> user::Model {
    let key = username.key();
    if row.username_key != key {
        row.username = username.clone();
        row.username_key = key;
    }
    row
}
