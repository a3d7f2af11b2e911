//! An issuer of tokens that is bound to sites: what it says of somebody counts there, and nowhere else.

use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::config::Config;
use tests::app::{PUBLIC_URL, TestApp, sign_in_through_platform};
use tests::build;
use tests::database::Engine;
use tests::persona::{ADA, LMS_WORKER, MAGDA};
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::token::TokenSpec;
use tests::platform::{AUDIENCE, Platform};
use tests::visitor::Visitor;

tests::on_both_engines!(
    service_account_of_a_bound_issuer_is_none_of_ours,
    what_a_bound_issuer_says_counts_in_no_session_elsewhere
);

const NORTH: &str = "https://north.example.org";

fn address(text: &str) -> url::Url {
    url::Url::parse(text).expect("an address")
}

async fn service_account_of_a_bound_issuer_is_none_of_ours(engine: Engine) {
    let bound = |config: &mut Config| config.jwt.issuers[0].sites = vec![address(PUBLIC_URL)];
    let app = TestApp::configured(engine, bound).await;
    for (spec, expected) in [
        (TokenSpec::of(&LMS_WORKER), "STAFF"),
        (TokenSpec::of(&LMS_WORKER).claim("administrator", false), "LEARNER"),
        (TokenSpec::of(&MAGDA), "STAFF"),
    ] {
        let reply = app.bearer(&spec).query("{ viewer { role } }").await;
        assert_eq!(reply.at("/viewer/role"), expected, "{spec:?}");
    }
    // What the platform itself says of accounts, whose people belong to no site.
    let input = json!({ "items": [{ "current": "ada", "desired": "ada-byron" }] });
    let refused = app.service().mutate("replaceUsernames", input, "__typename").await;
    assert_eq!(refused.codes(), ["FORBIDDEN"], "{}", refused.text);
}

async fn what_a_bound_issuer_says_counts_in_no_session_elsewhere(engine: Engine) {
    let north = Platform::start()
        .await
        .unwrap_or_else(|error| panic!("no platform: {error:#}"));
    let app = TestApp::configured(engine, |config| {
        sign_in_through_platform(config);
        let mut issuer = config.jwt.issuers[0].clone();
        north.issuer().clone_into(&mut issuer.issuer);
        issuer.audience = Some(AUDIENCE.to_owned());
        issuer.keys = server::config::jwt::IssuerKeys::JwksUrl(address(&north.jwks_url()));
        issuer.sites = vec![address(NORTH)];
        config.jwt.issuers.push(issuer);
    })
    .await;
    build::site("North").at(NORTH).insert(app.db()).await;
    let mut here = Visitor::of(&app);
    here.sign_in(&app, "ada", "/").await;
    assert_eq!(here.viewer().await["role"], "LEARNER");

    let spec = TokenSpec::of(&ADA)
        .claim("administrator", true)
        .claim("superuser", true);
    let spec = spec.lifetime(TimeDelta::days(3650));
    let token = north.mint(&spec).expect("a token");
    let answer = json!({ "access_token": token, "token_type": "JWT" });
    let mut there = Visitor::at(&app, "north.example.org");
    let begun = there.begin("/").await;
    let back = app.platform().sign_in(&begun, "ada").await;
    app.platform().answer_next(Endpoint::AccessToken, Answer::Json(answer));
    let reply = there.get(&back).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    assert_eq!(there.viewer().await, json!({ "username": "ada", "role": "STAFF" }));
    assert_eq!(here.viewer().await, json!({ "username": "ada", "role": "LEARNER" }));

    // A session of the same site that was opened before follows.
    let mut late = Visitor::at(&app, "north.example.org");
    late.sign_in(&app, "ada", "/").await;
    assert_eq!(late.viewer().await["role"], "LEARNER");
    let what_all_say: Vec<Value> = vec![
        there.viewer().await["role"].clone(),
        here.viewer().await["role"].clone(),
    ];
    assert_eq!(
        what_all_say,
        ["LEARNER", "LEARNER"],
        "an issuer of all sites speaks for all sessions"
    );
}
