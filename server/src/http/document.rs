//! Certificates as documents, for the app's frame, for paper and for previews of links: of credentials, and previews that nobody earned.
//!
//! Nothing in them can run; the same policy holds for both, and for what is said instead of them.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, X_FRAME_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::response::IntoResponse as _;
use entity::id::{CertificatePreviewId, CredentialId};
use entity::site;
use tokio::time::timeout;
use url::form_urlencoded;
use uuid::Uuid;

use super::app::App;
use super::error::{Code, Refusal};
use super::tenant::Tenant;
use crate::context::Ctx;
use crate::domain::learning_object::parse_uuid;
use crate::policy::Actor;
use crate::render::document::POLICY;
use crate::render::language::Words;
use crate::service::Fault;
use crate::service::certificate::{self, Reader};
use crate::service::printing::PrintError;

pub(super) const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// What is asked for.
#[derive(Clone, Copy)]
enum Asked {
    Credential(Uuid),
    Paper(Uuid),
    Card(Uuid),
    Preview(Uuid),
}

impl Asked {
    /// Its one address.
    fn address(self) -> String {
        match self {
            Self::Credential(number) => format!("/credentials/{}/document", number.simple()),
            Self::Paper(number) => format!("/credentials/{}/certificate.pdf", number.simple()),
            Self::Card(number) => format!("/credentials/{}/preview.png", number.simple()),
            Self::Preview(number) => format!("/previews/{}", number.simple()),
        }
    }

    async fn find(
        self,
        ctx: &Ctx,
        site: &site::Model,
        language: Option<&'static str>,
    ) -> Result<Option<Response<Body>>, PrintError> {
        Ok(match self {
            Self::Credential(number) => {
                let reader = Reader {
                    actor: &Actor::Anonymous,
                    language,
                };
                let html = certificate::document(ctx, site, CredentialId(number), reader).await?;
                html.map(page)
            }
            Self::Paper(number) => {
                let pdf = certificate::print(ctx, site, CredentialId(number), language).await?;
                pdf.map(|pdf| paper_of(pdf, number))
            }
            Self::Card(number) => {
                let png = certificate::card(ctx, site, CredentialId(number)).await?;
                png.map(picture)
            }
            Self::Preview(number) => certificate::look_at(ctx, site, CertificatePreviewId(number))
                .await?
                .map(page),
        })
    }
}

/// The language that a document is asked for in its address: one of those that come with the service, or none.
pub(super) fn language(query: Option<&str>) -> Option<&'static str> {
    let (_, asked) = form_urlencoded::parse(query?.as_bytes()).find(|(name, _)| name == "language")?;
    Words::languages().find(|it| *it == asked)
}

/// The document of a credential.
pub(super) async fn credential(
    State(app): State<App>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    answer(app, number.ok(), Asked::Credential, request.into_parts().0).await
}

/// The certificate of a credential as PDF.
pub(super) async fn paper(
    State(app): State<App>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    answer(app, number.ok(), Asked::Paper, request.into_parts().0).await
}

/// A picture of the certificate of a credential, for previews of links to it.
pub(super) async fn card(
    State(app): State<App>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    answer(app, number.ok(), Asked::Card, request.into_parts().0).await
}

/// A preview.
pub(super) async fn preview(
    State(app): State<App>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    answer(app, number.ok(), Asked::Preview, request.into_parts().0).await
}

async fn answer(app: App, number: Option<Path<String>>, asked: fn(Uuid) -> Asked, parts: Parts) -> Response<Body> {
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        return Refusal::method("GET, HEAD").into_response();
    }
    let Some(asked) = number.and_then(|Path(it)| parse_uuid(&it)).map(asked) else {
        return missing();
    };
    let address = asked.address();
    if parts.uri.path() != address {
        return (StatusCode::PERMANENT_REDIRECT, [(LOCATION, address)]).into_response();
    }
    let place = app.admission().enter().await;
    let tenant = Tenant::of(&parts.extensions);
    let (Ok(service), Ok(_place), Ok(site)) = (app.open_service(), place, tenant.site(&app).await) else {
        return busy();
    };
    let found = asked.find(&service.ctx, &site, language(parts.uri.query()));
    match timeout(app.config().limits.execution, found).await {
        Ok(Ok(Some(mut response))) => {
            let headers = response.headers_mut();
            // What it is worth is read anew each time.
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
            response
        }
        Ok(Ok(None)) => missing(),
        Ok(Err(PrintError::Letters)) => (
            StatusCode::NOT_IMPLEMENTED,
            [(CACHE_CONTROL, "no-cache")],
            "The certificate says something that cannot be printed here; print its page instead.\n",
        )
            .into_response(),
        Ok(Err(PrintError::Fault(fault))) => failed(fault),
        Err(_) => busy(),
    }
}

pub(super) fn page(html: String) -> Response<Body> {
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    // For browsers that do not know `frame-ancestors`.
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}

fn paper_of(pdf: Vec<u8>, number: Uuid) -> Response<Body> {
    let mut response = Response::new(Body::from(pdf));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let name = format!("inline; filename=\"certificate-{}.pdf\"", number.simple());
    if let Ok(name) = HeaderValue::try_from(name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}

fn picture(png: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(png));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
    response
}

pub(super) fn failed(fault: Fault) -> Response<Body> {
    match fault {
        Fault::Internal(error) => {
            tracing::error!(error = format!("{error:#}"), "cannot draw a certificate");
            Refusal::new(Code::Internal, "Something went wrong on our side.").into_response()
        }
        Fault::Unavailable => busy(),
    }
}

pub(super) fn busy() -> Response<Body> {
    Refusal::unavailable("The certificate cannot be drawn now; try again soon.").into_response()
}

pub(super) fn missing() -> Response<Body> {
    (
        StatusCode::NOT_FOUND,
        [(CACHE_CONTROL, "no-cache")],
        "There is no certificate at this address, or it is not public.\n",
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn only_languages_that_there_are_words_in_can_be_asked_for() {
        for (query, expected) in [
            (None, None),
            (Some(""), None),
            (Some("language=es"), Some("es")),
            (Some("x=1&language=ar&language=fr"), Some("ar")),
            (Some("language=ES"), None),
            (Some("language=es-419"), None),
            (Some("language=../../etc"), None),
        ] {
            assert_eq!(language(query), expected, "{query:?}");
        }
    }
}
