//! Tests of mutations of sites.

mod create;
mod edit;

use reqwest::StatusCode;
use tests::app::TestApp;

/// What the site is called that this host asks for, or the status of an answer that tells of none.
async fn name_at(app: &TestApp, host: &str) -> Result<String, StatusCode> {
    let reply = app.anonymous().at(host).query("{ site { name } }").await;
    if reply.status == StatusCode::OK {
        Ok(reply.text_at("/site/name").to_owned())
    } else {
        Err(reply.status)
    }
}
