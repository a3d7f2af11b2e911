//! What of an entry is hashed: its facts, which stay, and its words, which retirement may erase.

use chrono::{DateTime, Utc};
use entity::id::{DifferenceId, RecordShareId, SiteId, UserId};
use entity::{TrailKind, TrailSubject, audit_entry, credential_history, trail_entry};
use serde_json::{Map, Value};

use super::canonical::Fields;
use super::{EntryKey, Hash};
use crate::domain::retirement::is_kept;

/// Of whom an entry's words tell, and with whom they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerns {
    /// A person.
    Person(UserId),
    /// A link to a person's record, which goes with its person.
    Share(RecordShareId),
    /// Something that the learning platform said otherwise of somebody who was not known here.
    Difference(DifferenceId),
    /// Nobody whose retirement would erase them.
    Nobody,
}

/// What of an entry is hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// Which entry it is.
    pub key: EntryKey,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Of whom its words tell.
    pub concerns: Concerns,
    facts: Fields,
    words: Value,
}

impl Material {
    /// Whether it has no words, or none any more.
    #[must_use]
    pub fn is_wordless(&self) -> bool {
        self.words.as_object().is_none_or(Map::is_empty)
    }

    /// The digest of its words, which nobody guesses who does not know the salt.
    #[must_use]
    pub fn words_digest(&self, salt: &[u8]) -> Hash {
        let mut fields = Fields::of("credentials/audit-trail/words/1");
        fields.bytes(salt);
        fields.json(&self.words);
        fields.hash()
    }

    /// The digest of the whole entry, its words by their digest.
    #[must_use]
    pub fn digest(&self, words_digest: &[u8]) -> Hash {
        let mut fields = self.facts.clone();
        fields.bytes(words_digest);
        fields.hash()
    }
}

/// An entry.
const ENTRY: &str = "credentials/audit-trail/entry/1";
/// A change of a credential that tells by digests what the credential said before and after it. Who takes them away makes the other kind
/// of it.
const ATTESTING: &str = "credentials/audit-trail/entry/2";

/// Begins the facts of an entry.
fn facts(purpose: &str, key: EntryKey, site: SiteId, at: DateTime<Utc>, actor: Option<UserId>) -> Fields {
    let mut facts = Fields::of(purpose);
    facts.text(key.kind.as_str());
    facts.id(site.0);
    facts.id(key.id);
    facts.number(key.version.into());
    facts.instant(at);
    facts.optional_id(actor.map(|it| it.0));
    facts
}

/// The words that there are.
fn words(reason: Option<&str>, request_id: Option<&str>, details: Map<String, Value>) -> Value {
    let mut words = Map::new();
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            words.insert(name.to_owned(), value.into());
        }
    };
    add("reason", reason);
    add("request_id", request_id);
    if !details.is_empty() {
        words.insert("details".to_owned(), details.into());
    }
    words.into()
}

/// Something that concerns a person.
#[must_use]
pub fn of_deed(entry: &trail_entry::Model) -> Material {
    let trail_entry::Model {
        id,
        site_id,
        actor_id,
        action,
        subject_kind,
        subject_id,
        reason,
        request_id,
        happened_at,
        details,
        seal_sequence: _,
    } = entry;
    let key = EntryKey {
        kind: TrailKind::Deed,
        id: id.0,
        version: 0,
    };
    let mut facts = facts(ENTRY, key, *site_id, *happened_at, *actor_id);
    facts.text(action.as_str());
    facts.text(subject_kind.as_str());
    facts.id(*subject_id);
    facts.json(details);
    Material {
        key,
        at: *happened_at,
        concerns: match subject_kind {
            TrailSubject::User => Concerns::Person(UserId(*subject_id)),
            TrailSubject::RecordShare => Concerns::Share(RecordShareId(*subject_id)),
            TrailSubject::Difference => Concerns::Difference(DifferenceId(*subject_id)),
            TrailSubject::Credential | TrailSubject::Reconciliation | TrailSubject::Site => Concerns::Nobody,
        },
        facts,
        words: words(reason.as_deref(), request_id.as_deref(), Map::new()),
    }
}

/// A change of something that staff manage.
#[must_use]
pub fn of_change(entry: &audit_entry::Model) -> Material {
    let audit_entry::Model {
        subject_id,
        version,
        site_id,
        subject_type,
        change,
        changed_at,
        actor_id,
        request_id,
        details,
        seal_sequence: _,
    } = entry;
    let key = EntryKey {
        kind: TrailKind::Change,
        id: *subject_id,
        version: *version,
    };
    let mut facts = facts(ENTRY, key, *site_id, *changed_at, *actor_id);
    facts.text(subject_type.as_str());
    facts.text(change.as_str());
    facts.json(details);
    Material {
        key,
        at: *changed_at,
        concerns: Concerns::Nobody,
        facts,
        words: words(None, request_id.as_deref(), Map::new()),
    }
}

/// A change of a credential of this site and this learner.
#[must_use]
pub fn of_credential(entry: &credential_history::Model, site: SiteId, learner: UserId) -> Material {
    let credential_history::Model {
        credential_id,
        version,
        change,
        status,
        changed_at,
        actor_id,
        reason,
        request_id,
        request_token,
        details,
        site_id: _,
        seal_sequence: _,
        state_before,
        state_after,
    } = entry;
    let key = EntryKey {
        kind: TrailKind::Credential,
        id: credential_id.0,
        version: *version,
    };
    let (kept, erasable): (Map<_, _>, Map<_, _>) = match details {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .partition(|(name, _)| is_kept(name)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            (Map::new(), Map::from_iter([(String::new(), details.clone())]))
        }
    };
    let is_attesting = state_before.is_some() || state_after.is_some();
    let purpose = if is_attesting { ATTESTING } else { ENTRY };
    let mut facts = facts(purpose, key, site, *changed_at, *actor_id);
    facts.text(change.as_str());
    facts.text(status.as_str());
    facts.optional_id(*request_token);
    facts.json(&Value::Object(kept));
    if is_attesting {
        facts.optional_bytes(state_before.as_deref());
        facts.optional_bytes(state_after.as_deref());
    }
    Material {
        key,
        at: *changed_at,
        concerns: Concerns::Person(learner),
        facts,
        words: words(reason.as_deref(), request_id.as_deref(), erasable),
    }
}
