//! Who sends a request outside of GraphQL, and for which tenant.

use std::sync::Arc;

use axum::http::request::Parts;

use super::app::App;
use super::error::{Code, Refusal};
use super::graphql::{not_signed_in, refused};
use super::layer::RequestId;
use crate::context::Request;
use crate::policy::Actor;
use crate::service::{Fault, site, user};

/// The request, with who sends it.
pub(super) async fn request(app: &App, parts: &Parts) -> Result<Request, Refusal> {
    let open = app.open_service()?;
    let claims = open.authenticator.authenticate(&parts.headers).await.map_err(refused)?;
    let actor = match &claims {
        None => Actor::Anonymous,
        Some(claims) => user::sign_in(&open.ctx, claims).await.map_err(not_signed_in)?,
    };
    let site = site::default_site(&open.ctx).await.map_err(|fault| match fault {
        Fault::Unavailable => Refusal::unavailable("The service cannot reach its database; try again soon."),
        Fault::Internal(error) => {
            tracing::error!(error = format!("{error:#}"), "there is no site");
            Refusal::new(Code::Internal, "Something went wrong on our side.")
        }
    })?;
    let request_id = parts
        .extensions
        .get::<RequestId>()
        .map_or_else(String::new, |it| it.as_str().to_owned());
    Ok(Request {
        ctx: open.ctx.clone(),
        site,
        actor,
        request_id: Arc::from(request_id),
        token: crate::id::random(),
    })
}
