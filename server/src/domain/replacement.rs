//! Two credentials for the same thing that turn out to be one person's: which of them the person has, and what becomes of the other.

use chrono::{DateTime, Utc};
use entity::{CredentialStatus, credential};

use super::credential::{State, state};

/// What becomes of two credentials of one person for the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled<'a> {
    /// The one that the person has from now on.
    pub kept: &'a credential::Model,
    /// The other one.
    pub left: &'a credential::Model,
    /// Whether the other one is replaced. One that was revoked says that it was, and nothing else.
    pub is_replaced: bool,
}

/// Tells which of two credentials the person keeps: the one that is worth more now, and of two of the same worth the one that is the
/// `own` of the row that stays. So nobody loses what stands to what was revoked or has expired.
#[must_use]
pub fn settle<'a>(own: &'a credential::Model, other: &'a credential::Model, now: DateTime<Utc>) -> Settled<'a> {
    let (kept, left) = if worth(other, now) > worth(own, now) {
        (other, own)
    } else {
        (own, other)
    };
    Settled {
        kept,
        left,
        is_replaced: left.status == CredentialStatus::Awarded,
    }
}

fn worth(credential: &credential::Model, now: DateTime<Utc>) -> u8 {
    match state(credential, now) {
        State::Valid => 3,
        State::NotYetVisible => 2,
        State::Expired => 1,
        State::Replaced | State::Revoked => 0,
    }
}

/// A credential that another one replaces at `now`. Since when, stays as it is where it was replaced before. Its learner decides by the
/// other one who sees either.
#[must_use]
pub fn replaced(before: credential::Model, by: &credential::Model, now: DateTime<Utc>) -> credential::Model {
    credential::Model {
        replaced_at: before.replaced_at.or(Some(now)),
        replaced_by_id: Some(by.id),
        is_private: before.is_private || by.is_private,
        ..before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::credential::tests::awarded;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a small number")
    }

    #[test]
    fn person_keeps_what_is_worth_more() {
        let now = at(100);
        let valid = awarded(at(10));
        let hidden = credential::Model {
            visible_at: at(200),
            ..valid.clone()
        };
        let expired = credential::Model {
            expires_at: Some(at(50)),
            ..valid.clone()
        };
        let revoked = credential::Model {
            status: CredentialStatus::Revoked,
            revoked_at: Some(at(60)),
            ..valid.clone()
        };
        for (own, other, keeps_own, is_replaced) in [
            (&valid, &valid, true, true),
            (&valid, &hidden, true, true),
            (&valid, &expired, true, true),
            (&valid, &revoked, true, false),
            (&hidden, &valid, false, true),
            (&hidden, &expired, true, true),
            (&expired, &valid, false, true),
            (&expired, &hidden, false, true),
            (&expired, &expired, true, true),
            (&expired, &revoked, true, false),
            (&revoked, &valid, false, false),
            (&revoked, &expired, false, false),
            (&revoked, &revoked, true, false),
        ] {
            let other = awarded_to_another_row(other);
            let settled = settle(own, &other, now);
            let expected = if keeps_own { (own, &other) } else { (&other, own) };
            assert_eq!((settled.kept, settled.left), expected, "{own:?} {other:?}");
            assert_eq!(settled.is_replaced, is_replaced, "{own:?} {other:?}");
        }
    }

    fn awarded_to_another_row(credential: &credential::Model) -> credential::Model {
        let other = awarded(at(0));
        credential::Model {
            id: other.id,
            user_id: other.user_id,
            ..credential.clone()
        }
    }

    #[test]
    fn replaced_one_is_no_more_public_than_what_replaced_it() {
        let (before, by) = (awarded(at(1)), awarded(at(2)));
        let first = replaced(before.clone(), &by, at(3));
        assert_eq!((first.replaced_at, first.replaced_by_id), (Some(at(3)), Some(by.id)));
        assert_eq!((first.is_private, state(&first, at(3))), (false, State::Replaced));
        let hidden = credential::Model { is_private: true, ..by };
        let again = replaced(first, &hidden, at(4));
        assert_eq!(
            (again.replaced_at, again.is_private),
            (Some(at(3)), true),
            "since the first time"
        );
        let own = credential::Model {
            is_private: true,
            ..before
        };
        assert!(replaced(own, &awarded(at(2)), at(3)).is_private);
    }
}
