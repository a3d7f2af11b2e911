//! What entries tell of things that are kept elsewhere, compared with what is there.

use std::collections::BTreeMap;

use entity::{TrailAction, role_assignment, trail_entry, user};
use serde_json::Value;
use uuid::Uuid;

/// Whether a thing is what the details of its changes told of it last, oldest first. Of what none of them tells nothing is known.
#[must_use]
pub fn is_as_told<'a>(present: &Value, changes: impl IntoIterator<Item = &'a Value>) -> bool {
    let mut last: BTreeMap<&str, &Value> = BTreeMap::new();
    for (name, change) in changes.into_iter().filter_map(Value::as_object).flatten() {
        last.extend(change.get("new").map(|it| (name.as_str(), it)));
    }
    let is_same = |(name, told): (&str, &Value)| present.get(name).is_none_or(|it| it == told);
    last.into_iter().all(is_same)
}

/// Whether entries about whoever has a role, oldest first, tell that it was granted. Roles come along with rows that turn out to be the same
/// person's (`merged`); what was revoked before that does not concern them.
#[must_use]
pub fn is_granted(assignment: &role_assignment::Model, entries: &[trail_entry::Model], merged: &[user::Model]) -> bool {
    let newest = |person: Uuid| {
        let role = assignment.role.as_str();
        let is_about = |it: &&trail_entry::Model| it.subject_id == person && it.details["role"] == role;
        entries.iter().rfind(is_about)
    };
    let grants = |it: &trail_entry::Model| it.action == TrailAction::RoleGranted;
    let own = newest(assignment.user_id.0);
    let came_along = |row: &user::Model| {
        newest(row.id.0).is_some_and(grants) && own.is_none_or(|it| it.happened_at <= row.updated_at)
    };
    own.is_some_and(grants) || merged.iter().any(came_along)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use entity::id::{RoleAssignmentId, SiteId, TrailEntryId, UserId};
    use entity::{SiteRole, TrailSubject, Username, UsernameRule};
    use serde_json::json;

    use super::*;
    use crate::domain::person::newcomer;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn person(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    /// Person 1 is registrar.
    fn assignment() -> role_assignment::Model {
        role_assignment::Model {
            id: RoleAssignmentId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            user_id: person(1),
            role: SiteRole::Registrar,
            granted_by: None,
            granted_at: at(0),
        }
    }

    fn entry(minute: i64, action: TrailAction, about: u128, role: SiteRole) -> trail_entry::Model {
        trail_entry::Model {
            id: TrailEntryId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            actor_id: None,
            action,
            subject_kind: TrailSubject::User,
            subject_id: person(about).0,
            reason: None,
            request_id: None,
            happened_at: at(minute),
            details: json!({ "role": role }),
            seal_sequence: None,
        }
    }

    /// Person 2, who turned out to be another one at this minute.
    fn merged(minute: i64) -> user::Model {
        let name = Username::parse("ada", UsernameRule::Ascii).expect("a plain name");
        let key = name.key();
        newcomer(person(2), name, key, at(minute))
    }

    #[test]
    fn role_is_had_by_whom_it_was_granted_last() {
        use TrailAction::{RoleGranted, RoleRevoked};
        let granted = |minute, about| entry(minute, RoleGranted, about, SiteRole::Registrar);
        let revoked = |minute, about| entry(minute, RoleRevoked, about, SiteRole::Registrar);
        let none = || -> Vec<user::Model> { Vec::new() };
        for (name, entries, rows, expected) in [
            ("never granted", vec![], none(), false),
            ("granted", vec![granted(1, 1)], none(), true),
            ("revoked", vec![granted(1, 1), revoked(2, 1)], none(), false),
            (
                "granted again",
                vec![granted(1, 1), revoked(2, 1), granted(3, 1)],
                none(),
                true,
            ),
            (
                "another role",
                vec![entry(1, RoleGranted, 1, SiteRole::Viewer)],
                none(),
                false,
            ),
            ("another person", vec![granted(1, 2)], none(), false),
            ("the same person", vec![granted(1, 2)], vec![merged(2)], true),
            (
                "the same person, and revoked before",
                vec![granted(1, 2), revoked(2, 1)],
                vec![merged(3)],
                true,
            ),
            (
                "the same person, and revoked since",
                vec![granted(1, 2), revoked(4, 1)],
                vec![merged(3)],
                false,
            ),
            (
                "revoked of either",
                vec![granted(1, 2), revoked(2, 2)],
                vec![merged(3)],
                false,
            ),
        ] {
            assert_eq!(is_granted(&assignment(), &entries, &rows), expected, "{name}");
        }
    }

    #[test]
    fn thing_is_what_was_told_of_it_last() {
        let made = json!({ "scopes": { "old": null, "new": "records:read" }, "name": { "old": null, "new": "A" } });
        let edited = json!({ "scopes": { "old": "records:read", "new": "credentials:read" } });
        let told = [&made, &edited];
        let present = |scopes: &str, name: &str| json!({ "scopes": scopes, "name": name, "hint": "x" });
        assert!(is_as_told(&present("credentials:read", "A"), told));
        assert!(!is_as_told(&present("records:read", "A"), told));
        assert!(!is_as_told(&present("credentials:read", "B"), told));
        assert!(is_as_told(&present("records:read", "B"), []), "nothing is known");
        assert!(
            is_as_told(&json!({ "scopes": "credentials:read" }), told),
            "a column that is gone"
        );
    }
}
