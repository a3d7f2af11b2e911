//! Signing in and out with a browser: `/sign-in`, `/sign-in/callback`, `/sign-out`.
//!
//! A sign-in begins with a secret that only the browser gets; what the platform sends back counts only together with it.
//! Every answer of the callback forgets the secret, so that nothing can be finished twice.

pub(super) mod cookie;

mod failure;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use axum::response::IntoResponse as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use entity::site;
use url::{Url, form_urlencoded};

use self::cookie::Kind;
use self::failure::Failure;
use super::app::App;
use super::error::Refusal;
use super::identity;
use super::origin;
use super::tenant::Tenant;
use super::visitor;
use crate::auth::AuthError;
use crate::auth::authorization_code::{Attempt, CodeFlow, ExchangeError, SignInPlace};
use crate::client::ClientError;
use crate::domain::person::Unidentified;
use crate::domain::return_path;
use crate::domain::session::LONGEST;
use crate::service::platform::sign_in;
use crate::service::session;
use crate::service::user::SignInError;

/// How long somebody may take to sign in.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);

/// What a request about signing in is for.
struct Place<'a> {
    flow: &'a CodeFlow,
    row: std::sync::Arc<site::Model>,
    at: SignInPlace,
}

/// `GET /sign-in`: off to the learning platform.
pub(super) async fn begin(State(app): State<App>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    if parts.method != Method::GET {
        return wrong_method("GET");
    }
    let tenant = Tenant::of(&parts.extensions);
    let next = parameter(&parts, "next").unwrap_or_default();
    let next = return_path::parse(&next);
    let place = match place(&app, &tenant).await {
        Ok(place) => place,
        Err(failure) => return failure.answer(&app, next),
    };
    let secret = URL_SAFE_NO_PAD.encode(crate::id::secret());
    let Ok(address) = place.flow.authorize_url(&place.at, &Attempt::new(&secret)) else {
        return Failure::NotSetUp.answer(&app, next);
    };
    let remembered = format!("{secret}.{}", URL_SAFE_NO_PAD.encode(next));
    let mut response = see_other(address.as_str());
    add(
        response.headers_mut(),
        Kind::SignIn.set(&place.at.site, &remembered, PATIENCE),
    );
    response
}

/// `GET /sign-in/callback`: back from the learning platform.
pub(super) async fn finish(State(app): State<App>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    if parts.method != Method::GET {
        return wrong_method("GET");
    }
    let tenant = Tenant::of(&parts.extensions);
    let site = tenant.origin(&app);
    let remembered = Kind::SignIn.read(&site, &parts.headers).and_then(|it| recall(&it));
    let next = remembered
        .as_ref()
        .map_or("/", |(_, next)| return_path::parse(next))
        .to_owned();
    let outcome = match &remembered {
        Some((secret, _)) => complete(&app, &tenant, &parts, &Attempt::new(secret)).await,
        None => Err(Failure::Expired),
    };
    let mut response = match outcome {
        Ok((id, token)) => {
            let mut response = see_other(&next);
            let headers = response.headers_mut();
            add(headers, Kind::Session.set(&site, token.as_str(), LONGEST));
            add(headers, Kind::Csrf.set(&site, &session::csrf_token(id), LONGEST));
            response
        }
        Err(failure) => failure.answer(&app, &next),
    };
    add(response.headers_mut(), Kind::SignIn.forget(&site));
    response
}

/// `POST /sign-out`. Without a session there is nothing to end, and that is fine.
pub(super) async fn end(State(app): State<App>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    if parts.method != Method::POST {
        return wrong_method("POST");
    }
    let tenant = Tenant::of(&parts.extensions);
    let site = tenant.origin(&app);
    match sign_out(&app, &tenant, &site, &parts.headers).await {
        Ok(()) => {
            let mut response = (StatusCode::NO_CONTENT, [(CACHE_CONTROL, "no-store")]).into_response();
            for header in forgotten(&site) {
                response.headers_mut().append(SET_COOKIE, header);
            }
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// What makes a browser forget its session.
pub(super) fn forgotten(site: &Url) -> Vec<HeaderValue> {
    [Kind::Session, Kind::Csrf]
        .into_iter()
        .filter_map(|it| it.forget(site))
        .collect()
}

async fn sign_out(app: &App, tenant: &Tenant, site: &Url, headers: &HeaderMap) -> Result<(), Refusal> {
    origin::check(app.config(), site, headers)?;
    let service = app.open_service()?;
    let row = tenant.site(app).await?;
    if let Some(resumed) = identity::session(app, service, &row, site, headers).await? {
        session::close(&service.ctx, resumed.id).await?;
    }
    Ok(())
}

async fn complete(
    app: &App,
    tenant: &Tenant,
    parts: &Parts,
    attempt: &Attempt,
) -> Result<(entity::id::SessionId, session::Token), Failure> {
    let answer = Answer::read(parts.uri.query().unwrap_or_default()).ok_or(Failure::Expired)?;
    if !answer.state.as_deref().is_some_and(|it| attempt.has_state(it)) {
        return Err(Failure::Expired);
    }
    let Place { flow, row, at } = place(app, tenant).await?;
    let service = app.open_service().map_err(|_| Failure::Busy)?;
    // The answer of another platform than the one that was asked (RFC 9207).
    if let Some(issuer) = &answer.issuer
        && !service.authenticator.knows(issuer, &at.site)
    {
        return Err(Failure::Expired);
    }
    match (answer.error.as_deref(), answer.code) {
        (Some("access_denied"), _) => Err(Failure::Declined),
        (Some("server_error" | "temporarily_unavailable"), _) => Err(Failure::PlatformAway { retry_after: None }),
        (Some(_), _) | (None, None) => Err(Failure::Expired),
        (None, Some(code)) => {
            let address = visitor::of(app, parts).address;
            let wrong_codes = &service.ctx.wrong_codes;
            // Each of them costs the platform a request, and anybody may make them up.
            wrong_codes.check(address).map_err(|_| Failure::TooManyCodes)?;
            // No place among the executions is taken while the platform thinks: the service does not wait with it.
            let exchange = service.ctx.clients.code_exchange();
            let token = flow.exchange(&at, attempt, &code, &exchange).await.map_err(|error| {
                if let ExchangeError::Refused = error {
                    wrong_codes.note(address);
                }
                unanswered(&error)
            })?;
            let claims = match service.authenticator.verify(&token, &at.site).await {
                Ok(claims) => claims,
                Err(error) => {
                    if let AuthError::Invalid(reason) = error {
                        tracing::warn!(reason, "the platform gave a token that is not acceptable");
                    }
                    return Err(Failure::PlatformAway { retry_after: None });
                }
            };
            let _permit = app.admission().enter().await.map_err(|_| Failure::Busy)?;
            let before = Kind::Session.read(&at.site, &parts.headers);
            let before = before.as_deref().and_then(session::Token::parse);
            let opened = session::open(&service.ctx, &row, &claims, before.as_ref()).await;
            opened.map_err(Failure::of)
        }
    }
}

/// Why a code brought no token, for people; for those who run the service it is logged.
fn unanswered(error: &ExchangeError<ClientError>) -> Failure {
    let retry_after = match error {
        ExchangeError::Refused => return Failure::Expired,
        ExchangeError::Unanswered(ClientError::Unavailable { retry_after, .. }) => *retry_after,
        ExchangeError::Failed(_)
        | ExchangeError::Unanswered(ClientError::Refused(_) | ClientError::NotFound | ClientError::Invalid(_)) => None,
    };
    tracing::warn!(reason = %error, "a code brought no token");
    Failure::PlatformAway { retry_after }
}

async fn place<'a>(app: &'a App, tenant: &Tenant) -> Result<Place<'a>, Failure> {
    let flow = app.flow().ok_or(Failure::NotSetUp)?;
    let service = app.open_service().map_err(|_| Failure::Busy)?;
    let row = tenant.site(app).await.map_err(|_| Failure::Busy)?;
    let at = SignInPlace {
        application: sign_in(&service.ctx, &row).ok_or(Failure::NotSetUp)?.clone(),
        site: tenant.origin(app),
    };
    Ok(Place { flow, row, at })
}

/// What the platform sends back, each part at most once.
#[derive(Debug, Default)]
struct Answer {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    issuer: Option<String>,
}

impl Answer {
    fn read(query: &str) -> Option<Self> {
        let mut answer = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let slot = match &*name {
                "state" => &mut answer.state,
                "code" => &mut answer.code,
                "error" => &mut answer.error,
                "iss" => &mut answer.issuer,
                _ => continue,
            };
            if slot.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        Some(answer)
    }
}

/// The secret of a sign-in and where it leads, out of its cookie.
fn recall(cookie: &str) -> Option<(String, String)> {
    let (secret, next) = cookie.split_once('.')?;
    let next = String::from_utf8(URL_SAFE_NO_PAD.decode(next).ok()?).ok()?;
    (secret.len() == 43).then(|| (secret.to_owned(), next))
}

fn parameter(parts: &Parts, name: &str) -> Option<String> {
    let query = parts.uri.query()?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(it, _)| it == name)
        .map(|(_, value)| value.into_owned())
}

fn see_other(address: &str) -> Response<Body> {
    (
        StatusCode::SEE_OTHER,
        [(LOCATION, address), (CACHE_CONTROL, "no-store")],
    )
        .into_response()
}

fn add(headers: &mut HeaderMap, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        headers.append(SET_COOKIE, cookie);
    }
}

fn wrong_method(allow: &'static str) -> Response<Body> {
    (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, allow)]).into_response()
}

impl Failure {
    fn of(error: SignInError) -> Self {
        match error {
            SignInError::Unidentified(Unidentified::TwoPeople) => Self::AnotherPerson,
            SignInError::Unidentified(Unidentified::Retired) => Self::Retired,
            SignInError::Inactive => Self::Inactive,
            SignInError::Fault(fault) => {
                // Leaves a line in the log where it is a fault of ours.
                let _: Refusal = fault.into();
                Self::Busy
            }
        }
    }
}
