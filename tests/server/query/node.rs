//! `node`: every object by its id, as far as it exists for the caller.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::build;
use tests::client::Client;
use tests::database::Engine;

use crate::scene::Scene;

tests::on_both_engines!(
    every_object_is_found_by_its_id,
    hidden_objects_do_not_exist,
    other_texts_are_no_ids
);

const NODE: &str = "query($id: ID!) { node(id: $id) { __typename id } }";

async fn node(client: &Client, id: &str) -> Value {
    client.graphql(NODE, json!({ "id": id })).await.at("/node").clone()
}

async fn every_object_is_found_by_its_id(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let course = build::course("Thinking with Data").insert(scene.app.db()).await;
    let run = build::course_run(&course).insert(scene.app.db()).await;
    let app = &scene.app;
    for (kind, id) in [
        ("Credential", format!("credential:{uuid}")),
        (
            "CredentialConfiguration",
            format!("configuration:{}", scene.configuration.id),
        ),
        ("Program", format!("program:{}", scene.program.id)),
        ("CourseRun", format!("courseRun:{}", run.id)),
    ] {
        for client in [app.anonymous(), app.learner("grace"), app.staff()] {
            assert_eq!(node(&client, &id).await, json!({ "__typename": kind, "id": id }));
        }
    }
    let ada = app.learner("ada").query("{ viewer { id } }").await;
    let id = ada.text_at("/viewer/id");
    assert_eq!(
        node(&app.learner("ada"), id).await,
        json!({ "__typename": "Viewer", "id": id })
    );
    // People see themselves only.
    for client in [app.anonymous(), app.learner("grace"), app.staff(), app.superuser()] {
        assert_eq!(node(&client, id).await, Value::Null);
    }
}

async fn hidden_objects_do_not_exist(engine: Engine) {
    let scene = Scene::open(engine).await;
    let later = scene.app.now() + TimeDelta::days(1);
    let payload = scene.award("ada", json!({ "dateOverride": later })).await;
    let id = payload["credential"]["id"].as_str().expect("an id");
    let app = &scene.app;
    for client in [app.anonymous(), app.learner("grace")] {
        assert_eq!(node(&client, id).await, Value::Null);
    }
    for client in [app.learner("ada"), app.staff(), app.service(), app.superuser()] {
        assert_eq!(node(&client, id).await["id"], id);
    }
    app.advance(TimeDelta::days(1));
    assert_eq!(node(&app.anonymous(), id).await["id"], id);

    let elsewhere = build::site("Elsewhere").insert(app.db()).await;
    let foreign = build::program("Foreign").on(elsewhere.id).insert(app.db()).await;
    let configuration = build::configuration_of_program(&foreign).insert(app.db()).await;
    for id in [
        format!("program:{}", foreign.id),
        format!("configuration:{}", configuration.id),
    ] {
        assert_eq!(node(&app.superuser(), &id).await, Value::Null, "{id}");
    }
    for kind in ["credential", "configuration", "program", "courseRun", "user"] {
        assert_eq!(
            node(
                &app.superuser(),
                &format!("{kind}:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f")
            )
            .await,
            Value::Null
        );
    }
}

async fn other_texts_are_no_ids(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    for id in [
        "",
        ":",
        "credential",
        "credential:",
        "credential:1 OR 1=1",
        &uuid,
        &format!("badge:{uuid}"),
        &format!("Credential:{uuid}"),
    ] {
        let refused = scene.app.staff().graphql(NODE, json!({ "id": id })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{id:?}: {}", refused.text);
    }
}
