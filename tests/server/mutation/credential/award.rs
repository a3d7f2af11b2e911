//! `awardCredential`: what becomes of an award, row by row.

mod attribute;
mod certificate;
mod date;
mod idempotency;
mod learner;
mod learning_object;
mod reason;
mod version;

use chrono::TimeDelta;
use entity::{CredentialChange, CredentialStatus, EventKind};
use serde_json::{Value, json};
use tests::app::PUBLIC_URL;
use tests::database::Engine;

use crate::scene::{Scene, assert_refused, award, course_run, merged, text};
use crate::stored::Stored;

tests::on_both_engines!(
    award_creates_a_credential_with_all_its_facts,
    award_leaves_history_and_event,
    repeated_award_writes_nothing,
    further_award_changes_what_it_names_and_nothing_else,
    award_of_a_revoked_credential_reinstates_it,
    null_means_absent_where_nothing_can_be_cleared,
    everything_that_is_wrong_is_told_at_once
);

async fn award_creates_a_credential_with_all_its_facts(engine: Engine) {
    let scene = Scene::open(engine).await;
    let more = json!({
        "recipientName": "Ada Lovelace",
        "attributes": [{ "name": "grade", "value": "A" }, { "name": "cohort", "value": "2027" }],
    });
    let mut payload = scene.award("ada", more).await;

    let uuid = text(&payload["credential"]["uuid"]);
    let simple = uuid.replace('-', "");
    assert_eq!(
        (uuid.len(), simple.as_bytes()[12]),
        (36, b'4'),
        "a random number: {uuid}"
    );
    let now = scene.app.now().to_rfc3339();
    assert_eq!(payload["credential"]["id"].take(), format!("credential:{uuid}"));
    assert_eq!(
        payload,
        json!({
            "outcome": "CREATED",
            "credential": {
                "id": null, "uuid": uuid, "status": "AWARDED", "state": "VALID", "awardedAt": now, "issuedAt": now,
                "dateOverride": null, "visibleAt": now, "revokedAt": null, "revocationReason": null,
                "recipientName": "Ada Lovelace", "username": "ada", "mode": null, "version": 1, "updatedAt": now,
                "url": format!("{PUBLIC_URL}/credentials/{simple}"), "viewerCan": ["REVOKE"],
                "attributes": [{ "name": "cohort", "value": "2027" }, { "name": "grade", "value": "A" }],
                "history": [{ "version": 1, "change": "AWARDED", "status": "AWARDED", "changedAt": now,
                              "reason": null, "actor": "lms_worker" }],
                "certificate": { "title": "Data Science", "typeLabel": "Professional Certificate", "language": null,
                                 "hoursOfEffort": null, "platformName": "Credentials",
                                 "learningObjectType": "PROGRAM", "organizations": [], "signatories": [] },
                "configuration": { "id": format!("configuration:{}", scene.configuration.id), "isActive": true,
                                   "title": null, "mode": null, "version": 1, "learningObject": scene.program() },
            },
            "userErrors": [],
        })
    );
}

async fn award_leaves_history_and_event(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let stored = Stored::read(&scene.app).await;
    let ([credential], [entry], [event]) = (&stored.credentials[..], &stored.history[..], &stored.events[..]) else {
        panic!("one of each: {stored:#?}");
    };
    assert_eq!(credential.id.to_string(), uuid);
    assert_eq!(credential.user_id, stored.user("ada").id);

    assert_eq!((entry.credential_id, entry.version), (credential.id, 1));
    assert_eq!(
        (entry.change, entry.status),
        (CredentialChange::Awarded, CredentialStatus::Awarded)
    );
    assert_eq!(entry.actor_id, Some(stored.user("lms_worker").id));
    assert_eq!(entry.changed_at, scene.app.now());
    assert!(entry.request_id.as_ref().is_some_and(|it| !it.is_empty()));

    assert_eq!(
        (event.kind, event.subject_id),
        (EventKind::CredentialAwarded, credential.id)
    );
    assert!((0..64).contains(&event.shard));
    assert_eq!((event.attempts, event.delivered_at), (0, None));
    let payload = &event.payload;
    assert_eq!(payload["credential"]["uuid"], uuid);
    assert_eq!(payload["credential"]["version"], 1);
    assert_eq!(payload["learner"], json!({ "lmsUserId": null, "username": "ada" }));
    assert_eq!(payload["learningObject"]["id"], json!(scene.program.uuid));
}

async fn repeated_award_writes_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let more = json!({ "recipientName": "Ada", "attributes": [{ "name": "grade", "value": "A" }] });
    let first = scene.award("ada", more.clone()).await;
    let stored = Stored::read(&scene.app).await;
    assert_eq!(stored.counts(), [1, 1, 1]);

    scene.app.advance(TimeDelta::hours(2));
    let (statements, second) = scene
        .app
        .count_statements(async || scene.award("ada", more).await)
        .await;
    assert_eq!(second["outcome"], "UNCHANGED");
    assert_eq!(second["credential"], first["credential"]);
    let after = Stored::read(&scene.app).await;
    assert_eq!(after, stored);
    assert_eq!((statements.writes, statements.transactions), (0, 0), "{statements:?}");
}

async fn further_award_changes_what_it_names_and_nothing_else(engine: Engine) {
    let scene = Scene::open(engine).await;
    let run = course_run("course-v1:ExampleX+CS101+2027");
    let award = async |more: Value| {
        let input = merged(json!({ "username": "ada", "learningObject": run }), more);
        award(&scene.app.service(), input).await
    };
    let attributes = json!([{ "name": "grade", "value": "B" }, { "name": "cohort", "value": "2027" }]);
    let first = award(json!({ "attributes": attributes, "mode": "audit" })).await;
    scene.app.advance(TimeDelta::minutes(1));

    let attributes = json!([{ "name": "grade", "value": "A" }, { "name": "Grade", "value": "" }]);
    let second = award(json!({ "attributes": attributes, "mode": "Verified" })).await;
    assert_eq!(second["outcome"], "UPDATED");
    let credential = &second["credential"];
    assert_eq!(credential["uuid"], first["credential"]["uuid"]);
    assert_eq!(credential["mode"], "verified");
    assert_eq!(credential["version"], 2);
    assert_eq!(credential["awardedAt"], first["credential"]["awardedAt"]);
    assert_eq!(credential["updatedAt"], scene.app.now().to_rfc3339());
    assert_eq!(
        credential["attributes"],
        json!([
            { "name": "Grade", "value": "" },
            { "name": "cohort", "value": "2027" },
            { "name": "grade", "value": "A" },
        ])
    );

    let third = award(json!({})).await;
    assert_eq!(
        (&third["outcome"], &third["credential"]),
        (&json!("UNCHANGED"), credential)
    );
    let stored = Stored::read(&scene.app).await;
    assert_eq!(stored.counts(), [1, 2, 2]);
    assert_eq!(
        stored.history[1].details,
        json!({
            "mode": { "old": "audit", "new": "verified" },
            "attributes.grade": { "old": "B", "new": "A" },
            "attributes.Grade": { "old": null, "new": "" },
        })
    );
    assert!(stored.events.iter().any(|it| it.kind == EventKind::CredentialUpdated));
}

async fn award_of_a_revoked_credential_reinstates_it(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let awarded_at = scene.app.now();
    scene.app.advance(TimeDelta::minutes(1));
    scene.revoke(&uuid, json!({ "reason": "a mistake" })).await;
    scene.app.advance(TimeDelta::minutes(1));

    let payload = scene.award("ada", json!({})).await;
    assert_eq!(payload["outcome"], "REINSTATED");
    let credential = &payload["credential"];
    for (field, value) in [
        ("uuid", json!(uuid)),
        ("status", json!("AWARDED")),
        ("state", json!("VALID")),
        ("awardedAt", json!(awarded_at.to_rfc3339())),
        ("issuedAt", json!(awarded_at.to_rfc3339())),
        ("revokedAt", Value::Null),
        ("revocationReason", Value::Null),
        ("version", json!(3)),
    ] {
        assert_eq!(credential[field], value, "{field}");
    }
    let changes: Vec<_> = credential["history"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["change"])
        .collect();
    assert_eq!(changes, ["AWARDED", "REVOKED", "REINSTATED"]);
    assert_eq!(credential["history"][1]["reason"], "a mistake");
    assert_eq!(Stored::read(&scene.app).await.counts(), [1, 3, 3]);
}

async fn null_means_absent_where_nothing_can_be_cleared(engine: Engine) {
    let scene = Scene::open(engine).await;
    let attributes = json!([{ "name": "grade", "value": "A" }]);
    let first = scene
        .award("ada", json!({ "attributes": attributes, "recipientName": "Ada" }))
        .await;
    let nulls = json!({
        "attributes": null, "mode": null, "recipientName": null, "lmsUserId": null, "expectedVersion": null,
        "idempotencyKey": null, "dateOverride": null,
    });
    let second = scene.award("ada", nulls).await;
    assert_eq!(
        (&second["outcome"], &second["credential"]),
        (&json!("UNCHANGED"), &first["credential"])
    );
}

async fn everything_that_is_wrong_is_told_at_once(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("grace").await;
    let before = Stored::read(&scene.app).await;
    let input = json!({
        "username": "not a name",
        "learningObject": { "type": "PROGRAM", "id": "data-science" },
        "attributes": [{ "name": "a", "value": "\u{0}" }, { "name": "", "value": "" }],
        "dateOverride": "1899-12-31T23:59:59Z",
        "mode": "no mode",
        "recipientName": "a\nb",
        "lmsUserId": 0,
        "expectedVersion": -1,
        "idempotencyKey": "",
    });
    let payload = award(&scene.app.service(), input).await;
    let found = crate::scene::refusals(&payload);
    let expected = [
        ("INVALID_USERNAME", "input.username"),
        ("INVALID_LEARNING_OBJECT", "input.learningObject.id"),
        ("INVALID_ATTRIBUTE", "input.attributes.0.value"),
        ("INVALID_ATTRIBUTE", "input.attributes.1.name"),
        ("INVALID_DATE_OVERRIDE", "input.dateOverride"),
        ("INVALID_MODE", "input.mode"),
        ("INVALID_RECIPIENT_NAME", "input.recipientName"),
        ("INVALID_LMS_USER_ID", "input.lmsUserId"),
        ("INVALID_EXPECTED_VERSION", "input.expectedVersion"),
        ("INVALID_IDEMPOTENCY_KEY", "input.idempotencyKey"),
    ];
    assert_eq!(found, expected.map(|(code, path)| (code.to_owned(), path.to_owned())));
    assert_refused(
        &scene.award("grace", json!({ "mode": "verified" })).await,
        "INVALID_MODE",
        "input.mode",
    );
    assert_eq!(Stored::read(&scene.app).await, before);
}
