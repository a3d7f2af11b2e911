//! Pages and files of learner records. A shared record has one address, `/records/shared/` and 32 hexadecimal digits in lower case;
//! with `.csv` or `.pdf` behind, it is a file. `lang` says in which language a PDF is.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse as _;
use entity::Username;
use entity::id::ShareToken;
use tokio::time::timeout;
use url::form_urlencoded;

use super::head::Head;
use super::{App, WebApp, moved, not_found, other, wrong_method};
use crate::domain::learning_object::parse_uuid;
use crate::http::error::{Code, Refusal};
use crate::http::identity::{self, Identity};
use crate::http::origin::Cookies;
use crate::http::tenant::Tenant;
use crate::http::{attachment, csv, visitor};
use crate::policy::Actor;
use crate::service::Fault;
use crate::service::page::{SharedRecordPage, shared_record_page};
use crate::service::printing::PrintError;
use crate::service::program_record::RecordError;
use crate::service::record_export::{self, RecordExport, SharedExport};
use crate::service::record_paper;
use crate::service::record_share::FollowError;

/// A shared record may be revoked at any moment: nobody keeps it without asking again.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("private, max-age=0");
/// Language of a PDF that nobody chose one for.
const LANGUAGE: &str = "en";

/// What a record is handed over as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum File {
    Csv,
    Pdf,
}

impl File {
    /// The file that the last segment of a path asks for, and the segment without the ending.
    fn of(name: &str) -> Option<(&str, Self)> {
        let stem = |it: Self| Some((name.strip_suffix(it.ending())?, it));
        stem(Self::Csv).or_else(|| stem(Self::Pdf))
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Pdf => ".pdf",
        }
    }

    async fn answer(self, app: &App, parts: &Parts, export: &RecordExport) -> Result<Response<Body>, Refusal> {
        if self == Self::Csv {
            return Ok(csv::answer(export));
        }
        let site = Tenant::of(&parts.extensions).site(app).await?;
        let language = parameter(parts, "lang").unwrap_or_else(|| LANGUAGE.to_owned());
        match record_paper::print(&app.open_service()?.ctx, &site, export, &language).await {
            Ok(bytes) => {
                let kind = HeaderValue::from_static("application/pdf");
                Ok(attachment::answer(bytes, kind, &export.program, "pdf"))
            }
            Err(PrintError::Letters) => Ok((
                StatusCode::NOT_IMPLEMENTED,
                "The record has letters that cannot be printed here; print its page instead.\n",
            )
                .into_response()),
            Err(PrintError::Fault(fault)) => Err(fault.into()),
        }
    }
}

/// A value of the query.
fn parameter(parts: &Parts, name: &str) -> Option<String> {
    form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// The page of a shared record, or its file.
pub(in crate::http) async fn shared_record(
    State(app): State<App>,
    token: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    let (parts, _body) = request.into_parts();
    if let Some(refusal) = wrong_method(&parts.method) {
        return refusal;
    }
    let name = token.map(|Path(name)| name).unwrap_or_default();
    let (name, asked) = File::of(&name).map_or((name.as_str(), None), |(name, it)| (name, Some(it)));
    let token = parse_uuid(name);
    if let Some(token) = token {
        let ending = asked.map_or("", File::ending);
        let address = format!("/records/shared/{}{ending}", token.simple());
        if parts.uri.path() != address {
            let query = parts.uri.query().map(|it| format!("?{it}"));
            return moved(&format!("{address}{}", query.unwrap_or_default()));
        }
    }
    let token = token.map(ShareToken);
    let mut response = match (asked, token, app.web()) {
        (Some(asked), Some(token), _) => file(&app, token, asked, &parts).await,
        (None, token, Some(web)) => page(&app, web, token, &parts).await,
        (Some(_), None, _) | (None, _, None) => not_found(),
    };
    response.headers_mut().insert(CACHE_CONTROL, NOT_KEPT);
    response
}

async fn page(app: &App, web: &WebApp, token: Option<ShareToken>, parts: &Parts) -> Response<Body> {
    let head = |title: &str, description: &str| Head {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: None,
        image: None,
        data: None,
        told: Vec::new(),
    };
    let unknown = || {
        let head = head("Record not found", "There is no shared record at this address.");
        web.page(StatusCode::NOT_FOUND, Some(&head))
    };
    let Some(token) = token else { return unknown() };
    let late = || {
        let mut page = web.page(
            StatusCode::SERVICE_UNAVAILABLE,
            Some(&head("Try again soon", "The service cannot answer now.")),
        );
        page.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        page
    };
    let tenant = Tenant::of(&parts.extensions);
    let (Ok(service), Ok(_permit), Ok(site)) = (
        app.open_service(),
        app.admission().enter().await,
        tenant.site(app).await,
    ) else {
        return late();
    };
    match timeout(
        app.config().limits.execution,
        shared_record_page(&service.ctx, &site, token, visitor::of(app, parts)),
    )
    .await
    {
        Ok(Ok(Some(SharedRecordPage::Open { title, description }))) => {
            web.page(StatusCode::OK, Some(&head(&title, &description)))
        }
        Ok(Ok(Some(SharedRecordPage::Ended))) => {
            let head = head(
                "This link has ended",
                "The learner no longer shares this record by this link.",
            );
            web.page(StatusCode::GONE, Some(&head))
        }
        Ok(Ok(None)) => unknown(),
        Ok(Err(FollowError::TooManyGuesses(_))) => {
            let head = head("Try again in a minute", "Too many links that do not exist were tried.");
            let mut page = web.page(StatusCode::TOO_MANY_REQUESTS, Some(&head));
            if let Some(retry_after) = Code::RateLimited.retry_after_header() {
                page.headers_mut().insert(RETRY_AFTER, retry_after);
            }
            page
        }
        Ok(Err(FollowError::Fault(error))) => {
            failed(error);
            late()
        }
        Err(_) => late(),
    }
}

async fn file(app: &App, token: ShareToken, file: File, parts: &Parts) -> Response<Body> {
    let answer = async {
        let asked = identity::request(app, parts, Actor::Anonymous).await?;
        let visitor = visitor::of(app, parts);
        match record_export::shared(&asked, token, visitor).await {
            Ok(Some(SharedExport::Record(export))) => file.answer(app, parts, &export).await,
            Ok(Some(SharedExport::Ended)) => Ok((StatusCode::GONE, "This link has ended.\n").into_response()),
            Ok(None) => Ok(not_found()),
            Err(FollowError::TooManyGuesses(it)) => Err(Refusal::new(Code::RateLimited, it.to_string())),
            Err(FollowError::Fault(fault)) => Err(fault.into()),
        }
    };
    admitted(app, answer).await
}

/// `/records/<program>.csv` or `.pdf`: a record as a file, for the learner and for staff; every other address of one segment is the app's.
pub(in crate::http) async fn record(
    State(app): State<App>,
    name: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    let asked = name.ok().and_then(|Path(name)| {
        let (program, file) = File::of(&name)?;
        Some((parse_uuid(program)?, file))
    });
    let Some((program, file)) = asked else {
        return other(State(app), request).await;
    };
    let (parts, _body) = request.into_parts();
    if let Some(refusal) = wrong_method(&parts.method) {
        return refusal;
    }
    let tenant = Tenant::of(&parts.extensions);
    let identity = identity::tell(&app, &tenant, &tenant.origin(&app), &parts.headers, Cookies::All).await;
    let Identity { bearer, cookies } = match identity {
        Ok(identity) => identity,
        Err(refusal) => return refusal.into_response(),
    };
    let answer = async {
        let site = tenant.site(&app).await?;
        let actor = identity::actor(app.open_service()?, &site, bearer).await?;
        let rule = app.config().username_rule;
        let username = parameter(&parts, "username")
            .map(|it| Username::parse(&it, rule).map(|it| it.key()))
            .transpose()
            .map_err(|error| Refusal::new(Code::BadUserInput, error.to_string()))?;
        let asked = identity::request(&app, &parts, actor).await?;
        match record_export::own(&asked, username.as_ref(), program).await {
            Ok(Some(export)) => file.answer(&app, &parts, &export).await,
            Ok(None) => Ok(not_found()),
            Err(RecordError::Denied(_)) => Err(Refusal::new(Code::Unauthenticated, "Sign in to do this.")),
            Err(RecordError::Fault(fault)) => Err(fault.into()),
        }
    };
    let mut response = Box::pin(admitted(&app, answer)).await;
    response.headers_mut().insert(CACHE_CONTROL, NOT_KEPT);
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The answer of somebody who was let in, in time.
async fn admitted(app: &App, answer: impl Future<Output = Result<Response<Body>, Refusal>>) -> Response<Body> {
    let _permit = match app.admission().enter().await {
        Ok(permit) => permit,
        Err(refusal) => return refusal.into_response(),
    };
    match timeout(app.config().limits.execution, answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => Refusal::new(Code::Timeout, "The request took too long.").into_response(),
    }
}

fn failed(fault: Fault) {
    if let Fault::Internal(error) = fault {
        tracing::error!(error = format!("{error:#}"), "cannot read a learner's record");
    }
}
