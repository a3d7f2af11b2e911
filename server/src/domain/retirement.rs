//! What stays of a person who was retired: that somebody earned something, when, and what has become of it. Not who.

mod naming;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{CredentialChange, Username, credential, credential_history, user};
use serde_json::Value;

use super::credential::Described;
pub use naming::names;

/// By when all has ended that had begun before everybody knew of the retirement: requests under way, and tokens that other
/// replicas remember for a minute.
pub const GRACE: TimeDelta = TimeDelta::minutes(2);

/// What the history of a retired person's credential may say of a change; whatever else it told may name somebody. The chain of the
/// audit trail hashes these apart from the rest, so what is here stays.
const KEPT: [&str; 7] = [
    "status",
    "mode",
    "date_override",
    "visible_at",
    "expires_at",
    "is_private",
    "user_id",
];

/// Whether a property of a credential's change stays when its learner is retired.
pub(super) fn is_kept(name: &str) -> bool {
    KEPT.contains(&name)
}

/// The row of a person who is retired at `now`: their number, by which they are known again, and nothing else of theirs.
#[must_use]
pub fn tombstone(person: &user::Model, now: DateTime<Utc>) -> user::Model {
    let key = &person.username_key;
    user::Model {
        id: person.id,
        lms_user_id: person.lms_user_id,
        username: Username::retired(person.id),
        username_key: if key.is_of_nobody() { key.clone() } else { key.retired() },
        full_name: None,
        is_name_verified: false,
        name_due_since: None,
        email: None,
        name_key: None,
        email_key: None,
        name_words_folding: 0,
        created_at: person.created_at,
        updated_at: now,
        version: person.version + 1,
        claims_at: None,
        merged_into_id: person.merged_into_id,
        retired_at: Some(now),
        erase_until: Some(now + GRACE),
        is_active: None,
        sync_due_at: None,
    }
}

/// A credential without what it tells of its learner, seen by no visitor; none where it is so already. `newest` is its newest change.
#[must_use]
pub fn erased(
    before: Described<'_>,
    newest: Option<CredentialChange>,
    now: DateTime<Utc>,
) -> Option<credential::Model> {
    let Described { credential, attributes } = before;
    let mut after = credential.clone();
    after.facts.recipient_name = None;
    after.facts.is_name_told = false;
    after.revocation_reason = None;
    after.is_private = true;
    // A salt from before the erasure lets digests be tried for what was said until then; the change takes another one.
    let has_old_salt = credential.state_salt.is_some() && newest != Some(CredentialChange::Erased);
    if after == *credential && attributes.is_empty() && !has_old_salt {
        return None;
    }
    after.version += 1;
    after.updated_at = now;
    Some(after)
}

/// A history entry without what it tells of a person; none where it is so already. Whoever caused a change may have named them in
/// the reason or in the name of the request.
#[must_use]
pub fn erased_entry(before: &credential_history::Model) -> Option<credential_history::Model> {
    let mut after = before.clone();
    after.reason = None;
    after.request_id = None;
    match &mut after.details {
        Value::Object(details) => details.retain(|name, _| is_kept(name)),
        other => *other = Value::Object(serde_json::Map::new()),
    }
    (after != *before).then_some(after)
}

/// The body of an event that calls its learner by what is shown of them now; none where it does already.
#[must_use]
pub fn erased_payload(before: &Value, username: &Username) -> Option<Value> {
    let mut after = before.clone();
    let learner = after.get_mut("learner")?;
    let told = learner.get_mut("username")?;
    if told.as_str() == Some(username.as_str()) {
        return None;
    }
    *told = Value::String(username.to_string());
    Some(after)
}

#[cfg(test)]
mod tests {
    use entity::id::{CredentialId, UserId};
    use entity::{AttributeName, CredentialStatus, UsernameKey, UsernameRule, credential_attribute};
    use serde_json::json;

    use super::*;
    use crate::domain::credential::tests::awarded;

    fn person() -> user::Model {
        let username = Username::parse("ada", UsernameRule::Ascii).expect("a plain name");
        user::Model {
            id: UserId(crate::id::random()),
            lms_user_id: Some(7),
            username_key: username.key(),
            username,
            full_name: Some("Ada Lovelace".to_owned()),
            is_name_verified: false,
            name_due_since: None,
            email: Some("ada@example.org".to_owned()),
            name_key: None,
            email_key: None,
            name_words_folding: 0,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            version: 3,
            claims_at: Some(DateTime::UNIX_EPOCH),
            merged_into_id: None,
            retired_at: None,
            erase_until: None,
            is_active: Some(true),
            sync_due_at: Some(DateTime::UNIX_EPOCH),
        }
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_000, 0).expect("in range")
    }

    #[test]
    fn tombstone_keeps_the_number_and_the_digest_of_the_name() {
        let ada = person();
        let stone = tombstone(&ada, now());
        assert_eq!((stone.id, stone.lms_user_id, stone.version), (ada.id, Some(7), 4));
        assert_eq!(stone.username_key, ada.username_key.retired());
        assert_eq!((&stone.full_name, &stone.email, stone.claims_at), (&None, &None, None));
        assert_eq!(
            (stone.retired_at, stone.erase_until),
            (Some(now()), Some(now() + GRACE))
        );
        assert_eq!(
            (stone.is_active, stone.sync_due_at),
            (None, None),
            "nobody asks for them"
        );
        let told = format!("{stone:?}");
        assert!(!told.contains("ada") && !told.contains("Lovelace"), "{told}");

        let merged = user::Model {
            username_key: UsernameKey::given_up(ada.id),
            ..ada
        };
        assert_eq!(tombstone(&merged, now()).username_key, merged.username_key);
    }

    #[test]
    fn history_tells_what_happened_and_not_to_whom() {
        let entry = credential_history::Model {
            credential_id: CredentialId(crate::id::random()),
            version: 2,
            change: CredentialChange::Updated,
            status: CredentialStatus::Awarded,
            changed_at: now(),
            actor_id: Some(person().id),
            reason: Some("Ada asked".to_owned()),
            request_id: Some("award-for-ada".to_owned()),
            request_token: None,
            details: json!({
                "mode": { "old": null, "new": "honor" },
                "recipient_name": { "old": null, "new": "Ada Lovelace" },
                "attributes.nickname": { "old": null, "new": "Countess" },
            }),
            site_id: None,
            seal_sequence: None,
            state_before: Some(vec![1; 32]),
            state_after: Some(vec![2; 32]),
        };
        let after = erased_entry(&entry).expect("there is something to erase");
        assert_eq!((&after.reason, &after.request_id), (&None, &None));
        assert_eq!(after.details, json!({ "mode": { "old": null, "new": "honor" } }));
        assert_eq!((after.change, after.actor_id), (entry.change, entry.actor_id));
        assert_eq!(
            (&after.state_before, &after.state_after),
            (&entry.state_before, &entry.state_after),
            "what they hide went with the salt"
        );
        assert_eq!(erased_entry(&after), None);
    }

    #[test]
    fn credential_is_erased_until_nothing_of_it_can_be_told_or_tried() {
        let named = {
            let mut it = awarded(DateTime::UNIX_EPOCH);
            it.facts.recipient_name = Some("Ada Lovelace".to_owned());
            it.facts.is_name_told = true;
            it
        };
        let attribute = credential_attribute::Model {
            credential_id: named.id,
            name: AttributeName::parse("nickname").expect("a name"),
            value: "Countess".to_owned(),
        };
        let erase = |credential: &credential::Model, attributes: &[credential_attribute::Model], newest| {
            let before = Described { credential, attributes };
            erased(before, newest, now())
        };
        let after = erase(&named, &[], None).expect("a name");
        assert_eq!((&after.facts.recipient_name, after.is_private), (&None, true));
        assert_eq!((after.version, after.updated_at), (2, now()));
        let erased_once = Some(CredentialChange::Erased);
        assert_eq!(erase(&after, &[], erased_once), None);
        assert_eq!(erase(&after, &[], None), None, "no digest tells anything");
        assert!(erase(&after, &[attribute], erased_once).is_some());
        let salted = credential::Model {
            state_salt: Some(crate::id::random()),
            ..after
        };
        assert_eq!(erase(&salted, &[], erased_once), None, "it is the salt of the erasure");
        for newest in [CredentialChange::Refreshed, CredentialChange::Attested] {
            assert!(erase(&salted, &[], Some(newest)).is_some(), "{newest}");
        }
    }

    #[test]
    fn event_goes_out_under_no_name() {
        let shown = Username::retired(person().id);
        let before = json!({ "credential": {}, "learner": { "lmsUserId": 7, "username": "ada" } });
        let after = erased_payload(&before, &shown).expect("there is something to erase");
        assert_eq!(after["learner"], json!({ "lmsUserId": 7, "username": shown }));
        assert_eq!(erased_payload(&after, &shown), None);
        assert_eq!(erased_payload(&json!({}), &shown), None);
    }
}
