//! J24 to J27: the keys of an issuer, which come from an address that may answer anything, and may change.

use serde::Deserialize;
use tests::app::TestApp;
use tests::database::Engine;
use tests::persona::ADA;
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::jwks;
use tests::platform::key::{RsaAlgorithm, SigningKey};
use tests::platform::token::{Signer, TokenSpec};

use super::catalogue::{self, Failures};

tests::on_both_engines!(
    key_sets_do_no_harm,
    unknown_keys_cost_one_look,
    keys_change,
    a_known_token_costs_no_statement
);

const VIEWER: &str = "{ viewer { username } }";

/// An answer of the address of the keys.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    what: String,
    answer: Said,
    /// Whether a good token is accepted afterwards; else nobody can tell whether it is good.
    is_good: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Status(u16),
    Html,
    Text(String),
    Huge(usize),
    Redirect(String),
    CutOff,
    Keys(Vec<Listed>),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Listed {
    Unusable,
    ForEncryption,
    Impostor,
    Signing,
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

impl Said {
    fn answer(&self, signing: &SigningKey) -> Answer {
        match self {
            Self::Status(status) => Answer::Status(*status),
            Self::Html => Answer::Html,
            Self::Text(text) => Answer::Text(text.clone()),
            Self::Huge(n_bytes) => Answer::Huge(*n_bytes),
            Self::Redirect(address) => Answer::Redirect(address.clone()),
            Self::CutOff => Answer::CutOff,
            Self::Keys(listed) => Answer::Json(jwks::set(listed.iter().flat_map(|it| match it {
                Listed::Unusable => jwks::unusable(),
                Listed::ForEncryption => vec![jwks::for_encryption(signing)],
                Listed::Impostor => vec![other_key().with_kid(signing.kid()).public_jwk()],
                Listed::Signing => vec![signing.public_jwk()],
            }))),
        }
    }
}

fn other_key() -> SigningKey {
    SigningKey::make(RsaAlgorithm::Rs512).expect("a key")
}

async fn key_sets_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/key_set.toml"));
    let app = TestApp::start(engine).await;
    let signing = app.platform().signing_key();
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        // A new server on the same platform: it has no keys yet.
        let server = app.replica().await;
        let before = app.platform().n_requests(Endpoint::Jwks);
        app.platform().answer_next(Endpoint::Jwks, row.answer.answer(&signing));
        let mut problems = Vec::new();
        for _ in 0..3 {
            let reply = server.learner("ada").query(VIEWER).await;
            let found = (reply.status.as_u16(), reply.codes());
            let expected = if row.is_good {
                (200, vec![])
            } else {
                (503, vec!["UNAVAILABLE"])
            };
            if found != expected {
                problems.push(format!("{found:?}, not {expected:?}: {}", reply.text));
            }
            if !row.is_good && reply.header("retry-after").is_none() {
                problems.push("does not say when to try again".to_owned());
            }
        }
        let fetches = app.platform().n_requests(Endpoint::Jwks) - before;
        if fetches != 1 {
            problems.push(format!("the keys were asked for {fetches} times"));
        }
        let visitor = server
            .anonymous()
            .query("{ viewer { username } serviceLimits { depth } }")
            .await;
        if visitor.at("/serviceLimits/depth") != 12 {
            problems.push(format!("visitors are not served: {}", visitor.text));
        }
        if server.log().contains("\"ERROR\"") {
            problems.push(format!("the log tells of a fault: {}", server.log()));
        }
        failures.note(row, problems);
    }
    failures.expect_none();
}

async fn unknown_keys_cost_one_look(engine: Engine) {
    let app = TestApp::start(engine).await;
    let began = std::time::Instant::now();
    let stranger = other_key();
    let calls = (0..1_000).map(|number| {
        let key = stranger.clone().with_kid(&format!("key-{number}"));
        let client = app.bearer(&TokenSpec::of(&ADA).signed_by(Signer::Key(key)));
        async move { client.query(VIEWER).await.status.as_u16() }
    });
    let answers = futures_util::StreamExt::collect::<Vec<u16>>(futures_util::StreamExt::buffer_unordered(
        futures_util::stream::iter(calls),
        16,
    ))
    .await;
    assert!(answers.iter().all(|it| *it == 401), "{answers:?}");
    let fetches = app.platform().n_requests(Endpoint::Jwks) as u64;
    assert!(fetches <= 1 + began.elapsed().as_secs() / 10, "{fetches} fetches");
    assert_eq!(app.learner("ada").query(VIEWER).await.at("/viewer/username"), "ada");
}

async fn keys_change(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (old, new) = (app.platform().signing_key(), other_key());
    let signed_by = |app: &TestApp, key: &SigningKey| {
        let spec = TokenSpec::of(&ADA).signed_by(Signer::Key(key.clone()));
        let client = app.bearer(&spec);
        async move { client.query(VIEWER).await.status.as_u16() }
    };
    assert_eq!(signed_by(&app, &old).await, 200);

    app.platform().rotate_to(&new);
    assert_eq!(signed_by(&app, &old).await, 200, "the old key is still listed");
    let later = app.replica().await;
    assert_eq!(signed_by(&later, &new).await, 200, "who looks now knows the new key");
    assert_eq!(signed_by(&later, &old).await, 200, "and the old one");

    app.platform().withdraw(old.kid());
    let latest = app.replica().await;
    assert_eq!(signed_by(&latest, &new).await, 200);
    assert_eq!(signed_by(&latest, &old).await, 401, "a key that is not listed any more");
}

async fn a_known_token_costs_no_statement(engine: Engine) {
    let app = TestApp::start(engine).await;
    let ada = app.learner("ada");
    let document = "{ serviceLimits { depth } }";
    assert_eq!(ada.query(document).await.at("/serviceLimits/depth"), 12);
    let (statements, ()) = app
        .count_statements(async || {
            for _ in 0..50 {
                assert_eq!(ada.query(document).await.at("/serviceLimits/depth"), 12);
            }
        })
        .await;
    assert_eq!(statements.writes, 0);
    assert_eq!(statements.transactions, 0);
}
