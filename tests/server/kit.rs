//! The main story, told once with every part of the test kit.

use chrono::TimeDelta;
use entity::credential;
use reqwest::StatusCode;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;
use tests::app::TestApp;
use tests::build;
use tests::client::RawReply;
use tests::database::Engine;
use tests::persona::ADA;
use tests::platform::token::TokenSpec;

tests::on_both_engines!(
    award_is_seen_by_the_public,
    token_expires_with_the_clock,
    statements_are_counted_per_server,
    server_is_there_byte_by_byte_until_it_stops
);

const CREDENTIAL: &str = "query($uuid: UUID!) { credential(uuid: $uuid) { state recipientName } }";

async fn award_is_seen_by_the_public(engine: Engine) {
    let app = TestApp::start(engine).await;
    let university = build::organization("Wexcombe University").insert(app.db()).await;
    let program = build::program("Data Science")
        .authored_by(&university)
        .insert(app.db())
        .await;
    build::configuration_of_program(&program).insert(app.db()).await;

    let learning_object = json!({ "type": "PROGRAM", "id": program.uuid });
    let input = json!({ "username": "ada", "recipientName": ADA.name, "learningObject": learning_object });
    let refused = app
        .anonymous()
        .mutate("awardCredential", input.clone(), "outcome")
        .await;
    assert_eq!(refused.codes(), ["UNAUTHENTICATED"]);
    assert_eq!(credential::Entity::find().count(app.db()).await.expect("a count"), 0);

    let award = app
        .service()
        .mutate("awardCredential", input, "outcome credential { uuid }")
        .await;
    assert_eq!(award.at("/awardCredential/outcome"), "CREATED");
    let uuid = award.at("/awardCredential/credential/uuid");
    let seen = app
        .replica()
        .await
        .anonymous()
        .graphql(CREDENTIAL, json!({ "uuid": uuid }))
        .await;
    assert_eq!(
        seen.data(),
        &json!({ "credential": { "state": "VALID", "recipientName": "Ada Lovelace" } })
    );

    let input = json!({ "uuid": uuid, "reason": "awarded by mistake" });
    app.staff()
        .mutate("revokeCredential", input, "userErrors { code }")
        .await
        .data();
    let seen = app.anonymous().graphql(CREDENTIAL, json!({ "uuid": uuid })).await;
    assert_eq!(seen.at("/credential/state"), "REVOKED");
}

async fn token_expires_with_the_clock(engine: Engine) {
    let app = TestApp::start(engine).await;
    let ada = app.bearer(&TokenSpec::of(&ADA).lifetime(TimeDelta::minutes(10)));
    assert_eq!(ada.query("{ viewer { username } }").await.at("/viewer/username"), "ada");
    app.advance(TimeDelta::minutes(11));
    let refused = ada.query("{ viewer { username } }").await;
    assert_eq!(
        (refused.status, refused.codes()),
        (StatusCode::UNAUTHORIZED, vec!["UNAUTHENTICATED"])
    );
    assert_eq!(
        app.learner("ada")
            .query("{ viewer { username } }")
            .await
            .at("/viewer/username"),
        "ada"
    );
}

async fn statements_are_counted_per_server(engine: Engine) {
    let app = TestApp::start(engine).await;
    let other = app.replica().await;
    let unknown = json!({ "uuid": "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f" });
    let ask = async |app: &TestApp| app.anonymous().graphql(CREDENTIAL, unknown.clone()).await;
    let (others, _) = app.count_statements(async || ask(&other).await).await;
    assert_eq!(others.total(), 0);
    let (own, reply) = app.count_statements(async || ask(&app).await).await;
    assert_eq!(reply.data(), &json!({ "credential": null }));
    assert!((1..10).contains(&own.reads), "{own:?}");
    assert_eq!(own.writes, 0);
}

async fn server_is_there_byte_by_byte_until_it_stops(engine: Engine) {
    let app = TestApp::start(engine).await;
    let host = app.address();
    let reply = app
        .raw(format!(
            "GET /health/live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
        .await;
    assert_eq!(reply.status(), Some(200), "{}", reply.text());
    assert_eq!(
        app.raw("GET / HTTP/1.1\r\nHost: elsewhere\r\nHost: twice\r\nConnection: close\r\n\r\n")
            .await
            .status(),
        Some(400)
    );
    assert!(app.log().contains("\"message\":\"ready\""), "{}", app.log());
    let connection = app.connect().await;
    app.stop().await;
    assert_eq!(RawReply::rest(connection).await.bytes, b"");
    assert!(tokio::net::TcpStream::connect(host).await.is_err());
}
