//! The console, as those who run the institution's credentials meet it.

mod api_clients;
mod assets;
mod audit_trail;
mod award;
mod bulk;
mod catalog_syncs;
mod catalogue;
mod configurations;
mod credential;
mod credentials;
mod entry;
mod everything;
mod find;
mod insights;
mod learner;
mod learner_record;
mod leaving;
mod long_names;
mod mail_texts;
mod mails;
mod operations;
mod questions;
mod reconciliation;
mod revoke;
mod roles;
mod session;
mod settings;
mod signatories;
mod templates;

use reqwest::header::ACCEPT;
use reqwest::{Method, StatusCode};
use tests::database::Engine;

use crate::scene;

/// The console's own page, by its first heading.
pub(crate) const CREDENTIALS: &str = "/console/credentials";

#[tokio::test]
async fn console_is_a_program_of_its_own_below_its_address() {
    let app = scene::start(Engine::Sqlite).await;
    let visitor = app.anonymous();
    let page = async |path: &str| {
        visitor
            .send(visitor.request(Method::GET, path).header(ACCEPT, "text/html"))
            .await
    };
    let app_page = page("/").await;
    for path in ["/console", CREDENTIALS, "/console/no/such/page"] {
        let reply = page(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.header("x-robots-tag"), Some("noindex"), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-cache"), "{path}");
        let policy = reply.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"),
            "{path}: {policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(reply.text.contains("/console/console-"), "{path}: {}", reply.text);
        assert!(!reply.text.contains("\"/web-"), "{path}: {}", reply.text);
    }
    assert!(!app_page.text.contains("/console/"), "{}", app_page.text);
    assert_eq!(app_page.header("x-robots-tag"), None);

    let moved = page("/console/").await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (308, Some("/console"))
    );
    assert_eq!(
        visitor.get(CREDENTIALS).await.status,
        StatusCode::NOT_FOUND,
        "for a script"
    );
    assert!(
        page("/consoles").await.text.contains("/web-"),
        "another page of the app"
    );
}
