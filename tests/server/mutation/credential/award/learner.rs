//! Who an award is for: learners known and unknown, their names and numbers.

use entity::user;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::{Scene, assert_refused, award, course_run};
use crate::stored::Stored;

tests::on_both_engines!(
    unknown_learner_is_written_down,
    letter_case_does_not_make_another_learner,
    name_of_the_award_comes_first_then_the_platforms_then_the_username,
    name_that_is_learned_later_shows_until_one_is_pinned,
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

async fn name_of_the_award_comes_first_then_the_platforms_then_the_username(engine: Engine) {
    let scene = Scene::open(engine).await;
    // Their tokens tell the names of Grace and Zoë.
    for username in ["grace", "zoe.nguyen"] {
        scene.app.learner(username).query("{ viewer { id } }").await.data();
    }
    for (username, more, expected) in [
        (
            "grace",
            json!({ "recipientName": "Rear Admiral Hopper" }),
            "Rear Admiral Hopper",
        ),
        ("zoe.nguyen", json!({}), "Zoë Nguyễn-D’Ångström"),
        ("mei_lin", json!({ "recipientName": "" }), "mei_lin"),
        ("nobody", json!({}), "nobody"),
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

async fn name_that_is_learned_later_shows_until_one_is_pinned(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("mei_lin").await;
    let name = async || {
        let query = "query($uuid: UUID!) { credential(uuid: $uuid) { recipientName } }";
        let reply = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
        reply.at("/credential/recipientName").clone()
    };
    assert_eq!(name().await, "mei_lin");
    scene.app.learner("mei_lin").query("{ viewer { id } }").await.data();
    assert_eq!(name().await, "林美玲");

    // A name that was pinned stays, whatever the learner is called later.
    let input = json!({ "username": "mei_lin", "learningObject": course_run("course-v1:A+B+C") });
    let pinned = award(&scene.app.service(), input).await;
    assert_eq!(pinned["credential"]["recipientName"], "林美玲");
    let stored = Stored::read(&scene.app).await;
    let mut row: user::ActiveModel = stored.user("mei_lin").clone().into_active_model();
    row.full_name = Set(Some("Someone Else".to_owned()));
    row.update(scene.app.db()).await.expect("a renamed learner");
    let input = json!({ "username": "mei_lin", "learningObject": course_run("course-v1:A+B+C") });
    assert_eq!(
        award(&scene.app.service(), input).await["credential"]["recipientName"],
        "林美玲"
    );
    assert_eq!(name().await, "Someone Else");
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
