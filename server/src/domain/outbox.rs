//! Events for other systems: when one is given up, and what can be done about it then.

use chrono::{DateTime, Utc};
use entity::outbox_event;

/// An event is not delivered any more once that was tried so often in vain.
pub const MAX_ATTEMPTS: i32 = 12;

/// Whether an event is given up.
#[must_use]
pub fn is_given_up(event: &outbox_event::Model) -> bool {
    event.delivered_at.is_none() && event.attempts >= MAX_ATTEMPTS
}

/// The event as one that is due at once, with as many attempts as a new one; none where it is not given up.
#[must_use]
pub fn retried(event: &outbox_event::Model, now: DateTime<Utc>) -> Option<outbox_event::Model> {
    is_given_up(event).then(|| outbox_event::Model {
        attempts: 0,
        available_at: now,
        lease_owner: None,
        lease_until: None,
        ..event.clone()
    })
}

#[cfg(test)]
mod tests {
    use entity::EventKind;
    use entity::id::{CredentialId, EventId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_what_is_given_up_is_retried() {
        let now = DateTime::UNIX_EPOCH;
        let event = |attempts, delivered_at| outbox_event::Model {
            shard: 1,
            id: EventId(Uuid::nil()),
            kind: EventKind::CredentialAwarded,
            subject_id: CredentialId(Uuid::nil()),
            payload: serde_json::json!({}),
            created_at: now,
            available_at: now,
            attempts,
            lease_owner: Some(Uuid::nil()),
            lease_until: Some(now),
            delivered_at,
        };
        assert_eq!(retried(&event(MAX_ATTEMPTS - 1, None), now), None);
        assert_eq!(retried(&event(MAX_ATTEMPTS, Some(now)), now), None);
        let again = retried(&event(MAX_ATTEMPTS, None), now).expect("one to try again");
        assert_eq!((again.attempts, again.lease_owner, again.lease_until), (0, None, None));
    }
}
