//! The front page, which tells a newcomer what this is, and tokens without ceremony.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use html_escape::encode_text;
use serde_json::json;

use super::token::TokenSpec;
use crate::persona::{self, Persona};

/// The front page.
pub(super) async fn show(State(platform): State<Arc<super::State>>) -> Html<String> {
    let mut rows = String::new();
    for Persona {
        username, name, about, ..
    } in persona::ALL
    {
        let (name, about) = (encode_text(name), encode_text(about));
        // Writing to a string cannot fail.
        let _ = write!(
            rows,
            r#"<li><strong>{name}</strong> <span>{username}: {about}.</span> <a href="/simulated/token/{username}">Token of {username}</a></li>"#
        );
    }
    let jwks = super::jwks::PATH;
    let issuer = encode_text(&platform.issuer);
    let body = format!(
        "<h1>Simulated learning platform</h1>\
         <p>It stands in for a learning platform while developing and testing: anyone may act as anyone.</p>\
         <h2>People</h2><ul>{rows}</ul>\
         <h2>For programs</h2><dl>\
         <dt>Issuer of tokens</dt><dd><code>{issuer}</code></dd>\
         <dt>Public keys</dt><dd><a href=\"{jwks}\"><code>{jwks}</code></a></dd>\
         <dt>Sign-in</dt><dd><code>/oauth2/authorize</code>, <code>/oauth2/access_token</code></dd>\
         <dt>Accounts</dt><dd><code>/api/user/v1/accounts/&lt;username&gt;</code></dd></dl>"
    );
    page("Simulated learning platform", &body)
}

/// A token of this persona, as if signed in; the real platform has nothing of the kind.
pub(super) async fn token(State(platform): State<Arc<super::State>>, Path(username): Path<String>) -> Response {
    let Some(persona) = persona::named(&username) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match platform.mint(&TokenSpec::of(persona)) {
        Ok(token) => {
            let body = json!({ "access_token": token, "token_type": "JWT", "expires_in": 3600 });
            ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A page of the platform.
pub(super) fn page(title: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title} · Simulated learning platform</title>\
         <style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    ))
}

const STYLE: &str = "\
:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}\
body{margin:0}main{max-width:40rem;margin:0 auto;padding:2rem 1rem}\
ul{list-style:none;padding:0}li{margin:.5rem 0}li span{display:block;font-size:.9rem}\
button{font:inherit;width:100%;text-align:start;padding:.6rem 1rem;border-radius:.5rem;border:1px solid;cursor:pointer}\
:focus-visible{outline:3px solid;outline-offset:2px}\
dd{margin:0 0 .5rem;overflow-wrap:anywhere}";
