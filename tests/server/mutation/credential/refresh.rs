//! `refreshCredential`: the one way in which a later edit reaches a certificate.

use serde_json::{Value, json};
use tests::client::Client;
use tests::database::Engine;
use tests::template;

use crate::mutation::template::{GOOD, published};
use crate::scene::{Scene, refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(
    certificate_is_pinned_anew_with_a_trace,
    template_is_pinned_anew_and_told,
    refreshing_without_a_change_writes_nothing,
    refusals_store_nothing
);

async fn refresh(scene: &Scene, input: Value) -> Value {
    let selection = "outcome credential { version awardedAt recipientName certificate { title language }
            history { version change reason } } userErrors { code path message }";
    let reply = scene.app.staff().mutate("refreshCredential", input, selection).await;
    reply.at("/refreshCredential").clone()
}

async fn certificate_is_pinned_anew_with_a_trace(engine: Engine) {
    let scene = Scene::open(engine).await;
    let awarded = scene.award("ada", json!({ "recipientName": "Ada Byron" })).await;
    let uuid = &awarded["credential"]["uuid"];
    let said = json!({ "learningObject": scene.program(), "title": "New title", "language": "es" });
    scene
        .app
        .staff()
        .mutate("editConfiguration", said, "outcome")
        .await
        .data();
    // She signs in with the name she has now.
    scene.app.learner("ada").query("{ viewer { id } }").await.data();
    let refreshed = refresh(&scene, json!({ "uuid": uuid, "reason": "She married." })).await;
    assert_eq!(refreshed["outcome"], "UPDATED", "{refreshed:#}");
    let credential = &refreshed["credential"];
    assert_eq!(
        credential["certificate"],
        json!({ "title": "New title", "language": "es" })
    );
    assert_eq!(credential["recipientName"], "Ada Lovelace");
    assert_eq!(credential["awardedAt"], awarded["credential"]["awardedAt"]);
    assert_eq!(
        credential["history"][1],
        json!({ "version": 2, "change": "REFRESHED", "reason": "She married." })
    );
    let stored = Stored::read(&scene.app).await;
    let details = &stored.history[1].details;
    assert_eq!(
        details["facts.title"],
        json!({ "old": "Data Science", "new": "New title" })
    );
    assert!(
        !details.to_string().contains("Ada"),
        "names are not kept in the history: {details}"
    );
    assert_eq!(stored.counts(), [1, 2, 2]);
}

/// The version of a template that a certificate has, as somebody is told.
async fn pinned(client: &Client, uuid: &str) -> Value {
    let document = "query($uuid: UUID!) { credential(uuid: $uuid) {
        certificate { templateVersion { number template { id name } } } } }";
    let reply = client.graphql(document, json!({ "uuid": uuid })).await;
    reply.at("/credential/certificate/templateVersion").clone()
}

async fn template_is_pinned_anew_and_told(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let uuid = scene.awarded("ada").await;
    let diploma = published(app, GOOD).await;
    let said = json!({ "learningObject": scene.program(), "template": diploma });
    app.staff().mutate("editConfiguration", said, "outcome").await.data();
    assert_eq!(pinned(&app.staff(), &uuid).await, Value::Null, "the built-in one");

    let refreshed = refresh(&scene, json!({ "uuid": uuid, "reason": "A new look." })).await;
    assert_eq!(refreshed["outcome"], "UPDATED", "{refreshed:#}");
    let first = json!({ "number": 1, "template": { "id": diploma, "name": "Diploma" } });
    assert_eq!(pinned(&app.staff(), &uuid).await, first);
    for stranger in [app.learner("ada"), app.anonymous()] {
        assert_eq!(pinned(&stranger, &uuid).await, Value::Null);
    }

    // What is published later is pinned by another refresh, and by nothing else.
    let draft = json!({ "id": diploma, "html": format!("{GOOD}<p>Once more</p>") });
    app.staff().mutate("editTemplate", draft, "outcome").await.data();
    template::publish(app, &json!(diploma)).await;
    assert_eq!(pinned(&app.staff(), &uuid).await, first);
    refresh(&scene, json!({ "uuid": uuid, "reason": "Another one." })).await;
    assert_eq!(pinned(&app.staff(), &uuid).await["number"], 2);

    let document = "{ auditTrail(filter: { action: CREDENTIAL_REFRESHED }) {
        nodes { reason changes { name before after } } } }";
    let trail = app.staff().query(document).await;
    let told = [0, 1].map(|at| {
        let entry = trail.at(&format!("/auditTrail/nodes/{at}"));
        let changes = entry["changes"].as_array().expect("changes");
        let change = changes.iter().find(|it| it["name"] == "facts.template_version");
        let change = change.expect("a change of the template");
        let [before, after] = ["before", "after"].map(|it| version_told(&change[it]));
        (text(&entry["reason"]), before, after)
    });
    let named = |number: i64| Some(("Diploma".to_owned(), number));
    assert_eq!(
        told,
        [
            ("Another one.".to_owned(), named(1), named(2)),
            ("A new look.".to_owned(), None, named(1))
        ]
    );
}

/// Name and number of a version that the trail tells; none where there was none.
fn version_told(value: &Value) -> Option<(String, i64)> {
    let version: Value = serde_json::from_str(value.as_str()?).expect("JSON");
    Some((text(&version["name"]), version["number"].as_i64()?))
}

async fn refreshing_without_a_change_writes_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene.app.staff().query("{ viewer { id } }").await.data();
    let before = Stored::read(&scene.app).await;
    let refreshed = refresh(&scene, json!({ "uuid": uuid, "reason": "to be sure" })).await;
    assert_eq!(refreshed["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn refusals_store_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene.app.staff().query("{ viewer { id } }").await.data();
    let before = Stored::read(&scene.app).await;
    for (input, code, field) in [
        (json!({ "uuid": uuid, "reason": " " }), "INVALID_REASON", "reason"),
        (json!({ "uuid": uuid, "reason": "a\u{0}" }), "INVALID_REASON", "reason"),
        (
            json!({ "uuid": uuid, "reason": "x", "expectedVersion": 7 }),
            "VERSION_CONFLICT",
            "expectedVersion",
        ),
        (
            json!({ "uuid": uuid, "reason": "x", "expectedVersion": 0 }),
            "INVALID_EXPECTED_VERSION",
            "expectedVersion",
        ),
        (
            json!({ "uuid": "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f", "reason": "x" }),
            "NOT_FOUND",
            "uuid",
        ),
    ] {
        let refused = refresh(&scene, input).await;
        assert_eq!(refusals(&refused), [(code.to_owned(), format!("input.{field}"))]);
    }
    assert_eq!(Stored::read(&scene.app).await, before);
}
