//! What an account on the learning platform tells of a person whom the service knows.

use entity::user;

/// What a comparison comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The platform knows nobody of this name.
    Unknown,
    /// The account is another person's: its number is not the one that is known.
    Conflict,
    /// The account tells nothing new.
    Same,
    /// The row with what the account tells.
    Differs(Box<user::Model>),
    /// The account's number is known of a row that has another name: both rows are one person's, and this is the one that stays, with
    /// the username of the account.
    Twice(Box<user::Model>),
}

/// What is told of an account.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its number.
    pub lms_user_id: Option<i64>,
    /// The name for certificates.
    pub name: Option<&'a str>,
    /// The mail address.
    pub email: Option<&'a str>,
    /// Whether it may be used.
    pub is_active: Option<bool>,
}

/// Compares a person with the account of their name. `bearer` is whoever is known by the account's number.
///
/// The account was asked now, and the mail address and whether it may be used are the platform's to say. A number never changes, and
/// the name stays that certificates have been given: tokens of the person's own renew it.
#[must_use]
pub fn compare(person: &user::Model, told: Option<Told<'_>>, bearer: Option<&user::Model>) -> Comparison {
    let Some(told) = told else { return Comparison::Unknown };
    if let (Some(known), Some(number)) = (person.lms_user_id, told.lms_user_id)
        && known != number
    {
        return Comparison::Conflict;
    }
    if let Some(bearer) = bearer.filter(|it| it.id != person.id) {
        if bearer.retired_at.is_some() {
            return Comparison::Conflict;
        }
        let named = user::Model {
            username: person.username.clone(),
            username_key: person.username_key.clone(),
            full_name: bearer.full_name.clone().or_else(|| person.full_name.clone()),
            ..bearer.clone()
        };
        return Comparison::Twice(Box::new(taken_over(&named, told)));
    }
    let after = taken_over(person, told);
    if after == *person {
        Comparison::Same
    } else {
        Comparison::Differs(Box::new(after))
    }
}

/// The row with what the account tells.
fn taken_over(person: &user::Model, told: Told<'_>) -> user::Model {
    let text = |it: Option<&str>| it.map(str::to_owned);
    user::Model {
        lms_user_id: person.lms_user_id.or(told.lms_user_id),
        full_name: person.full_name.clone().or_else(|| text(told.name)),
        email: text(told.email).or_else(|| person.email.clone()),
        is_active: told.is_active.or(person.is_active),
        ..person.clone()
    }
}

/// Whether the platform does not let a person's account be used: then they may not sign in. What they earn is awarded all the same.
#[must_use]
pub fn is_locked(person: &user::Model) -> bool {
    person.is_active == Some(false)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::person::tests::row;

    const TOLD: Told<'static> = Told {
        lms_user_id: Some(7),
        name: Some("Ada Lovelace"),
        email: Some("ada@example.org"),
        is_active: Some(true),
    };

    #[test]
    fn name_is_filled_in_and_the_rest_follows_the_account() {
        let ada = row("ada", None);
        let full = user::Model {
            lms_user_id: Some(7),
            full_name: Some("Ada Lovelace".to_owned()),
            email: Some("ada@example.org".to_owned()),
            is_active: Some(true),
            ..ada.clone()
        };
        assert_eq!(
            compare(&ada, Some(TOLD), None),
            Comparison::Differs(Box::new(full.clone()))
        );
        assert_eq!(compare(&full, Some(TOLD), Some(&full)), Comparison::Same);
        let silent = Told {
            name: Some("Ada King"),
            email: None,
            is_active: None,
            ..TOLD
        };
        assert_eq!(compare(&full, Some(silent), Some(&full)), Comparison::Same);
        let moved = Told {
            email: Some("king@example.org"),
            ..TOLD
        };
        let reached = user::Model {
            email: Some("king@example.org".to_owned()),
            ..full.clone()
        };
        assert_eq!(
            compare(&full, Some(moved), Some(&full)),
            Comparison::Differs(Box::new(reached))
        );
        let inactive = Told {
            is_active: Some(false),
            ..TOLD
        };
        let locked = user::Model {
            is_active: Some(false),
            ..full.clone()
        };
        assert_eq!(
            compare(&full, Some(inactive), Some(&full)),
            Comparison::Differs(Box::new(locked.clone()))
        );
        assert!(is_locked(&locked) && !is_locked(&full));
        assert!(!is_locked(&ada), "who was never asked for may sign in");
        assert_eq!(compare(&full, None, None), Comparison::Unknown);
    }

    #[test]
    fn number_tells_whose_account_it_is() {
        assert_eq!(compare(&row("ada", Some(8)), Some(TOLD), None), Comparison::Conflict);
        let (plain, numbered) = (row("countess", None), row("ada", Some(7)));
        let stays = user::Model {
            username: plain.username.clone(),
            username_key: plain.username_key.clone(),
            full_name: Some("Ada Lovelace".to_owned()),
            email: Some("ada@example.org".to_owned()),
            is_active: Some(true),
            ..numbered.clone()
        };
        assert_eq!(
            compare(&plain, Some(TOLD), Some(&numbered)),
            Comparison::Twice(Box::new(stays))
        );
        let retired = user::Model {
            retired_at: Some(DateTime::UNIX_EPOCH),
            ..numbered
        };
        assert_eq!(compare(&plain, Some(TOLD), Some(&retired)), Comparison::Conflict);
    }
}
