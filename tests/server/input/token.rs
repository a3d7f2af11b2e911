//! Catalogue J: tokens, honest and hostile, in every place where a request may carry one.

mod spec;

use std::collections::BTreeMap;

use entity::user;
use sea_orm::EntityTrait as _;
use serde::Deserialize;
use serde_json::Value;
use server::config::jwt::{Algorithm, Issuer, IssuerKeys, Secret};
use tests::app::TestApp;
use tests::database::Engine;
use tests::persona;
use tests::platform::answer::Endpoint;
use tests::platform::jwks;
use tests::platform::key::{RsaAlgorithm, SigningKey};

use self::spec::{Keys, SECRET, Token};
use super::catalogue::{self, Failures};
use super::exchange::{Answer, Request};
use super::operation::shortened;
use super::stage;
use super::text::Text;
use super::watch::{self, Allowance, Seen, Watch};

tests::on_both_engines!(tokens_do_no_harm);

/// A token, how it is sent, and what must come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    what: String,
    /// Why something else is expected than the list says.
    #[serde(rename = "note")]
    _note: Option<String>,
    #[serde(default)]
    token: Token,
    /// Header lines that carry it.
    #[serde(default = "usual_headers")]
    headers: Vec<Text>,
    #[serde(default = "viewer")]
    document: Text,
    expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    status: u16,
    code: Option<String>,
    /// Parts of the body by JSON pointer.
    #[serde(default)]
    at: BTreeMap<String, toml::Value>,
    /// Whether the answer is that of a visitor.
    #[serde(default)]
    nobody: bool,
    /// Whether the token is good and the refusal says what else is wrong.
    #[serde(default)]
    explained: bool,
    #[serde(default)]
    unheard: bool,
}

fn usual_headers() -> Vec<Text> {
    vec![Text::Plain("Authorization: JWT ${token}".to_owned())]
}

fn viewer() -> Text {
    Text::Plain("{ viewer { username role name email } }".to_owned())
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

async fn tokens_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/token.toml"));
    let make = || SigningKey::make(RsaAlgorithm::Rs512).expect("a key");
    let inline = make().with_algorithm(RsaAlgorithm::Rs256);
    let app = TestApp::configured(engine, |config| config.jwt.issuers.extend(issuers(&inline))).await;
    let keys = Keys {
        platform: app.platform().signing_key(),
        second: make(),
        stranger: make(),
        inline,
    };
    app.platform().publish(&keys.second);
    app.platform().publish(&make());
    let names = stage::set(&app).await.with(&catalogue.names);
    let fetched = app.platform().n_requests(Endpoint::Jwks);

    let mut failures = Failures::default();
    let mut refusals = BTreeMap::new();
    for row in &catalogue.rows {
        let names = row.token.named(&app, &keys, &names);
        let body = serde_json::json!({ "query": row.document.string(&names) }).to_string();
        let headers = row.headers.clone();
        let watch = Watch::begin(&app).await;
        let answer = Request::with(headers, body).send(&app, &names).await;
        let seen = Seen {
            status: answer.status.unwrap_or_default(),
            body: answer.body.clone(),
            took: answer.took,
        };
        let allowance = Allowance {
            is_unheard: row.expect.unheard,
            ..Allowance::default()
        };
        failures.note(row, watch.after(&seen, allowance).await);
        failures.note(row, row.expect.compare(&answer));
        if answer.status == Some(401) && !row.expect.explained {
            refusals.entry(answer.body).or_insert(&row.id);
        }
    }
    let mut problems = watch::end(&app).await;
    if refusals.len() > 1 {
        problems.push(format!(
            "refusals tell more than that the token is not acceptable: {refusals:?}"
        ));
    }
    let people = user::Entity::find().all(app.db()).await.expect("users");
    for user in people {
        if persona::named(user.username.as_str()).is_none() {
            problems.push(format!("{} was written down by a bad token", user.username));
        }
    }
    let lookups = app.platform().n_requests(Endpoint::Jwks) - fetched;
    if lookups > 3 {
        problems.push(format!("tokens made the server look for keys {lookups} times"));
    }
    failures.note_end(problems);
    failures.expect_none();
}

/// Issuers beside the platform: one with a key set in the settings, one with a shared secret.
fn issuers(inline: &SigningKey) -> [Issuer; 2] {
    [
        Issuer {
            issuer: "https://inline.example.org".to_owned(),
            audience: None,
            keys: IssuerKeys::Jwks(jwks::set([inline.public_jwk()]).to_string()),
            algorithms: vec![Algorithm::Rs256],
            sites: Vec::new(),
        },
        Issuer {
            issuer: "https://secret.example.org".to_owned(),
            audience: Some("credentials".to_owned()),
            keys: IssuerKeys::Secret(Secret(SECRET.to_vec())),
            algorithms: vec![Algorithm::Hs256],
            sites: Vec::new(),
        },
    ]
}

impl Expect {
    /// What the answer has otherwise.
    fn compare(&self, answer: &Answer) -> Vec<String> {
        let mut problems = Vec::new();
        if answer.status != Some(self.status) {
            problems.push(format!(
                "status {:?}, not {}: {}",
                answer.status,
                self.status,
                shortened(&answer.body)
            ));
        }
        if answer.code() != self.code.as_deref() {
            problems.push(format!("code {:?}, not {:?}", answer.code(), self.code));
        }
        if self.nobody && !answer.json["data"]["viewer"].is_null() {
            problems.push(format!("there is a caller: {}", answer.body));
        }
        for (pointer, expected) in &self.at {
            let found = answer.json.pointer(pointer).unwrap_or(&Value::Null);
            if *found != serde_json::to_value(expected).expect("TOML is JSON") {
                problems.push(format!("{pointer} is {found}, not {expected}"));
            }
        }
        problems
    }
}
