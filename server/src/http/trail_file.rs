//! The audit trail as a file, for staff: `/audit-trail.csv` for spreadsheets, `/audit-trail.jsonl` with a JSON document in each line.
//!
//! Whatever its length, some hundreds of entries are in memory. What goes wrong on the way breaks the answer off, so that nobody takes
//! a part for the whole.

use std::borrow::Cow;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, Response};
use axum::response::IntoResponse as _;
use chrono::{DateTime, SecondsFormat, Utc};
use csv::{Terminator, WriterBuilder};
use entity::Username;
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};
use tokio::time::timeout;
use url::form_urlencoded;

use super::app::App;
use super::error::{Code, Refusal};
use super::identity::{self, Identity};
use super::origin::Cookies;
use super::tenant::Tenant;
use crate::domain::export::cell;
use crate::domain::instant;
use crate::graphql::trail_word;
use crate::policy::{Action, Denied, authorize};
use crate::service::trail::{self, Entry, Export, ExportedEntry, Format, TrailListing, export};
use crate::service::{Fault, ListError};

const COLUMNS: [&str; 11] = [
    "happened_at",
    "action",
    "actor",
    "subject_type",
    "subject",
    "username",
    "reason",
    "request_id",
    "changes",
    "sequence",
    "hash",
];

/// The trail for spreadsheets.
pub(super) async fn csv(State(app): State<App>, request: Request) -> Response<Body> {
    answer(app, request, Format::Csv).await
}

/// The trail for programs.
pub(super) async fn json_lines(State(app): State<App>, request: Request) -> Response<Body> {
    answer(app, request, Format::JsonLines).await
}

async fn answer(app: App, request: Request, format: Format) -> Response<Body> {
    let (parts, _body) = request.into_parts();
    // To ask for the head alone would be noted, too, and give nothing.
    if parts.method != Method::GET {
        return Refusal::method("GET").into_response();
    }
    let tenant = Tenant::of(&parts.extensions);
    let identity = identity::tell(&app, &tenant, &tenant.origin(&app), &parts.headers, Cookies::All).await;
    let Identity { bearer, cookies } = match identity {
        Ok(identity) => identity,
        Err(refusal) => return refusal.into_response(),
    };
    let begun = Box::pin(async {
        let _place = app.admission().enter().await?;
        let site = tenant.site(&app).await?;
        let actor = identity::actor(app.open_service()?, &site, bearer).await?;
        let asked = identity::request(&app, &parts, actor).await?;
        // Before the filter, so that a stranger learns nothing from the way it is refused.
        authorize(&asked.actor, Action::ViewTrail).map_err(denied)?;
        let listing = listing(&app, &parts)?;
        match export(&asked, &listing, format).await {
            Ok(export) => Ok(export),
            Err(ListError::Denied(it)) => Err(denied(it)),
            Err(ListError::Fault(fault)) => Err(fault.into()),
        }
    });
    let mut response = match timeout(app.config().limits.execution, begun).await {
        Ok(Ok(export)) => stream_of(app.clone(), export, format),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => Refusal::new(Code::Timeout, "The request took too long.").into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

fn denied(denied: Denied) -> Refusal {
    match denied {
        Denied::Unauthenticated => Refusal::new(Code::Unauthenticated, denied.to_string()),
        Denied::Forbidden | Denied::LacksScope(_) | Denied::Hidden => Refusal::new(Code::Forbidden, denied.to_string()),
    }
}

/// Which entries are asked for, in the words of the API's filter. What is not among them is refused: half a filter would give away
/// more than was asked for.
fn listing(app: &App, parts: &Parts) -> Result<TrailListing, Refusal> {
    let refused = |message: String| Refusal::new(Code::BadUserInput, message);
    let rule = app.config().username_rule;
    let name = |it: &str| {
        Username::parse(it, rule)
            .map(|it| it.key())
            .map_err(|error| refused(error.to_string()))
    };
    let instant = |it: &str| {
        let at: DateTime<Utc> = it.parse().map_err(|_| refused(format!("{it:?} is no instant")))?;
        instant::parse(at).map_err(|error| refused(error.to_string()))
    };
    let mut listing = TrailListing::default();
    for (key, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
        let unknown = || refused(format!("{key} cannot be {value:?}"));
        match key.as_ref() {
            "actor" => listing.actor = Some(name(&value)?),
            "username" => listing.person = Some(name(&value)?),
            "subject" => listing.subject = Some(trail_word::parse_subject(&value).ok_or_else(unknown)?),
            "action" => listing.kind = Some(trail_word::parse_action(&value).ok_or_else(unknown)?),
            "subjectType" => {
                listing.subject_kind = Some(trail_word::parse_subject_type(&value).ok_or_else(unknown)?);
            }
            "happenedAfter" => listing.from = Some(instant(&value)?),
            "happenedBefore" => listing.until = Some(instant(&value)?),
            _ => return Err(refused(format!("there is nothing to choose by {key:?}"))),
        }
    }
    Ok(listing)
}

/// The file, of which each page is read when the one before was taken.
fn stream_of(app: App, export: Export, format: Format) -> Response<Body> {
    let head = match format {
        Format::Csv => rows(&[]),
        Format::JsonLines => Ok(Vec::new()),
    };
    let first = stream::iter([head.map(Bytes::from)]);
    let pages = stream::try_unfold((app, export), move |(app, mut export)| async move {
        let page = page_of(&app, &mut export)
            .await
            .inspect_err(|error| tracing::warn!(%error, "broke off an export of the audit trail"))?;
        let Some(entries) = page else { return Ok(None) };
        let bytes = match format {
            Format::Csv => rows(&entries)?,
            Format::JsonLines => lines(&entries),
        };
        Ok(Some((Bytes::from(bytes), (app, export))))
    });
    let body = Body::from_stream(first.chain(pages));
    let (kind, name) = match format {
        Format::Csv => (
            "text/csv; charset=utf-8; header=present",
            "attachment; filename=\"audit-trail.csv\"; filename*=UTF-8''audit-trail.csv",
        ),
        Format::JsonLines => (
            "application/jsonl; charset=utf-8",
            "attachment; filename=\"audit-trail.jsonl\"; filename*=UTF-8''audit-trail.jsonl",
        ),
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, HeaderValue::from_static(name)),
        (
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        ),
    ];
    (headers, body).into_response()
}

/// The next page, read by somebody who was let in, in time.
async fn page_of(app: &App, export: &mut Export) -> std::io::Result<Option<Vec<ExportedEntry>>> {
    let place = app.admission().enter().await;
    let _place = place.map_err(|refusal| std::io::Error::other(refusal.message.into_owned()))?;
    timeout(app.config().limits.execution, export.next())
        .await
        .map_err(|_| std::io::Error::other("a page of the audit trail took too long"))?
        .map_err(|fault| broken(&fault))
}

fn broken(fault: &Fault) -> std::io::Error {
    if let Fault::Internal(error) = fault {
        tracing::error!(error = format!("{error:#}"), "cannot read the audit trail");
    }
    std::io::Error::other(fault.to_string())
}

/// What is told of an entry beside its own columns.
struct Told<'a> {
    reason: Option<&'a str>,
    request_id: Option<&'a str>,
    details: Cow<'a, Value>,
}

impl<'a> Told<'a> {
    fn of(entry: &'a Entry) -> Self {
        let (reason, request_id) = match entry {
            Entry::Deed(it) => (it.reason.as_deref(), it.request_id.as_deref()),
            Entry::Change(it) => (None, it.request_id.as_deref()),
            Entry::Credential(it) => (it.reason.as_deref(), it.request_id.as_deref()),
        };
        Self {
            reason,
            request_id,
            details: trail::details(entry),
        }
    }
}

/// Rows of a table; the names of its columns where there is no entry.
fn rows(entries: &[ExportedEntry]) -> std::io::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    if entries.is_empty() {
        writer.write_record(COLUMNS)?;
    }
    for it in entries {
        let Told {
            reason,
            request_id,
            details,
        } = Told::of(&it.entry);
        let text = |it: Option<&str>| cell(it.unwrap_or_default()).into_owned();
        writer.write_record([
            instant_of(&it.entry),
            trail_word::action(&it.entry).to_owned(),
            text(it.actor.as_deref()),
            trail_word::subject_type(&it.entry).to_owned(),
            trail_word::subject(&it.entry),
            text(it.username.as_deref()),
            text(reason),
            text(request_id),
            cell(&details.to_string()).into_owned(),
            it.link.map(|it| it.sequence.to_string()).unwrap_or_default(),
            it.link.map(|it| it.digits()).unwrap_or_default(),
        ])?;
    }
    writer
        .into_inner()
        .map_err(|error| std::io::Error::other(error.to_string()))
}

/// A document for each entry, with the names of the API.
fn lines(entries: &[ExportedEntry]) -> Vec<u8> {
    let mut text = String::new();
    for it in entries {
        let Told {
            reason,
            request_id,
            details,
        } = Told::of(&it.entry);
        let line = json!({
            "happenedAt": instant_of(&it.entry),
            "action": trail_word::action(&it.entry),
            "actor": it.actor,
            "subjectType": trail_word::subject_type(&it.entry),
            "subject": trail_word::subject(&it.entry),
            "username": it.username,
            "reason": reason,
            "requestId": request_id,
            "changes": details,
            "sequence": it.link.map(|it| it.sequence),
            "hash": it.link.map(|it| it.digits()),
        });
        text.push_str(&line.to_string());
        text.push('\n');
    }
    text.into_bytes()
}

fn instant_of(entry: &Entry) -> String {
    entry.place().at.to_rfc3339_opts(SecondsFormat::Micros, true)
}
