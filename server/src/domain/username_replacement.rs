//! Calling people by other names: a list that says, of everybody at once, what they were called and what they are called from now on.

use std::collections::{BTreeMap, BTreeSet};

use entity::username::InvalidUsername;
use entity::{Username, UsernameKey, UsernameRule, user};

use crate::domain::idempotency::IdempotencyError;
use crate::domain::person::Unidentified;

/// A new name as the caller wrote it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RawReplacement {
    /// What the person has been called.
    pub current: String,
    /// What they are called from now on.
    pub desired: String,
    /// Lets the caller repeat the item.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

/// A new name whose parts are well formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Its place in the list.
    pub place: usize,
    /// What the person has been called.
    pub current: Username,
    /// What they are called from now on.
    pub desired: Username,
}

/// What became of a new name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The person is called so now.
    Replaced,
    /// The person was called so before.
    Unchanged,
    /// Nobody is known by the current name.
    Unknown,
    /// Nothing was stored.
    Refused,
}

/// Why a new name is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum Refusal {
    /// The current name breaks the rule.
    #[error("{0}")]
    Current(InvalidUsername),
    /// The new name breaks the rule.
    #[error("{0}")]
    Desired(InvalidUsername),
    /// The new name is somebody else's, who has another number on the platform.
    #[error("this name belongs to somebody else")]
    Taken,
    /// The person was retired.
    #[error("{}", Unidentified::Retired)]
    Retired,
    /// The new name is that of somebody who was retired.
    #[error("this name is that of somebody who was retired")]
    DesiredRetired,
    /// The same name appears earlier in the list, in the same place.
    #[error("item {first} has the same name")]
    DuplicateItem {
        /// The earlier one's place in the list, from 0.
        first: usize,
    },
    /// The idempotency key is unfit, or was used for another item.
    #[error(transparent)]
    IdempotencyKey(#[from] IdempotencyError),
    /// Another item of an all-or-none list was refused.
    #[error("not stored, because another item was refused")]
    BatchRefused,
}

impl Refusal {
    /// Where in the item the fault lies; empty for the item as a whole.
    #[must_use]
    pub fn path(&self) -> Option<&'static str> {
        match self {
            Self::Current(_) | Self::Retired => Some("current"),
            Self::Desired(_) | Self::Taken | Self::DesiredRetired => Some("desired"),
            Self::IdempotencyKey(_) => Some("idempotencyKey"),
            Self::DuplicateItem { .. } | Self::BatchRefused => None,
        }
    }
}

/// Reads an item; tells everything that is wrong with it at once.
pub fn parse(raw: &RawReplacement, place: usize, rule: UsernameRule) -> Result<Replacement, Vec<Refusal>> {
    match (Username::parse(&raw.current, rule), Username::parse(&raw.desired, rule)) {
        (Ok(current), Ok(desired)) => Ok(Replacement {
            place,
            current,
            desired,
        }),
        (current, desired) => Err(
            [current.err().map(Refusal::Current), desired.err().map(Refusal::Desired)]
                .into_iter()
                .flatten()
                .collect(),
        ),
    }
}

/// What an item comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The row gets the name.
    Rename(user::Model),
    /// Two rows turn out to be one person's: one keeps its place and has the name, the other is merged into it.
    Merge {
        /// The row that stays, as it was.
        stays: user::Model,
        /// The row that is merged into it, as it was.
        goes: Box<user::Model>,
    },
    /// The person is called so already.
    Unchanged(user::Model),
    /// Nobody has the current name.
    Unknown,
}

/// The rows of all names in a list, retired people among them.
#[derive(Debug, Default)]
pub struct Named(BTreeMap<UsernameKey, user::Model>);

impl Named {
    /// Those of these rows.
    #[must_use]
    pub fn of(rows: Vec<user::Model>) -> Self {
        Self(rows.into_iter().map(|it| (it.username_key.clone(), it)).collect())
    }

    fn find(&self, key: &UsernameKey) -> Option<&user::Model> {
        self.0.get(&key.retired()).or_else(|| self.0.get(key))
    }
}

/// Decides on all items, by their places. The list speaks of everybody at once: a name that its bearer gives up in the list is free,
/// wherever in the list that is, so that two people can exchange their names.
#[must_use]
pub fn decide(items: &[&Replacement], named: &Named) -> BTreeMap<usize, Result<Decision, Refusal>> {
    let mut decided = BTreeMap::new();
    let (mut currents, mut desireds) = (BTreeMap::new(), BTreeMap::new());
    let mut open: Vec<&Replacement> = Vec::new();
    for &item in items {
        let earlier = currents
            .get(&item.current.key())
            .or_else(|| desireds.get(&item.desired.key()))
            .copied();
        if let Some(first) = earlier {
            decided.insert(item.place, Err(Refusal::DuplicateItem { first }));
            continue;
        }
        currents.insert(item.current.key(), item.place);
        desireds.insert(item.desired.key(), item.place);
        open.push(item);
    }
    // An item that is refused keeps its name, for which another one may have to be refused.
    loop {
        let given_up: BTreeSet<UsernameKey> = open
            .iter()
            .filter(|it| it.current.key() != it.desired.key())
            .map(|it| it.current.key())
            .collect();
        let verdicts: Vec<(&Replacement, Result<Decision, Refusal>)> =
            open.iter().map(|it| (*it, verdict(it, named, &given_up))).collect();
        let (refused, accepted): (Vec<_>, Vec<_>) = verdicts.into_iter().partition(|(_, it)| it.is_err());
        if refused.is_empty() {
            decided.extend(accepted.into_iter().map(|(item, it)| (item.place, it)));
            return decided;
        }
        decided.extend(refused.into_iter().map(|(item, it)| (item.place, it)));
        open.retain(|it| !decided.contains_key(&it.place));
    }
}

fn verdict(item: &Replacement, named: &Named, given_up: &BTreeSet<UsernameKey>) -> Result<Decision, Refusal> {
    let Some(row) = named.find(&item.current.key()) else {
        return Ok(Decision::Unknown);
    };
    if row.retired_at.is_some() {
        return Err(Refusal::Retired);
    }
    let key = item.desired.key();
    let bearer = named
        .find(&key)
        .filter(|it| it.id != row.id && !given_up.contains(&key));
    match bearer {
        None if row.username == item.desired => Ok(Decision::Unchanged(row.clone())),
        None => Ok(Decision::Rename(row.clone())),
        Some(bearer) if bearer.retired_at.is_some() => Err(Refusal::DesiredRetired),
        // A row without a number belongs to whoever has its name.
        Some(bearer) if bearer.lms_user_id.is_none() => Ok(Decision::Merge {
            stays: row.clone(),
            goes: Box::new(bearer.clone()),
        }),
        Some(bearer) if row.lms_user_id.is_none() => Ok(Decision::Merge {
            stays: bearer.clone(),
            goes: Box::new(row.clone()),
        }),
        Some(_) => Err(Refusal::Taken),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::id::UserId;

    use super::*;
    use crate::domain::person::newcomer;

    fn name(text: &str) -> Username {
        Username::parse(text, UsernameRule::Ascii).expect("a plain name")
    }

    fn row(username: &str, lms_user_id: Option<i64>) -> user::Model {
        let id = UserId(crate::id::random());
        user::Model {
            lms_user_id,
            sync_due_at: None,
            ..newcomer(id, name(username), name(username).key(), DateTime::UNIX_EPOCH)
        }
    }

    /// What becomes of these pairs, in a word each.
    fn words(rows: &[user::Model], pairs: &[(&str, &str)]) -> Vec<&'static str> {
        let items: Vec<Replacement> = pairs
            .iter()
            .enumerate()
            .map(|(place, (current, desired))| Replacement {
                place,
                current: name(current),
                desired: name(desired),
            })
            .collect();
        let items: Vec<&Replacement> = items.iter().collect();
        let decided = decide(&items, &Named::of(rows.to_vec()));
        assert_eq!(decided.len(), pairs.len());
        decided
            .into_values()
            .map(|it| match it {
                Ok(Decision::Rename(_)) => "rename",
                Ok(Decision::Merge { .. }) => "merge",
                Ok(Decision::Unchanged(_)) => "unchanged",
                Ok(Decision::Unknown) => "unknown",
                Err(Refusal::Taken) => "taken",
                Err(Refusal::Retired) => "retired",
                Err(Refusal::DesiredRetired) => "desired retired",
                Err(Refusal::DuplicateItem { .. }) => "duplicate",
                Err(_) => "other",
            })
            .collect()
    }

    #[test]
    fn two_numbers_are_two_people_and_a_row_without_one_is_its_names() {
        let rows = [row("a", Some(1)), row("b", Some(2)), row("c", None), row("d", None)];
        for (pair, expected) in [
            (("a", "x"), "rename"),
            (("A", "x"), "rename"),
            (("a", "A"), "rename"),
            (("a", "a"), "unchanged"),
            (("x", "y"), "unknown"),
            (("x", "a"), "unknown"),
            (("a", "b"), "taken"),
            (("a", "c"), "merge"),
            (("c", "a"), "merge"),
            (("c", "d"), "merge"),
        ] {
            assert_eq!(words(&rows, &[pair]), [expected], "{pair:?}");
        }
    }

    #[test]
    fn row_with_the_number_stays_where_two_are_one() {
        let rows = vec![row("a", Some(1)), row("c", None)];
        for (current, desired) in [("a", "c"), ("c", "a")] {
            let item = Replacement {
                place: 0,
                current: name(current),
                desired: name(desired),
            };
            let decided = decide(&[&item], &Named::of(rows.clone()));
            let expected = Decision::Merge {
                stays: rows[0].clone(),
                goes: Box::new(rows[1].clone()),
            };
            assert_eq!(decided[&0], Ok(expected));
        }
    }

    #[test]
    fn list_speaks_of_everybody_at_once() {
        let rows = [row("a", Some(1)), row("b", Some(2)), row("c", Some(3))];
        assert_eq!(words(&rows, &[("a", "b"), ("b", "a")]), ["rename", "rename"]);
        assert_eq!(words(&rows, &[("a", "b"), ("b", "x")]), ["rename", "rename"]);
        assert_eq!(words(&rows, &[("a", "b"), ("b", "c")]), ["taken", "taken"]);
        assert_eq!(words(&rows, &[("a", "x"), ("a", "y")]), ["rename", "duplicate"]);
        assert_eq!(words(&rows, &[("a", "x"), ("b", "X")]), ["rename", "duplicate"]);
    }

    #[test]
    fn name_of_a_retired_person_is_nobodys() {
        let gone = row("a", Some(1));
        let gone = user::Model {
            username_key: gone.username_key.retired(),
            retired_at: Some(DateTime::UNIX_EPOCH),
            ..gone
        };
        let rows = [gone, row("b", Some(2))];
        assert_eq!(words(&rows, &[("a", "x")]), ["retired"]);
        assert_eq!(words(&rows, &[("b", "a")]), ["desired retired"]);
    }
}
