//! What an award comes to, given what is stored.

use chrono::{DateTime, Utc};
use entity::{CredentialChange, CredentialStatus, credential, credential_attribute, credential_configuration};
use serde_json::{Map, Value, json};

use super::{AwardRequest, DateOverride, Outcome, Refusal};
use crate::domain::credential::{expires_at, issued_at, visible_at};

/// Most attributes of a credential, however many awards brought them.
const MAX_ATTRIBUTES: usize = 200;

/// What an award comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The learner has no such credential yet.
    Create,
    /// The stored credential changes.
    Change(Box<Change>),
    /// The stored credential is just so already.
    Unchanged,
}

/// How a stored credential changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is called in the answer.
    pub outcome: Outcome,
    /// What it is called in the history.
    pub change: CredentialChange,
    /// The row afterwards.
    pub credential: credential::Model,
    /// Attributes to write.
    pub attributes: Vec<credential_attribute::Model>,
    /// Old and new value of each field that changes.
    pub details: Value,
}

/// Decides on an award whose configuration exists.
///
/// `stored` is the learner's credential of this configuration with its attributes, if there is one.
pub fn decide(
    request: &AwardRequest,
    configuration: &credential_configuration::Model,
    stored: Option<(&credential::Model, &[credential_attribute::Model])>,
    now: DateTime<Utc>,
) -> Result<Decision, Refusal> {
    if let Some(expected) = request.expected_version
        && stored.map(|(credential, _)| credential.version) != Some(expected)
    {
        return Err(Refusal::Stale {
            version: stored.map(|(credential, _)| credential.version),
        });
    }
    if !configuration.is_active {
        return Err(Refusal::ConfigurationInactive);
    }
    let Some((credential, attributes)) = stored else {
        return Ok(Decision::Create);
    };

    let mut details = Map::new();
    let mut note = |field: &str, old: Value, new: Value| {
        details.insert(field.to_owned(), json!({ "old": old, "new": new }));
    };
    let mut after = credential.clone();

    let date_override = match request.date_override {
        DateOverride::Keep => credential.date_override,
        DateOverride::Clear => None,
        DateOverride::Set(date) => Some(date),
    };
    if date_override != credential.date_override {
        note("date_override", json!(credential.date_override), json!(date_override));
        after.date_override = date_override;
        after.visible_at = visible_at(credential.awarded_at, configuration.available_at, date_override);
        // One that was awarded for ever stays so; the date of another counts from the date it shows.
        after.expires_at = credential
            .expires_at
            .map(|before| expires_at(configuration, issued_at(&after)).unwrap_or(before));
    }
    if let Some(mode) = &request.mode
        && credential.mode.as_ref() != Some(mode)
    {
        note("mode", json!(credential.mode), json!(mode));
        after.mode = Some(mode.clone());
    }
    if let Some(name) = &request.recipient_name
        && credential.facts.recipient_name.is_none()
    {
        note("recipient_name", Value::Null, json!(name));
        after.facts.recipient_name = Some(name.clone());
        after.facts.is_name_told = true;
    }
    let mut written = Vec::new();
    for (name, value) in &request.attributes {
        let old = attributes.iter().find(|it| it.name == *name).map(|it| &it.value);
        if old != Some(value) {
            note(&format!("attributes.{name}"), json!(old), json!(value));
            written.push(credential_attribute::Model {
                credential_id: credential.id,
                name: name.clone(),
                value: value.clone(),
            });
        }
    }
    let is_new = |it: &&credential_attribute::Model| attributes.iter().all(|old| old.name != it.name);
    let n_new = written.iter().filter(is_new).count();
    // One that had more before there was a limit can still be changed.
    if n_new > 0 && attributes.len() + n_new > MAX_ATTRIBUTES {
        return Err(Refusal::TooManyAttributes { max: MAX_ATTRIBUTES });
    }
    let outcome = match credential.status {
        CredentialStatus::Revoked => {
            note(
                "status",
                json!(CredentialStatus::Revoked),
                json!(CredentialStatus::Awarded),
            );
            after.status = CredentialStatus::Awarded;
            after.revoked_at = None;
            after.revocation_reason = None;
            Outcome::Reinstated
        }
        CredentialStatus::Awarded => Outcome::Updated,
    };
    if details.is_empty() {
        return Ok(Decision::Unchanged);
    }
    after.version += 1;
    after.updated_at = now;
    Ok(Decision::Change(Box::new(Change {
        outcome,
        change: if outcome == Outcome::Reinstated {
            CredentialChange::Reinstated
        } else {
            CredentialChange::Updated
        },
        credential: after,
        attributes: written,
        details: Value::Object(details),
    })))
}
