//! How a server stops: what is in progress may end, but nothing keeps it for longer than the deadline.

use std::time::{Duration, Instant};

use serde_json::Value;
use tests::app::TestApp;
use tests::client::{Client, RawReply, Reply};
use tests::database::Engine;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinHandle;

use crate::scene::Scene;
use crate::slow_statement::make_awards_slow;

tests::on_both_engines!(
    request_that_never_ends_does_not_keep_a_stopping_server,
    mutation_that_never_ends_does_not_keep_a_stopping_server
);

/// How long a stopping server waits here: as short as the settings allow.
const DRAIN: Duration = Duration::from_secs(1);
/// Far less than what is in progress would take.
const SOON: Duration = Duration::from_secs(10);

async fn request_that_never_ends_does_not_keep_a_stopping_server(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        config.limits.drain = DRAIN;
        config.limits.body = Duration::from_mins(5);
    })
    .await;
    let mut connection = app.connect().await;
    let head = "POST /graphql HTTP/1.1\r\nhost: credentials.example.org\r\ncontent-type: application/json\r\n\
                content-length: 100\r\nexpect: 100-continue\r\n\r\n";
    connection.write_all(head.as_bytes()).await.expect("the head is taken");
    // The server reads the body now.
    let mut word = [0; 12];
    connection.read_exact(&mut word).await.expect("a word");
    assert_eq!(&word, b"HTTP/1.1 100");

    let began = Instant::now();
    app.stop().await;
    let took = began.elapsed();
    assert!(took >= DRAIN, "it waits for the request: {took:?}");
    assert!(took < SOON, "it waits for ever: {took:?}");
    let rest = RawReply::rest(connection).await;
    assert!(
        !rest.text().contains("HTTP/1.1 200"),
        "nothing was asked: {}",
        rest.text()
    );
}

async fn mutation_that_never_ends_does_not_keep_a_stopping_server(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        config.limits.drain = DRAIN;
        config.limits.execution = Duration::from_secs(30);
        config.limits.in_flight = 1;
        config.limits.queue = 0;
    })
    .await;
    let scene = Scene::of(app).await;
    let service = scene.app.service();
    service.query("{ viewer { id } }").await.data();
    make_awards_slow(&scene.app).await;
    let award = in_progress(&scene.app, &service, scene.input("ada")).await;

    let stopping = Instant::now();
    scene.app.stop().await;
    let took = stopping.elapsed();
    assert!(took >= DRAIN, "it waits for the mutation: {took:?}");
    assert!(took < SOON, "it waits for ever: {took:?}");
    award.abort();
}

/// Sends an award until it is under way, so that there is no place for another request.
async fn in_progress(app: &TestApp, service: &Client, input: Value) -> JoinHandle<Reply> {
    let send = || {
        let (client, input) = (service.clone(), input.clone());
        tokio::spawn(async move { client.mutate("awardCredential", input, "outcome").await })
    };
    let mut award = send();
    loop {
        let probe = app.anonymous().query("{ viewer { id } }").await;
        match (probe.codes().as_slice(), award.is_finished()) {
            // The probe was in its way.
            (_, true) => award = send(),
            (["UNAVAILABLE"], false) => return award,
            (_, false) => {}
        }
    }
}
