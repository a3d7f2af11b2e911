//! What the service keeps of a person, as the document says it that people take along.
//!
//! Invariant: what [`VERSION`] names stays readable. A part may be added; one that goes or says something else makes another version.
//! The parts are told in `docs/PERSONAL-DATA.md`.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    credential, credential_attribute, credential_configuration, credential_history, grade, outgoing_mail, pathway,
    program, reconciliation_difference, record_send, record_share, role_assignment, session, trail_entry, user,
};
use serde_json::{Value, json};

/// The name of the structure.
pub const FORMAT: &str = "credentials/personal-data";
/// Its version.
pub const VERSION: u32 = 1;

/// The account: who the person is.
#[must_use]
pub fn account(it: &user::Model) -> Value {
    json!({
        "lmsUserId": it.lms_user_id,
        "username": it.username,
        "fullName": it.full_name,
        "isNameVerified": it.is_name_verified,
        "nameDueSince": it.name_due_since,
        "email": it.email,
        "isActive": it.is_active,
        "createdAt": it.created_at,
        "updatedAt": it.updated_at,
        "claimsAt": it.claims_at,
        "syncDueAt": it.sync_due_at,
        "retiredAt": it.retired_at,
        "eraseUntil": it.erase_until,
    })
}

/// What hangs on a credential.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Where the world reaches the site.
    pub site: &'a str,
    /// Where the world sees the credential.
    pub url: &'a str,
    /// What it was awarded for.
    pub configuration: Option<&'a credential_configuration::Model>,
    /// Its attributes.
    pub attributes: &'a [credential_attribute::Model],
}

/// A credential with its attributes and its history.
#[must_use]
pub fn credential(it: &credential::Model, around: Around<'_>, history: Vec<Value>) -> Value {
    let Around {
        site,
        url,
        configuration,
        attributes,
    } = around;
    let attributes: Vec<Value> = attributes
        .iter()
        .map(|it| json!({ "name": it.name, "value": it.value }))
        .collect();
    json!({
        "uuid": it.id,
        "site": site,
        "url": url,
        "learningObject": configuration.map(|it| json!({ "type": it.learning_object_type, "id": it.learning_object_id })),
        "status": it.status,
        "mode": it.mode,
        "awardedAt": it.awarded_at,
        "dateOverride": it.date_override,
        "visibleAt": it.visible_at,
        "expiresAt": it.expires_at,
        "revokedAt": it.revoked_at,
        "revocationReason": it.revocation_reason,
        "replacedAt": it.replaced_at,
        "replacedBy": it.replaced_by_id,
        "isPrivate": it.is_private,
        "facts": it.facts,
        "version": it.version,
        "updatedAt": it.updated_at,
        "attributes": attributes,
        "history": history,
    })
}

/// A change of a credential. `actor` is who made it, where that may be told.
#[must_use]
pub fn history(it: &credential_history::Model, actor: Option<&str>) -> Value {
    json!({
        "version": it.version,
        "change": it.change,
        "status": it.status,
        "changedAt": it.changed_at,
        "actor": actor,
        "reason": it.reason,
        "requestId": it.request_id,
        "details": it.details,
    })
}

/// A grade.
#[must_use]
pub fn grade(it: &grade::Model, site: &str) -> Value {
    json!({
        "site": site,
        "courseKey": it.course_key,
        "letter": it.letter,
        "percent": it.percent,
        "isVerified": it.is_verified,
        "lmsLastUpdatedAt": it.lms_last_updated_at,
        "version": it.version,
        "createdAt": it.created_at,
        "updatedAt": it.updated_at,
    })
}

fn told_program(it: Option<&program::Model>) -> Value {
    it.map_or(Value::Null, |it| json!({ "uuid": it.uuid, "title": it.title }))
}

/// A link to a record, with how often it was followed on which day. What opens it is left out: who has it sees the record.
#[must_use]
pub fn share(
    it: &record_share::Model,
    site: &str,
    program: Option<&program::Model>,
    views: &[(NaiveDate, i64)],
) -> Value {
    let days: Vec<Value> = views
        .iter()
        .map(|(day, n_views)| json!({ "viewedOn": day, "nViews": n_views }))
        .collect();
    json!({
        "id": it.id,
        "site": site,
        "program": told_program(program),
        "label": it.label,
        "showsGrades": it.shows_grades,
        "showsName": it.shows_name,
        "showsEmail": it.shows_email,
        "expiresAt": it.expires_at,
        "revokedAt": it.revoked_at,
        "version": it.version,
        "createdAt": it.created_at,
        "updatedAt": it.updated_at,
        "nViews": views.iter().map(|(_, it)| it).sum::<i64>(),
        "views": days,
    })
}

/// A record that was sent over a pathway.
#[must_use]
pub fn send(
    it: &record_send::Model,
    site: &str,
    program: Option<&program::Model>,
    pathway: Option<&pathway::Model>,
    asked_by: Option<&str>,
) -> Value {
    json!({
        "id": it.id,
        "site": site,
        "program": told_program(program),
        "pathway": pathway.map(|it| json!({ "uuid": it.uuid, "name": it.name })),
        "recordShareId": it.record_share_id,
        "sendsUpdates": it.sends_updates,
        "nSends": it.n_sends,
        "askedAt": it.asked_at,
        "askedBy": asked_by,
        "version": it.version,
        "createdAt": it.created_at,
    })
}

/// Mail to the person or about them; its text is not kept.
#[must_use]
pub fn mail(it: &outgoing_mail::Model, site: &str) -> Value {
    json!({
        "site": site,
        "kind": it.kind,
        "subjectId": it.subject_id,
        "state": it.state,
        "attempts": it.attempts,
        "nextAttemptAt": it.next_attempt_at,
        "lastError": it.last_error,
        "version": it.version,
        "createdAt": it.created_at,
        "endedAt": it.ended_at,
    })
}

/// A session with a browser. What proves it is left out, hashed or not.
#[must_use]
pub fn session(it: &session::Model, site: &str) -> Value {
    json!({
        "id": it.id,
        "site": site,
        "isAdministrator": it.is_administrator,
        "isSuperuser": it.is_superuser,
        "createdAt": it.created_at,
        "seenAt": it.seen_at,
        "renewedAt": it.renewed_at,
        "expiresAt": it.expires_at,
        "isReplaced": it.is_replaced,
    })
}

/// A role at a site. `granted_by` is who granted it, where that may be told.
#[must_use]
pub fn role(it: &role_assignment::Model, site: &str, granted_by: Option<&str>) -> Value {
    json!({
        "site": site,
        "role": it.role,
        "grantedBy": granted_by,
        "grantedAt": it.granted_at,
    })
}

/// What the learning platform said otherwise than the service. `settled_by` is who settled it, where that may be told.
#[must_use]
pub fn difference(it: &reconciliation_difference::Model, site: &str, settled_by: Option<&str>) -> Value {
    json!({
        "site": site,
        "kind": it.kind,
        "courseKey": it.course_key,
        "here": it.here,
        "there": it.there,
        "told": it.told,
        "foundAt": it.found_at,
        "state": it.state,
        "settledBy": settled_by,
        "settledAt": it.settled_at,
        "reason": it.reason,
        "version": it.version,
    })
}

/// Something that was done and concerns the person. `actor` is who did it, where that may be told.
#[must_use]
pub fn deed(it: &trail_entry::Model, site: &str, actor: Option<&str>) -> Value {
    json!({
        "site": site,
        "action": it.action,
        "subjectKind": it.subject_kind,
        "subjectId": it.subject_id,
        "actor": actor,
        "reason": it.reason,
        "requestId": it.request_id,
        "happenedAt": it.happened_at,
        "details": it.details,
    })
}

/// The document up to its lists, without the brace that closes it. `site` is the one it is confined to.
#[must_use]
pub fn opening(account: &Value, former: &[Value], site: Option<&str>, now: DateTime<Utc>) -> String {
    let head = json!({
        "format": FORMAT,
        "version": VERSION,
        "generatedAt": now,
        "site": site,
        "account": account,
        "formerAccounts": former,
    });
    let mut text = head.to_string();
    text.pop();
    text
}
