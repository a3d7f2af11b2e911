//! The account of a person.

use entity::{DifferenceKind, Username, user};

use super::{Found, Present, Told};

/// What names of accounts begin with that the platform has retired.
const RETIRED: &str = "retired__user_";

/// What the platform tells of an account.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// Its name.
    pub username: &'a Username,
    /// Its number; none where the platform does not tell it.
    pub lms_user_id: Option<i64>,
}

/// Whether the account of the person's name may be another person's, or is missing, so that the platform has to be asked by number;
/// tells that number.
#[must_use]
pub fn number_to_ask(person: &user::Model, by_name: Option<Account<'_>>) -> Option<i64> {
    person.lms_user_id.filter(|_| !is_own(person, by_name))
}

/// What differs between a person and the accounts of their name and their number; none where the account of that name is theirs.
#[must_use]
pub fn compare(person: &user::Model, by_name: Option<Account<'_>>, by_number: Option<Account<'_>>) -> Option<Found> {
    if is_own(person, by_name) {
        return None;
    }
    let found = |kind, there: Option<&Username>| Found {
        kind,
        course_key: None,
        here: Some(person.username.to_string()),
        there: there.map(ToString::to_string),
        told: Told {
            username: there.cloned(),
            ..Told::default()
        },
        seen_version: Some(person.version),
    };
    match by_number.map(|it| it.username) {
        Some(name) if name.key() == person.username_key => None,
        Some(name) if name.as_str().starts_with(RETIRED) => Some(found(DifferenceKind::AccountRetired, Some(name))),
        Some(name) => Some(found(DifferenceKind::UsernameChanged, Some(name))),
        None => Some(found(DifferenceKind::AccountUnknown, None)),
    }
}

/// Whether the account of the person's name is theirs, as far as numbers tell.
fn is_own(person: &user::Model, by_name: Option<Account<'_>>) -> bool {
    by_name.is_some_and(|it| match (person.lms_user_id, it.lms_user_id) {
        (Some(known), Some(told)) => known == told,
        (Some(_) | None, _) => true,
    })
}

/// What has become of a difference about a person who was called `here`.
#[must_use]
pub fn present(kind: DifferenceKind, here: Option<&str>, told: &Told, person: Option<&user::Model>) -> Present {
    let Some(person) = person.filter(|it| it.merged_into_id.is_none()) else {
        return Present::Moved;
    };
    if person.retired_at.is_some() {
        return Present::Settled;
    }
    let is_called_so = |it: &Username| it.key() == person.username_key;
    if kind == DifferenceKind::UsernameChanged && told.username.as_ref().is_some_and(is_called_so) {
        return Present::Settled;
    }
    if here == Some(person.username.as_str()) {
        Present::Open
    } else {
        Present::Moved
    }
}

#[cfg(test)]
mod tests {
    use entity::UsernameRule;

    use super::*;
    use crate::domain::person::tests::row;

    fn name(text: &str) -> Username {
        Username::parse(text, UsernameRule::Ascii).expect("a name")
    }

    #[test]
    fn number_tells_where_the_account_is() {
        let (ada, lovelace, gone, other) = (name("Ada"), name("lovelace"), name("retired__user_0a1b"), name("ada"));
        let account = |username, lms_user_id| Some(Account { username, lms_user_id });
        let kind = |person: &user::Model, by_name, by_number| compare(person, by_name, by_number).map(|it| it.kind);
        let (plain, numbered) = (row("ada", None), row("ada", Some(7)));

        // The account of the name is the person's own.
        for (person, told) in [
            (&plain, None),
            (&plain, Some(7)),
            (&numbered, None),
            (&numbered, Some(7)),
        ] {
            assert_eq!(number_to_ask(person, account(&ada, told)), None);
            assert_eq!(kind(person, account(&ada, told), None), None);
        }
        // It is somebody else's by now, or gone.
        for by_name in [account(&other, Some(8)), None] {
            assert_eq!(number_to_ask(&numbered, by_name), Some(7));
            for (by_number, expected) in [
                (account(&lovelace, Some(7)), Some(DifferenceKind::UsernameChanged)),
                (account(&gone, Some(7)), Some(DifferenceKind::AccountRetired)),
                (account(&ada, Some(7)), None),
                (None, Some(DifferenceKind::AccountUnknown)),
            ] {
                assert_eq!(kind(&numbered, by_name, by_number), expected);
            }
        }
        assert_eq!(number_to_ask(&plain, None), None);
        assert_eq!(kind(&plain, None, None), Some(DifferenceKind::AccountUnknown));
    }

    #[test]
    fn who_is_called_otherwise_by_now_is_looked_at_anew() {
        let told = Told {
            username: Some(name("lovelace")),
            ..Told::default()
        };
        let kind = DifferenceKind::UsernameChanged;
        let now = |person: &user::Model| present(kind, Some("ada"), &told, Some(person));
        assert_eq!(now(&row("ada", Some(7))), Present::Open);
        assert_eq!(now(&row("Lovelace", Some(7))), Present::Settled);
        assert_eq!(now(&row("countess", Some(7))), Present::Moved);
        let retired = user::Model {
            retired_at: Some(chrono::DateTime::UNIX_EPOCH),
            ..row("ada", Some(7))
        };
        assert_eq!(now(&retired), Present::Settled);
        assert_eq!(present(kind, Some("ada"), &told, None), Present::Moved);
    }
}
