//! `/graphql`: GraphQL over HTTP, strictly.
//!
//! The API is called by POST. GET answers documents that only read, as the GraphQL-over-HTTP specification has it.
//! A request is JSON in one POST, answers are JSON with a status. What it may cost is limited before it is executed, and
//! who sent it is known before its body is read. An execution that has begun ends, whether or not its client waits.

mod accept;
mod answer;
mod body;
mod document;
mod execution;
mod query_string;
mod recall;
mod token;

use std::time::Instant;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, SET_COOKIE, UPGRADE};
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode};
use axum::response::IntoResponse as _;

use super::app::App;
use super::error::{Code, Refusal};
use super::identity::{self, Bearer, Identity};
use super::layer::RequestId;
use super::tenant::Tenant;
use super::{origin, visitor};
use crate::config::limits::Caller;
use crate::config::{Config, Introspection};
use crate::service::recent::Moment;
use crate::telemetry::metric;
use accept::MediaType;
use answer::Written;
use document::Kind;
use recall::Question;

pub(super) use document::Library;
pub(super) use recall::Answers;

pub(super) async fn handle(State(app): State<App>, request: Request) -> Response<Body> {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let media_type = match envelope(&app, &parts) {
        Ok(media_type) => media_type,
        Err(refusal) => return refusal.into_response(),
    };
    let mut kind = None;
    let response = match answer(&app, &parts, body, media_type, &mut kind).await {
        Ok(response) => response,
        Err(refusal) => refusal.answer(media_type.as_str()),
    };
    let operation = kind.map_or("none", Kind::as_str);
    let status = response.status().as_str().to_owned();
    metrics::counter!(metric::OPERATIONS, "operation" => operation, "status" => status).increment(1);
    metrics::histogram!(metric::OPERATION_SECONDS, "operation" => operation).record(started.elapsed());
    response
}

/// What can be told without the body and the caller: method, media types, size.
fn envelope(app: &App, parts: &Parts) -> Result<MediaType, Refusal> {
    if parts.headers.contains_key(UPGRADE) {
        return Err(Refusal::new(
            Code::BadRequest,
            "This API has no subscriptions and takes no other protocol.",
        )
        .last());
    }
    match parts.method {
        Method::POST if !body::is_json(&parts.headers) => {
            let message = "The body must be application/json in UTF-8.";
            return Err(Refusal::with_status(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Code::BadRequest,
                message,
            ));
        }
        Method::POST => {}
        Method::GET if parts.uri.query().is_some_and(query_string::may_read) => {}
        _ => return Err(Refusal::method("POST")),
    }
    let media_type = accept::negotiate(&parts.headers).ok_or_else(|| {
        let message = "Answers are application/graphql-response+json or application/json.";
        Refusal::with_status(StatusCode::NOT_ACCEPTABLE, Code::BadRequest, message)
    })?;
    let announced = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.parse::<usize>().ok());
    let limits = &app.config().limits.body_bytes;
    let largest = limits.anonymous.max(limits.signed_in).max(limits.service);
    if announced.is_some_and(|it| it > largest) {
        return Err(body::too_large());
    }
    Ok(media_type)
}

async fn answer(
    app: &App,
    parts: &Parts,
    body: Body,
    media_type: MediaType,
    kind: &mut Option<Kind>,
) -> Result<Response<Body>, Refusal> {
    let config = app.config();
    let tenant = Tenant::of(&parts.extensions);
    let public_url = tenant.origin(app);
    let counted = origin::check(config, &public_url, &parts.headers)?;
    let Identity { bearer, cookies } = identity::tell(app, &tenant, &public_url, &parts.headers, counted).await?;
    let caller = bearer.caller(app);
    let body = body::read(body, &config.limits, caller).await?;
    let question = match &bearer {
        Bearer::Visitor if cookies.is_empty() => Question::of(&tenant, &parts.method, media_type, &body),
        _ => None,
    };
    // Before anything is read: a change from now on makes the answer not worth remembering.
    let moment = Moment::now(&app.open_service()?.ctx);
    if let Some(question) = &question
        && let Some(body) = app.answers().find(question, moment).await
    {
        *kind = Some(Kind::Query);
        return Ok(Written::whole(body).into_response(media_type));
    }

    let permit = app.admission().enter().await?;
    let graphql_request = match parts.uri.query() {
        Some(query) if parts.method == Method::GET => query_string::parse(query)?,
        _ => body::parse(&body)?,
    };
    drop(body);
    let introspects = may_introspect(config, caller);
    let document = document::check(&graphql_request, app.library(), &config.limits, caller, introspects)
        .map_err(|refusal| answer::in_media_type(refusal, media_type))?;
    *kind = Some(document.kind);
    if parts.method == Method::GET && document.kind == Kind::Mutation {
        return Err(Refusal::method("POST"));
    }

    let question = question.filter(|_| document.shows_credentials_only());
    let request_id = parts
        .extensions
        .get::<RequestId>()
        .map_or_else(String::new, |it| it.as_str().to_owned());
    let execution = execution::Execution {
        app: app.clone(),
        tenant,
        bearer,
        request_id: request_id.clone(),
        request: graphql_request
            .into_request(document.parsed())
            .data(visitor::of(app, parts)),
        document,
        budget: config.limits.cost.of(caller),
        permit,
    };
    let response = execution.run().await?;
    let answer = answer::write(&response, media_type, &request_id, config.limits.response_bytes)?;
    if let Some(question) = question.filter(|_| answer.is_whole) {
        app.answers().keep(question, answer.body.clone(), moment).await;
    }
    let mut answer = answer.into_response(media_type);
    for cookie in cookies {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(answer)
}

fn may_introspect(config: &Config, caller: Caller) -> bool {
    match config.introspection {
        Introspection::Everyone => true,
        Introspection::SignedIn => caller != Caller::Anonymous,
        Introspection::Nobody => false,
    }
}
