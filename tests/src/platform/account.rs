//! The account API: who people are, and by which name their certificates are to call them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::caller::{self, Caller};
use super::params::Params;
use crate::persona::{self, Persona};

/// Longest list of names in one request.
const MAX_NAMES: usize = 100;

/// `GET /api/user/v1/accounts/<username>`
pub(super) async fn one(
    State(platform): State<Arc<super::State>>,
    Path(username): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(caller) = caller::identify(&platform, &headers) else {
        return unauthorized();
    };
    match persona::named(&username) {
        Some(persona) => Json(account(persona, &caller)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /api/user/v1/accounts?username=a,b`: those that exist.
pub(super) async fn list(
    State(platform): State<Arc<super::State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(caller) = caller::identify(&platform, &headers) else {
        return unauthorized();
    };
    let Some(names) = name_param(query) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let names: Vec<&str> = names.split(',').collect();
    if names.len() > MAX_NAMES {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let accounts: Vec<Value> = names
        .into_iter()
        .filter_map(persona::named)
        .map(|it| account(it, &caller))
        .collect();
    if accounts.is_empty() {
        StatusCode::NOT_FOUND.into_response()
    } else {
        Json(accounts).into_response()
    }
}

/// `GET /api/edx_name_affirmation/v1/verified_name?username=`
pub(super) async fn verified_name(
    State(platform): State<Arc<super::State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(caller) = caller::identify(&platform, &headers) else {
        return unauthorized();
    };
    let username = name_param(query).unwrap_or_else(|| caller.username.clone());
    let persona = persona::named(&username).filter(|it| caller.is_staff || it.username == caller.username);
    let Some((persona, verified_name)) = persona.and_then(|it| Some((it, it.verified_name?))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    Json(json!({
        "id": persona.user_id,
        "created": "2026-02-03T10:00:00Z",
        "username": persona.username,
        "verified_name": verified_name,
        "profile_name": persona.name,
        "verification_attempt_id": 1,
        "status": "approved",
        "use_verified_name_for_certs": true,
    }))
    .into_response()
}

/// Staff and the account's owner see everything; others see that it exists.
fn account(persona: &Persona, caller: &Caller) -> Value {
    let mut account = json!({
        "username": persona.username,
        "account_privacy": "private",
        "profile_image": { "has_image": false },
    });
    if caller.is_staff || caller.username == persona.username {
        account["id"] = json!(persona.user_id);
        account["name"] = json!(persona.name);
        account["verified_name"] = json!(persona.verified_name);
        account["email"] = json!(persona.email);
        account["is_active"] = json!(true);
        account["date_joined"] = json!("2025-09-01T08:00:00Z");
        account["country"] = Value::Null;
        account["language_proficiencies"] = json!([]);
        account["requires_parental_consent"] = json!(false);
    }
    account
}

fn name_param(query: Option<String>) -> Option<String> {
    Params::parse(&query?).ok()?.get("username").map(str::to_owned)
}

fn unauthorized() -> Response {
    (StatusCode::UNAUTHORIZED, [("WWW-Authenticate", "JWT realm=\"api\"")]).into_response()
}
