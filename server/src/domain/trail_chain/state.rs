//! All that a credential says, as one digest. The history entry of each change has the digests of what was said before and after it, and
//! the chain fixes the entry: who writes something else into a credential does not fit its history.
//!
//! What is written here is for good, like the chain. A column that comes later counts by its name, and only where it has another value than
//! rows from before it.

use entity::{credential, credential_attribute, credential_history};
use serde_json::json;
use uuid::Uuid;

use super::Hash;
use super::canonical::Fields;

/// The digest of all that a credential says, with its attributes in any order. Who does not know the salt finds by trying nothing that was
/// said.
#[must_use]
pub fn state_digest(credential: &credential::Model, attributes: &[credential_attribute::Model], salt: Uuid) -> Hash {
    let credential::Model {
        id,
        site_id,
        user_id,
        configuration_id,
        status,
        mode,
        awarded_at,
        date_override,
        visible_at,
        expires_at,
        revoked_at,
        revocation_reason,
        replaced_at,
        replaced_by_id,
        facts,
        is_private,
        version,
        updated_at,
        state_salt: _,
    } = credential;
    let mut fields = Fields::of("credentials/credential/state/1");
    fields.id(salt);
    fields.id(id.0);
    fields.id(site_id.0);
    fields.id(user_id.0);
    fields.id(configuration_id.0);
    fields.text(status.as_str());
    fields.optional_text(mode.as_ref().map(entity::EnrollmentMode::as_str));
    fields.instant(*awarded_at);
    fields.optional_instant(*date_override);
    fields.instant(*visible_at);
    fields.optional_instant(*expires_at);
    fields.optional_instant(*revoked_at);
    fields.optional_text(revocation_reason.as_deref());
    fields.optional_instant(*replaced_at);
    fields.optional_id(replaced_by_id.map(|it| it.0));
    // As they are understood, however the database writes them: a fact that is absent is left out.
    fields.json(&json!(facts));
    fields.number((*is_private).into());
    fields.number((*version).into());
    fields.instant(*updated_at);
    let mut attributes: Vec<_> = attributes.iter().collect();
    attributes.sort_by_key(|it| it.name.as_str().as_bytes());
    for credential_attribute::Model {
        credential_id: _,
        name,
        value,
    } in attributes
    {
        fields.text(name.as_str());
        fields.text(value);
    }
    fields.hash()
}

/// What the history of a credential tells of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attestation {
    /// The newest entry tells just that.
    Sound,
    /// The newest entry does not tell: a release wrote it that knew nothing of digests.
    Missing,
    /// The newest entry tells something else, or is of another version.
    Broken,
}

/// Compares what a credential says with the entries of its version and of later ones, of which there should be one.
#[must_use]
pub fn attestation(
    credential: &credential::Model,
    attributes: &[credential_attribute::Model],
    newest: &[credential_history::Model],
) -> Attestation {
    let [entry] = newest else {
        return Attestation::Broken;
    };
    if entry.version != credential.version {
        return Attestation::Broken;
    }
    let Some(told) = &entry.state_after else {
        return Attestation::Missing;
    };
    let found = credential.state_salt.map(|it| state_digest(credential, attributes, it));
    if found.is_some_and(|it| it.as_slice() == told.as_slice()) {
        Attestation::Sound
    } else {
        Attestation::Broken
    }
}

#[cfg(test)]
mod tests;
