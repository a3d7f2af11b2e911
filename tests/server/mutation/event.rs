//! `retryEvent` and `dropEvent`: what becomes of events that were given up.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;
use uuid::Uuid;

use crate::query::operations::tried;
use crate::scene::{Scene, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    given_up_event_is_delivered_after_all,
    given_up_event_is_dropped,
    other_events_stay_as_they_are,
    nobody_else_decides
);

async fn decide(client: &Client, mutation: &str, uuid: impl serde::Serialize) -> Value {
    let reply = client
        .mutate(
            mutation,
            json!({ "uuid": uuid }),
            "outcome userErrors { code message path }",
        )
        .await;
    reply.at(&format!("/{mutation}")).clone()
}

/// What the trail tells of it.
async fn trail(scene: &Scene) -> Value {
    let document = "{ auditTrail(filter: { actor: \"magda\" }) { nodes { action actor subjectType subject } } }";
    scene
        .app
        .superuser()
        .query(document)
        .await
        .at("/auditTrail/nodes")
        .clone()
}

async fn given_up_event_is_delivered_after_all(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    let event = Stored::read(app).await.events[0].clone();
    tried(app, &event, 12).await;
    app.advance(chrono::TimeDelta::days(1));
    let done = decide(&app.superuser(), "retryEvent", event.id).await;
    assert_eq!(done, json!({ "outcome": "UPDATED", "userErrors": [] }));
    let stored = Stored::read(app).await.events;
    assert_eq!((stored[0].attempts, stored[0].available_at), (0, app.now()));
    assert_eq!(stored[0].payload, event.payload);
    let subject = format!("credential:{}", event.subject_id);
    assert_eq!(
        trail(&scene).await,
        json!([{ "action": "EVENT_RETRIED", "actor": "magda", "subjectType": "CREDENTIAL", "subject": subject }])
    );
    let again = decide(&app.superuser(), "retryEvent", event.id).await;
    assert_eq!(refusals(&again), [("NOT_GIVEN_UP".to_owned(), "input.uuid".to_owned())]);
}

async fn given_up_event_is_dropped(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    scene.awarded("grace").await;
    let events = Stored::read(app).await.events;
    tried(app, &events[0], 13).await;
    let done = decide(&app.superuser(), "dropEvent", events[0].id).await;
    assert_eq!(done, json!({ "outcome": "UPDATED", "userErrors": [] }));
    let stored = Stored::read(app).await;
    assert_eq!(stored.events, [events[1].clone()]);
    assert_eq!(stored.credentials.len(), 2);
    assert_eq!(trail(&scene).await[0]["action"], "EVENT_DROPPED");
    let again = decide(&app.superuser(), "dropEvent", events[0].id).await;
    assert_eq!(refusals(&again), [("NOT_FOUND".to_owned(), "input.uuid".to_owned())]);
}

/// What a first request makes of its caller is not what is looked at.
async fn everybody_is_known(app: &TestApp) {
    for client in [app.learner("ada"), app.staff(), app.service(), app.superuser()] {
        client.query("{ viewer { id } }").await.data();
    }
}

async fn other_events_stay_as_they_are(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    everybody_is_known(app).await;
    scene.awarded("ada").await;
    let event = Stored::read(app).await.events[0].clone();
    tried(app, &event, 11).await;
    let before = Stored::read(app).await;
    for mutation in ["retryEvent", "dropEvent"] {
        let refused = decide(&app.superuser(), mutation, event.id).await;
        assert_eq!(refused["outcome"], "REFUSED");
        assert_eq!(
            refusals(&refused),
            [("NOT_GIVEN_UP".to_owned(), "input.uuid".to_owned())]
        );
        let refused = decide(&app.superuser(), mutation, Uuid::nil()).await;
        assert_eq!(refusals(&refused), [("NOT_FOUND".to_owned(), "input.uuid".to_owned())]);
        for unfit in [json!("7"), json!(7), json!(null)] {
            let document = format!(
                "mutation($input: {}{}Input!) {{ {mutation}(input: $input) {{ outcome }} }}",
                mutation[..1].to_uppercase(),
                &mutation[1..]
            );
            let reply = app
                .superuser()
                .graphql(&document, json!({ "input": { "uuid": unfit } }))
                .await;
            assert!(!reply.codes().is_empty());
        }
    }
    assert_eq!(Stored::read(app).await, before);
}

async fn nobody_else_decides(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    everybody_is_known(app).await;
    scene.awarded("ada").await;
    let event = Stored::read(app).await.events[0].clone();
    tried(app, &event, 12).await;
    let before = Stored::read(app).await;
    for mutation in ["retryEvent", "dropEvent"] {
        let ask = async |client: Client| {
            let input = json!({ "uuid": event.id });
            let reply = client.mutate(mutation, input, "outcome").await;
            reply.codes().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(ask(app.anonymous()).await, ["UNAUTHENTICATED"]);
        for client in [app.learner("ada"), app.staff(), app.service()] {
            assert_eq!(ask(client).await, ["FORBIDDEN"]);
        }
    }
    assert_eq!(Stored::read(app).await, before);
}
