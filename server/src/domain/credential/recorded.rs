//! A change of a credential together with the history entry that attests it.
//!
//! Invariant: `store` writes credentials and their histories from nothing else, so no entry lacks the digests of what the credential said
//! before and says after it.

use entity::{credential, credential_attribute, credential_history};
use uuid::Uuid;

use crate::domain::trail_chain::state_digest;

/// A credential with its attributes: all that is said of it.
#[derive(Clone, Copy, Debug)]
pub struct Described<'a> {
    /// Its row.
    pub credential: &'a credential::Model,
    /// All of its attributes, in any order.
    pub attributes: &'a [credential_attribute::Model],
}

impl Described<'_> {
    /// The digest of what it says; none where it has no salt.
    fn digest(&self) -> Option<Vec<u8>> {
        let salt = self.credential.state_salt?;
        Some(state_digest(self.credential, self.attributes, salt).to_vec())
    }
}

/// A change of a credential together with the history entry that attests it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    credential: credential::Model,
    entry: credential_history::Model,
    has_new_salt: bool,
}

impl Recorded {
    /// The change that made `after` of what was there `before`. It takes the new `salt`: what was said before cannot be found by trying any
    /// more, which is what erasing it asks for.
    #[must_use]
    pub fn new(
        before: Option<Described<'_>>,
        after: Described<'_>,
        entry: credential_history::Model,
        salt: Uuid,
    ) -> Self {
        let credential = credential::Model {
            state_salt: Some(salt),
            ..after.credential.clone()
        };
        let state_after = Described {
            credential: &credential,
            ..after
        }
        .digest();
        Self {
            entry: credential_history::Model {
                state_before: before.and_then(|it| it.digest()),
                state_after,
                ..entry
            },
            credential,
            has_new_salt: true,
        }
    }

    /// The same for a change that takes nothing away and is written together with others: the salt stays, and `salt` is for one that has
    /// none.
    #[must_use]
    pub fn keeping_salt(
        before: Described<'_>,
        after: Described<'_>,
        entry: credential_history::Model,
        salt: Uuid,
    ) -> Self {
        let kept = before.credential.state_salt;
        Self {
            has_new_salt: kept.is_none(),
            ..Self::new(Some(before), after, entry, kept.unwrap_or(salt))
        }
    }

    /// The credential after the change.
    #[must_use]
    pub fn credential(&self) -> &credential::Model {
        &self.credential
    }

    /// The entry.
    #[must_use]
    pub fn entry(&self) -> &credential_history::Model {
        &self.entry
    }

    /// The salt, where the credential had another one before or none.
    #[must_use]
    pub fn new_salt(&self) -> Option<Uuid> {
        self.credential.state_salt.filter(|_| self.has_new_salt)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use entity::{CredentialChange, CredentialStatus};
    use serde_json::json;

    use super::*;
    use crate::domain::credential::tests::awarded;
    use crate::domain::trail_chain::{Attestation, attestation};

    fn entry(after: &credential::Model) -> credential_history::Model {
        credential_history::Model {
            credential_id: after.id,
            version: after.version,
            change: CredentialChange::Awarded,
            status: CredentialStatus::Awarded,
            changed_at: after.updated_at,
            actor_id: None,
            reason: None,
            request_id: None,
            request_token: None,
            details: json!({}),
            site_id: Some(after.site_id),
            seal_sequence: None,
            state_before: None,
            state_after: None,
        }
    }

    fn described(credential: &credential::Model) -> Described<'_> {
        Described {
            credential,
            attributes: &[],
        }
    }

    fn salt(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn changed(before: &credential::Model) -> credential::Model {
        credential::Model {
            is_private: !before.is_private,
            version: before.version + 1,
            updated_at: before.updated_at + TimeDelta::minutes(1),
            ..before.clone()
        }
    }

    #[test]
    fn each_entry_begins_where_the_one_before_ended() {
        let first = awarded(DateTime::<Utc>::UNIX_EPOCH);
        let award = Recorded::new(None, described(&first), entry(&first), salt(1));
        assert_eq!((award.new_salt(), &award.entry().state_before), (Some(salt(1)), &None));

        let second = changed(award.credential());
        let before = described(award.credential());
        let change = Recorded::new(Some(before), described(&second), entry(&second), salt(2));
        assert_eq!(change.new_salt(), Some(salt(2)));
        assert_eq!(change.entry().state_before, award.entry().state_after);

        let third = changed(change.credential());
        let before = described(change.credential());
        let kept = Recorded::keeping_salt(before, described(&third), entry(&third), salt(3));
        assert_eq!((kept.new_salt(), kept.credential().state_salt), (None, Some(salt(2))));
        assert_eq!(kept.entry().state_before, change.entry().state_after);
        for it in [&award, &change, &kept] {
            let newest = std::slice::from_ref(it.entry());
            assert_eq!(attestation(it.credential(), &[], newest), Attestation::Sound);
        }
    }

    #[test]
    fn what_had_no_salt_gets_one() {
        let first = awarded(DateTime::<Utc>::UNIX_EPOCH);
        let second = changed(&first);
        let before = described(&first);
        let change = Recorded::keeping_salt(before, described(&second), entry(&second), salt(1));
        assert_eq!(change.new_salt(), Some(salt(1)));
        assert_eq!(change.entry().state_before, None);
        let newest = std::slice::from_ref(change.entry());
        assert_eq!(attestation(change.credential(), &[], newest), Attestation::Sound);
    }
}
