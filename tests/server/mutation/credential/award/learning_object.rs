//! What an award is for: course runs get their configuration on the fly, programs need an active one.

use entity::{EnrollmentMode, LearningObjectType, credential_configuration};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use tests::build;
use tests::database::Engine;

use crate::scene::{Scene, assert_refused, award, course_run, merged};
use crate::stored::Stored;

tests::on_both_engines!(
    first_award_of_a_course_run_configures_it,
    course_run_that_the_catalogue_does_not_know_is_awarded_too,
    course_keys_are_compared_byte_by_byte,
    program_without_configuration_is_refused,
    inactive_configuration_refuses_what_is_new_and_keeps_what_is_there,
    program_is_named_in_any_spelling_of_its_uuid,
    unfit_ids_are_refused
);

async fn first_award_of_a_course_run_configures_it(engine: Engine) {
    let scene = Scene::open(engine).await;
    let course = build::course("Thinking with Data").insert(scene.app.db()).await;
    let run = build::course_run(&course).insert(scene.app.db()).await;
    let input = |username: &str, mode: &str| json!({ "username": username, "learningObject": course_run(run.key.as_str()), "mode": mode });
    let first = award(&scene.app.service(), input("ada", "verified")).await;
    assert_eq!(first["outcome"], "CREATED");
    assert_eq!(first["credential"]["mode"], "verified");
    assert_eq!(first["credential"]["certificate"]["title"], "Thinking with Data");
    let second = award(&scene.app.service(), input("grace", "audit")).await;
    assert_eq!(
        second["credential"]["configuration"],
        first["credential"]["configuration"]
    );
    assert_eq!(second["credential"]["mode"], "audit");

    let stored = Stored::read(&scene.app).await;
    let made: Vec<_> = stored
        .configurations
        .iter()
        .filter(|it| it.id != scene.configuration.id)
        .collect();
    let [made] = made[..] else {
        panic!("one configuration: {made:#?}")
    };
    assert_eq!(
        (made.learning_object_type, made.learning_object_id.as_str()),
        (LearningObjectType::CourseRun, run.key.as_str())
    );
    assert_eq!(
        (made.is_active, made.version, made.title.as_deref(), made.available_at),
        (true, 1, None, None)
    );
    assert_eq!(made.mode.as_ref().map(EnrollmentMode::as_str), Some("verified"));
}

async fn course_run_that_the_catalogue_does_not_know_is_awarded_too(engine: Engine) {
    let scene = Scene::open(engine).await;
    for key in [
        "course-v1:Ex-X+CS~1.0+2026_T1",
        "ExampleX/CS101/2013",
        "ccx-v1:A+B+C+ccx@7",
        "course-v1:Über+B+C",
    ] {
        let payload = award(
            &scene.app.service(),
            json!({ "username": "ada", "learningObject": course_run(key) }),
        )
        .await;
        assert_eq!(payload["outcome"], "CREATED", "{key}: {payload:#}");
        let certificate = &payload["credential"]["certificate"];
        assert_eq!(
            (&certificate["title"], &certificate["learningObjectType"]),
            (&json!(key), &json!("COURSE_RUN"))
        );
        assert_eq!(
            (&certificate["typeLabel"], &certificate["organizations"]),
            (&Value::Null, &json!([]))
        );
    }
    assert_eq!(Stored::read(&scene.app).await.counts(), [4, 4, 4]);
}

async fn course_keys_are_compared_byte_by_byte(engine: Engine) {
    let scene = Scene::open(engine).await;
    for key in [
        "course-v1:A+B+C",
        "course-v1:a+b+c",
        "course-v1:Ä+B+C",
        "course-v1:A\u{308}+B+C",
    ] {
        let payload = award(
            &scene.app.service(),
            json!({ "username": "ada", "learningObject": course_run(key) }),
        )
        .await;
        let expected = if key.contains('\u{308}') { "REFUSED" } else { "CREATED" };
        assert_eq!(payload["outcome"], expected, "{key}: {payload:#}");
    }
}

async fn program_without_configuration_is_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("grace").await;
    let bare = build::program("Bare").insert(scene.app.db()).await;
    // What is configured on another site is not configured here.
    let elsewhere = build::site("Elsewhere").insert(scene.app.db()).await;
    let foreign = build::program("Foreign").on(elsewhere.id).insert(scene.app.db()).await;
    build::configuration_of_program(&foreign).insert(scene.app.db()).await;
    let before = Stored::read(&scene.app).await;
    for id in [
        json!(bare.uuid),
        json!(foreign.uuid),
        json!("00000000-0000-0000-0000-000000000000"),
    ] {
        let input = json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": id } });
        let refused = award(&scene.app.service(), input).await;
        assert_refused(&refused, "CONFIGURATION_NOT_FOUND", "input.learningObject.id");
    }
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn inactive_configuration_refuses_what_is_new_and_keeps_what_is_there(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let mut row: credential_configuration::ActiveModel = scene.configuration.clone().into_active_model();
    row.is_active = Set(false);
    row.update(scene.app.db()).await.expect("a deactivated configuration");

    let before = Stored::read(&scene.app).await;
    let attributes = json!({ "attributes": [{ "name": "grade", "value": "A" }] });
    for (username, more) in [("grace", json!({})), ("ada", attributes)] {
        let refused = scene.award(username, more).await;
        assert_refused(&refused, "CONFIGURATION_INACTIVE", "input.learningObject.id");
    }
    assert_eq!(Stored::read(&scene.app).await, before);

    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { state } }";
    let seen = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
    assert_eq!(seen.at("/credential/state"), "VALID");
    assert_eq!(
        scene.revoke(&uuid, json!({})).await["outcome"],
        "REVOKED",
        "what is there can be taken back"
    );
    assert_refused(
        &scene.award("ada", json!({})).await,
        "CONFIGURATION_INACTIVE",
        "input.learningObject.id",
    );
}

async fn program_is_named_in_any_spelling_of_its_uuid(engine: Engine) {
    let scene = Scene::open(engine).await;
    let first = scene.award("ada", json!({})).await;
    let uuid = scene.program.uuid;
    for id in [uuid.simple().to_string(), uuid.hyphenated().to_string().to_uppercase()] {
        let input = json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": id } });
        let payload = award(&scene.app.service(), input).await;
        assert_eq!(
            (&payload["outcome"], &payload["credential"]),
            (&json!("UNCHANGED"), &first["credential"])
        );
    }
}

async fn unfit_ids_are_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("grace").await;
    let before = Stored::read(&scene.app).await;
    let long = format!("course-v1:A+B+{}", "x".repeat(255));
    for (kind, id) in [
        ("PROGRAM", "course-v1:A+B+C"),
        ("PROGRAM", ""),
        ("PROGRAM", " 5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f"),
        ("COURSE_RUN", "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f"),
        ("COURSE_RUN", "course-v1:A+B"),
        ("COURSE_RUN", "course-v1:A+B+C "),
        ("COURSE_RUN", "../../etc/passwd"),
        ("COURSE_RUN", &long),
    ] {
        let input = merged(
            scene.input("ada"),
            json!({ "learningObject": { "type": kind, "id": id } }),
        );
        let refused = award(&scene.app.service(), input).await;
        assert_refused(&refused, "INVALID_LEARNING_OBJECT", "input.learningObject.id");
    }
    assert_eq!(Stored::read(&scene.app).await, before);
}
