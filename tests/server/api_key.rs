//! Keys of API clients: what each scope allows, on which site, until when, and what of a key can be found anywhere.

use std::time::Duration;

use chrono::TimeDelta;
use entity::{api_client, user};
use futures_util::future::join_all;
use reqwest::StatusCode;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::client::Client;
use tests::database::Engine;

use crate::mutation::api_client::{change, holder, made};
use crate::retirement::places_of;
use crate::scene::{Scene, award, course_run, revoke, text};
use crate::stored::Stored;

tests::on_both_engines!(
    award_with_a_key_is_put_down_to_its_client,
    each_scope_allows_what_it_says_and_nothing_else,
    what_lacks_a_scope_names_it,
    a_key_counts_on_its_site_alone,
    what_is_no_key_is_refused_like_any_token,
    use_is_noted_once_a_minute,
    a_key_costs_at_most_one_statement,
    a_key_is_kept_nowhere,
    clients_are_no_people
);

const ALL: [&str; 7] = [
    "CREDENTIALS_READ",
    "CREDENTIALS_WRITE",
    "GRADES_WRITE",
    "RECORDS_READ",
    "CATALOGUE_WRITE",
    "CONFIGURATIONS_READ",
    "CONFIGURATIONS_WRITE",
];

async fn award_with_a_key_is_put_down_to_its_client(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let (_, key) = made(app, "Student records", &["CREDENTIALS_WRITE", "CREDENTIALS_READ"]).await;
    let client = holder(app, &key);
    let input = scene.input_with("ada", json!({ "idempotencyKey": "one" }));
    let payload = award(&client, input.clone()).await;
    assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
    assert_eq!(
        payload["credential"]["history"][0]["actor"],
        "api-client:Student records"
    );
    let before = Stored::read(app).await;
    assert_eq!(
        award(&client, input).await["credential"]["uuid"],
        payload["credential"]["uuid"]
    );
    assert_eq!(Stored::read(app).await.history, before.history);
    let revoked = revoke(&client, json!({ "uuid": payload["credential"]["uuid"] })).await;
    assert_eq!(revoked["outcome"], "REVOKED");
    let stored = Stored::read(app).await;
    let row = &stored.api_clients[0];
    assert!(stored.history.iter().all(|it| it.actor_id == Some(row.user_id)));
    crate::sound::assert_sound(app).await;
}

/// What is asked of each root field that some scope is needed for, and the scope.
fn questions(scene: &Scene, waiting: &str, index: usize) -> Vec<(&'static str, String, Value)> {
    let query = |text: &str| (text.to_owned(), Value::Null);
    let run = format!("course-v1:ExampleX+New{index}+1");
    let mutation = |field: &str, input: Value| (field.to_owned(), input);
    [
        ("CREDENTIALS_READ", query("credentials { nodes { uuid } }")),
        ("CREDENTIALS_READ", query("learners { nodes { username } }")),
        (
            "CREDENTIALS_READ",
            query(&format!("credential(uuid: \"{waiting}\") {{ username }}")),
        ),
        (
            "CREDENTIALS_WRITE",
            mutation("awardCredential", scene.input(&format!("learner{index}"))),
        ),
        (
            "CREDENTIALS_WRITE",
            mutation("revokeCredential", json!({ "uuid": waiting })),
        ),
        (
            "GRADES_WRITE",
            mutation(
                "recordGrades",
                json!({ "items": [{ "username": format!("grade{index}"), "courseKey": run, "percent": "0.5" }] }),
            ),
        ),
        ("RECORDS_READ", query("learner(username: \"ada\") { username }")),
        (
            "RECORDS_READ",
            query("learnerStatus(username: \"ada\", courseRuns: [\"course-v1:ExampleX+CS101+1\"]) { username }"),
        ),
        ("CATALOGUE_WRITE", query("organizations { nodes { key } }")),
        (
            "CATALOGUE_WRITE",
            mutation(
                "createOrganization",
                json!({ "key": format!("Org{index}"), "name": "Organization" }),
            ),
        ),
        ("CONFIGURATIONS_READ", query("configurations { nodes { id } }")),
        ("CONFIGURATIONS_READ", query("templates { nodes { id } }")),
        (
            "CONFIGURATIONS_WRITE",
            mutation("createConfiguration", json!({ "learningObject": course_run(&run) })),
        ),
        // What no key is good for.
        ("", query("auditTrail { nodes { action } }")),
        ("", query("apiClients { nodes { id } }")),
        ("", query("outgoingMails { nodes { id } }")),
        ("", query("sites { nodes { id } }")),
        ("", mutation("createSignatory", json!({ "name": "Dean", "title": "" }))),
        (
            "",
            mutation(
                "createApiClient",
                json!({ "name": format!("Client {index}"), "scopes": ["GRADES_WRITE"] }),
            ),
        ),
        (
            "",
            mutation(
                "replaceUsernames",
                json!({ "items": [{ "current": "ada", "desired": format!("ada.{index}") }] }),
            ),
        ),
        (
            "",
            mutation("retireUser", json!({ "username": "grace", "lmsUserId": 1002 })),
        ),
        ("", mutation("shareRecord", json!({ "program": scene.program.uuid }))),
    ]
    .into_iter()
    .map(|(scope, (what, input))| (scope, what, input))
    .collect()
}

/// Whether the caller gets what they ask for.
async fn gets(client: &Client, what: &str, input: Value) -> bool {
    let reply = if input.is_null() {
        client.query(&format!("{{ {what} }}")).await
    } else {
        client.mutate(what, input, "userErrors { code }").await
    };
    match reply.codes().as_slice() {
        [] => {}
        ["FORBIDDEN"] => return false,
        other => panic!("{what}: {other:?} {}", reply.text),
    }
    let field = what.split(['(', ' ']).next().unwrap_or_default();
    let value = &reply.json["data"][field];
    assert!(
        value["userErrors"].as_array().is_none_or(Vec::is_empty),
        "{}",
        reply.text
    );
    !value.is_null() && value.get("username") != Some(&Value::Null)
}

async fn each_scope_allows_what_it_says_and_nothing_else(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    scene.awarded("grace").await;
    for (index, scope) in ALL.into_iter().enumerate() {
        let (_, key) = made(app, scope, &[scope]).await;
        let client = holder(app, &key);
        let later = app.now() + TimeDelta::days(1);
        let waiting = scene
            .award(&format!("waiting{index}"), json!({ "dateOverride": later }))
            .await;
        let waiting = text(&waiting["credential"]["uuid"]);
        for (needed, what, input) in questions(&scene, &waiting, index) {
            let is_mutation = !input.is_null();
            let before = Stored::read(app).await;
            let is_given = gets(&client, &what, input).await;
            assert_eq!(is_given, needed == scope, "{what} with {scope}");
            if is_mutation && !is_given {
                assert_eq!(Stored::read(app).await, before, "{what} with {scope}");
            }
        }
    }
    // All together are no more than each of them.
    let (_, key) = made(app, "All", &ALL).await;
    let client = holder(app, &key);
    for (needed, what, input) in questions(&scene, &scene.awarded("last").await, ALL.len()) {
        assert_eq!(gets(&client, &what, input).await, !needed.is_empty(), "{what}");
    }
}

async fn what_lacks_a_scope_names_it(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (_, key) = made(&app, "LMS", &["GRADES_WRITE"]).await;
    let client = holder(&app, &key);
    for (question, expected) in [
        (
            "credentials { nodes { uuid } }",
            "this API client lacks the scope credentials:read",
        ),
        (
            "organizations { nodes { key } }",
            "this API client lacks the scope catalogue:write",
        ),
        // What no scope is enough for.
        ("auditTrail { nodes { action } }", "you may not do this"),
    ] {
        let reply = client.query(&format!("{{ {question} }}")).await;
        assert_eq!(reply.codes(), ["FORBIDDEN"], "{question}");
        assert_eq!(reply.json["errors"][0]["message"], expected, "{question}");
    }
}

async fn a_key_counts_on_its_site_alone(engine: Engine) {
    let app = TestApp::start(engine).await;
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let (_, here) = made(&app, "Here", &["CREDENTIALS_READ"]).await;
    let input = json!({ "name": "There", "scopes": ["CREDENTIALS_READ"] });
    let there = change(&app.staff().at("north.example.org"), "createApiClient", input).await;
    let there = text(&there["key"]);
    for (key, own, other) in [
        (&here, None, Some("north.example.org")),
        (&there, Some("north.example.org"), None),
    ] {
        let at = |host: Option<&str>| match host {
            Some(host) => holder(&app, key).at(host),
            None => holder(&app, key),
        };
        at(own).query("{ credentials { nodes { uuid } } }").await.data();
        let refused = at(other).query("{ credentials { nodes { uuid } } }").await;
        assert_eq!(refused.codes(), ["UNAUTHENTICATED"], "{}", refused.text);
    }
}

async fn what_is_no_key_is_refused_like_any_token(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (id, key) = made(&app, "LMS", &["CREDENTIALS_READ"]).await;
    let document = "{ viewer { id } }";
    let plain = app.authorization("Bearer x.y.z").query(document).await;
    assert_eq!(plain.status, StatusCode::UNAUTHORIZED);
    let (_, other) = made(&app, "Other", &["CREDENTIALS_READ"]).await;
    change(&app.staff(), "revokeApiClient", json!({ "id": id })).await;
    let typo = other.replace("credkey_", "credkey_a");
    for value in [
        format!("Bearer {key}"),
        format!("Bearer {typo}"),
        format!("Bearer {}", &other[..other.len() - 1]),
        "Bearer credkey_".to_owned(),
        format!("Bearer {}", other.to_uppercase()),
    ] {
        let reply = app.authorization(&value).query(document).await;
        assert_eq!(
            (reply.status, without_id(&reply.json)),
            (plain.status, without_id(&plain.json)),
            "{value}"
        );
        assert_eq!(reply.header("www-authenticate"), plain.header("www-authenticate"));
    }
    for value in [format!("Token {other}"), format!("Bearer  {other}")] {
        assert_eq!(
            app.authorization(&value).query(document).await.codes(),
            ["UNAUTHENTICATED"]
        );
    }
    for scheme in ["Bearer", "bearer", "JWT"] {
        let client = app.authorization(&format!("{scheme} {other}"));
        client.query(document).await.data();
    }
    let (statements, _) = app
        .count_statements(async || app.authorization(&format!("Bearer {typo}")).query(document).await)
        .await;
    assert_eq!(statements.total(), 0, "what somebody made up costs nothing");
}

/// An answer without the name of its request.
fn without_id(json: &Value) -> Value {
    let mut json = json.clone();
    if let Some(extensions) = json.pointer_mut("/errors/0/extensions").and_then(Value::as_object_mut) {
        extensions.remove("requestId");
    }
    json
}

async fn use_is_noted_once_a_minute(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (id, key) = made(&app, "LMS", &["CREDENTIALS_READ"]).await;
    let client = holder(&app, &key);
    let first = app.now();
    client.query("{ viewer { id } }").await.data();
    assert_eq!(
        used_at(&app, &json!(first.to_rfc3339())).await,
        json!(first.to_rfc3339())
    );
    app.advance(TimeDelta::seconds(59));
    let (statements, _) = app
        .count_statements(async || client.query("{ viewer { id } }").await)
        .await;
    assert_eq!(statements.writes, 0, "{statements:?}");
    app.advance(TimeDelta::seconds(1));
    let second = app.now();
    let all = (0..8).map(|_| client.query("{ viewer { id } }"));
    join_all(all).await;
    assert_eq!(
        used_at(&app, &json!(second.to_rfc3339())).await,
        json!(second.to_rfc3339())
    );
    // An edit takes nothing of it away, and it is no change.
    let edited = change(&app.staff(), "editApiClient", json!({ "id": id, "name": "Other" })).await;
    assert_eq!(edited["apiClient"]["version"], 2);
    assert_eq!(
        used_at(&app, &json!(second.to_rfc3339())).await,
        json!(second.to_rfc3339())
    );
}

/// When the client was used last, once that is what it should be; after ten seconds whatever it is.
async fn used_at(app: &TestApp, expected: &Value) -> Value {
    let staff = app.staff();
    let read = async || {
        let reply = staff.query("{ apiClients { nodes { lastUsedAt } } }").await;
        reply.at("/apiClients/nodes/0/lastUsedAt").clone()
    };
    let until = async {
        while read().await != *expected {
            tokio::task::yield_now().await;
        }
    };
    drop(tokio::time::timeout(Duration::from_secs(10), until).await);
    read().await
}

async fn a_key_costs_at_most_one_statement(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    for index in 0..3 {
        made(app, &format!("Other {index}"), &["GRADES_WRITE"]).await;
    }
    let (id, key) = made(app, "LMS", &["CREDENTIALS_READ"]).await;
    let client = holder(app, &key);
    let document = "{ credentials { nodes { uuid username } } }";
    let staff = app.staff();
    for caller in [&client, &staff] {
        caller.query(document).await.data();
    }
    used_at_least_once(app).await;
    let (by_token, _) = app.count_statements(async || staff.query(document).await).await;
    let (by_key, _) = app.count_statements(async || client.query(document).await).await;
    assert!(by_key.reads <= by_token.reads + 1, "{by_key:?} {by_token:?}");
    assert_eq!(by_key.writes, by_token.writes);
    change(
        &app.staff(),
        "rotateApiClientKey",
        json!({ "id": id, "overlapMinutes": 5 }),
    )
    .await;
    let (by_old_key, _) = app.count_statements(async || client.query(document).await).await;
    assert_eq!(by_old_key, by_key);
}

async fn used_at_least_once(app: &TestApp) {
    let is_noted = async || {
        let clients = api_client::Entity::find().all(app.db()).await.expect("clients");
        clients.iter().any(|it| it.last_used_at.is_some())
    };
    let until = async {
        while !is_noted().await {
            tokio::task::yield_now().await;
        }
    };
    let noted = tokio::time::timeout(Duration::from_secs(10), until).await;
    assert!(noted.is_ok(), "the use is noted");
}

async fn a_key_is_kept_nowhere(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let input = json!({ "name": "LMS", "scopes": ["CREDENTIALS_WRITE"], "idempotencyKey": "once" });
    let first = change(&app.staff(), "createApiClient", input).await;
    let rotated = json!({ "id": first["apiClient"]["id"], "overlapMinutes": 5 });
    let second = change(&app.staff(), "rotateApiClientKey", rotated).await;
    for key in [text(&first["key"]), text(&second["key"])] {
        award(&holder(app, &key), scene.input("ada")).await;
        app.authorization(&format!("Bearer {key}x"))
            .query("{ viewer { id } }")
            .await;
        app.authorization(&format!("JWT {key}"))
            .query("{ viewer { id } }")
            .await;
        let secret = &key["credkey_".len() + 4..key.len() - 7];
        assert_eq!(places_of(app, secret).await, std::collections::BTreeMap::new());
        assert!(!app.log().contains(secret));
        // What staff are told to know it by.
        assert!(!places_of(app, &key[..12]).await.is_empty());
    }
}

async fn clients_are_no_people(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let (_, key) = made(app, "LMS", &["CREDENTIALS_READ", "RECORDS_READ"]).await;
    scene.awarded("ada").await;
    let client = holder(app, &key);
    let people = app
        .staff()
        .query("{ learners { nodes { username } totalCount } }")
        .await;
    assert!(!people.text.contains("api-client"), "{}", people.text);
    let n_users = user::Entity::find().all(app.db()).await.expect("users").len();
    assert_eq!(people.at("/learners/totalCount"), &json!(n_users - 1));
    for search in ["api", "LMS"] {
        let found = app
            .staff()
            .query(&format!(
                "{{ learners(search: \"{search}\") {{ nodes {{ username }} }} }}"
            ))
            .await;
        assert!(!found.text.contains("api-client"), "{}", found.text);
    }
    let input = scene.input("api-client:LMS");
    let refused = app
        .service()
        .mutate("awardCredential", input, "userErrors { code }")
        .await;
    assert_eq!(refused.at("/awardCredential/userErrors/0/code"), "INVALID_USERNAME");
    let own = client.query("{ programRecords { nodes { program { title } } } }").await;
    assert_eq!(own.at("/programRecords/nodes"), &json!([]));
}
