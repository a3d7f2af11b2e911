//! What a server remembers for a moment: never older than its own changes, never older than a second after those of others.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::TimeDelta;
use entity::program;
use futures_util::future::join_all;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use server::config::{CacheConfig, Config};
use tests::app::TestApp;
use tests::database::Engine;

use crate::scene::{Scene, award, course_run};

tests::on_both_engines!(
    visitors_are_shown_what_was_read_a_moment_ago,
    change_is_seen_by_the_next_request,
    reads_that_race_with_a_revocation_leave_nothing_behind,
    change_of_another_replica_is_seen_within_a_second,
    certificate_that_was_sent_a_moment_ago_is_sent_again,
    credential_appears_when_its_time_comes,
    certificates_are_made_of_what_was_read_a_moment_ago
);

const STATE: &str = "query($uuid: UUID!) { credential(uuid: $uuid) { state certificate { title } } }";

/// The settings that a server has in production.
fn remember(config: &mut Config) {
    let second = std::time::Duration::from_secs(1);
    config.cache = CacheConfig {
        credentials: second,
        certificate_sources: second,
    };
}

async fn open(engine: Engine) -> Scene {
    Scene::of(TestApp::configured(engine, remember).await).await
}

/// The state that a visitor is shown.
async fn state(app: &TestApp, uuid: &str) -> Value {
    let seen = app.anonymous().graphql(STATE, json!({ "uuid": uuid })).await;
    seen.at("/credential/state").clone()
}

async fn visitors_are_shown_what_was_read_a_moment_ago(engine: Engine) {
    let scene = open(engine).await;
    let uuid = scene.awarded("ada").await;
    for n_reads in [1, 0, 0] {
        let (statements, shown) = scene
            .app
            .count_statements(async || state(&scene.app, &uuid).await)
            .await;
        assert_eq!((statements.reads, shown), (n_reads, json!("VALID")));
    }
    // Who may change it reads it.
    let read = async || scene.app.staff().graphql(STATE, json!({ "uuid": uuid })).await;
    read().await;
    let (statements, _) = scene.app.count_statements(read).await;
    assert_eq!(statements.reads, 1);
    // What does not exist is not remembered.
    let unknown = json!({ "uuid": "00000000-0000-4000-8000-000000000000" });
    for _ in 0..2 {
        let ask = async || scene.app.anonymous().graphql(STATE, unknown.clone()).await;
        let (statements, answer) = scene.app.count_statements(ask).await;
        assert_eq!((statements.reads, answer.data()), (1, &json!({ "credential": null })));
    }
    // A second later it is read again. (The staff's first sign-in was a change.)
    state(&scene.app, &uuid).await;
    scene.app.advance(TimeDelta::milliseconds(999));
    let (statements, _) = scene
        .app
        .count_statements(async || state(&scene.app, &uuid).await)
        .await;
    assert_eq!(statements.reads, 0);
    scene.app.advance(TimeDelta::milliseconds(1));
    let (statements, _) = scene
        .app
        .count_statements(async || state(&scene.app, &uuid).await)
        .await;
    assert_eq!(statements.reads, 1);
}

/// A thousand changes, each followed by a read.
async fn change_is_seen_by_the_next_request(engine: Engine) {
    let scene = open(engine).await;
    let revoke_and_award = async |learner: String| {
        let uuid = scene.awarded(&learner).await;
        for _ in 0..50 {
            assert_eq!(state(&scene.app, &uuid).await, "VALID");
            scene.revoke(&uuid, json!({})).await;
            assert_eq!(state(&scene.app, &uuid).await, "REVOKED");
            assert_eq!(scene.award(&learner, json!({})).await["outcome"], "REINSTATED");
        }
        assert_eq!(state(&scene.app, &uuid).await, "VALID");
    };
    join_all((0..10).map(|n| revoke_and_award(format!("learner-{n}")))).await;
}

async fn reads_that_race_with_a_revocation_leave_nothing_behind(engine: Engine) {
    let scene = open(engine).await;
    for n in 0..20 {
        let uuid = scene.awarded(&format!("learner-{n}")).await;
        let is_over = AtomicBool::new(false);
        let read = async || {
            while !is_over.load(Ordering::SeqCst) {
                state(&scene.app, &uuid).await;
            }
        };
        let revoke = async {
            scene.revoke(&uuid, json!({})).await;
            // While others still read what they asked for before.
            let shown = state(&scene.app, &uuid).await;
            is_over.store(true, Ordering::SeqCst);
            shown
        };
        let (shown, ..) = tokio::join!(revoke, read(), read(), read(), read());
        assert_eq!(shown, "REVOKED");
        assert_eq!(state(&scene.app, &uuid).await, "REVOKED");
    }
}

async fn change_of_another_replica_is_seen_within_a_second(engine: Engine) {
    let scene = open(engine).await;
    let other = scene.app.replica_configured(remember).await;
    let uuid = scene.awarded("ada").await;
    assert_eq!(state(&other, &uuid).await, "VALID");
    scene.revoke(&uuid, json!({})).await;
    assert_eq!(state(&scene.app, &uuid).await, "REVOKED");
    // This is the price, and it is paid by visitors alone.
    assert_eq!(state(&other, &uuid).await, "VALID");
    let seen = other.staff().graphql(STATE, json!({ "uuid": uuid })).await;
    assert_eq!(seen.at("/credential/state"), "REVOKED");
    scene.app.advance(TimeDelta::seconds(1));
    assert_eq!(state(&other, &uuid).await, "REVOKED");

    // With nothing remembered, there is nothing to pay.
    let exact = scene.app.replica().await;
    assert_eq!(state(&exact, &uuid).await, "REVOKED");
    scene.award("ada", json!({})).await;
    assert_eq!(state(&exact, &uuid).await, "VALID");
}

/// As documents, papers and pictures.
async fn certificate_that_was_sent_a_moment_ago_is_sent_again(engine: Engine) {
    let scene = open(engine).await;
    let (uuid, others) = (scene.awarded("ada").await, scene.awarded("grace").await);
    let path = |uuid: &str, what: &str| format!("/credentials/{}/{what}", uuid.replace('-', ""));
    let get = async |path: &str| scene.app.anonymous().get(path).await;
    for what in ["document", "certificate.pdf", "preview.png"] {
        let path = path(&uuid, what);
        let (first, sent) = scene.app.count_statements(async || get(&path).await).await;
        let (second, again) = scene.app.count_statements(async || get(&path).await).await;
        assert_eq!((first.reads > 0, second.reads), (true, 0), "{what}");
        assert_eq!((sent.status, &sent.text), (again.status, &again.text), "{what}");
        for name in [
            "content-type",
            "content-security-policy",
            "x-frame-options",
            "cache-control",
            "x-robots-tag",
            "vary",
        ] {
            assert_eq!(sent.headers.get(name), again.headers.get(name), "{what}: {name}");
        }
        assert_ne!(sent.headers["x-request-id"], again.headers["x-request-id"]);
    }
    // Compressed as each is wished for, once.
    let document = path(&uuid, "document");
    let wish = async |encoding: &str| {
        let client = scene.app.anonymous();
        let request = client
            .request(reqwest::Method::GET, &document)
            .header("accept-encoding", encoding);
        client.send(request).await.headers.get("content-encoding").cloned()
    };
    for n_reads in [true, false] {
        let (statements, encoding) = scene.app.count_statements(async || wish("br").await).await;
        assert_eq!(
            encoding.as_ref().map(reqwest::header::HeaderValue::as_bytes),
            Some(b"br".as_slice())
        );
        assert_eq!(statements.reads > 0, n_reads);
        assert_eq!(wish("identity").await, None);
    }
    // Of another credential, and after any change, it is another one.
    assert_ne!(get(&path(&others, "document")).await.text, get(&document).await.text);
    scene.revoke(&uuid, json!({})).await;
    let revoked = get(&document).await;
    assert!(revoked.text.contains("class=\"state\""), "{}", revoked.text);
    // What is not there is not remembered.
    let unknown = path("00000000-0000-4000-8000-000000000000", "document");
    for _ in 0..2 {
        let (statements, reply) = scene.app.count_statements(async || get(&unknown).await).await;
        assert_eq!((statements.reads > 0, reply.status.as_u16()), (true, 404));
    }
}

async fn credential_appears_when_its_time_comes(engine: Engine) {
    let scene = open(engine).await;
    let soon = scene.app.now() + TimeDelta::milliseconds(500);
    let payload = scene.award("ada", json!({ "dateOverride": soon })).await;
    let uuid = &payload["credential"]["uuid"];
    let see = async || scene.app.anonymous().graphql(STATE, json!({ "uuid": uuid })).await;
    assert_eq!(see().await.data(), &json!({ "credential": null }));
    scene.app.advance(TimeDelta::milliseconds(500));
    let (statements, seen) = scene.app.count_statements(see).await;
    assert_eq!((statements.reads, seen.at("/credential/state")), (0, &json!("VALID")));
}

async fn certificates_are_made_of_what_was_read_a_moment_ago(engine: Engine) {
    let scene = open(engine).await;
    let rename = async |title: &str| {
        let change = program::ActiveModel {
            title: Set(title.to_owned()),
            ..scene.program.clone().into_active_model()
        };
        change.update(scene.app.db()).await.expect("a new title");
    };
    let title =
        async |learner: &str| scene.award(learner, json!({})).await["credential"]["certificate"]["title"].clone();
    assert_eq!(title("ada").await, "Data Science");
    let (first, _) = scene.app.count_statements(async || title("grace").await).await;

    // Somebody else changes the catalogue: it is seen a second later.
    rename("Data and Science").await;
    assert_eq!(title("alan").await, "Data Science");
    scene.app.advance(TimeDelta::seconds(1));
    let (second, shown) = scene.app.count_statements(async || title("edsger").await).await;
    assert_eq!(shown, "Data and Science");
    assert!(second.reads > first.reads, "{first:?} {second:?}");

    // This server changes something of the kind, here by making a configuration: whatever it was is seen at once.
    rename("Science").await;
    let run = json!({ "username": "ada", "learningObject": course_run("course-v1:ExampleX+CS101+2027") });
    award(&scene.app.service(), run).await;
    assert_eq!(title("barbara").await, "Science");
}
