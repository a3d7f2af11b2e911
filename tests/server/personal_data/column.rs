//! Which column the document tells, under which name; and why it does not tell the others.

use std::collections::BTreeSet;

use tests::app::TestApp;
use tests::database::Engine;

use crate::schema_drift::tables;

tests::on_both_engines!(every_column_has_been_thought_of);

/// Tables, the places of their rows in the document, and the columns that it tells: by the same name in its own spelling, or by another.
pub(super) const TOLD: &[(&str, &str, &str)] = &[
    (
        "user",
        "/account",
        "lms_user_id username full_name is_name_verified name_due_since email is_active created_at updated_at claims_at sync_due_at \
         retired_at erase_until",
    ),
    (
        "credential",
        "/credentials/0",
        "id=uuid site_id=site configuration_id=learningObject status mode awarded_at date_override visible_at expires_at revoked_at \
         revocation_reason replaced_at replaced_by_id=replacedBy is_private facts version updated_at",
    ),
    ("credential_attribute", "/credentials/0/attributes/0", "name value"),
    (
        "credential_history",
        "/credentials/0/history/0",
        "version change status changed_at actor_id=actor reason request_id details",
    ),
    (
        "grade",
        "/grades/0",
        "site_id=site course_key letter percent is_verified lms_last_updated_at version created_at updated_at",
    ),
    (
        "record_share",
        "/recordShares/0",
        "id site_id=site program_id=program label shows_grades shows_name shows_email expires_at revoked_at version created_at \
         updated_at",
    ),
    ("record_share_view", "/recordShares/0/views/0", "viewed_on n_views"),
    (
        "record_send",
        "/recordSends/0",
        "id site_id=site program_id=program pathway_id=pathway record_share_id sends_updates n_sends asked_at asked_by version \
         created_at",
    ),
    (
        "outgoing_mail",
        "/outgoingMail/0",
        "site_id=site kind subject_id state attempts next_attempt_at last_error version created_at ended_at",
    ),
    (
        "session",
        "/sessions/0",
        "id site_id=site is_administrator is_superuser created_at seen_at renewed_at expires_at is_replaced",
    ),
    ("role_assignment", "/roles/0", "site_id=site role granted_by granted_at"),
    (
        "reconciliation_difference",
        "/differences/0",
        "site_id=site kind course_key here there told found_at state settled_by_id=settledBy settled_at reason version",
    ),
    (
        "trail_entry",
        "/auditTrail/0",
        "site_id=site action subject_kind subject_id actor_id=actor reason request_id happened_at details",
    ),
];

const WHOSE: &str = "the document is about one person, and a row stands where it belongs";
const OWN: &str = "a key or a counter of the service's own, which says nothing of the person";

/// Other columns of these tables, each with the reason why the document does not tell it.
const LEFT_OUT: &[(&str, &str)] = &[
    ("user: id merged_into_id version name_words_folding", OWN),
    (
        "user: username_key name_key email_key",
        "what the person is found by; it follows from the names and the address",
    ),
    ("credential: user_id", WHOSE),
    ("credential: state_salt", OWN),
    ("credential_attribute: credential_id", WHOSE),
    ("credential_history: credential_id", WHOSE),
    ("credential_history: request_token site_id seal_sequence", OWN),
    (
        "credential_history: state_before state_after",
        "digests of what the document tells, or told once",
    ),
    ("grade: user_id", WHOSE),
    ("grade: id", OWN),
    ("record_share: user_id", WHOSE),
    ("record_share: token", "whoever has it opens the record"),
    ("record_share_view: record_share_id", WHOSE),
    ("record_share_view: slot", OWN),
    ("record_send: user_id", WHOSE),
    ("outgoing_mail: user_id", WHOSE),
    ("outgoing_mail: id dedupe_key", OWN),
    ("session: user_id", WHOSE),
    ("session: token_hash", "what proves a session is nobody's to read"),
    ("role_assignment: user_id", WHOSE),
    ("role_assignment: id", OWN),
    ("reconciliation_difference: user_id username username_key", WHOSE),
    ("reconciliation_difference: id reconciliation_id seen_version", OWN),
    ("trail_entry: id seal_sequence", OWN),
];

const INSTITUTION: &str = "tells of the institution; of people at most who did something, by an id";
const WORK: &str = "tells of work";

/// Tables that the document does not tell, each with the reason.
const OTHERS: &[(&str, &str)] = &[
    (
        "certificate_preview",
        "a sample that a member of staff looks at for minutes, made of what the document tells",
    ),
    (
        "completion_check",
        "a note for minutes that a credential has changed, which the credential's history tells",
    ),
    (
        "idempotency_record",
        "answers that the person's requests got, for seven days; what they say is told from where it is kept",
    ),
    (
        "outbox_event",
        "copies of what the credentials say, on their way to other systems of the institution",
    ),
    (
        "trail_seal",
        "hashes of entries that the document tells, and what hides in them the words that were erased",
    ),
    (
        "user_name_word",
        "what the person is found by; it follows from the names that the document tells",
    ),
    ("api_client", INSTITUTION),
    ("asset", INSTITUTION),
    ("audit_entry", INSTITUTION),
    ("catalog_sync", INSTITUTION),
    ("completion_mail", INSTITUTION),
    ("configuration_signatory", INSTITUTION),
    ("course", INSTITUTION),
    ("course_organization", INSTITUTION),
    ("course_run", INSTITUTION),
    ("credential_configuration", INSTITUTION),
    ("tally", "counts, which name nobody"),
    ("tally_mark", WORK),
    ("worker_task", WORK),
    ("reconciliation", INSTITUTION),
    ("lease", WORK),
    ("migration_lease", WORK),
    ("organization", INSTITUTION),
    ("pathway", INSTITUTION),
    ("pathway_program", INSTITUTION),
    ("program", INSTITUTION),
    ("program_course_run", INSTITUTION),
    ("program_organization", INSTITUTION),
    ("signatory", INSTITUTION),
    ("site", INSTITUTION),
    ("site_host", INSTITUTION),
    ("template", INSTITUTION),
    ("template_version", INSTITUTION),
    ("trail_verification", WORK),
];

/// What the document calls a column.
pub(super) fn key(column: &str) -> String {
    if let Some((_, name)) = column.split_once('=') {
        return name.to_owned();
    }
    let mut key = String::new();
    let mut is_start = false;
    for it in column.chars() {
        if it == '_' {
            is_start = true;
        } else if is_start {
            key.push(it.to_ascii_uppercase());
            is_start = false;
        } else {
            key.push(it);
        }
    }
    key
}

async fn every_column_has_been_thought_of(engine: Engine) {
    let app = TestApp::start(engine).await;
    let told = TOLD.iter().flat_map(|(table, _, columns)| {
        let columns = columns.split_whitespace();
        columns.map(move |it| format!("{table}.{}", it.split('=').next().unwrap_or(it)))
    });
    let left_out = LEFT_OUT.iter().flat_map(|(line, reason)| {
        assert!(!reason.is_empty());
        let (table, columns) = line.split_once(": ").expect("a table and its columns");
        columns.split_whitespace().map(move |it| format!("{table}.{it}"))
    });
    let decided: BTreeSet<String> = told.chain(left_out).collect();
    let all: BTreeSet<String> = tables(app.db())
        .await
        .into_iter()
        .filter(|(table, _)| !OTHERS.iter().any(|(other, _)| other == table))
        .flat_map(|(table, columns)| columns.into_keys().map(move |it| format!("{table}.{it}")))
        .collect();
    assert_eq!(decided, all, "a column is told, or there is a reason why it is not");
}
