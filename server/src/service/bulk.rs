//! What lists of changes have in common: each item has a verdict, may be repeated under a key of its own, and goes alone or with all
//! others.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Fault;
use super::idempotency::{Key, answers, store_all};
use crate::domain::idempotency::IdempotencyError;
use crate::policy::Permit;

/// What happens to the other items of a list when one is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Completeness {
    /// None is stored.
    AllOrNone,
    /// They are stored.
    Partial,
}

/// Whether a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Effect {
    /// It is.
    Write,
    /// Only the verdicts are told.
    DryRun,
}

/// What becomes of an item of a list.
pub(super) trait Verdict<R>: Clone + Serialize + DeserializeOwned {
    /// It is refused.
    fn refused(refusals: Vec<R>) -> Self;
    /// Whether it is refused.
    fn is_refused(&self) -> bool;
    /// What would be made is not there: nothing is written.
    fn forget_what_is_new(&mut self);
}

/// Why an item of a list may be refused, whatever it is.
pub(super) trait BulkRefusal: Clone + From<IdempotencyError> {
    /// Because another one is.
    const BATCH_REFUSED: Self;
}

/// An item of a list.
pub(super) struct Item<A, R> {
    /// The item, well formed, or why it is not.
    asked: Result<A, Vec<R>>,
    /// Lets the caller repeat this item, alone or in another list.
    key: Option<Key>,
    /// Key of the row that it makes. Made before the first attempt: when the answer to a commit is lost, the next attempt knows its
    /// own row by it.
    new_id: Uuid,
}

impl<A, R: BulkRefusal> Item<A, R> {
    /// Puts together what was read of an item.
    pub(super) fn new(asked: Result<A, Vec<R>>, key: Result<Option<Key>, IdempotencyError>, new_id: Uuid) -> Self {
        let (asked, key) = match (asked, key) {
            (asked, Ok(key)) => (asked, key),
            (asked, Err(error)) => {
                let mut refusals = asked.err().unwrap_or_default();
                refusals.push(error.into());
                (Err(refusals), None)
            }
        };
        Self { asked, key, new_id }
    }
}

/// A list that is asked for.
pub(super) struct Order<A, R> {
    pub(super) items: Vec<Item<A, R>>,
    pub(super) completeness: Completeness,
    pub(super) effect: Effect,
    /// Lets the caller repeat the whole list.
    pub(super) key: Option<Key>,
}

impl<A, R: BulkRefusal> Order<A, R> {
    /// The items that are well formed.
    pub(super) fn asked(&self) -> impl Iterator<Item = &A> + Clone {
        self.items.iter().filter_map(|it| it.asked.as_ref().ok())
    }

    /// What was answered to the whole list before, if it was.
    pub(super) async fn answer<V: Verdict<R>>(
        &self,
        connection: &impl ConnectionTrait,
        now: DateTime<Utc>,
    ) -> Result<Option<Result<Vec<V>, IdempotencyError>>, Fault> {
        match &self.key {
            Some(key) => key.answer(connection, now).await,
            None => Ok(None),
        }
    }

    /// What was answered to single items before.
    pub(super) async fn answered<V: Verdict<R>>(
        &self,
        connection: &impl ConnectionTrait,
        now: DateTime<Utc>,
    ) -> Result<Answered<V>, Fault> {
        let keys: Vec<&Key> = self.items.iter().filter_map(|it| it.key.as_ref()).collect();
        Ok(Answered {
            stored: answers(connection, &keys, now).await?,
            taken: self.key.iter().map(|it| it.as_str().to_owned()).collect(),
        })
    }

    /// The verdict on each item, in their order; `decide` is asked for those that have to be carried out.
    pub(super) fn judge<V: Verdict<R>>(
        &self,
        mut answered: Answered<V>,
        mut decide: impl FnMut(usize, &A, Uuid) -> V,
    ) -> Judged<V> {
        let mut verdicts: Vec<V> = Vec::with_capacity(self.items.len());
        let mut replayed = BTreeSet::new();
        for (index, item) in self.items.iter().enumerate() {
            verdicts.push(match (&item.asked, answered.take(item.key.as_ref())) {
                (Err(refusals), _) => V::refused(refusals.clone()),
                (Ok(_), Some(Ok(answer))) => {
                    replayed.insert(index);
                    answer
                }
                (Ok(_), Some(Err(error))) => V::refused(vec![error.into()]),
                (Ok(asked), None) => decide(index, asked, item.new_id),
            });
        }
        if self.completeness == Completeness::AllOrNone && verdicts.iter().any(V::is_refused) {
            for (index, it) in verdicts.iter_mut().enumerate() {
                // What an earlier request stored stays stored, and is answered as then.
                if !it.is_refused() && !replayed.contains(&index) {
                    *it = V::refused(vec![R::BATCH_REFUSED]);
                }
            }
            return Judged::Told(verdicts);
        }
        if self.effect == Effect::DryRun {
            verdicts.iter_mut().for_each(V::forget_what_is_new);
            return Judged::Told(verdicts);
        }
        Judged::Accepted(verdicts, answered)
    }

    /// Whether there are keys whose answers are not stored yet.
    pub(super) fn has_answers_to_store<V: Verdict<R>>(&self, verdicts: &[V], answered: &Answered<V>) -> bool {
        self.key.is_some() || self.new_answers(verdicts, answered).next().is_some()
    }

    /// Stores the answers under their keys, in the transaction of the change.
    pub(super) async fn store_answers<V: Verdict<R>>(
        &self,
        tx: &impl ConnectionTrait,
        permit: &Permit,
        verdicts: &Vec<V>,
        answered: &Answered<V>,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        store_all(tx, permit, self.new_answers(verdicts, answered), now).await?;
        match &self.key {
            Some(key) => key.store(tx, permit, verdicts, now).await,
            None => Ok(()),
        }
    }

    fn new_answers<'a, V: Verdict<R>>(
        &'a self,
        verdicts: &'a [V],
        answered: &'a Answered<V>,
    ) -> impl Iterator<Item = (&'a Key, &'a V)> {
        self.items
            .iter()
            .zip(verdicts)
            .filter_map(|(item, it)| Some((item.key.as_ref()?, it)))
            .filter(|(key, it)| !it.is_refused() && !answered.stored.contains_key(key.as_str()))
    }
}

/// The verdicts on a list.
pub(super) enum Judged<V> {
    /// Nothing is written.
    Told(Vec<V>),
    /// What they say is written, and what was answered before.
    Accepted(Vec<V>, Answered<V>),
}

/// What was answered to the items that carry an idempotency key.
pub(super) struct Answered<V> {
    stored: BTreeMap<String, Result<V, IdempotencyError>>,
    /// Keys that the list itself or an earlier item of it has.
    taken: BTreeSet<String>,
}

impl<V: Clone> Answered<V> {
    /// The answer to an item; none where it has to be carried out. One key in one list is for one item.
    fn take(&mut self, key: Option<&Key>) -> Option<Result<V, IdempotencyError>> {
        let key = key?;
        if !self.taken.insert(key.as_str().to_owned()) {
            return Some(Err(IdempotencyError::Mismatch));
        }
        self.stored.get(key.as_str()).cloned()
    }
}
