//! Who is meant by a username and a number on the learning platform, given the rows that have them.

use entity::user;

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

#[cfg(test)]
pub(in crate::domain) mod tests {
    use chrono::DateTime;
    use entity::id::UserId;
    use entity::{Username, UsernameRule};

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
            email: None,
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
