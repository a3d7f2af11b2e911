//! What an account on the learning platform tells of a person whom the service knows.

use entity::user;

use super::person::united;

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

/// What the platform tells of a name that was checked against a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum VerifiedName {
    /// Certificates are to show it.
    Wanted(String),
    /// There is none, or its owner does not want certificates to show it.
    NotWanted,
    /// It was not asked, or does not tell.
    #[default]
    Untold,
}

/// What is told of an account.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its number.
    pub lms_user_id: Option<i64>,
    /// The name that its owner has given it.
    pub name: Option<&'a str>,
    /// The name that was checked against a document.
    pub verified_name: &'a VerifiedName,
    /// The mail address.
    pub email: Option<&'a str>,
    /// Whether it may be used.
    pub is_active: Option<bool>,
}

/// Compares a person with the account of their name. `bearer` is whoever is known by the account's number.
///
/// The account was asked now, and the mail address and whether it may be used are the platform's to say. A number never changes. A
/// verified name that certificates are to show takes the place of every other, and stays until the platform tells otherwise; any other
/// known name stays, which tokens of the person's own renew.
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
            // The account was asked just now.
            name_due_since: bearer.name_due_since,
            sync_due_at: bearer.sync_due_at,
            ..united(bearer.clone(), person)
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
    let known = person.full_name.clone();
    let (full_name, is_name_verified) = match told.verified_name {
        VerifiedName::Wanted(name) => (Some(name.clone()), true),
        VerifiedName::NotWanted if person.is_name_verified => (text(told.name).or(known), false),
        VerifiedName::NotWanted | VerifiedName::Untold => (known.or_else(|| text(told.name)), person.is_name_verified),
    };
    user::Model {
        lms_user_id: person.lms_user_id.or(told.lms_user_id),
        full_name,
        is_name_verified,
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
        verified_name: &VerifiedName::Untold,
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
    fn verified_name_stays_until_the_platform_tells_otherwise() {
        let wanted = VerifiedName::Wanted("Augusta Ada King".to_owned());
        let ada_herself = row("ada", Some(7));
        let name = |full_name: Option<&str>, is_name_verified| user::Model {
            full_name: full_name.map(str::to_owned),
            is_name_verified,
            ..ada_herself.clone()
        };
        let told = |name, verified_name| Told {
            lms_user_id: None,
            name,
            verified_name,
            email: None,
            is_active: None,
        };
        let (king, ada) = (Some("Augusta Ada King"), Some("Ada Lovelace"));
        for (known, is_verified, account, verified, expected) in [
            (None, false, ada, &wanted, (king, true)),
            (Some("Ada K."), false, ada, &wanted, (king, true)),
            (Some("Ada Byron"), true, ada, &wanted, (king, true)),
            (king, true, ada, &VerifiedName::Untold, (king, true)),
            (king, true, ada, &VerifiedName::NotWanted, (ada, false)),
            (king, true, None, &VerifiedName::NotWanted, (king, false)),
            (
                Some("Ada K."),
                false,
                ada,
                &VerifiedName::NotWanted,
                (Some("Ada K."), false),
            ),
            (
                Some("Ada K."),
                false,
                ada,
                &VerifiedName::Untold,
                (Some("Ada K."), false),
            ),
            (None, false, ada, &VerifiedName::NotWanted, (ada, false)),
        ] {
            let (before, after) = (name(known, is_verified), name(expected.0, expected.1));
            let outcome = if before == after {
                Comparison::Same
            } else {
                Comparison::Differs(Box::new(after))
            };
            let what = format!("{known:?} {is_verified} {account:?} {verified:?}");
            assert_eq!(compare(&before, Some(told(account, verified)), None), outcome, "{what}");
        }
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
