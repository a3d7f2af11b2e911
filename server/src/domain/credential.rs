//! What may be said of a credential at an instant.

use chrono::{DateTime, Utc};
use entity::{CredentialStatus, credential, credential_configuration};

use super::expiry::Expiry;

/// What a credential is worth at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It stands, and may be shown.
    Valid,
    /// It stood, and its time is over.
    Expired,
    /// It stands, and may be shown later.
    NotYetVisible,
    /// It was withdrawn.
    Revoked,
}

/// What a credential is worth at `now`.
#[must_use]
pub fn state(credential: &credential::Model, now: DateTime<Utc>) -> State {
    match credential.status {
        CredentialStatus::Revoked => State::Revoked,
        CredentialStatus::Awarded if credential.visible_at > now => State::NotYetVisible,
        CredentialStatus::Awarded if credential.expires_at.is_some_and(|it| it <= now) => State::Expired,
        CredentialStatus::Awarded => State::Valid,
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

/// Whether a visitor with the link may see it at `now`. A revoked credential that was visible says that it was revoked.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a small number")
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
}
