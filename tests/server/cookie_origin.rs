//! The platform's token cookies from another app, such as one of the platform's micro-frontends: by listed origins alone, and so
//! that no other site can make a browser do the same.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::app::{PUBLIC_URL, TestApp, sign_in_through_platform};
use tests::client::Reply;
use tests::database::Engine;
use tests::persona::SOFIA;
use tests::visitor::{CSRF, SESSION, Visitor};

tests::on_both_engines!(
    listed_app_acts_for_who_is_signed_in_to_the_platform,
    browser_is_told_which_apps_may_show_cookies,
    session_of_ours_counts_for_no_other_app
);

const APP: &str = "https://apps.lms.example.org";
const VISITING_APP: &str = "https://search.example.org";

async fn start(engine: Engine) -> TestApp {
    TestApp::configured(engine, |config| {
        sign_in_through_platform(config);
        config.jwt.accepts_cookies = true;
        config.jwt.cookie_origins = vec![APP.parse().expect("an address")];
        config.cors_origins = vec![VISITING_APP.parse().expect("an address")];
    })
    .await
}

/// The platform's cookies of somebody from staff.
fn platform_cookies(app: &TestApp) -> String {
    let token = app.platform().token_of(&SOFIA).expect("a token");
    let (signed, signature) = token.rsplit_once('.').expect("a token");
    format!("edx-jwt-cookie-header-payload={signed}; edx-jwt-cookie-signature={signature}")
}

async fn ask(app: &TestApp, headers: &[(&str, &str)]) -> Reply {
    let body = json!({ "query": "{ viewer { username role } }" }).to_string();
    let client = app.anonymous().at("credentials.example.org");
    let mut request = client.request(Method::POST, "/graphql").body(body);
    if !headers.iter().any(|(name, _)| *name == "content-type") {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    client.send(request).await
}

async fn listed_app_acts_for_who_is_signed_in_to_the_platform(engine: Engine) {
    let app = start(engine).await;
    let cookies = platform_cookies(&app);
    let (cookie, wish) = (("cookie", cookies.as_str()), ("use-jwt-cookie", "true"));
    let reply = ask(&app, &[("origin", APP), wish, cookie]).await;
    assert_eq!(reply.at("/viewer"), &json!({ "username": "sofia", "role": "STAFF" }));
    assert_eq!(reply.header("access-control-allow-origin"), Some(APP));
    assert_eq!(reply.header("access-control-allow-credentials"), Some("true"));

    // Who is signed in nowhere is a visitor.
    let reply = ask(&app, &[("origin", APP), wish]).await;
    assert_eq!(reply.at("/viewer"), &Value::Null);

    for (what, headers) in [
        ("without saying so", vec![("origin", APP), cookie]),
        (
            "an app that may ask as a visitor",
            vec![("origin", VISITING_APP), wish, cookie],
        ),
        ("another site", vec![("origin", "https://evil.example"), wish, cookie]),
        (
            "a name that begins alike",
            vec![("origin", "https://apps.lms.example.org.evil.example"), wish, cookie],
        ),
        (
            "the same host without encryption",
            vec![("origin", "http://apps.lms.example.org"), wish, cookie],
        ),
        (
            "another port",
            vec![("origin", "https://apps.lms.example.org:444"), wish, cookie],
        ),
        ("no origin", vec![wish, cookie]),
        ("a frame", vec![("origin", "null"), wish, cookie]),
    ] {
        let reply = ask(&app, &headers).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{what}: {}", reply.text);
        assert_eq!(reply.codes(), ["FORBIDDEN"], "{what}");
    }
    // A form of the listed app itself can send neither the header nor JSON.
    let form = ("content-type", "text/plain");
    let reply = ask(&app, &[("origin", APP), form, cookie]).await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

async fn browser_is_told_which_apps_may_show_cookies(engine: Engine) {
    let app = start(engine).await;
    let client = app.anonymous().at("credentials.example.org");
    let preflight = async |origin: &str| {
        let request = client
            .request(Method::OPTIONS, "/graphql")
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type,use-jwt-cookie");
        client.send(request).await
    };
    let reply = preflight(APP).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some(APP));
    assert_eq!(reply.header("access-control-allow-credentials"), Some("true"));
    let allowed = reply.header("access-control-allow-headers").expect("headers");
    assert!(allowed.split(',').any(|it| it == "use-jwt-cookie"), "{allowed}");
    let reply = preflight(VISITING_APP).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some(VISITING_APP));
    assert_eq!(reply.header("access-control-allow-credentials"), None);
    let reply = preflight("https://evil.example").await;
    assert_eq!(reply.header("access-control-allow-origin"), None);
    assert_eq!(reply.header("access-control-allow-credentials"), None);
}

async fn session_of_ours_counts_for_no_other_app(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = Visitor::of(&app);
    visitor.sign_in(&app, "grace", "/").await;
    let session = format!("{SESSION}={}", visitor.cookies[SESSION]);
    let (wish, proof) = (
        ("use-jwt-cookie", "true"),
        ("x-csrf-token", visitor.cookies[CSRF].as_str()),
    );
    let reply = ask(&app, &[("origin", APP), wish, proof, ("cookie", &session)]).await;
    assert_eq!(reply.at("/viewer"), &Value::Null);
    assert_eq!(reply.header("set-cookie"), None, "and it is not ended");
    // Beside it the platform's cookies count alone, whosever they are.
    let both = format!("{session}; {}", platform_cookies(&app));
    let reply = ask(&app, &[("origin", APP), wish, ("cookie", &both)]).await;
    assert_eq!(reply.at("/viewer/username"), "sofia");
    let reply = ask(&app, &[("origin", PUBLIC_URL), proof, ("cookie", &session)]).await;
    assert_eq!(reply.at("/viewer/username"), "grace");
}
