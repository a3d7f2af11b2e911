//! Who sends a request outside of GraphQL, and for which tenant.

use std::sync::Arc;

use axum::http::request::Parts;

use super::app::App;
use super::error::Refusal;
use super::graphql::{not_signed_in, refused};
use super::layer::RequestId;
use super::origin;
use super::tenant::Tenant;
use crate::context::Request;
use crate::policy::Actor;
use crate::service::user;

/// The request, with who sends it; refused where another site may have made a browser send it.
pub(super) async fn request(app: &App, parts: &Parts) -> Result<Request, Refusal> {
    let open = app.open_service()?;
    let tenant = Tenant::of(&parts.extensions);
    let public_url = tenant.origin(app);
    origin::check(app.config(), &public_url, &parts.headers)?;
    let claims = open
        .authenticator
        .authenticate(&parts.headers, &public_url)
        .await
        .map_err(refused)?;
    let actor = match &claims {
        None => Actor::Anonymous,
        Some(claims) => user::sign_in(&open.ctx, claims).await.map_err(not_signed_in)?,
    };
    let site = tenant.site(app).await?;
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
