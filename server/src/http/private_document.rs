//! `/credentials/<number>/private-document`: the certificate of a credential that visitors do not see, for those who do: the one who earned
//! it, and staff.
//!
//! Invariant: nobody keeps it, and for everybody else there is nothing here.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderValue, Response};
use axum::response::IntoResponse as _;
use entity::id::CredentialId;
use tokio::time::timeout;

use super::app::App;
use super::document::{ROBOTS, busy, failed, language, missing, page};
use super::error::Refusal;
use super::identity::{self, Identity};
use super::page::wrong_method;
use super::tenant::Tenant;
use crate::domain::learning_object::parse_uuid;
use crate::service::certificate::{self, Reader};

/// The document of a credential, for who may see it.
pub(super) async fn show(
    State(app): State<App>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    let (parts, _body) = request.into_parts();
    if let Some(refusal) = wrong_method(&parts.method) {
        return refusal;
    }
    let Some(number) = number.ok().and_then(|Path(it)| parse_uuid(&it)) else {
        return missing();
    };
    let tenant = Tenant::of(&parts.extensions);
    let identity = identity::onlooker(&app, &tenant, &tenant.origin(&app), &parts.headers).await;
    let Identity { bearer, cookies } = match identity {
        Ok(identity) => identity,
        Err(refusal) => return refusal.into_response(),
    };
    let answer = async {
        let site = tenant.site(&app).await?;
        let service = app.open_service()?;
        let actor = identity::actor(service, &site, bearer).await?;
        let _permit = app.admission().enter().await?;
        let reader = Reader {
            actor: &actor,
            language: language(parts.uri.query()),
        };
        let document = certificate::document(&service.ctx, &site, CredentialId(number), reader);
        Ok(match timeout(app.config().limits.execution, document).await {
            Ok(Ok(Some(html))) => page(html),
            Ok(Ok(None)) => missing(),
            Ok(Err(fault)) => failed(fault),
            Err(_) => busy(),
        })
    };
    let mut response = Box::pin(answer)
        .await
        .unwrap_or_else(|refusal: Refusal| refusal.into_response());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
    response
}
