//! `serviceLimits`: how much the caller may ask for, the same numbers that are enforced.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;
use tests::persona::LMS_WORKER;
use tests::platform::token::TokenSpec;

tests::on_both_engines!(limits_depend_on_who_asks);

async fn limits_depend_on_who_asks(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        config.limits.page_size = 50;
        config.limits.bulk_items = 7;
    })
    .await;
    let query = "{ serviceLimits { bodyBytes tokens cost depth aliases directives rootFields pageSize bulkItems
        executionMilliseconds } }";
    let limits = |body_bytes: u64, tokens: u64, cost: u64| -> Value {
        json!({
            "bodyBytes": body_bytes, "tokens": tokens, "cost": cost, "depth": 12, "aliases": 30, "directives": 20,
            "rootFields": 20, "pageSize": 50, "bulkItems": 7, "executionMilliseconds": 5_000,
        })
    };
    // A token that may not act for its service account has no more than any person.
    let restricted = app.bearer(&TokenSpec::of(&LMS_WORKER).restricted());
    for (client, expected) in [
        (app.anonymous(), limits(65_536, 2_000, 1_000)),
        (app.learner("ada"), limits(262_144, 10_000, 5_000)),
        (app.staff(), limits(262_144, 10_000, 5_000)),
        (app.service(), limits(2_097_152, 10_000, 20_000)),
        (restricted, limits(262_144, 10_000, 5_000)),
    ] {
        assert_eq!(client.query(query).await.at("/serviceLimits"), &expected);
    }
    let refused = app.staff().query("{ credentials(first: 51) { nodes { id } } }").await;
    assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{}", refused.text);
}
