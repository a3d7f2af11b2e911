//! `revokeCredential`: how a credential is named, what a revocation leaves, who learns why.

use chrono::TimeDelta;
use entity::{CredentialChange, EventKind};
use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::{Scene, assert_refused, award, course_run, merged, refusals, revoke, text};
use crate::stored::Stored;

tests::on_both_engines!(
    credential_is_revoked_by_its_number,
    credential_is_revoked_by_learner_and_learning_object,
    repeated_revocation_changes_nothing,
    reason_is_for_staff_and_the_learner,
    visitor_sees_that_and_when_it_was_revoked,
    unclear_or_unknown_credential_is_refused,
    only_the_expected_version_is_revoked,
    repeated_request_with_a_key_is_answered_as_the_first_time,
    reasons_have_bounds
);

async fn credential_is_revoked_by_its_number(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene.app.advance(TimeDelta::hours(1));
    // The number is read in any spelling.
    let spelled = uuid.replace('-', "").to_uppercase();
    let payload = scene
        .revoke(&spelled, json!({ "reason": "Plagiarism.\nSee case 7." }))
        .await;
    let expected = json!({
        "outcome": "REVOKED",
        "credential": { "uuid": uuid, "status": "REVOKED", "state": "REVOKED", "version": 2,
                        "revokedAt": scene.app.now().to_rfc3339(), "revocationReason": "Plagiarism.\nSee case 7." },
        "userErrors": [],
    });
    assert_eq!(payload, expected);

    let stored = Stored::read(&scene.app).await;
    assert_eq!(stored.counts(), [1, 2, 2]);
    let entry = &stored.history[1];
    assert_eq!(
        (entry.version, entry.change, entry.changed_at),
        (2, CredentialChange::Revoked, scene.app.now())
    );
    assert_eq!(entry.reason.as_deref(), Some("Plagiarism.\nSee case 7."));
    assert_eq!(entry.actor_id, Some(stored.user("sofia").id));
    let event = stored
        .events
        .iter()
        .find(|it| it.kind == EventKind::CredentialRevoked)
        .expect("an event");
    assert_eq!(event.payload["credential"]["status"], "revoked");
    assert!(
        !event.payload.to_string().contains("Plagiarism"),
        "reasons are told to nobody else: {}",
        event.payload
    );
}

async fn credential_is_revoked_by_learner_and_learning_object(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("Ada").await;
    let input = json!({ "username": "ADA", "learningObject": scene.program() });
    let payload = revoke(&scene.app.service(), input).await;
    assert_eq!(
        (&payload["outcome"], &payload["credential"]["uuid"]),
        (&json!("REVOKED"), &json!(uuid))
    );

    let run = course_run("course-v1:ExampleX+CS101+2027");
    let input = json!({ "username": "Ada", "learningObject": run });
    award(&scene.app.service(), input.clone()).await;
    assert_eq!(revoke(&scene.app.service(), input).await["outcome"], "REVOKED");
}

async fn repeated_revocation_changes_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let first = scene.revoke(&uuid, json!({ "reason": "first" })).await;
    let before = Stored::read(&scene.app).await;
    scene.app.advance(TimeDelta::hours(1));
    let second = scene.revoke(&uuid, json!({ "reason": "second" })).await;
    assert_eq!(second["outcome"], "UNCHANGED");
    assert_eq!(second["credential"], first["credential"]);
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn reason_is_for_staff_and_the_learner(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene.revoke(&uuid, json!({ "reason": "a mistake" })).await;
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { revocationReason history { reason actor } } }";
    let app = &scene.app;
    for (client, reason, actor) in [
        (app.staff(), json!("a mistake"), json!("sofia")),
        (app.service(), json!("a mistake"), json!("sofia")),
        (app.superuser(), json!("a mistake"), json!("sofia")),
        (app.learner("ada"), json!("a mistake"), Value::Null),
    ] {
        let seen = client.graphql(query, json!({ "uuid": uuid })).await;
        assert_eq!(seen.at("/credential/revocationReason"), &reason);
        assert_eq!(
            seen.at("/credential/history/1"),
            &json!({ "reason": reason, "actor": actor })
        );
    }
    for client in [app.anonymous(), app.learner("grace")] {
        let seen = client.graphql(query, json!({ "uuid": uuid })).await;
        assert_eq!(
            seen.data(),
            &json!({ "credential": { "revocationReason": null, "history": [] } })
        );
    }
}

async fn visitor_sees_that_and_when_it_was_revoked(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene.app.advance(TimeDelta::hours(1));
    scene.revoke(&uuid, json!({ "reason": "a mistake" })).await;
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { status state revokedAt } }";
    let seen = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
    let expected = json!({ "status": "REVOKED", "state": "REVOKED", "revokedAt": scene.app.now().to_rfc3339() });
    assert_eq!(seen.at("/credential"), &expected);
}

async fn unclear_or_unknown_credential_is_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let object = scene.program();
    let before = Stored::read(&scene.app).await;
    for (input, code, path) in [
        (json!({}), "INVALID_REFERENCE", "input"),
        (json!({ "uuid": null }), "INVALID_REFERENCE", "input"),
        (json!({ "username": "ada" }), "INVALID_REFERENCE", "input"),
        (json!({ "learningObject": object }), "INVALID_REFERENCE", "input"),
        (json!({ "uuid": uuid, "username": "ada" }), "INVALID_REFERENCE", "input"),
        (
            json!({ "uuid": uuid, "username": "ada", "learningObject": object }),
            "INVALID_REFERENCE",
            "input",
        ),
        (
            json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": "?" } }),
            "INVALID_REFERENCE",
            "input.learningObject.id",
        ),
        (
            json!({ "username": "a b", "learningObject": object }),
            "INVALID_USERNAME",
            "input.username",
        ),
        (
            json!({ "uuid": "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f" }),
            "NOT_FOUND",
            "input",
        ),
        (
            json!({ "username": "nobody", "learningObject": object }),
            "NOT_FOUND",
            "input",
        ),
        (
            json!({ "username": "grace", "learningObject": object }),
            "NOT_FOUND",
            "input",
        ),
        (
            json!({ "username": "ada", "learningObject": course_run("course-v1:A+B+C") }),
            "NOT_FOUND",
            "input",
        ),
    ] {
        let refused = revoke(&scene.app.service(), input.clone()).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), path.to_owned())],
            "{input}: {refused:#}"
        );
        assert_refused(&refused, code, path);
    }
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn only_the_expected_version_is_revoked(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene
        .award("ada", json!({ "attributes": [{ "name": "grade", "value": "A" }] }))
        .await;
    scene.app.staff().query("{ viewer { id } }").await.data();
    let before = Stored::read(&scene.app).await;
    for version in [1, 3] {
        let refused = scene.revoke(&uuid, json!({ "expectedVersion": version })).await;
        assert_eq!(
            refusals(&refused),
            [("VERSION_CONFLICT".to_owned(), "input.expectedVersion".to_owned())]
        );
        assert_eq!(refused["outcome"], "REFUSED");
        assert_eq!(
            (&refused["credential"]["version"], &refused["credential"]["status"]),
            (&json!(2), &json!("AWARDED"))
        );
    }
    let refused = scene.revoke(&uuid, json!({ "expectedVersion": 0 })).await;
    assert_refused(&refused, "INVALID_EXPECTED_VERSION", "input.expectedVersion");
    assert_eq!(Stored::read(&scene.app).await, before);
    assert_eq!(
        scene.revoke(&uuid, json!({ "expectedVersion": 2 })).await["outcome"],
        "REVOKED"
    );
}

async fn repeated_request_with_a_key_is_answered_as_the_first_time(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let keyed = json!({ "idempotencyKey": "k", "reason": "a mistake" });
    let first = scene.revoke(&uuid, keyed.clone()).await;
    assert_eq!(first["outcome"], "REVOKED");
    assert_eq!(scene.award("ada", json!({})).await["outcome"], "REINSTATED");

    let before = Stored::read(&scene.app).await;
    assert_eq!(scene.revoke(&uuid, keyed.clone()).await, first);
    for more in [json!({ "reason": "another" }), json!({ "expectedVersion": 1 })] {
        let refused = scene.revoke(&uuid, merged(keyed.clone(), more)).await;
        assert_refused(&refused, "IDEMPOTENCY_MISMATCH", "input.idempotencyKey");
    }
    let refused = scene.revoke(&uuid, json!({ "idempotencyKey": "" })).await;
    assert_refused(&refused, "INVALID_IDEMPOTENCY_KEY", "input.idempotencyKey");
    assert_eq!(Stored::read(&scene.app).await, before);
    scene.app.advance(TimeDelta::days(7));
    assert_eq!(scene.revoke(&uuid, keyed).await["outcome"], "REVOKED");
}

async fn reasons_have_bounds(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene.app.staff().query("{ viewer { id } }").await.data();
    let before = Stored::read(&scene.app).await;
    for reason in ["é".repeat(1001), "a\u{0}b".to_owned(), "a\u{1b}[2J".to_owned()] {
        let refused = scene.revoke(&uuid, json!({ "reason": reason })).await;
        assert_refused(&refused, "INVALID_REASON", "input.reason");
    }
    assert_eq!(Stored::read(&scene.app).await, before);
    let longest = "é".repeat(1000);
    let payload = scene.revoke(&uuid, json!({ "reason": longest })).await;
    assert_eq!(text(&payload["credential"]["revocationReason"]), longest);
}
