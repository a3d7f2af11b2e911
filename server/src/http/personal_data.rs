//! `/personal-data.json`: all that is kept of the caller, or with `?username=` of somebody else, as one file.
//!
//! Invariant: the file is written while it is sent. What goes wrong on the way ends the connection before the file is complete.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderValue, Response};
use axum::response::IntoResponse as _;
use entity::Username;
use futures_util::stream;
use tokio::time::timeout;
use url::form_urlencoded;

use super::error::{Code, Refusal};
use super::identity::{self, Identity};
use super::origin::Cookies;
use super::page::{not_found, wrong_method};
use super::tenant::Tenant;
use super::{App, attachment};
use crate::service::personal_data::{self, PersonalData, PersonalDataError};

/// Nobody keeps it but who asked for it.
const NEVER_KEPT: HeaderValue = HeaderValue::from_static("no-store");

pub(super) async fn show(State(app): State<App>, request: Request) -> Response<Body> {
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
        let username = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
            .find(|(key, _)| key == "username")
            .map(|(_, it)| Username::parse(&it, rule).map(|it| it.key()))
            .transpose()
            .map_err(|error| Refusal::new(Code::BadUserInput, error.to_string()))?;
        let asked = identity::request(&app, &parts, actor).await?;
        let _permit = app.admission().enter().await?;
        match timeout(
            app.config().limits.execution,
            personal_data::open(asked, username.as_ref()),
        )
        .await
        {
            Ok(Ok(Some(data))) => Ok(file(app.clone(), data)),
            Ok(Ok(None)) => Ok(not_found()),
            Ok(Err(PersonalDataError::Denied(_))) => Err(Refusal::new(Code::Unauthenticated, "Sign in to do this.")),
            Ok(Err(PersonalDataError::Fault(fault))) => Err(fault.into()),
            Err(_) => Err(Refusal::new(Code::Timeout, "The request took too long.")),
        }
    };
    let mut response = Box::pin(answer)
        .await
        .unwrap_or_else(|refusal: Refusal| refusal.into_response());
    response.headers_mut().insert(CACHE_CONTROL, NEVER_KEPT);
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The file, of which a part is read when there is room for it. Each part is let in and has its time as a request has: who reads
/// slowly keeps nobody out.
fn file(app: App, data: PersonalData) -> Response<Body> {
    let name = data.username().to_owned();
    let parts = stream::try_unfold((app, data), async |(app, mut data)| {
        let Ok(permit) = app.admission().enter().await else {
            return Err(std::io::Error::other("too much is going on"));
        };
        let part = timeout(app.config().limits.execution, data.next()).await;
        drop(permit);
        match part {
            Ok(Ok(Some(text))) => Ok(Some((Bytes::from(text), (app, data)))),
            Ok(Ok(None)) => Ok(None),
            Ok(Err(fault)) => {
                tracing::error!(error = %fault, "could not write all that is kept of a person");
                Err(std::io::Error::other("a part could not be read"))
            }
            Err(_) => Err(std::io::Error::other("a part took too long")),
        }
    });
    let kind = HeaderValue::from_static("application/json");
    attachment::named(Body::from_stream(parts), kind, "personal-data", &name, "json")
}
