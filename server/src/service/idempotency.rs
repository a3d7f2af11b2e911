//! Answering a repeated request as the first time.
//!
//! A caller's key is stored in the transaction of the change itself, so that key and change are there together or not at all.

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::UserId;
use entity::idempotency_record;
use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::Fault;
use crate::context::Ctx;
use crate::domain::idempotency::{IdempotencyError, MAX_LENGTH};
use crate::policy::Permit;
use crate::store;

/// How long a key is remembered.
const KEPT: TimeDelta = TimeDelta::days(7);
/// Keys that one statement of a clean-up removes.
const BATCH: u64 = 50;

/// A caller's key, with what tells a repetition from a different request.
#[derive(Clone, Debug)]
pub(super) struct Key {
    caller: UserId,
    text: String,
    operation: &'static str,
    fingerprint: Vec<u8>,
}

impl Key {
    /// Reads a key; `input` is everything the request asks for.
    pub(super) fn parse(
        key: String,
        caller: UserId,
        operation: &'static str,
        input: &impl Serialize,
    ) -> Result<Self, IdempotencyError> {
        let is_key = (1..=MAX_LENGTH).contains(&key.chars().count())
            && !key.chars().any(char::is_control)
            // MySQL and MariaDB take "key " for "key", SQLite does not.
            && key.trim() == key;
        if !is_key {
            return Err(IdempotencyError::InvalidKey);
        }
        // Our own plain structures: serializing them cannot fail.
        let body = serde_json::to_vec(&(operation, input)).unwrap_or_default();
        Ok(Self {
            caller,
            text: key,
            operation,
            fingerprint: Sha256::digest(body).to_vec(),
        })
    }

    /// The answer stored under the key, if there is one.
    pub(super) async fn answer<T: DeserializeOwned>(
        &self,
        connection: &impl ConnectionTrait,
        now: DateTime<Utc>,
    ) -> Result<Option<Result<T, IdempotencyError>>, Fault> {
        Ok(answers(connection, std::slice::from_ref(&self), now)
            .await?
            .remove(&self.text))
    }

    /// The caller's own words.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Stores the answer, in the transaction of the change.
    pub(super) async fn store(
        &self,
        tx: &impl ConnectionTrait,
        permit: &Permit,
        answer: &impl Serialize,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        store_all(tx, permit, std::iter::once((self, answer)), now).await
    }

    fn record(&self, answer: &impl Serialize, now: DateTime<Utc>) -> Result<idempotency_record::Model, DbErr> {
        Ok(idempotency_record::Model {
            caller_id: self.caller,
            key: self.text.clone(),
            operation: self.operation.to_owned(),
            fingerprint: self.fingerprint.clone(),
            answer: serde_json::to_value(answer).map_err(|error| DbErr::Json(error.to_string()))?,
            created_at: now,
            expires_at: now + KEPT,
        })
    }
}

/// Stores the answers of one caller's keys, in the transaction of the change: two statements, however many there are.
pub(super) async fn store_all<'a, T: Serialize + 'a>(
    tx: &impl ConnectionTrait,
    permit: &Permit,
    answers: impl Iterator<Item = (&'a Key, &'a T)>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let records: Vec<_> = answers
        .map(|(key, answer)| key.record(answer, now))
        .collect::<Result<_, _>>()?;
    let Some(caller) = records.first().map(|it| it.caller_id) else {
        return Ok(());
    };
    let keys = records.iter().map(|it| it.key.clone()).collect();
    store::idempotency_record::delete_expired_keys(tx, caller, keys, now).await?;
    store::idempotency_record::insert_many(tx, permit, &records).await
}

/// The answers stored under keys of one caller, by key.
pub(super) async fn answers<T: DeserializeOwned>(
    connection: &impl ConnectionTrait,
    keys: &[&Key],
    now: DateTime<Utc>,
) -> Result<BTreeMap<String, Result<T, IdempotencyError>>, Fault> {
    let Some(caller) = keys.first().map(|it| it.caller) else {
        return Ok(BTreeMap::new());
    };
    let texts = keys.iter().map(|it| it.text.clone()).collect();
    let records = store::idempotency_record::by_keys(connection, caller, texts).await?;
    let mut answers = BTreeMap::new();
    for record in records.into_iter().filter(|it| it.expires_at > now) {
        let Some(key) = keys.iter().find(|it| it.text == record.key) else {
            continue;
        };
        let answer = if record.fingerprint == key.fingerprint {
            Ok(serde_json::from_value(record.answer).context("read a stored answer")?)
        } else {
            Err(IdempotencyError::Mismatch)
        };
        answers.insert(record.key, answer);
    }
    Ok(answers)
}

/// Removes keys that have expired; tells how many.
pub async fn forget_expired_keys(ctx: &Ctx) -> Result<u64, Fault> {
    let now = ctx.clock.now();
    let mut n_removed = 0;
    loop {
        let tx = ctx.db.begin().await?;
        let n_batch = store::idempotency_record::delete_expired(&ctx.db.read, &tx, now, BATCH).await?;
        tx.commit().await?;
        n_removed += n_batch;
        if n_batch < BATCH {
            return Ok(n_removed);
        }
    }
}
