//! Who an award is for: learners known and unknown, their names and numbers.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::database::Engine;
use tests::persona;
use tests::platform::token::TokenSpec;

use crate::scene::{Scene, assert_refused, award, course_run};
use crate::stored::Stored;

tests::on_both_engines!(
    unknown_learner_is_written_down,
    letter_case_does_not_make_another_learner,
    name_of_the_award_comes_first_then_the_platforms_and_never_the_username,
    first_name_that_is_learned_later_is_pinned,
    name_and_first_award_at_once_come_together,
    number_belongs_to_one_learner_for_ever
);

async fn unknown_learner_is_written_down(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene
        .award(
            "Ada.L+1@x-y_z",
            json!({ "recipientName": "Ada Lovelace", "lmsUserId": 3_000_000_000_i64 }),
        )
        .await;
    let stored = Stored::read(&scene.app).await;
    let learner = stored.user("ada.l+1@x-y_z");
    assert_eq!(learner.username.as_str(), "Ada.L+1@x-y_z");
    assert_eq!(learner.lms_user_id, Some(3_000_000_000));
    assert_eq!(learner.full_name.as_deref(), Some("Ada Lovelace"));
    assert_eq!((learner.email.as_deref(), learner.created_at), (None, scene.app.now()));
    assert_eq!(stored.users.len(), 2, "the learner and the service account");
}

async fn letter_case_does_not_make_another_learner(engine: Engine) {
    let scene = Scene::open(engine).await;
    let first = scene.award("Ada", json!({})).await;
    let second = scene.award("ADA", json!({})).await;
    let third = scene.award("ada", json!({})).await;
    for payload in [second, third] {
        assert_eq!(payload["outcome"], "UNCHANGED");
        assert_eq!(payload["credential"], first["credential"]);
        assert_eq!(payload["credential"]["username"], "Ada");
    }
    let stored = Stored::read(&scene.app).await;
    assert_eq!((stored.users.len(), stored.counts()), (2, [1, 1, 1]));
}

async fn name_of_the_award_comes_first_then_the_platforms_and_never_the_username(engine: Engine) {
    let scene = Scene::open(engine).await;
    // Their tokens tell the names of Grace and Zoë.
    for username in ["grace", "zoe.nguyen"] {
        scene.app.learner(username).query("{ viewer { id } }").await.data();
    }
    for (username, more, expected) in [
        (
            "grace",
            json!({ "recipientName": "Rear Admiral Hopper" }),
            json!("Rear Admiral Hopper"),
        ),
        ("zoe.nguyen", json!({}), json!("Zoë Nguyễn-D’Ångström")),
        ("mei_lin", json!({ "recipientName": "" }), Value::Null),
        ("nobody", json!({}), Value::Null),
    ] {
        let payload = scene.award(username, more).await;
        assert_eq!(payload["credential"]["recipientName"], expected, "{username}");
    }
    let stored = Stored::read(&scene.app).await;
    assert_eq!(
        stored.user("grace").full_name.as_deref(),
        Some("Grace Hopper"),
        "an award renames nobody"
    );
}

async fn first_name_that_is_learned_later_is_pinned(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("mei_lin").await;
    let other = scene.awarded_run("mei_lin", "course-v1:A+B+C").await;
    let shown = async |uuid: &str| {
        let query = "query($uuid: UUID!) { credential(uuid: $uuid) { recipientName version } }";
        let reply = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
        reply.at("/credential").clone()
    };
    assert_eq!(shown(&uuid).await, json!({ "recipientName": null, "version": 1 }));
    // An award that tells the name names its own credential only.
    let told = scene.award("mei_lin", json!({ "recipientName": "Lin Meiling" })).await;
    assert_eq!(told["outcome"], "UPDATED", "{told:#}");
    assert_eq!(shown(&other).await, json!({ "recipientName": null, "version": 1 }));
    scene.app.learner("mei_lin").query("{ viewer { id } }").await.data();
    assert_eq!(
        shown(&uuid).await,
        json!({ "recipientName": "Lin Meiling", "version": 2 })
    );
    assert_eq!(shown(&other).await, json!({ "recipientName": "林美玲", "version": 2 }));
    assert_eq!(Stored::read(&scene.app).await.counts(), [2, 4, 4]);

    // What was pinned stays, whatever the learner is called later.
    scene.app.advance(TimeDelta::minutes(1));
    let renamed = TokenSpec::of(persona::named("mei_lin").expect("a persona")).claim("name", "Someone Else");
    scene.app.bearer(&renamed).query("{ viewer { id } }").await.data();
    let again = scene.award("mei_lin", json!({ "recipientName": "A Third Name" })).await;
    assert_eq!(again["outcome"], "UNCHANGED");
    assert_eq!(shown(&uuid).await["recipientName"], "Lin Meiling");
    assert_eq!(shown(&other).await["recipientName"], "林美玲");
    let third = scene.awarded_run("mei_lin", "course-v1:A+B+D").await;
    assert_eq!(shown(&third).await["recipientName"], "Someone Else");
}

async fn name_and_first_award_at_once_come_together(engine: Engine) {
    let scene = Scene::open(engine).await;
    let replica = scene.app.replica().await;
    let service = scene.app.service();
    service.query("{ viewer { id } }").await.data();
    for round in 0..10 {
        let username = format!("learner{round}");
        let number = json!({ "lmsUserId": 5000 + round });
        let run =
            json!({ "username": username, "learningObject": course_run("course-v1:A+B+C"), "lmsUserId": 5000 + round });
        assert_eq!(award(&service, run).await["outcome"], "CREATED");
        let spec = TokenSpec::of(&persona::ADA)
            .claim("preferred_username", username.as_str())
            .claim("user_id", 5000 + round);
        let learner = replica.bearer(&spec);
        let (awarded, seen) = tokio::join!(
            award(&service, scene.input_with(&username, number)),
            learner.query("{ viewer { id } }")
        );
        seen.data();
        assert_eq!(awarded["outcome"], "CREATED");
        let stored = Stored::read(&scene.app).await;
        let user = stored.user(&username);
        for credential in stored.credentials.iter().filter(|it| it.user_id == user.id) {
            assert_eq!(credential.facts.recipient_name.as_deref(), Some(persona::ADA.name));
        }
    }
}

async fn number_belongs_to_one_learner_for_ever(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let number = |it: i64| json!({ "lmsUserId": it });
    assert_eq!(scene.award("ada", number(7)).await["outcome"], "UNCHANGED");
    assert_eq!(
        Stored::read(&scene.app).await.user("ada").lms_user_id,
        Some(7),
        "learned from a later award"
    );

    assert_eq!(scene.award("grace", number(9)).await["outcome"], "CREATED");
    let before = Stored::read(&scene.app).await;
    for (username, it) in [("ada", 8), ("grace", 7), ("ada", 0), ("ada", -7)] {
        let refused = scene.award(username, number(it)).await;
        assert_refused(&refused, "INVALID_LMS_USER_ID", "input.lmsUserId");
    }
    assert_eq!(Stored::read(&scene.app).await, before);
    let same = scene.award("ADA", number(7)).await;
    assert_eq!(
        (&same["outcome"], &same["userErrors"]),
        (&json!("UNCHANGED"), &Value::Array(Vec::new()))
    );
}
