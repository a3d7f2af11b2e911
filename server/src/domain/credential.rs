//! What may be said of a credential at an instant.

mod recorded;

use chrono::{DateTime, Utc};
use entity::{CredentialStatus, credential, credential_configuration};
use serde_json::{Map, Value, json};

use super::audit;
use super::expiry::Expiry;

pub use recorded::{Described, Recorded};

/// What a credential is worth at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It stands, and may be shown.
    Valid,
    /// It stood, and its time is over.
    Expired,
    /// It stands, and may be shown later.
    NotYetVisible,
    /// It counts no longer: its learner has another one for the same thing instead.
    Replaced,
    /// It was withdrawn.
    Revoked,
}

/// What a credential is worth at `now`.
#[must_use]
pub fn state(credential: &credential::Model, now: DateTime<Utc>) -> State {
    match credential.status {
        CredentialStatus::Revoked => State::Revoked,
        CredentialStatus::Awarded if credential.replaced_at.is_some() => State::Replaced,
        CredentialStatus::Awarded if credential.visible_at > now => State::NotYetVisible,
        CredentialStatus::Awarded if credential.expires_at.is_some_and(|it| it <= now) => State::Expired,
        CredentialStatus::Awarded => State::Valid,
    }
}

/// Whether it counts, from when and until when it does: it was neither withdrawn nor replaced.
#[must_use]
pub fn stands(credential: &credential::Model) -> bool {
    match credential.status {
        CredentialStatus::Awarded => credential.replaced_at.is_none(),
        CredentialStatus::Revoked => false,
    }
}

/// Who may see a credential, beside staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody with its number, once it may be shown.
    Public,
    /// The learner alone.
    Private,
}

/// Whom the learner lets see a credential.
#[must_use]
pub fn visibility(credential: &credential::Model) -> Visibility {
    if credential.is_private {
        Visibility::Private
    } else {
        Visibility::Public
    }
}

/// Whether a visitor with the link may see it at `now`. One that was visible and is revoked or replaced by now says so.
#[must_use]
pub fn is_public(credential: &credential::Model, now: DateTime<Utc>) -> bool {
    visibility(credential) == Visibility::Public && credential.visible_at <= now
}

/// The date that a certificate shows.
#[must_use]
pub fn issued_at(credential: &credential::Model) -> DateTime<Utc> {
    shown_date(credential.awarded_at, credential.date_override)
}

/// The date to show of what was awarded then: one set by the platform wins.
#[must_use]
pub fn shown_date(awarded_at: DateTime<Utc>, date_override: Option<DateTime<Utc>>) -> DateTime<Utc> {
    date_override.unwrap_or(awarded_at)
}

/// From when a credential may be shown: its configuration's date, else the award, and never before a date set by the platform.
#[must_use]
pub fn visible_at(
    awarded_at: DateTime<Utc>,
    available_at: Option<DateTime<Utc>>,
    date_override: Option<DateTime<Utc>>,
) -> DateTime<Utc> {
    let from = available_at.unwrap_or(awarded_at);
    date_override.map_or(from, |date| date.max(from))
}

/// When a credential of this issue date expires by the rule of its configuration; none for never.
#[must_use]
pub fn expires_at(configuration: &credential_configuration::Model, issued_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    Expiry::of(configuration)?.expires_at(issued_at)
}

/// What the history tells of a change: old and new value of each property that differs; all are new in an award. Whose the credential is,
/// what its certificate says and why it was revoked is not among them: that may name somebody.
#[must_use]
pub fn changes(before: Option<&credential::Model>, after: &credential::Model) -> Map<String, Value> {
    let told = |it: &credential::Model| {
        json!({
            "status": it.status,
            "mode": it.mode,
            "date_override": it.date_override,
            "visible_at": it.visible_at,
            "expires_at": it.expires_at,
            "is_private": it.is_private,
            "configuration_id": it.configuration_id,
        })
    };
    // That everybody may see what was just awarded goes without saying.
    let before = before.map_or_else(|| json!({ "is_private": false }), told);
    match audit::changes(&before, &told(after)) {
        Value::Object(changes) => changes,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use entity::CertificateFacts;
    use entity::id::{ConfigurationId, CredentialId, SiteId, UserId};
    use uuid::Uuid;

    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a small number")
    }

    /// Somebody's credential, visible at once and for ever.
    pub(in crate::domain) fn awarded(awarded_at: DateTime<Utc>) -> credential::Model {
        credential::Model {
            id: CredentialId(crate::id::random()),
            site_id: SiteId(Uuid::nil()),
            user_id: UserId(crate::id::random()),
            configuration_id: ConfigurationId(Uuid::nil()),
            status: CredentialStatus::Awarded,
            mode: None,
            awarded_at,
            date_override: None,
            visible_at: awarded_at,
            expires_at: None,
            revoked_at: None,
            revocation_reason: None,
            replaced_at: None,
            replaced_by_id: None,
            facts: CertificateFacts {
                recipient_name: None,
                is_name_told: false,
                title: "Data Science".to_owned(),
                type_label: None,
                organizations: Vec::new(),
                signatories: Vec::new(),
                hours_of_effort: None,
                language: None,
                platform_name: "Wexcombe Online".to_owned(),
                template_version: None,
            },
            is_private: false,
            version: 1,
            updated_at: awarded_at,
            state_salt: None,
        }
    }

    #[test]
    fn what_was_decided_counts_more_than_when() {
        let valid = awarded(at(10));
        let replaced = credential::Model {
            replaced_at: Some(at(20)),
            replaced_by_id: Some(CredentialId(crate::id::random())),
            ..valid.clone()
        };
        let revoked = |it: &credential::Model| credential::Model {
            status: CredentialStatus::Revoked,
            revoked_at: Some(at(30)),
            ..it.clone()
        };
        let later = |it: &credential::Model| credential::Model {
            visible_at: at(200),
            ..it.clone()
        };
        let over = |it: &credential::Model| credential::Model {
            expires_at: Some(at(50)),
            ..it.clone()
        };
        for (credential, expected, is_standing) in [
            (valid.clone(), State::Valid, true),
            (later(&valid), State::NotYetVisible, true),
            (over(&valid), State::Expired, true),
            (replaced.clone(), State::Replaced, false),
            (later(&replaced), State::Replaced, false),
            (over(&replaced), State::Replaced, false),
            (revoked(&valid), State::Revoked, false),
            (revoked(&replaced), State::Revoked, false),
        ] {
            assert_eq!(state(&credential, at(100)), expected, "{credential:?}");
            assert_eq!(stands(&credential), is_standing, "{credential:?}");
        }
    }

    #[test]
    fn visibility_follows_the_configuration_and_waits_for_a_future_date() {
        for (available, date, expected) in [
            (None, None, 100),
            (Some(50), None, 50),
            (Some(200), None, 200),
            // An override in the past dates the certificate and does not hide it.
            (None, Some(10), 100),
            // One in the future hides it until then.
            (None, Some(300), 300),
            (Some(200), Some(300), 300),
            (Some(200), Some(150), 200),
        ] {
            assert_eq!(
                visible_at(at(100), available.map(at), date.map(at)),
                at(expected),
                "{available:?} {date:?}"
            );
        }
    }

    #[test]
    fn history_tells_what_differs_and_of_an_award_what_it_begins_with() {
        let before = awarded(at(100));
        assert_eq!(
            json!(changes(None, &before)),
            json!({
                "status": { "old": null, "new": "awarded" },
                "visible_at": { "old": null, "new": at(100) },
                "configuration_id": { "old": null, "new": before.configuration_id },
            })
        );
        let after = credential::Model {
            status: CredentialStatus::Revoked,
            expires_at: Some(at(300)),
            revocation_reason: Some("Ada asked".to_owned()),
            is_private: true,
            version: 2,
            updated_at: at(200),
            ..before.clone()
        };
        assert_eq!(
            json!(changes(Some(&before), &after)),
            json!({
                "status": { "old": "awarded", "new": "revoked" },
                "expires_at": { "old": null, "new": at(300) },
                "is_private": { "old": false, "new": true },
            })
        );
        assert_eq!(changes(Some(&after), &after), Map::new());
    }
}
