//! The audit trail: who did what to whom, when, and why.
//!
//! A change is noted in its own transaction, by [`note`], so that there is no change without its entry. What only looks is
//! noted before it shows anything, by [`note_alone`]: where the trail cannot be kept, nothing is seen.

mod attest;
mod browse;
mod compare;
mod export;
mod name;
pub(super) mod proof;
mod seal;
mod site;
mod states;
mod told;
mod verify;

use std::borrow::Cow;

use entity::id::TrailEntryId;
use entity::{TrailAction, TrailSubject, trail_entry};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Fault;
use super::retry::{Missed, commit, retry};
use crate::context::Request;
use crate::policy::Permit;
use crate::store;

pub use self::browse::{Target, TrailListing, list, of_person};
pub use self::compare::{Comparison, compare_all};
pub use self::export::{Export, ExportedEntry, Format, export};
pub use self::name::{Thing, names};
pub use self::proof::{Proof, VerifyTrailError, ask, findings, prove, verify_due};
pub use self::seal::{Swept, seal};
pub use self::site::add_sites;
pub use self::verify::verify_all;
pub use crate::store::trail::{Entry, Kind, Place, Subject};

/// What somebody does and must be able to answer for.
#[derive(Clone, Debug)]
pub struct Deed {
    /// What is done.
    pub action: TrailAction,
    /// What it is done to: its kind and its key.
    pub subject: (TrailSubject, Uuid),
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// What else there is to know, an object: never a secret, a token, or what a person wrote.
    pub details: Value,
}

impl Deed {
    /// A deed without a reason and without more to know.
    #[must_use]
    pub fn of(action: TrailAction, subject: (TrailSubject, Uuid)) -> Self {
        Self {
            action,
            subject,
            reason: None,
            details: json!({}),
        }
    }
}

/// Properties of a credential's change of which the trail tells only that they changed: names, which a person may have put behind them.
const NAMES: [&str; 2] = ["recipient_name", "facts.recipient_name"];

/// What is told of an entry beside who did what to whom, and why: an object.
#[must_use]
pub fn details(entry: &Entry) -> Cow<'_, Value> {
    match entry {
        Entry::Deed(it) => Cow::Borrowed(&it.details),
        Entry::Change(it) => Cow::Borrowed(&it.details),
        Entry::Credential(it) => {
            let mut details = it.details.clone();
            for name in NAMES {
                if let Some(told) = details.get_mut(name) {
                    *told = json!({});
                }
            }
            Cow::Owned(details)
        }
    }
}

/// Notes what the request does, in the transaction that does it.
pub async fn note(tx: &impl ConnectionTrait, permit: &Permit, request: &Request, deeds: &[Deed]) -> Result<(), DbErr> {
    store::trail_entry::insert_many(tx, permit, &entries(request, deeds)).await
}

/// Notes what the request does where there is no transaction to do it in.
pub async fn note_alone(request: &Request, permit: &Permit, deeds: &[Deed]) -> Result<(), Fault> {
    // Made once: when the answer to a commit is lost, the next attempt finds the entries there and adds nothing.
    let entries = entries(request, deeds);
    if entries.is_empty() {
        return Ok(());
    }
    retry(|| attempt(request, permit, &entries)).await
}

async fn attempt(request: &Request, permit: &Permit, entries: &[trail_entry::Model]) -> Result<(), Missed<Fault>> {
    let tx = request.ctx.db.begin().await?;
    store::trail_entry::insert_many(&tx, permit, entries).await?;
    commit(tx).await
}

fn entries(request: &Request, deeds: &[Deed]) -> Vec<trail_entry::Model> {
    let id = || TrailEntryId(crate::id::ordered());
    deeds.iter().map(|deed| entry(request, deed, id())).collect()
}

/// The entry of something that the request does, under a key that was made before the first attempt: it tells that the attempt took
/// place.
pub(super) fn entry(request: &Request, deed: &Deed, id: TrailEntryId) -> trail_entry::Model {
    let Deed {
        action,
        subject: (subject_kind, subject_id),
        reason,
        details,
    } = deed.clone();
    trail_entry::Model {
        id,
        site_id: request.site.id,
        actor_id: request.actor.user_id(),
        action,
        subject_kind,
        subject_id,
        reason,
        request_id: Some(request.request_id.to_string()),
        happened_at: request.ctx.clock.now(),
        details,
        seal_sequence: None,
    }
}
