//! Signing in: a page of personas to choose from, and the code that the choice is worth.
//!
//! OAuth 2 authorization code, with proof of possession (PKCE, S256) for every application.

use std::fmt::Write as _;
use std::sync::{Arc, PoisonError};

use aws_lc_rs::rand;
use axum::extract::{RawForm, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use html_escape::{encode_double_quoted_attribute, encode_text};

use super::application;
use super::home::page;
use super::params::Params;
use super::token::ALL_SCOPES;
use crate::persona::{self, Persona};

/// What a code is worth, once.
pub(super) struct Grant {
    pub(super) persona: &'static Persona,
    pub(super) client_id: &'static str,
    pub(super) redirect_uri: String,
    pub(super) code_challenge: String,
    pub(super) scopes: Vec<String>,
    pub(super) expires_at: DateTime<Utc>,
}

/// A well-formed request to sign in.
struct SignIn {
    client_id: &'static str,
    redirect_uri: String,
    state: Option<String>,
    scopes: Vec<String>,
    code_challenge: String,
}

/// Why there is no sign-in: shown here, or told to the application.
enum Refusal {
    Shown(String),
    Told {
        redirect_uri: String,
        state: Option<String>,
        error: &'static str,
        description: &'static str,
    },
}

/// The page that asks who is signing in.
pub(super) async fn ask(State(_): State<Arc<super::State>>, RawQuery(query): RawQuery) -> Response {
    let params = match Params::parse(&query.unwrap_or_default()) {
        Ok(params) => params,
        Err(message) => return Refusal::Shown(message).into_response(),
    };
    match SignIn::read(&params) {
        Ok(request) => choice(&request).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// The choice made on that page: back to the application, with a code or without.
pub(super) async fn decide(State(platform): State<Arc<super::State>>, RawForm(form): RawForm) -> Response {
    let params = match Params::parse(&String::from_utf8_lossy(&form)) {
        Ok(params) => params,
        Err(message) => return Refusal::Shown(message).into_response(),
    };
    let request = match SignIn::read(&params) {
        Ok(request) => request,
        Err(refusal) => return refusal.into_response(),
    };
    let Some(persona) = params.get("username").and_then(persona::named) else {
        let SignIn {
            redirect_uri, state, ..
        } = request;
        return Refusal::Told {
            redirect_uri,
            state,
            error: "access_denied",
            description: "Nobody signed in.",
        }
        .into_response();
    };
    let Some(code) = random_text() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let SignIn {
        client_id,
        redirect_uri,
        state,
        scopes,
        code_challenge,
    } = request;
    let expires_at = (platform.now)() + TimeDelta::seconds(60);
    let grant = Grant {
        persona,
        client_id,
        redirect_uri: redirect_uri.clone(),
        code_challenge,
        scopes,
        expires_at,
    };
    platform
        .grants
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(code.clone(), grant);
    back_to(&redirect_uri, &[("code", Some(&code)), ("state", state.as_deref())])
}

impl SignIn {
    fn read(params: &Params) -> Result<Self, Refusal> {
        let application = params.get("client_id").and_then(application::find);
        let Some(application) = application else {
            return Err(Refusal::Shown("client_id names no application".to_owned()));
        };
        let redirect_uri = params.get("redirect_uri").filter(|it| application::may_return_to(it));
        let Some(redirect_uri) = redirect_uri else {
            return Err(Refusal::Shown(
                "redirect_uri is not an address on this machine".to_owned(),
            ));
        };
        let state = params.get("state").map(str::to_owned);
        let told = |error, description| Refusal::Told {
            redirect_uri: redirect_uri.to_owned(),
            state: state.clone(),
            error,
            description,
        };
        if params.get("response_type") != Some("code") {
            return Err(told("unsupported_response_type", "response_type must be code."));
        }
        if application.acts_as.is_some() {
            return Err(told("unauthorized_client", "This application acts for itself only."));
        }
        let code_challenge = params.get("code_challenge").filter(|it| it.len() == 43);
        let (Some(code_challenge), Some("S256")) = (code_challenge, params.get("code_challenge_method")) else {
            return Err(told(
                "invalid_request",
                "code_challenge is needed, with code_challenge_method S256.",
            ));
        };
        let scopes: Vec<String> = params
            .get("scope")
            .unwrap_or("user_id profile email")
            .split(' ')
            .map(str::to_owned)
            .collect();
        if scopes.iter().any(|scope| !ALL_SCOPES.contains(&scope.as_str())) {
            return Err(told("invalid_scope", "Scopes are user_id, profile and email."));
        }
        let (redirect_uri, code_challenge) = (redirect_uri.to_owned(), code_challenge.to_owned());
        Ok(Self {
            client_id: application.client_id,
            redirect_uri,
            state,
            scopes,
            code_challenge,
        })
    }
}

impl Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Shown(message) => {
                let body = format!("<h1>Cannot sign in</h1><p>{}.</p>", encode_text(&message));
                (StatusCode::BAD_REQUEST, page("Cannot sign in", &body)).into_response()
            }
            Self::Told {
                redirect_uri,
                state,
                error,
                description,
            } => back_to(
                &redirect_uri,
                &[
                    ("error", Some(error)),
                    ("error_description", Some(description)),
                    ("state", state.as_deref()),
                ],
            ),
        }
    }
}

fn choice(request: &SignIn) -> Html<String> {
    let SignIn {
        client_id,
        redirect_uri,
        state,
        scopes,
        code_challenge,
    } = request;
    let scope = scopes.join(" ");
    let hidden = [
        ("response_type", Some("code")),
        ("client_id", Some(*client_id)),
        ("redirect_uri", Some(redirect_uri)),
        ("state", state.as_deref()),
        ("scope", Some(&scope)),
        ("code_challenge", Some(code_challenge)),
        ("code_challenge_method", Some("S256")),
    ];
    let mut form = String::from(r#"<h1>Who is signing in?</h1><form method="post" action="/oauth2/authorize">"#);
    for (name, value) in hidden {
        if let Some(value) = value {
            let value = encode_double_quoted_attribute(value);
            // Writing to a string cannot fail.
            let _ = write!(form, r#"<input type="hidden" name="{name}" value="{value}">"#);
        }
    }
    form.push_str("<ul>");
    for Persona {
        username, name, about, ..
    } in persona::ALL
    {
        let (name, about) = (encode_text(name), encode_text(about));
        let _ = write!(
            form,
            r#"<li><button name="username" value="{username}"><strong>{name}</strong> <span>{username}: {about}</span></button></li>"#
        );
    }
    form.push_str("</ul><p><button>Nobody: go back without signing in</button></p></form>");
    page("Sign in", &form)
}

/// The platform's side of signing out.
pub(super) async fn sign_out() -> Html<String> {
    page("Signed out", "<h1>You are signed out of the learning platform</h1>")
}

fn back_to(redirect_uri: &str, params: &[(&str, Option<&str>)]) -> Response {
    let Ok(mut url) = url::Url::parse(redirect_uri) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    for (name, value) in params {
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
    }
    (
        StatusCode::SEE_OTHER,
        [(header::LOCATION, url.as_str()), (header::CACHE_CONTROL, "no-store")],
    )
        .into_response()
}

fn random_text() -> Option<String> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).ok()?;
    Some(URL_SAFE_NO_PAD.encode(bytes))
}
