//! Certificates that visitors were sent a moment ago: pages, documents, papers and pictures, compressed as they went out. A certificate
//! that is passed around is opened by many within seconds, and nothing of it depends on who opens it.
//!
//! They are remembered under the conditions of what is read for them (ADR 0014): for as long as `cache.credentials` says, never longer
//! than until this process changes anything, and nothing about what does not exist.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::ACCEPT_ENCODING;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use entity::id::SiteId;
use http_body_util::BodyExt as _;

use super::app::App;
use super::document::language;
use super::error::{Code, Refusal};
use super::tenant::Tenant;
use crate::service::recent::{Moment, Recent};

/// Most remembered answers.
const CAPACITY: u64 = 500;
/// Longest remembered answer, in bytes, as it is sent.
const LONGEST_ANSWER: usize = 48 << 10;
/// Longest remembered wish for an encoding, in bytes; browsers' have about 20.
const LONGEST_WISH: usize = 100;

/// What of which site, and in which encodings it may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Question {
    /// None for the site that needs no set-up.
    site: Option<SiteId>,
    /// The path; one certificate has one.
    path: Box<str>,
    /// The language that its document is asked for.
    language: Option<&'static str>,
    encodings: Option<HeaderValue>,
}

impl Question {
    fn of(request: &Request) -> Option<Self> {
        let mut encodings = request.headers().get_all(ACCEPT_ENCODING).iter();
        let (wish, more) = (encodings.next(), encodings.next());
        let is_short = wish.is_none_or(|it| it.len() <= LONGEST_WISH);
        (request.method() == Method::GET && is_short && more.is_none()).then(|| Self {
            site: Tenant::of(request.extensions()).0.map(|it| it.id),
            path: request.uri().path().into(),
            language: language(request.uri().query()),
            encodings: wish.cloned(),
        })
    }
}

/// An answer as it was sent.
#[derive(Clone, Debug)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.headers_mut() = self.headers;
        response
    }
}

/// Certificates that visitors were sent a moment ago.
pub(super) struct Certificates(Recent<Question, Answer>);

impl Certificates {
    /// Remembers each for this time.
    pub(super) fn new(max_age: Duration) -> Self {
        Self(Recent::new(CAPACITY, max_age))
    }
}

/// Answers from what was sent a moment ago, or remembers what is sent now.
pub(super) async fn recall(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    let (Some(question), Ok(service)) = (Question::of(&request), app.open_service()) else {
        return next.run(request).await;
    };
    // Before anything is read: a change from now on makes the answer not worth remembering.
    let moment = Moment::now(&service.ctx);
    let certificates = &app.certificates().0;
    if let Some(answer) = certificates.get(&question, moment).await {
        return answer.into_response();
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = body.collect().await else {
        return Refusal::new(Code::Internal, "Something went wrong on our side.").into_response();
    };
    let answer = Answer {
        headers: parts.headers,
        body: body.to_bytes(),
    };
    if answer.body.len() <= LONGEST_ANSWER {
        certificates.insert(question, answer.clone(), moment).await;
    }
    answer.into_response()
}
