//! `revokeCredentials`: what becomes of a list of revocations, and what each leaves.

use chrono::TimeDelta;
use entity::{CredentialChange, EventKind};
use serde_json::{Value, json};
use tests::client::{Client, Reply};
use tests::database::Engine;

use crate::scene::{Scene, course_run, refusals, text};
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    each_item_is_answered_in_its_place,
    revocation_leaves_what_it_leaves_alone,
    one_refused_item_leaves_nothing_written,
    dry_run_tells_and_writes_nothing,
    only_what_was_seen_is_revoked,
    repeated_request_is_answered_as_the_first_time,
    reason_is_needed_and_has_bounds,
    visitors_see_it_at_once,
    number_of_statements_does_not_depend_on_the_number_of_items,
    five_hundred_are_revoked_and_one_more_is_none
);

const RESULTS: &str = "results { outcome credential { uuid version status } userErrors { code message path } }
    userErrors { code message path }";
const UNKNOWN: &str = "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";

async fn revoke_many(client: &Client, input: Value) -> Value {
    reply(client, input).await.at("/revokeCredentials").clone()
}

async fn reply(client: &Client, input: Value) -> Reply {
    client.mutate("revokeCredentials", input, RESULTS).await
}

fn list(payload: &Value) -> &[Value] {
    payload["results"].as_array().map_or(&[], Vec::as_slice)
}

fn outcomes(payload: &Value) -> Vec<String> {
    list(payload).iter().map(|it| text(&it["outcome"])).collect()
}

/// Each item's codes with their paths, as one text.
fn errors(payload: &Value) -> Vec<String> {
    let told = |it: &Value| {
        let told = refusals(it).into_iter().map(|(code, path)| format!("{code} {path}"));
        told.collect::<Vec<_>>().join("; ")
    };
    list(payload).iter().map(told).collect()
}

fn items(uuids: &[String]) -> Vec<Value> {
    uuids.iter().map(|it| json!({ "uuid": it })).collect()
}

/// Many credentials of many learners, in runs of one configuration each.
async fn awarded(scene: &Scene, prefix: &str, n_credentials: usize) -> Vec<String> {
    let item = |it| {
        let object = course_run(&format!("course-v1:ExampleX+CS{}+2027", it % 7));
        json!({ "username": format!("{prefix}{it}"), "learningObject": object })
    };
    let input = json!({ "items": (0..n_credentials).map(item).collect::<Vec<_>>() });
    let selection = "results { credential { uuid } }";
    let reply = scene.app.service().mutate("awardCredentials", input, selection).await;
    let results = reply.at("/awardCredentials/results").as_array().expect("results");
    results.iter().map(|it| text(&it["credential"]["uuid"])).collect()
}

async fn each_item_is_answered_in_its_place(engine: Engine) {
    let scene = Scene::open(engine).await;
    let (ada, grace) = (scene.awarded("ada").await, scene.awarded("grace").await);
    scene.revoke(&grace, json!({ "reason": "first" })).await;
    let list = json!([
        { "uuid": UNKNOWN },
        { "uuid": grace },
        { "uuid": ada.replace('-', "").to_uppercase() },
        { "uuid": ada },
        { "uuid": ada, "expectedVersion": 0 },
        { "uuid": grace, "idempotencyKey": " " },
    ]);
    let input = json!({ "items": list, "reason": "Withdrawn.", "partial": true });
    let payload = revoke_many(&scene.app.staff(), input).await;
    assert_eq!(
        outcomes(&payload),
        ["REFUSED", "UNCHANGED", "REVOKED", "REFUSED", "REFUSED", "REFUSED"]
    );
    assert_eq!(
        errors(&payload),
        [
            "NOT_FOUND input.items.0.uuid",
            "",
            "",
            "DUPLICATE_ITEM input.items.3",
            "INVALID_EXPECTED_VERSION input.items.4.expectedVersion",
            "INVALID_IDEMPOTENCY_KEY input.items.5.idempotencyKey",
        ]
    );
    assert_eq!(payload["userErrors"], json!([]));
    let expected = json!({ "uuid": ada, "version": 2, "status": "REVOKED" });
    assert_eq!(payload["results"][2]["credential"], expected);
    let stored = Stored::read(&scene.app).await;
    let reasons: Vec<_> = stored
        .credentials
        .iter()
        .map(|it| it.revocation_reason.as_deref())
        .collect();
    assert!(reasons.contains(&Some("first")) && reasons.contains(&Some("Withdrawn.")));
}

/// One that is revoked alone and one that is revoked in a list are the same afterwards.
async fn revocation_leaves_what_it_leaves_alone(engine: Engine) {
    let scene = Scene::open(engine).await;
    let run = "course-v1:ExampleX+CS101+2027";
    let (alone, together) = (
        scene.awarded_run("ada", run).await,
        scene.awarded_run("grace", run).await,
    );
    scene.app.advance(TimeDelta::hours(1));
    scene.revoke(&alone, json!({ "reason": "Plagiarism." })).await;
    let input = json!({ "items": [{ "uuid": together, "expectedVersion": 1 }], "reason": "Plagiarism." });
    let payload = revoke_many(&scene.app.staff(), input).await;
    assert_eq!(outcomes(&payload), ["REVOKED"]);

    let stored = Stored::read(&scene.app).await;
    let credential = |uuid: &str| {
        let row = stored.credentials.iter().find(|it| it.id.0.to_string() == uuid);
        row.expect("the credential").clone()
    };
    let (one, other) = (credential(&alone), credential(&together));
    assert_eq!(
        (other.status, other.revoked_at, other.version, other.updated_at),
        (one.status, one.revoked_at, one.version, one.updated_at)
    );
    assert_eq!(other.revocation_reason, one.revocation_reason);
    let history = |id| {
        let entry = stored
            .history
            .iter()
            .find(|it| it.credential_id == id && it.version == 2);
        let entry = entry.expect("an entry").clone();
        (
            entry.change,
            entry.status,
            entry.changed_at,
            entry.actor_id,
            entry.reason,
            entry.details,
        )
    };
    assert_eq!(history(other.id), history(one.id));
    assert_eq!(history(other.id).0, CredentialChange::Revoked);
    let event = |id| {
        let event = stored
            .events
            .iter()
            .find(|it| it.subject_id == id && it.kind == EventKind::CredentialRevoked);
        let payload = event.expect("an event").payload.clone();
        (
            payload["credential"]["status"].clone(),
            payload["credential"]["version"].clone(),
        )
    };
    assert_eq!(event(other.id), event(one.id));
}

async fn one_refused_item_leaves_nothing_written(engine: Engine) {
    let scene = Scene::open(engine).await;
    let ada = scene.awarded("ada").await;
    let before = Stored::read(&scene.app).await;
    let input = json!({ "items": [{ "uuid": ada }, { "uuid": UNKNOWN }], "reason": "Withdrawn." });
    let payload = revoke_many(&scene.app.service(), input).await;
    assert_eq!(
        errors(&payload),
        ["BATCH_REFUSED input.items.0", "NOT_FOUND input.items.1.uuid"]
    );
    assert_eq!(
        refusals(&payload),
        [("ITEMS_REFUSED".to_owned(), "input.items".to_owned())]
    );
    assert!(list(&payload).iter().all(|it| it["credential"].is_null()));
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn dry_run_tells_and_writes_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let (ada, grace) = (scene.awarded("ada").await, scene.awarded("grace").await);
    scene.revoke(&grace, json!({})).await;
    let before = Stored::read(&scene.app).await;
    let list = json!([{ "uuid": ada, "expectedVersion": 1 }, { "uuid": grace }, { "uuid": UNKNOWN }]);
    let input = json!({ "items": list, "dryRun": true, "partial": true, "idempotencyKey": "dry" });
    let (statements, payload) = scene
        .app
        .count_statements(async || revoke_many(&scene.app.staff(), input).await)
        .await;
    assert_eq!(outcomes(&payload), ["REVOKED", "UNCHANGED", "REFUSED"]);
    assert_eq!(payload["results"][0]["credential"]["version"], 2, "as it would be");
    assert_eq!(Stored::read(&scene.app).await, before);
    assert_eq!((statements.writes, statements.transactions), (0, 0));
}

async fn only_what_was_seen_is_revoked(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuids = [scene.awarded("ada").await, scene.awarded("grace").await];
    // Somebody revokes it and awards it again.
    scene.revoke(&uuids[0], json!({})).await;
    assert_eq!(scene.award("ada", json!({})).await["outcome"], "REINSTATED");
    let before = Stored::read(&scene.app).await;
    let seen = json!([{ "uuid": uuids[0], "expectedVersion": 1 }, { "uuid": uuids[1], "expectedVersion": 1 }]);
    let payload = revoke_many(
        &scene.app.staff(),
        json!({ "items": seen, "reason": "Withdrawn.", "partial": true }),
    )
    .await;
    assert_eq!(errors(&payload), ["VERSION_CONFLICT input.items.0.expectedVersion", ""]);
    assert_eq!(
        list(&payload)[0]["userErrors"][0]["message"],
        "the credential has version 3 now"
    );
    let after = Stored::read(&scene.app).await;
    assert_eq!(after.history.len(), before.history.len() + 1);
}

async fn repeated_request_is_answered_as_the_first_time(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuids = awarded(&scene, "many", 3).await;
    let staff = scene.app.staff();
    let item = |it: usize| json!({ "uuid": uuids[it], "expectedVersion": 1, "idempotencyKey": format!("item {it}") });
    let input = |items: Value| json!({ "items": items, "reason": "Withdrawn.", "partial": true });
    let first = revoke_many(&staff, input(json!([item(0), item(1)]))).await;
    assert_eq!(outcomes(&first), ["REVOKED", "REVOKED"]);
    let before = Stored::read(&scene.app).await;
    // In another list, in another order: what was done is answered, what was not is done.
    let second = revoke_many(&staff, input(json!([item(1), item(2), item(0)]))).await;
    assert_eq!(outcomes(&second), ["REVOKED"; 3]);
    assert_eq!(list(&second)[0], list(&first)[1]);
    assert_eq!(Stored::read(&scene.app).await.history.len(), before.history.len() + 1);
    let other = json!({ "items": [item(0)], "reason": "Another.", "partial": true });
    let other = revoke_many(&staff, other).await;
    assert_eq!(errors(&other), ["IDEMPOTENCY_MISMATCH input.items.0.idempotencyKey"]);

    let whole = json!({ "items": [{ "uuid": uuids[0] }], "reason": "Withdrawn.", "idempotencyKey": "whole" });
    let told = revoke_many(&staff, whole.clone()).await;
    let before = Stored::read(&scene.app).await;
    assert_eq!(revoke_many(&staff, whole).await, told);
    let other = json!({ "items": [{ "uuid": uuids[1] }], "reason": "Withdrawn.", "idempotencyKey": "whole" });
    let other = revoke_many(&staff, other).await;
    assert_eq!(
        refusals(&other),
        [("IDEMPOTENCY_MISMATCH".to_owned(), "input.idempotencyKey".to_owned())]
    );
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn reason_is_needed_and_has_bounds(engine: Engine) {
    let scene = Scene::open(engine).await;
    let ada = scene.awarded("ada").await;
    // A learner who asks for the first time is written down.
    scene.app.learner("ada").query("{ viewer { id } }").await.data();
    let before = Stored::read(&scene.app).await;
    for reason in [
        json!(null),
        json!(""),
        json!(" \n"),
        json!("a\u{0}b"),
        json!("x".repeat(1001)),
    ] {
        let input = json!({ "items": [{ "uuid": ada }], "reason": reason });
        let payload = revoke_many(&scene.app.staff(), input).await;
        assert_eq!(
            refusals(&payload),
            [("INVALID_REASON".to_owned(), "input.reason".to_owned())],
            "{reason}"
        );
        assert_eq!(list(&payload), &[] as &[Value]);
    }
    for client in [scene.app.anonymous(), scene.app.learner("ada")] {
        let input = json!({ "items": [{ "uuid": ada }], "reason": "Mine." });
        assert!(!reply(&client, input).await.codes().is_empty());
    }
    let mut after = Stored::read(&scene.app).await;
    // A learner who asks for the first time is written down.
    after
        .users
        .retain(|it| before.users.iter().any(|known| known.id == it.id));
    assert_eq!(after.credentials, before.credentials);
    assert_eq!(after.history, before.history);
    let input = json!({ "items": [{ "uuid": ada }], "reason": "x".repeat(1000) });
    assert_eq!(outcomes(&revoke_many(&scene.app.staff(), input).await), ["REVOKED"]);
}

async fn visitors_see_it_at_once(engine: Engine) {
    let scene = Scene::open(engine).await;
    let ada = scene.awarded("ada").await;
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { state } }";
    let visitor = scene.app.anonymous();
    // It is remembered for a second.
    let seen = visitor.graphql(query, json!({ "uuid": ada })).await;
    assert_eq!(seen.at("/credential/state"), "VALID");
    let input = json!({ "items": [{ "uuid": ada }], "reason": "Withdrawn." });
    revoke_many(&scene.app.staff(), input).await;
    let seen = visitor.graphql(query, json!({ "uuid": ada })).await;
    assert_eq!(seen.at("/credential/state"), "REVOKED");
}

async fn number_of_statements_does_not_depend_on_the_number_of_items(engine: Engine) {
    let scene = Scene::open(engine).await;
    let mut counted = Vec::new();
    for (n_items, prefix) in [(5, "few"), (50, "many")] {
        let uuids = awarded(&scene, prefix, n_items).await;
        // Of several versions.
        scene.revoke(&uuids[0], json!({})).await;
        let object = course_run("course-v1:ExampleX+CS0+2027");
        let again = json!({ "username": format!("{prefix}0"), "learningObject": object });
        crate::scene::award(&scene.app.service(), again).await;
        let keyed = |(at, uuid): (usize, &String)| json!({ "uuid": uuid, "idempotencyKey": format!("{prefix} {at}") });
        let items: Vec<_> = uuids.iter().enumerate().map(keyed).collect();
        let input = json!({ "items": items, "reason": "Withdrawn." });
        let (statements, payload) = scene
            .app
            .count_statements(async || revoke_many(&scene.app.staff(), input).await)
            .await;
        assert_eq!(outcomes(&payload), vec!["REVOKED"; n_items]);
        counted.push(statements);
    }
    assert_eq!(counted[0], counted[1]);
    assert!(counted[0].reads <= 9 && counted[0].writes <= 7, "{:?}", counted[0]);
    assert_eq!(counted[0].transactions, 1);
    assert_sound(&scene.app).await;
}

async fn five_hundred_are_revoked_and_one_more_is_none(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuids = awarded(&scene, "many", 500).await;
    let mut list = items(&uuids);
    list.push(json!({ "uuid": UNKNOWN }));
    let before = Stored::read(&scene.app).await;
    let few = async |list: &[Value]| {
        let input = json!({ "items": list, "reason": "Withdrawn." });
        scene
            .app
            .staff()
            .mutate("revokeCredentials", input, "results { outcome }")
            .await
    };
    let refused = few(&list).await;
    assert_eq!(refused.codes(), ["LIMIT_EXCEEDED"], "{}", refused.text);
    assert!(refused.text.contains("at most 500 credentials"), "{}", refused.text);
    assert_eq!(Stored::read(&scene.app).await.credentials, before.credentials);
    list.pop();
    let revoked = few(&list).await;
    assert_eq!(outcomes(revoked.at("/revokeCredentials")), ["REVOKED"; 500]);
    let empty = revoke_many(&scene.app.staff(), json!({ "items": [], "reason": "Withdrawn." })).await;
    assert_eq!(empty, json!({ "results": [], "userErrors": [] }));
}
