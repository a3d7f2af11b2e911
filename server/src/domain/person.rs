//! Who is meant by a username and a number on the learning platform, given the rows that have them.

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::{Username, UsernameKey, user};

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// Nobody that is known yet.
    New,
    /// The person of this row.
    Known(user::Model),
    /// One person with two rows: the platform renamed them, and something was awarded to the new name before the service heard
    /// of it.
    Twice {
        /// The row that has the number; it stays.
        numbered: user::Model,
        /// The row that has the new name and no number.
        named: Box<user::Model>,
    },
}

/// Why it cannot be told who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unidentified {
    /// Name and number belong to two different people.
    #[error("the username and the LMS user id belong to two people")]
    TwoPeople,
    /// The person was retired, and nothing is kept of them.
    #[error("this person was retired, and nothing is kept of them any more")]
    Retired,
}

/// Tells who is meant. The number decides, because it never changes; a row without one belongs to whoever has its name. Nobody is
/// meant who was retired, and neither the number nor the name of a retired person is ever somebody else's.
pub fn identify(
    lms_user_id: Option<i64>,
    by_number: Option<user::Model>,
    by_name: Option<user::Model>,
) -> Result<Person, Unidentified> {
    use Unidentified::TwoPeople;
    if by_number.iter().chain(&by_name).any(|it| it.retired_at.is_some()) {
        return Err(Unidentified::Retired);
    }
    match (by_number, by_name) {
        (None, None) => Ok(Person::New),
        (None, Some(row)) => match (lms_user_id, row.lms_user_id) {
            (Some(told), Some(known)) if told != known => Err(TwoPeople),
            (Some(_) | None, Some(_) | None) => Ok(Person::Known(row)),
        },
        (Some(row), None) => Ok(Person::Known(row)),
        (Some(numbered), Some(named)) if numbered.id == named.id => Ok(Person::Known(numbered)),
        (Some(numbered), Some(named)) if named.lms_user_id.is_none() => Ok(Person::Twice {
            numbered,
            named: Box::new(named),
        }),
        (Some(_), Some(_)) => Err(TwoPeople),
    }
}

/// The row that stays of two that are one person's, with the other's name where that is better known. What waited for the name of
/// either goes on waiting.
#[must_use]
pub fn united(stays: user::Model, goes: &user::Model) -> user::Model {
    let is_better = stays.full_name.is_none() || (goes.is_name_verified && !stays.is_name_verified);
    let better = goes.full_name.clone().filter(|_| is_better);
    let waits = name_due_since(goes);
    user::Model {
        is_name_verified: better
            .as_ref()
            .map_or(stays.is_name_verified, |_| goes.is_name_verified),
        full_name: better.or(stays.full_name),
        name_due_since: stays.name_due_since.into_iter().chain(waits).min(),
        sync_due_at: stays.sync_due_at.min(waits.and(goes.sync_due_at).or(stays.sync_due_at)),
        ..stays
    }
}

/// Since when credentials of a person may wait for the name that certificates show; where no name is known, since the person was first
/// seen.
#[must_use]
pub fn name_due_since(person: &user::Model) -> Option<DateTime<Utc>> {
    match person.full_name {
        None => Some(person.created_at),
        Some(_) => person.name_due_since,
    }
}

/// A row by which a name is known again that a person has given up for another; none where it is the same. Nobody is found by it as
/// long as the person is not retired.
#[must_use]
pub fn former(before: &user::Model, after: &user::Model, id: UserId, now: DateTime<Utc>) -> Option<user::Model> {
    if before.username_key == after.username_key || before.username_key.is_of_nobody() {
        return None;
    }
    Some(user::Model {
        merged_into_id: Some(before.id),
        // There is no account to compare it with.
        sync_due_at: None,
        ..newcomer(id, before.username.clone(), UsernameKey::given_up(id), now)
    })
}

/// The row of somebody of whom nothing is known yet but a name; their account is compared as soon as may be.
#[must_use]
pub fn newcomer(id: UserId, username: Username, username_key: UsernameKey, now: DateTime<Utc>) -> user::Model {
    user::Model {
        id,
        lms_user_id: None,
        username,
        username_key,
        full_name: None,
        is_name_verified: false,
        name_due_since: None,
        email: None,
        name_key: None,
        email_key: None,
        name_words_folding: 0,
        created_at: now,
        updated_at: now,
        version: 1,
        claims_at: None,
        merged_into_id: None,
        retired_at: None,
        erase_until: None,
        is_active: None,
        sync_due_at: Some(now),
    }
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use entity::UsernameRule;

    use super::*;

    /// Somebody of whom no more is known.
    pub(in crate::domain) fn row(username: &str, lms_user_id: Option<i64>) -> user::Model {
        let username = Username::parse(username, UsernameRule::Ascii).expect("a plain name");
        user::Model {
            id: UserId(crate::id::random()),
            lms_user_id,
            username_key: username.key(),
            username,
            full_name: None,
            is_name_verified: false,
            name_due_since: None,
            email: None,
            name_key: None,
            email_key: None,
            name_words_folding: 0,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            version: 1,
            claims_at: None,
            merged_into_id: None,
            retired_at: None,
            erase_until: None,
            is_active: None,
            sync_due_at: None,
        }
    }

    #[test]
    fn number_decides_and_a_row_without_one_belongs_to_its_name() {
        let (ada, plain) = (row("ada", Some(1)), row("countess", None));
        assert_eq!(identify(Some(1), None, None), Ok(Person::New));
        assert_eq!(identify(None, None, Some(ada.clone())), Ok(Person::Known(ada.clone())));
        assert_eq!(
            identify(Some(1), None, Some(ada.clone())),
            Ok(Person::Known(ada.clone()))
        );
        assert_eq!(
            identify(Some(1), None, Some(plain.clone())),
            Ok(Person::Known(plain.clone()))
        );
        assert_eq!(
            identify(Some(1), Some(ada.clone()), None),
            Ok(Person::Known(ada.clone()))
        );
        assert_eq!(
            identify(Some(1), Some(ada.clone()), Some(ada.clone())),
            Ok(Person::Known(ada.clone()))
        );
        assert_eq!(
            identify(Some(1), Some(ada.clone()), Some(plain.clone())),
            Ok(Person::Twice {
                numbered: ada,
                named: Box::new(plain)
            })
        );
    }

    #[test]
    fn two_numbers_are_two_people() {
        let (ada, grace) = (row("ada", Some(1)), row("grace", Some(2)));
        assert_eq!(identify(Some(3), None, Some(ada.clone())), Err(Unidentified::TwoPeople));
        assert_eq!(identify(Some(1), Some(ada), Some(grace)), Err(Unidentified::TwoPeople));
    }

    #[test]
    fn better_known_name_stays_of_two_rows() {
        let named = |name: Option<&str>, is_name_verified| user::Model {
            full_name: name.map(str::to_owned),
            is_name_verified,
            ..row("ada", None)
        };
        for (stays, goes, expected) in [
            ((None, false), (None, false), (None, false)),
            ((None, false), (Some("b"), false), (Some("b"), false)),
            ((None, false), (Some("b"), true), (Some("b"), true)),
            ((Some("a"), false), (Some("b"), false), (Some("a"), false)),
            ((Some("a"), false), (Some("b"), true), (Some("b"), true)),
            ((Some("a"), true), (Some("b"), true), (Some("a"), true)),
            ((Some("a"), true), (None, false), (Some("a"), true)),
        ] {
            let one = united(named(stays.0, stays.1), &named(goes.0, goes.1));
            assert_eq!(
                (one.full_name.as_deref(), one.is_name_verified),
                expected,
                "{stays:?} {goes:?}"
            );
        }
    }

    #[test]
    fn what_waits_for_a_name_goes_on_waiting() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0);
        let named = |name: Option<&str>, name_due_since, sync_due_at| user::Model {
            full_name: name.map(str::to_owned),
            name_due_since,
            sync_due_at,
            ..row("ada", None)
        };
        for (stays, goes, expected) in [
            (
                named(Some("a"), None, at(9)),
                named(Some("b"), None, at(5)),
                (None, at(9)),
            ),
            (
                named(Some("a"), None, at(9)),
                named(Some("b"), at(4), at(5)),
                (at(4), at(5)),
            ),
            (
                named(Some("a"), at(3), at(2)),
                named(Some("b"), at(4), at(5)),
                (at(3), at(2)),
            ),
            // Nothing was known: everything that this row was given waits.
            (named(Some("a"), None, at(9)), named(None, None, at(5)), (at(0), at(5))),
        ] {
            let one = united(stays.clone(), &goes);
            assert_eq!((one.name_due_since, one.sync_due_at), expected, "{stays:?} {goes:?}");
        }
    }

    #[test]
    fn former_name_is_nobodys_and_is_kept_with_the_person() {
        let (before, id, now) = (row("ada", Some(1)), UserId(crate::id::random()), DateTime::UNIX_EPOCH);
        let after = row("countess", Some(1));
        let kept = former(&before, &after, id, now).expect("another name");
        assert_eq!(
            (kept.username, kept.username_key),
            (before.username.clone(), UsernameKey::given_up(id))
        );
        assert_eq!(
            (kept.lms_user_id, kept.merged_into_id, kept.sync_due_at),
            (None, Some(before.id), None)
        );
        assert_eq!(former(&before, &row("ADA", Some(1)), id, now), None);
        let nameless = user::Model {
            username_key: UsernameKey::nameless(id),
            ..before
        };
        assert_eq!(former(&nameless, &after, id, now), None);
    }

    #[test]
    fn retired_person_is_nobody() {
        let retired = user::Model {
            retired_at: Some(DateTime::UNIX_EPOCH),
            ..row("ada", Some(1))
        };
        let grace = row("grace", Some(2));
        for (told, by_number, by_name) in [
            (Some(1), Some(retired.clone()), None),
            (None, None, Some(retired.clone())),
            (Some(2), Some(grace.clone()), Some(retired.clone())),
            (Some(1), Some(retired), Some(grace)),
        ] {
            assert_eq!(identify(told, by_number, by_name), Err(Unidentified::Retired));
        }
    }
}
