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

/// An account of the platform; in the beginning each persona has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub user_id: i64,
    /// Its name.
    pub username: String,
    /// Full name of its owner.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Name checked against an identity document, which certificates shall show.
    pub verified_name: Option<String>,
    /// Whether it may be used.
    pub is_active: bool,
}

impl Account {
    /// The account of a persona.
    #[must_use]
    pub fn of(persona: &Persona) -> Self {
        Self {
            user_id: persona.user_id,
            username: persona.username.to_owned(),
            name: persona.name.to_owned(),
            email: persona.email.to_owned(),
            verified_name: persona.verified_name.map(str::to_owned),
            is_active: true,
        }
    }
}

/// The accounts that there are in the beginning.
pub(super) fn of_everybody() -> Vec<Account> {
    persona::ALL.into_iter().map(Account::of).collect()
}

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
    match platform.account(&username) {
        Some(it) => Json(account(&it, &caller)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /api/user/v1/accounts?username=a,b`: those that exist; `?lms_user_id=7`: the one of this number.
pub(super) async fn list(
    State(platform): State<Arc<super::State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(caller) = caller::identify(&platform, &headers) else {
        return unauthorized();
    };
    if let Some(number) = number_param(query.as_deref()) {
        // Staff alone may ask by number.
        return match platform.account_by_number(number).filter(|_| caller.is_staff) {
            Some(it) => Json(vec![account(&it, &caller)]).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        };
    }
    let Some(names) = name_param(query) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let names: Vec<&str> = names.split(',').collect();
    if names.len() > MAX_NAMES {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let accounts: Vec<Value> = names
        .into_iter()
        .filter_map(|it| platform.account(it))
        .map(|it| account(&it, &caller))
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
    let found = platform
        .account(&username)
        .filter(|it| caller.is_staff || it.username == caller.username);
    let Some((account, verified_name)) = found.and_then(|it| Some((it.clone(), it.verified_name?))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    Json(json!({
        "id": account.user_id,
        "created": "2026-02-03T10:00:00Z",
        "username": account.username,
        "verified_name": verified_name,
        "profile_name": account.name,
        "verification_attempt_id": 1,
        "status": "approved",
        "use_verified_name_for_certs": true,
    }))
    .into_response()
}

/// Staff and the account's owner see everything; others see that it exists.
fn account(it: &Account, caller: &Caller) -> Value {
    let mut account = json!({
        "username": it.username,
        "account_privacy": "private",
        "profile_image": { "has_image": false },
    });
    if caller.is_staff || caller.username == it.username {
        account["id"] = json!(it.user_id);
        account["name"] = json!(it.name);
        account["verified_name"] = json!(it.verified_name);
        account["email"] = json!(it.email);
        account["is_active"] = json!(it.is_active);
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

fn number_param(query: Option<&str>) -> Option<i64> {
    Params::parse(query?).ok()?.get("lms_user_id")?.parse().ok()
}

fn unauthorized() -> Response {
    (StatusCode::UNAUTHORIZED, [("WWW-Authenticate", "JWT realm=\"api\"")]).into_response()
}
