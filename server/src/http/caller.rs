//! Who sends a request outside of `/graphql`, by the same tokens.

use axum::http::request::Parts;

use super::app::App;
use super::error::{Code, Refusal};
use super::tenant::Tenant;
use crate::auth::AuthError;
use crate::policy::Actor;
use crate::service::user::{self, SignInError};
use crate::telemetry::metric;

/// The caller; a visitor without a token.
pub(super) async fn of(app: &App, parts: &Parts) -> Result<Actor, Refusal> {
    let service = app.open_service()?;
    let public_url = Tenant::of(&parts.extensions).origin(app);
    let claims = service
        .authenticator
        .authenticate(&parts.headers, &public_url)
        .await
        .map_err(refused)?;
    match claims {
        None => Ok(Actor::Anonymous),
        Some(claims) => user::sign_in(&service.ctx, &claims).await.map_err(not_signed_in),
    }
}

/// A token that does not count.
pub(super) fn refused(error: AuthError) -> Refusal {
    match error {
        AuthError::Invalid(reason) => {
            metrics::counter!(metric::REFUSED_TOKENS, "reason" => reason).increment(1);
            tracing::info!(reason, "refused a token");
            Refusal::new(Code::Unauthenticated, "The token is not acceptable.")
        }
        AuthError::Unavailable => Refusal::unavailable("Tokens cannot be checked now; try again soon."),
    }
}

/// A bearer who cannot act.
pub(super) fn not_signed_in(error: SignInError) -> Refusal {
    match error {
        SignInError::Conflict(_) => {
            Refusal::new(Code::Unauthenticated, "The token's username belongs to another person.")
        }
        SignInError::Fault(fault) => fault.into(),
    }
}
