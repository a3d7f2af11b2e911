//! `retireUser`: who is meant, and what happens at the same time. What is erased: `tests/server/retirement.rs`.

use chrono::TimeDelta;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use server::service::trail::{self, Swept};
use server::worker::trail::seal;
use tests::app::TestApp;
use tests::database::Engine;
use tests::persona::{ADA, GRACE};

use crate::scene::{Scene, award, course_run, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    one_must_say_who_is_meant,
    account_that_was_never_seen_is_known_by_its_tombstone,
    name_and_number_of_one_person_retire_every_row,
    new_name_of_a_known_number_is_retired_too,
    former_names_are_refused_unless_they_are_somebody_elses,
    reason_that_names_nobody_stays,
    reason_that_names_the_person_is_refused,
    award_at_the_same_time_leaves_nothing_behind,
    many_retirements_at_once_are_one
);

async fn retire(app: &TestApp, input: Value) -> Value {
    let reply = app
        .service()
        .mutate("retireUser", input, "outcome userErrors { code message path }")
        .await;
    reply.at("/retireUser").clone()
}

/// That an award to this name, with this beside, is refused because its learner was retired.
async fn assert_refused(scene: &Scene, username: &str, more: Value) {
    let payload = scene.award(username, more).await;
    let expected = ("LEARNER_RETIRED".to_owned(), "input.username".to_owned());
    assert_eq!(refusals(&payload), [expected], "{username}: {payload:#}");
}

async fn one_must_say_who_is_meant(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    for client in [app.learner("ada"), app.learner("grace"), app.service()] {
        client.query("{ viewer { id } }").await.data();
    }
    let before = Stored::read(app).await;
    for (input, code, path) in [
        (json!({}), "INVALID_REFERENCE", "input"),
        (json!({ "username": null }), "INVALID_REFERENCE", "input"),
        (json!({ "username": "a b" }), "INVALID_USERNAME", "input.username"),
        (json!({ "lmsUserId": 0 }), "INVALID_LMS_USER_ID", "input.lmsUserId"),
        (
            json!({ "username": "ada", "lmsUserId": GRACE.user_id }),
            "INVALID_LMS_USER_ID",
            "input.lmsUserId",
        ),
        (
            json!({ "username": "ada", "lmsUserId": 77 }),
            "INVALID_LMS_USER_ID",
            "input.lmsUserId",
        ),
        (json!({ "username": "nobody" }), "NOT_FOUND", "input.username"),
    ] {
        let payload = retire(app, input.clone()).await;
        assert_eq!(payload["outcome"], "REFUSED", "{input}");
        assert_eq!(refusals(&payload), [(code.to_owned(), path.to_owned())], "{input}");
    }
    assert_eq!(Stored::read(app).await, before);
}

async fn account_that_was_never_seen_is_known_by_its_tombstone(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let first = retire(app, json!({ "username": "ada", "lmsUserId": 7 })).await;
    assert_eq!(first["outcome"], "RETIRED", "{first:#}");
    assert_eq!(retire(app, json!({ "lmsUserId": 8 })).await["outcome"], "RETIRED");
    let before = Stored::read(app).await;
    assert!(
        !format!("{:?}", before.users).contains("\"ada\""),
        "{:#?}",
        before.users
    );
    for again in [
        json!({ "username": "ada" }),
        json!({ "lmsUserId": 7 }),
        json!({ "lmsUserId": 8 }),
    ] {
        assert_eq!(retire(app, again).await["outcome"], "UNCHANGED");
    }
    assert_refused(&scene, "ADA", json!({})).await;
    assert_refused(&scene, "other", json!({ "lmsUserId": 7 })).await;
    assert_refused(&scene, "another", json!({ "lmsUserId": 8 })).await;
    assert_eq!(Stored::read(app).await, before);
    // In a list the others go on.
    let items = json!({ "items": [scene.input("ada"), scene.input("grace")], "partial": true });
    let reply = app
        .service()
        .mutate("awardCredentials", items, "results { outcome }")
        .await;
    let outcomes = json!([{ "outcome": "REFUSED" }, { "outcome": "CREATED" }]);
    assert_eq!(reply.at("/awardCredentials/results"), &outcomes);
}

async fn name_and_number_of_one_person_retire_every_row(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    app.learner("ada").query("{ viewer { id } }").await.data();
    // Awarded under a new name of hers, before anybody knows whose that is.
    scene.awarded("countess").await;
    let both = json!({ "username": "countess", "lmsUserId": ADA.user_id });
    assert_eq!(retire(app, both).await["outcome"], "RETIRED");
    let stored = Stored::read(app).await;
    assert_eq!(stored.users.iter().filter(|it| it.retired_at.is_some()).count(), 2);
    assert!(stored.credentials[0].is_private);
    assert_refused(&scene, "ada", json!({})).await;
    assert_refused(&scene, "countess", json!({})).await;
}

async fn new_name_of_a_known_number_is_retired_too(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    assert_eq!(retire(app, json!({ "username": "ada" })).await["outcome"], "RETIRED");
    // The number becomes known later, and then a further name.
    let more = json!({ "username": "ada", "lmsUserId": 7 });
    assert_eq!(retire(app, more).await["outcome"], "UNCHANGED");
    let more = json!({ "username": "countess", "lmsUserId": 7 });
    assert_eq!(retire(app, more).await["outcome"], "RETIRED");
    assert_refused(&scene, "x", json!({ "lmsUserId": 7 })).await;
    assert_refused(&scene, "countess", json!({})).await;
    assert_refused(&scene, "ada", json!({})).await;
}

async fn former_names_are_refused_unless_they_are_somebody_elses(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    for name in ["ada", "grace"] {
        app.learner(name).query("{ viewer { id } }").await.data();
    }
    for (current, desired) in [
        ("ada", "countess"),
        ("countess", "lovelace"),
        ("lovelace", "augusta"),
        // What Ada was called first is Grace's now.
        ("grace", "ada"),
    ] {
        let items = json!({ "items": [{ "current": current, "desired": desired }] });
        let reply = app
            .service()
            .mutate("replaceUsernames", items, "results { outcome }")
            .await;
        assert_eq!(reply.at("/replaceUsernames/results/0/outcome"), "REPLACED");
    }
    assert_eq!(
        retire(app, json!({ "username": "augusta" })).await["outcome"],
        "RETIRED"
    );
    for name in ["augusta", "Lovelace", "COUNTESS"] {
        assert_refused(&scene, name, json!({})).await;
        assert_refused(&scene, name, json!({ "lmsUserId": 4711 })).await;
    }
    assert_eq!(scene.award("ada", json!({})).await["outcome"], "CREATED");
    let stored = Stored::read(app).await;
    assert_eq!(stored.user("ada").lms_user_id, Some(GRACE.user_id));
    assert_eq!(stored.credentials[0].user_id, stored.user("ada").id);
    let told = format!("{:?}", stored.users).to_lowercase();
    assert!(
        !told.contains("countess") && !told.contains("lovelace"),
        "{:#?}",
        stored.users
    );

    assert_eq!(
        retire(app, json!({ "username": "augusta" })).await["outcome"],
        "UNCHANGED"
    );
    assert_eq!(Stored::read(app).await, stored);
    crate::sound::assert_sound(app).await;
}

/// Why whoever was retired was, as the audit trail tells it.
async fn told(app: &TestApp) -> Value {
    let document = "{ auditTrail(filter: { action: USER_RETIRED }) { nodes { reason } } }";
    app.staff().query(document).await.at("/auditTrail/nodes").clone()
}

async fn reason_that_names_nobody_stays(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    app.learner("ada").query("{ viewer { id } }").await.data();
    let ctx = app.ctx().await;
    let mut swept = Swept::default();
    let input = json!({ "username": "ada", "reason": "Request 17 to be forgotten" });
    assert_eq!(retire(app, input).await["outcome"], "RETIRED");
    let expected = json!([{ "reason": "Request 17 to be forgotten" }]);
    assert_eq!(told(app).await, expected);
    let entry = Stored::read(app).await.trail.remove(0);
    assert_eq!(entry.request_id, None, "a caller's own words may name somebody");
    // Sealed, it stays as it is, while the worker erases again.
    seal(&ctx, &mut swept).await;
    for _ in 0..2 {
        app.advance(TimeDelta::minutes(3));
        server::worker::retirement::work(&ctx).await;
        assert_eq!(told(app).await, expected);
        let chains = trail::verify_all(&ctx, &[]).await.expect("an answer");
        assert!(chains.iter().all(|it| it.broken_by.is_empty()), "{chains:#?}");
    }
    // Without one, and repeated with one, nothing is written.
    assert_eq!(retire(app, json!({ "lmsUserId": 8 })).await["outcome"], "RETIRED");
    let again = json!({ "lmsUserId": 8, "reason": "too late" });
    assert_eq!(retire(app, again).await["outcome"], "UNCHANGED");
    let blank = json!({ "lmsUserId": 9, "reason": " " });
    assert_eq!(retire(app, blank).await["outcome"], "RETIRED");
    let reasons = told(app).await;
    let reasons = reasons.as_array().expect("a list");
    assert_eq!(reasons.iter().filter(|it| it["reason"] == Value::Null).count(), 2);
}

async fn reason_that_names_the_person_is_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    for client in [app.learner("ada"), app.service()] {
        client.query("{ viewer { id } }").await.data();
    }
    let items = json!({ "items": [{ "current": "ada", "desired": "countess" }] });
    app.service()
        .mutate("replaceUsernames", items, "userErrors { code }")
        .await
        .data();
    let before = Stored::read(app).await;
    let long = "r".repeat(1001);
    for (username, reason) in [
        ("countess", "the countess asked"),
        ("countess", "Ms. LOVELACE asked"),
        ("countess", "mail from ada@learners.example.org"),
        // What she was called before.
        ("countess", "known as “ada”"),
        ("countess", long.as_str()),
        ("countess", "a\u{0}b"),
    ] {
        let payload = retire(app, json!({ "username": username, "reason": reason })).await;
        assert_eq!(payload["outcome"], "REFUSED", "{reason}");
        let expected = ("INVALID_REASON".to_owned(), "input.reason".to_owned());
        assert_eq!(refusals(&payload), [expected], "{reason}");
    }
    // Of somebody who was never seen is known what the request tells.
    let input = json!({ "username": "somebody", "lmsUserId": 4711, "reason": "Somebody left" });
    assert_eq!(retire(app, input).await["outcome"], "REFUSED");
    assert_eq!(Stored::read(app).await, before);
}

async fn award_at_the_same_time_leaves_nothing_behind(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let replica = app.replica().await;
    let service = replica.service();
    for client in [&service, &app.service()] {
        client.query("{ viewer { id } }").await.data();
    }
    let ctx = app.ctx().await;
    let name = |round: i64| format!("xq{round}z");
    for round in 0..12 {
        let (name, number) = (name(round), 3000 + round);
        if round % 3 == 0 {
            // Known already, by name and number.
            let known = json!({ "lmsUserId": number, "recipientName": "Xqz" });
            scene.award(&name, known).await;
        }
        let more = json!({ "recipientName": "Xqz", "idempotencyKey": format!("key-{name}"),
            "learningObject": course_run("course-v1:A+B+C") });
        let awarded = award(&service, scene.input_with(&name, more));
        let retired = retire(app, json!({ "username": name, "lmsUserId": number }));
        let (awarded, retired) = join(awarded, retired).await;
        assert_eq!(retired["outcome"], "RETIRED", "{retired:#}");
        let outcome = awarded["outcome"].as_str().expect("a word");
        assert!(["CREATED", "REFUSED"].contains(&outcome), "{awarded:#}");
    }
    app.advance(TimeDelta::minutes(1));
    server::worker::retirement::work(&ctx).await;
    let stored = Stored::read(app).await;
    let told = format!("{stored:?}");
    for round in 0..12 {
        assert!(!told.contains(&name(round)), "{round}: {told}");
    }
    assert!(!told.contains("Xqz"));
    assert!(stored.credentials.iter().all(|it| it.is_private));
    assert_eq!(stored.records.len(), 0);
}

async fn many_retirements_at_once_are_one(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let all = join_all((0..16).map(|_| retire(&scene.app, json!({ "username": "ada" })))).await;
    let n_retired = all.iter().filter(|it| it["outcome"] == "RETIRED").count();
    assert_eq!(n_retired, 1, "{all:#?}");
    let stored = Stored::read(&scene.app).await;
    assert_eq!((stored.trail.len(), stored.credentials[0].version), (1, 2));
}
