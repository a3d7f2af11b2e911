//! What an award comes to, given what is stored.

use chrono::{DateTime, Utc};
use entity::{
    AttributeName, CredentialChange, CredentialStatus, credential, credential_attribute, credential_configuration,
};
use serde_json::{Map, Value, json};

use super::{AwardRequest, DateOverride, Outcome, Refusal};
use crate::domain::credential::{changes, expires_at, issued_at, visible_at};

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
    /// The row and all attributes before.
    pub before: (credential::Model, Vec<credential_attribute::Model>),
    /// The row afterwards.
    pub credential: credential::Model,
    /// Attributes to write.
    pub attributes: Vec<credential_attribute::Model>,
    /// Names of attributes to take away.
    pub removed: Vec<AttributeName>,
    /// Old and new value of each field that changes.
    pub details: Value,
}

impl Change {
    /// All attributes afterwards.
    #[must_use]
    pub fn attributes_after(&self) -> Vec<credential_attribute::Model> {
        let (_, before) = &self.before;
        let is_written = |name: &AttributeName| self.attributes.iter().any(|it| it.name == *name);
        let kept = before
            .iter()
            .filter(|it| !self.removed.contains(&it.name) && !is_written(&it.name));
        kept.chain(&self.attributes).cloned().collect()
    }
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

    let mut after = credential.clone();
    match request.date_override {
        DateOverride::Keep => {}
        DateOverride::Clear => after.date_override = None,
        DateOverride::Set(date) => after.date_override = Some(date),
    }
    if after.date_override != credential.date_override {
        after.visible_at = visible_at(credential.awarded_at, configuration.available_at, after.date_override);
        // One that was awarded for ever stays so; the date of another counts from the date it shows.
        after.expires_at = credential
            .expires_at
            .map(|before| expires_at(configuration, issued_at(&after)).unwrap_or(before));
    }
    if let Some(mode) = &request.mode {
        after.mode = Some(mode.clone());
    }
    let is_named = match &request.recipient_name {
        Some(name) if credential.facts.recipient_name.is_none() => {
            after.facts.recipient_name = Some(name.clone());
            after.facts.is_name_told = true;
            true
        }
        Some(_) | None => false,
    };
    let Attributes {
        written,
        removed,
        details: of_attributes,
    } = Attributes::decide(request, credential, attributes)?;
    let outcome = match credential.status {
        CredentialStatus::Revoked => {
            after.status = CredentialStatus::Awarded;
            after.revoked_at = None;
            after.revocation_reason = None;
            Outcome::Reinstated
        }
        CredentialStatus::Awarded => Outcome::Updated,
    };
    let mut details = changes(Some(credential), &after);
    if is_named {
        details.insert(
            "recipient_name".to_owned(),
            json!({ "old": null, "new": after.facts.recipient_name }),
        );
    }
    details.extend(of_attributes);
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
        before: (credential.clone(), attributes.to_vec()),
        credential: after,
        attributes: written,
        removed,
        details: Value::Object(details),
    })))
}

/// What becomes of a credential's attributes.
struct Attributes {
    written: Vec<credential_attribute::Model>,
    removed: Vec<AttributeName>,
    /// Old and new value of each that changes.
    details: Map<String, Value>,
}

impl Attributes {
    fn decide(
        request: &AwardRequest,
        credential: &credential::Model,
        stored: &[credential_attribute::Model],
    ) -> Result<Self, Refusal> {
        let mut decided = Self {
            written: Vec::new(),
            removed: Vec::new(),
            details: Map::new(),
        };
        let mut n_new = 0;
        for (name, value) in &request.attributes {
            let old = stored.iter().find(|it| it.name == *name).map(|it| &it.value);
            if old == value.as_ref() {
                continue;
            }
            let told = json!({ "old": old, "new": value });
            decided.details.insert(format!("attributes.{name}"), told);
            match value {
                Some(value) => {
                    n_new += usize::from(old.is_none());
                    decided.written.push(credential_attribute::Model {
                        credential_id: credential.id,
                        name: name.clone(),
                        value: value.clone(),
                    });
                }
                None => decided.removed.push(name.clone()),
            }
        }
        // One that had more before there was a limit can still be changed.
        if n_new > 0 && stored.len() - decided.removed.len() + n_new > MAX_ATTRIBUTES {
            return Err(Refusal::TooManyAttributes { max: MAX_ATTRIBUTES });
        }
        Ok(decided)
    }
}
