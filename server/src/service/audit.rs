//! What every change of something that staff manage leaves behind: one audit entry, written with the change.

use chrono::{DateTime, Utc};
use entity::{AuditChange, AuditSubject, audit_entry};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::context::Request;
use crate::domain::audit::changes;

/// What was changed.
pub(super) struct Subject {
    /// Which kind of thing it is.
    pub(super) kind: AuditSubject,
    /// Its key.
    pub(super) id: Uuid,
    /// Its version after the change.
    pub(super) version: i32,
}

/// The entry of a change that made `after` of `before`; either may be missing.
pub(super) fn entry(
    request: &Request,
    subject: Subject,
    change: AuditChange,
    before: Option<&impl Serialize>,
    after: Option<&impl Serialize>,
    now: DateTime<Utc>,
) -> audit_entry::Model {
    let Subject { kind, id, version } = subject;
    audit_entry::Model {
        subject_id: id,
        version,
        site_id: request.site.id,
        subject_type: kind,
        change,
        changed_at: now,
        actor_id: request.actor.user_id(),
        request_id: Some(request.request_id.to_string()),
        details: changes(&told(before), &told(after)),
        seal_sequence: None,
    }
}

/// Rows of ours: writing them as JSON cannot fail.
fn told(row: Option<&impl Serialize>) -> Value {
    row.and_then(|it| serde_json::to_value(it).ok()).unwrap_or_default()
}
