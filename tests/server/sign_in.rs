//! Signing in while the learning platform is slow, busy or away: whoever does not sign in notices nothing of it.

use std::time::{Duration, Instant};

use entity::session;
use reqwest::StatusCode;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use tests::app::{TestApp, sign_in_through_platform};
use tests::client::Reply;
use tests::database::Engine;
use tests::platform::answer::{Answer, Endpoint};
use tests::visitor::{SESSION, SIGN_IN, Visitor};

tests::on_both_engines!(
    slow_sign_in_takes_no_place_from_others,
    so_many_sign_ins_wait_for_a_slow_platform_and_no_more,
    platform_that_does_not_answer_in_time_signs_nobody_in,
    platform_that_fails_again_and_again_is_left_alone,
    busy_platform_says_when_to_come_again,
    who_makes_codes_up_is_stopped_and_nobody_else
);

/// How many codes may be with one platform at a time.
const AT_ONCE: usize = 32;

/// Somebody's browser, on its way back from the platform.
async fn on_the_way_back(app: &TestApp) -> (Visitor, String) {
    let mut visitor = Visitor::of(app);
    let address = visitor.begin("/records").await;
    let back = app.platform().sign_in(&address, "ada").await;
    (visitor, back)
}

/// What a sign-in comes to that the platform answers so.
async fn answered(app: &TestApp, answer: Answer) -> Reply {
    let (mut visitor, back) = on_the_way_back(app).await;
    app.platform().answer_next(Endpoint::AccessToken, answer);
    visitor.get(&back).await
}

async fn n_asked(app: &TestApp, n: usize) {
    while app.platform().n_requests(Endpoint::AccessToken) < n {
        tokio::task::yield_now().await;
    }
}

async fn slow_sign_in_takes_no_place_from_others(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        sign_in_through_platform(config);
        config.limits.in_flight = 1;
        config.limits.queue = 0;
    })
    .await;
    let (mut visitor, back) = on_the_way_back(&app).await;
    app.platform().answer_next(Endpoint::AccessToken, Answer::Stalled);
    let signing_in = tokio::spawn(async move { (visitor.get(&back).await, visitor) });
    n_asked(&app, 1).await;
    let reply = app.anonymous().query("{ __typename }").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);

    app.platform().behave(Endpoint::AccessToken);
    let (reply, mut visitor) = signing_in.await.expect("no panic");
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    assert_eq!(visitor.viewer().await["username"], "ada");
}

async fn so_many_sign_ins_wait_for_a_slow_platform_and_no_more(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    let mut begun = Vec::new();
    for _ in 0..=AT_ONCE {
        begun.push(on_the_way_back(&app).await);
    }
    app.platform().answer_always(Endpoint::AccessToken, Answer::Stalled);
    let (mut last, way_of_last) = begun.pop().expect("somebody");
    let waiting: Vec<_> = begun
        .into_iter()
        .map(|(mut visitor, back)| tokio::spawn(async move { visitor.get(&back).await.status }))
        .collect();
    n_asked(&app, AT_ONCE).await;
    let reply = last.get(&way_of_last).await;
    assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "{}", reply.text);
    assert_eq!(reply.header("retry-after"), Some("1"));
    assert_eq!(app.platform().n_requests(Endpoint::AccessToken), AT_ONCE);

    app.platform().behave(Endpoint::AccessToken);
    for it in waiting {
        assert_eq!(it.await.expect("no panic"), StatusCode::SEE_OTHER);
    }
}

async fn platform_that_does_not_answer_in_time_signs_nobody_in(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    let (mut visitor, back) = on_the_way_back(&app).await;
    app.platform().answer_next(Endpoint::AccessToken, Answer::Stalled);
    let began = Instant::now();
    let reply = visitor.get(&back).await;
    assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "{}", reply.text);
    let took = began.elapsed();
    // Five seconds, and some for a machine that has much to do; the test's own client would wait for longer.
    assert!((4..8).contains(&took.as_secs()), "{took:?}");
    assert!(!visitor.cookies.contains_key(SESSION) && !visitor.cookies.contains_key(SIGN_IN));
    let n_sessions = session::Entity::find().count(app.db()).await.expect("a count");
    assert_eq!(n_sessions, 0);
    assert_eq!(
        app.platform().n_requests(Endpoint::AccessToken),
        1,
        "a code is sent once"
    );
    app.platform().behave(Endpoint::AccessToken);
}

async fn platform_that_fails_again_and_again_is_left_alone(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    for _ in 0..5 {
        let reply = answered(&app, Answer::Status(500)).await;
        assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "{}", reply.text);
    }
    let (mut visitor, back) = on_the_way_back(&app).await;
    let began = Instant::now();
    let reply = visitor.get(&back).await;
    assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "{}", reply.text);
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!(app.platform().n_requests(Endpoint::AccessToken), 5, "it is not asked");
    let pause: u64 = reply.header("retry-after").expect("a time").parse().expect("seconds");
    assert!((1..=5).contains(&pause), "{pause}");
}

async fn busy_platform_says_when_to_come_again(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    for (status, text, expected) in [
        (429, "7", Some("7")),
        (503, "120", Some("120")),
        (429, "86400", Some("900")),
        (429, "soon", None),
    ] {
        let reply = answered(&app, Answer::RetryAfter(status, text.to_owned())).await;
        assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "{status} {text}");
        assert_eq!(reply.header("retry-after"), expected, "{status} {text}");
    }
    assert_eq!(
        app.platform().n_requests(Endpoint::AccessToken),
        4,
        "each code is sent once"
    );
}

async fn who_makes_codes_up_is_stopped_and_nobody_else(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        sign_in_through_platform(config);
        config.limits.wrong_codes = 2;
        config.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    })
    .await;
    let come_back = async |from: &str, code: Option<&str>| {
        let (visitor, back) = on_the_way_back(&app).await;
        let mut back = url::Url::parse(&back).expect("an address");
        if let Some(code) = code {
            let rest: Vec<(String, String)> = back.query_pairs().into_owned().filter(|(it, _)| it != "code").collect();
            back.query_pairs_mut()
                .clear()
                .extend_pairs(rest)
                .append_pair("code", code);
        }
        let path = format!("{}?{}", back.path(), back.query().unwrap_or_default());
        let client = app.anonymous().at("credentials.example.org");
        let request = client
            .request(reqwest::Method::GET, &path)
            .header("x-forwarded-for", from)
            .header("cookie", format!("{SIGN_IN}={}", visitor.cookies[SIGN_IN]));
        client.send(request).await
    };
    let (one, other) = ("198.51.100.7", "198.51.100.8");
    // Codes that are taken do not count.
    for _ in 0..3 {
        assert_eq!(come_back(one, None).await.status, StatusCode::SEE_OTHER);
    }
    for _ in 0..2 {
        assert_eq!(come_back(one, Some("made-up")).await.status, StatusCode::BAD_REQUEST);
    }
    let n_before = app.platform().n_requests(Endpoint::AccessToken);
    for code in [Some("made-up"), None] {
        let reply = come_back(one, code).await;
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "{}", reply.text);
        assert_eq!(reply.header("retry-after"), Some("60"));
    }
    assert_eq!(
        app.platform().n_requests(Endpoint::AccessToken),
        n_before,
        "the platform is not asked"
    );
    assert_eq!(come_back(other, None).await.status, StatusCode::SEE_OTHER);
}
