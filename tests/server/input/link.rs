//! Catalogue L: links to certificates and records, followed in every wrong way.

use std::fs;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::app::TestApp;
use tests::database::Engine;

use super::catalogue::{self, Failures};
use super::http::Row;
use super::stage;
use super::text::Names;
use super::watch;

tests::on_both_engines!(links_do_no_harm);

/// A page of the app, as far as the server knows one.
const PAGE: &str =
    "<!doctype html><html><head><title>Credentials</title>\n<!-- page-head -->\n</head><body>the app</body></html>";

async fn links_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/link.toml"));
    let folder = TempDir::new().expect("a folder");
    // Visitors' pages and learners' are programs of their own.
    for program in [folder.path().to_owned(), folder.path().join("learner")] {
        fs::create_dir_all(&program).expect("a folder");
        fs::write(program.join("index.html"), PAGE).expect("a page");
    }
    let path = folder.path().to_owned();
    let app = TestApp::configured(engine, |config| config.web_dir = Some(path)).await;
    let mut names = stage::set(&app).await.with(&catalogue.names);
    share(&app, &mut names).await;
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        failures.note(row, row.problems(&app, &names).await);
    }
    failures.note_end(watch::end(&app).await);
    failures.expect_none();
}

/// Shares Ada's record by links that open, have expired, and were revoked.
async fn share(app: &TestApp, names: &mut Names) {
    let program = names.fill("${program}");
    let ada = app.learner("ada");
    let expires = app.now() + TimeDelta::minutes(1);
    for (name, expires) in [("open", None), ("expired", Some(expires)), ("revoked", None)] {
        let input = json!({ "program": program, "expiresAt": expires });
        let reply = ada.mutate("shareRecord", input, "recordShare { id url }").await;
        let url = reply.text_at("/shareRecord/recordShare/url");
        let token = url.rsplit('/').next().expect("a token").to_owned();
        names.set(&format!("{name}_upper"), token.to_uppercase());
        names.set(&format!("{name}_token"), token);
        names.set(&format!("{name}_share"), reply.text_at("/shareRecord/recordShare/id"));
    }
    let input: Value = json!({ "id": names.fill("${revoked_share}") });
    ada.mutate("revokeRecordShare", input, "outcome").await.data();
    app.advance(TimeDelta::minutes(2));
    let dashed = names.fill("${open_token}");
    let dashed = [0..8, 8..12, 12..16, 16..20, 20..32].map(|it| &dashed[it]);
    names.set("open_dashed", dashed.join("-"));
}
