//! `createSite`.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use crate::scene::{merged, refusals};

tests::on_both_engines!(site_is_reached_as_soon_as_it_is_made, unfit_or_taken_sites_are_refused);

const ALL: &str =
    "site { id name isDefault publicUrl hosts lmsUrl catalogUrl homeUrl helpUrl termsUrl privacyUrl supportAddress
    senderAddress logoUrl accentColor accentColorDark sharing facebookApp version } userErrors { code message path }";

fn north() -> Value {
    json!({ "name": "North Polytechnic", "publicUrl": "https://north.example.org" })
}

async fn create(app: &TestApp, input: Value) -> Value {
    let reply = app.superuser().mutate("createSite", input, ALL).await;
    reply.at("/createSite").clone()
}

async fn site_is_reached_as_soon_as_it_is_made(engine: Engine) {
    let app = TestApp::start(engine).await;
    let input = merged(
        north(),
        json!({
            "hosts": ["Old.North.example.org"], "lmsUrl": "https://lms.north.example.org",
            "catalogUrl": "https://catalog.north.example.org/api/v1/", "homeUrl": "https://north.example",
            "helpUrl": "https://north.example/help", "termsUrl": "https://north.example/terms",
            "privacyUrl": "https://north.example/privacy", "supportAddress": "help@north.example",
            "senderAddress": "noreply@north.example", "logoUrl": "https://north.example/logo.svg",
            "accentColor": "#204080", "accentColorDark": "#a0c0ff", "sharing": ["FACEBOOK"], "facebookApp": "1234",
        }),
    );
    let made = create(&app, input.clone()).await;
    assert_eq!(made["userErrors"], json!([]));
    let mut expected = merged(
        input,
        json!({ "hosts": ["old.north.example.org"], "isDefault": false, "version": 1 }),
    );
    expected["id"] = made["site"]["id"].clone();
    assert_eq!(made["site"], expected);
    for host in ["north.example.org", "old.north.example.org"] {
        let reply = app.anonymous().at(host).query("{ site { name sharing } }").await;
        assert_eq!(
            reply.at("/site"),
            &json!({ "name": "North Polytechnic", "sharing": ["FACEBOOK"] })
        );
    }
    // What is left out has the usual values.
    let south = create(
        &app,
        json!({ "name": "South", "publicUrl": "https://south.example.org/" }),
    )
    .await;
    assert_eq!(south["site"]["publicUrl"], "https://south.example.org");
    assert_eq!(south["site"]["sharing"], json!(["LINKED_IN", "X"]));
}

async fn unfit_or_taken_sites_are_refused(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        config.allowed_hosts = vec!["inner.example.org".to_owned()]
    })
    .await;
    assert_eq!(create(&app, north()).await["userErrors"], json!([]));
    let with = |more: Value| {
        merged(
            json!({ "name": "South", "publicUrl": "https://south.example.org" }),
            more,
        )
    };
    for (input, code, path) in [
        (
            with(json!({ "publicUrl": "https://north.example.org" })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "publicUrl": "https://credentials.example.org" })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "hosts": ["inner.example.org"] })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "hosts": ["north.example.org"] })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "publicUrl": "http://south.example.org" })),
            "INVALID",
            "input.publicUrl",
        ),
        (with(json!({ "name": "" })), "INVALID", "input.name"),
        (
            with(json!({ "helpUrl": "javascript:alert(1)" })),
            "INVALID",
            "input.helpUrl",
        ),
        (
            with(json!({ "senderAddress": "a@b.example\nBcc: c@d.example" })),
            "INVALID",
            "input.senderAddress",
        ),
        (
            with(json!({ "accentColor": "#ffff00" })),
            "INVALID",
            "input.accentColor",
        ),
        (
            with(json!({ "sharing": ["FACEBOOK"] })),
            "INVALID",
            "input.facebookApp",
        ),
        (
            with(json!({ "hosts": vec!["a.example.org"; 21] })),
            "INVALID",
            "input.hosts",
        ),
    ] {
        let refused = create(&app, input.clone()).await;
        assert_eq!(refusals(&refused), [(code.to_owned(), path.to_owned())], "{input}");
        assert_eq!(refused["site"], Value::Null);
    }
    let reply = app.anonymous().at("south.example.org").query("{ site { name } }").await;
    assert_eq!(reply.status, reqwest::StatusCode::MISDIRECTED_REQUEST);
}
