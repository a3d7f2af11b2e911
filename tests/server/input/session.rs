//! Catalogue O, and the cross-site shapes of catalogue H with cookies that sign in: byte by byte.

use tests::app::{PUBLIC_URL, TestApp, sign_in_through_platform};
use tests::database::Engine;
use tests::visitor::{CSRF, SESSION, SIGN_IN, Visitor};

use super::catalogue::{self, Failures};
use super::http::Row;
use super::stage;
use super::text::Names;
use super::watch::{self, Allowance, Seen, Watch};

tests::on_both_engines!(cookies_and_sign_ins_do_no_harm);

async fn cookies_and_sign_ins_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/session.toml"));
    let app = TestApp::configured(engine, |config| {
        sign_in_through_platform(config);
        config.jwt.accepts_cookies = true;
    })
    .await;
    let names = stage::set(&app).await.with(&catalogue.names);
    let names = &with_sessions(&app, names).await;
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        let watch = Watch::begin(&app).await;
        let answer = row.request.send(&app, names).await;
        let seen = Seen {
            status: answer.status.unwrap_or_default(),
            body: answer.body.clone(),
            took: answer.took,
        };
        failures.note(row, watch.after(&seen, Allowance::default()).await);
        failures.note(row, row.expect.compare(&answer, names));
    }
    failures.note_end(watch::end(&app).await);
    failures.expect_none();
}

/// The same names, and what the browsers of two people hold: staff, who could do harm, and Grace. A third has begun to sign in.
async fn with_sessions(app: &TestApp, mut names: Names) -> Names {
    names.set("public_url", PUBLIC_URL);
    for (prefix, username) in [("", "sofia"), ("other_", "grace")] {
        let mut visitor = Visitor::of(app);
        visitor.sign_in(app, username, "/").await;
        names.set(&format!("{prefix}session"), &visitor.cookies[SESSION]);
        names.set(&format!("{prefix}csrf"), &visitor.cookies[CSRF]);
        let token = app
            .platform()
            .token_of(tests::persona::named(username).expect("somebody"))
            .expect("a token");
        let (signed, signature) = token.rsplit_once('.').expect("a token");
        names.set(&format!("{prefix}signed"), signed);
        names.set(&format!("{prefix}signature"), signature);
    }
    let mut visitor = Visitor::of(app);
    let address = url::Url::parse(&visitor.begin("/").await).expect("an address");
    let state = address
        .query_pairs()
        .find(|(name, _)| name == "state")
        .expect("a state")
        .1
        .into_owned();
    names.set("begun", &visitor.cookies[SIGN_IN]);
    names.set("state", state);
    names
}
