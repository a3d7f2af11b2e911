//! Misbehaving on demand: which answer an endpoint gives instead of the right one.

use std::collections::{HashMap, VecDeque};
use std::io::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::catalogue::{Catalogue, Listing};
use super::params::Params;

/// What can be told to misbehave, and is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// The public keys.
    Jwks,
    /// The sign-in page.
    Authorize,
    /// Tokens for codes and client credentials.
    AccessToken,
    /// Accounts, one or several.
    Account,
    /// Names checked against documents.
    VerifiedName,
    /// Certificates, one or several.
    Certificate,
    /// Grades of a course run.
    Grade,
    /// A listing of the catalogue service.
    Catalogue(Listing),
    /// Logos of organizations.
    Logo,
}

/// An answer that replaces the right one.
#[derive(Clone, Debug)]
pub enum Answer {
    /// This status and no body.
    Status(u16),
    /// Status 200 and a page, as a proxy in trouble gives it.
    Html,
    /// Status 200 and this JSON.
    Json(Value),
    /// Status 200 and this body, said to be JSON.
    Text(String),
    /// Status 200, said to be JSON, and a body of so many bytes without a length announced.
    Huge(usize),
    /// Status 200, said to be JSON, and a body without end.
    Endless,
    /// Status 200, said to be JSON, and so many bytes of blanks in a small compressed body.
    GzipBomb(usize),
    /// This status with a header `Retry-After` of this text.
    RetryAfter(u16, String),
    /// A redirect to this address.
    Redirect(String),
    /// Status 200, then the connection breaks in the middle of the body.
    CutOff,
    /// Status 200, said to be JSON, and these bytes.
    Bytes(Vec<u8>),
    /// Status 200, said to be JSON, and a body that is shorter than it is said to be.
    Shortened,
    /// Status 200, said to be JSON, and a blank every tenth of a second, without end.
    Trickle,
    /// A page of a listing that has these records and another page after it, whichever page is asked for.
    SamePage(Vec<Value>),
    /// Nothing, until told to behave; then the right answer.
    Stalled,
    /// The right answer, its JSON changed so.
    Edited(fn(&mut Value)),
    /// The right answer; whoever asks afterwards gets what this catalogue lists.
    BeforeChange(Box<Catalogue>),
}

/// What each endpoint is to answer, and how often it was asked.
#[derive(Default)]
pub(super) struct Script {
    parts: Mutex<HashMap<Endpoint, Part>>,
    released: watch::Sender<u64>,
}

#[derive(Default)]
struct Part {
    n_requests: usize,
    next: VecDeque<Answer>,
    always: Option<Answer>,
}

impl Script {
    pub(super) fn count(&self, endpoint: Endpoint) -> usize {
        self.parts().get(&endpoint).map_or(0, |part| part.n_requests)
    }

    pub(super) fn next(&self, endpoint: Endpoint, answer: Answer) {
        self.parts().entry(endpoint).or_default().next.push_back(answer);
    }

    pub(super) fn always(&self, endpoint: Endpoint, answer: Answer) {
        self.parts().entry(endpoint).or_default().always = Some(answer);
    }

    pub(super) fn behave(&self, endpoint: Endpoint) {
        let mut parts = self.parts();
        let part = parts.entry(endpoint).or_default();
        part.next.clear();
        part.always = None;
        drop(parts);
        self.released.send_modify(|n_times| *n_times += 1);
    }

    fn take(&self, endpoint: Endpoint) -> Option<Answer> {
        let mut parts = self.parts();
        let part = parts.entry(endpoint).or_default();
        part.n_requests += 1;
        part.next.pop_front().or_else(|| part.always.clone())
    }

    fn parts(&self) -> MutexGuard<'_, HashMap<Endpoint, Part>> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a request, and answers it by the script if that has something for it.
pub(super) async fn scripted(
    State((platform, endpoint)): State<(Arc<super::State>, Endpoint)>,
    request: Request,
    next: Next,
) -> Response {
    let mut released = platform.script.released.subscribe();
    let Some(answer) = platform.script.take(endpoint) else {
        return next.run(request).await;
    };
    let json = [(header::CONTENT_TYPE, "application/json")];
    match answer {
        Answer::Status(status) => StatusCode::from_u16(status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response(),
        Answer::Html => Html("<!doctype html><title>502</title><h1>Bad gateway</h1>").into_response(),
        Answer::Json(value) => axum::Json(value).into_response(),
        Answer::Text(text) => (json, text).into_response(),
        Answer::Huge(n_bytes) => (json, huge(n_bytes)).into_response(),
        Answer::Endless => {
            let piece = Bytes::from(vec![b' '; 64 << 10]);
            let pieces = stream::repeat_with(move || Ok::<_, std::io::Error>(piece.clone()));
            (json, Body::from_stream(pieces)).into_response()
        }
        Answer::GzipBomb(n_bytes) => (json, [(header::CONTENT_ENCODING, "gzip")], bomb(n_bytes)).into_response(),
        Answer::RetryAfter(status, pause) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::TOO_MANY_REQUESTS);
            (status, [(header::RETRY_AFTER, pause)]).into_response()
        }
        Answer::Redirect(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Answer::CutOff => (json, cut_off()).into_response(),
        Answer::Bytes(bytes) => (json, bytes).into_response(),
        Answer::Shortened => {
            let start = stream::once(async { Ok::<_, std::io::Error>(Bytes::from_static(br#"{"count":0,"#)) });
            (json, [(header::CONTENT_LENGTH, "1000")], Body::from_stream(start)).into_response()
        }
        Answer::Trickle => {
            let pieces = stream::unfold(tokio::time::interval(Duration::from_millis(100)), async |mut pace| {
                pace.tick().await;
                Some((Ok::<_, std::io::Error>(Bytes::from_static(b" ")), pace))
            });
            (json, Body::from_stream(Box::pin(pieces))).into_response()
        }
        Answer::SamePage(records) => {
            let params = Params::parse(request.uri().query().unwrap_or_default());
            let page = params
                .ok()
                .and_then(|it| it.get("page")?.parse::<u32>().ok())
                .unwrap_or(1);
            let next = format!("?page={}", page + 1);
            axum::Json(json!({ "count": 1_000_000, "next": next, "results": records })).into_response()
        }
        Answer::Stalled => {
            // An error means that the platform is going down, and this request with it.
            drop(released.changed().await);
            next.run(request).await
        }
        Answer::Edited(edit) => edited(next.run(request).await, edit).await,
        Answer::BeforeChange(catalogue) => {
            let response = next.run(request).await;
            platform.list(*catalogue);
            response
        }
    }
}

/// A JSON answer that says something else.
async fn edited(response: Response, edit: fn(&mut Value)) -> Response {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    let value = bytes.ok().and_then(|it| serde_json::from_slice(&it).ok());
    let Some(mut value) = value else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    edit(&mut value);
    axum::Json(value).into_response()
}

/// A JSON text of about this many bytes, in pieces.
fn huge(n_bytes: usize) -> Body {
    const PIECE: usize = 64 * 1024;
    let piece = Bytes::from(vec![b' '; PIECE]);
    let pieces = (0..n_bytes.div_ceil(PIECE)).map(move |_| Ok::<_, std::io::Error>(piece.clone()));
    let end = Bytes::from_static(br#"{"keys":[]}"#);
    Body::from_stream(stream::iter(pieces.chain([Ok(end)])))
}

/// The beginning of a JSON text, and an error that makes the server break the connection.
fn cut_off() -> Body {
    let start = stream::once(async { Ok(Bytes::from_static(br#"{"keys":["#)) });
    let end = stream::once(async {
        // Lets the server send what it has before it learns of the error.
        tokio::task::yield_now().await;
        Err(std::io::Error::other("cut off on purpose"))
    });
    Body::from_stream(start.chain(end))
}

/// A small body that decompresses to this many blanks.
fn bomb(n_bytes: usize) -> Vec<u8> {
    let piece = vec![b' '; 1 << 20];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..n_bytes.div_ceil(piece.len()) {
        // Writing to memory does not fail.
        drop(encoder.write_all(&piece));
    }
    encoder.finish().unwrap_or_default()
}
