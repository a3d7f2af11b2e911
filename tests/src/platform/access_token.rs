//! Tokens for codes and for client credentials.

use std::sync::{Arc, PoisonError};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::Json;
use axum::extract::{RawForm, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::application::{self, Application};
use super::params::Params;
use super::token::{ALL_SCOPES, TokenSpec};

/// Why there is no token, in the words of RFC 6749, section 5.2.
struct Refusal {
    error: &'static str,
    description: String,
}

/// Gives a token for a code or for an application's own credentials.
pub(super) async fn exchange(
    State(platform): State<Arc<super::State>>,
    headers: HeaderMap,
    RawForm(form): RawForm,
) -> Response {
    let answer = Params::parse(&String::from_utf8_lossy(&form))
        .map_err(|message| refusal("invalid_request", message))
        .and_then(|params| issue(&platform, &headers, &params));
    let (status, body) = match answer {
        Ok(body) => (StatusCode::OK, body),
        Err(Refusal { error, description }) => {
            let status = if error == "invalid_client" {
                StatusCode::UNAUTHORIZED
            } else {
                StatusCode::BAD_REQUEST
            };
            (status, json!({ "error": error, "error_description": description }))
        }
    };
    let mut response = (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response();
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(
            header::WWW_AUTHENTICATE,
            header::HeaderValue::from_static("Basic realm=\"oauth2\""),
        );
    }
    response
}

fn issue(platform: &super::State, headers: &HeaderMap, params: &Params) -> Result<serde_json::Value, Refusal> {
    let application = authenticate(headers, params)?;
    if params
        .get("token_type")
        .is_some_and(|it| !it.eq_ignore_ascii_case("jwt"))
    {
        return Err(refusal("invalid_request", "token_type must be jwt"));
    }
    let (spec, scopes) = match params.get("grant_type") {
        Some("authorization_code") => for_code(platform, application, params)?,
        Some("client_credentials") => {
            let persona = application.acts_as.ok_or_else(|| {
                refusal(
                    "unauthorized_client",
                    "this application is for people to sign in through",
                )
            })?;
            (
                TokenSpec::of(persona).grant_type("client-credentials"),
                ALL_SCOPES.map(str::to_owned).to_vec(),
            )
        }
        _ => {
            return Err(refusal(
                "unsupported_grant_type",
                "grant_type must be authorization_code or client_credentials",
            ));
        }
    };
    let token = platform
        .mint(&spec)
        .map_err(|error| refusal("server_error", format!("{error:#}")))?;
    Ok(json!({ "access_token": token, "token_type": "JWT", "expires_in": 3600, "scope": scopes.join(" ") }))
}

fn for_code(
    platform: &super::State,
    application: Application,
    params: &Params,
) -> Result<(TokenSpec, Vec<String>), Refusal> {
    let code = params
        .get("code")
        .ok_or_else(|| refusal("invalid_request", "code is missing"))?;
    // Taken out whatever comes of it: a code that was tried wrongly is worth nothing more.
    let grant = platform
        .grants
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .remove(code);
    let grant = grant.ok_or_else(|| refusal("invalid_grant", "the code is unknown or used"))?;
    let verifier = params
        .get("code_verifier")
        .ok_or_else(|| refusal("invalid_grant", "code_verifier is missing"))?;
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    let wrong = if grant.client_id != application.client_id {
        Some("the code belongs to another application")
    } else if params.get("redirect_uri") != Some(&grant.redirect_uri) {
        Some("redirect_uri is not the one of the sign-in")
    } else if !same(&challenge, &grant.code_challenge) || !(43..=128).contains(&verifier.len()) {
        Some("code_verifier does not fit the code_challenge")
    } else if grant.expires_at < (platform.now)() {
        Some("the code has expired")
    } else {
        None
    };
    match wrong {
        Some(description) => Err(refusal("invalid_grant", description)),
        None => Ok((TokenSpec::of(grant.persona).scopes(&grant.scopes), grant.scopes)),
    }
}

fn authenticate(headers: &HeaderMap, params: &Params) -> Result<Application, Refusal> {
    let from_header = headers.get(header::AUTHORIZATION).map(|value| {
        let encoded = value.to_str().ok()?.strip_prefix("Basic ")?;
        let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
        text.split_once(':')
            .map(|(id, secret)| (id.to_owned(), secret.to_owned()))
    });
    let credentials = match from_header {
        Some(credentials) => credentials,
        None => params
            .get("client_id")
            .zip(params.get("client_secret"))
            .map(|(id, secret)| (id.to_owned(), secret.to_owned())),
    };
    credentials
        .and_then(|(id, secret)| application::find(&id).filter(|it| same(it.client_secret, &secret)))
        .ok_or_else(|| refusal("invalid_client", "the application's name or secret is wrong"))
}

fn same(one: &str, other: &str) -> bool {
    verify_slices_are_equal(one.as_bytes(), other.as_bytes()).is_ok()
}

fn refusal(error: &'static str, description: impl Into<String>) -> Refusal {
    Refusal {
        error,
        description: description.into(),
    }
}
