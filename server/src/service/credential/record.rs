//! What every change of a credential leaves behind: one history entry and one event.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::id::{CredentialId, EventId, UserId};
use entity::{
    CredentialChange, EventKind, credential, credential_attribute, credential_configuration, credential_history,
    outbox_event, user,
};
use serde_json::{Value, json};

use crate::context::Request;
use crate::domain::credential::{Described, Recorded};

/// Attributes of credentials, by credential.
type Attributes = BTreeMap<CredentialId, Vec<credential_attribute::Model>>;

/// A change that leads from `before` to `after` and leaves the attributes as they are. Those have to be read after `before`: where they
/// have changed since, so has the version, and the change is lost.
pub(in crate::service) fn change(
    before: &credential::Model,
    after: &credential::Model,
    attributes: &Attributes,
    entry: credential_history::Model,
) -> Recorded {
    let attributes = attributes.get(&before.id).map_or(&[][..], Vec::as_slice);
    let before = Described {
        credential: before,
        attributes,
    };
    let after = Described {
        credential: after,
        attributes,
    };
    Recorded::new(Some(before), after, entry, crate::id::random())
}

/// The history entry of a change that led to `after`.
pub(in crate::service) fn entry(
    request: &Request,
    change: CredentialChange,
    after: &credential::Model,
    reason: Option<String>,
    details: Value,
) -> credential_history::Model {
    credential_history::Model {
        reason,
        request_id: Some(request.request_id.to_string()),
        request_token: Some(request.token),
        ..followed(request.actor.user_id(), change, after, details)
    }
}

/// The history entry of a change that led to `after`, and that follows from something else: it tells no reason and no request.
pub(in crate::service) fn followed(
    actor_id: Option<UserId>,
    change: CredentialChange,
    after: &credential::Model,
    details: Value,
) -> credential_history::Model {
    credential_history::Model {
        credential_id: after.id,
        version: after.version,
        change,
        status: after.status,
        changed_at: after.updated_at,
        actor_id,
        reason: None,
        request_id: None,
        request_token: None,
        details,
        site_id: Some(after.site_id),
        seal_sequence: None,
        // Both follow from the change.
        state_before: None,
        state_after: None,
    }
}

/// The event of a change that led to `after`, on the site that the world reaches at `site_url`.
pub(in crate::service) fn event(
    site_url: &str,
    change: CredentialChange,
    after: &credential::Model,
    learner: &user::Model,
    configuration: &credential_configuration::Model,
    now: DateTime<Utc>,
) -> outbox_event::Model {
    let kind = match change {
        CredentialChange::Awarded => EventKind::CredentialAwarded,
        CredentialChange::Updated
        | CredentialChange::Refreshed
        | CredentialChange::Replaced
        | CredentialChange::Erased
        | CredentialChange::Attested => EventKind::CredentialUpdated,
        CredentialChange::Revoked => EventKind::CredentialRevoked,
        CredentialChange::Reinstated => EventKind::CredentialReinstated,
    };
    let id = crate::id::random();
    outbox_event::Model {
        // 64 shards, chosen by chance.
        shard: i16::from(id.as_bytes()[0] & 63),
        id: EventId(id),
        kind,
        subject_id: after.id,
        payload: json!({
            "credential": {
                "uuid": after.id,
                "status": after.status,
                "version": after.version,
                "mode": after.mode,
                "awardedAt": after.awarded_at,
                "visibleAt": after.visible_at,
                "revokedAt": after.revoked_at,
                "replacedAt": after.replaced_at,
                "replacedBy": after.replaced_by_id,
                "url": super::page_url(site_url, after.id),
            },
            "learner": { "lmsUserId": learner.lms_user_id, "username": learner.username },
            "learningObject": { "type": configuration.learning_object_type, "id": configuration.learning_object_id },
        }),
        created_at: now,
        available_at: now,
        attempts: 0,
        lease_owner: None,
        lease_until: None,
        delivered_at: None,
    }
}
