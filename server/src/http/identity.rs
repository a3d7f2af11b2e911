//! Who sends a request: by a token or a key in its header, by the platform's cookies, or by a session of ours.
//!
//! What is told in two ways is never merged. A token in the header counts alone, and cookies beside it are not looked at; the
//! platform's cookies and a session must name the same person.

use std::sync::Arc;

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use entity::id::SessionId;
use entity::site;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::app::{App, Service};
use super::error::{Code, Refusal};
use super::layer::RequestId;
use super::origin::{Cookies, asks_for_platform_cookies, is_same_origin};
use super::session::cookie::{self, Kind};
use super::session::forgotten;
use super::tenant::Tenant;
use crate::auth::error::reason;
use crate::auth::{AuthError, Claims, shown_token};
use crate::config::limits::Caller;
use crate::context::Request;
use crate::domain::api_key::ApiKey;
use crate::domain::person::Unidentified;
use crate::domain::session::LONGEST;
use crate::policy::Actor;
use crate::service::api_client;
use crate::service::session::{Resumed, Token, csrf_token, resume};
use crate::service::user::{self, SignInError, role};
use crate::telemetry::metric;

/// What a page of ours shows to prove that it is one.
const CSRF: HeaderName = HeaderName::from_static("x-csrf-token");
/// The platform's token comes in two cookies, so that scripts can read the first but not the second.
const HEADER_AND_PAYLOAD: &str = "edx-jwt-cookie-header-payload";
const SIGNATURE: &str = "edx-jwt-cookie-signature";

/// Who sends a request.
#[derive(Debug)]
pub(super) enum Bearer {
    /// Nobody we know.
    Visitor,
    /// The bearer of a verified token.
    Token(Claims),
    /// An API client, known by its key.
    Client(Actor),
    /// Somebody who is signed in.
    Session(Actor),
}

/// Who sends a request, and the cookies that the answer sets.
#[derive(Debug)]
pub(super) struct Identity {
    /// Who it is.
    pub(super) bearer: Bearer,
    /// Values of `Set-Cookie`.
    pub(super) cookies: Vec<HeaderValue>,
}

impl Bearer {
    /// Whose limits count.
    pub(super) fn caller(&self, app: &App) -> Caller {
        match self {
            Self::Visitor => Caller::Anonymous,
            Self::Token(claims) => role(app.config(), claims).caller(),
            Self::Client(actor) => actor.caller(),
            Self::Session(_) => Caller::SignedIn,
        }
    }
}

/// Tells who sends a request whose origin has been checked, by those of its `cookies` that count.
pub(super) async fn tell(
    app: &App,
    tenant: &Tenant,
    public_url: &Url,
    headers: &HeaderMap,
    cookies: Cookies,
) -> Result<Identity, Refusal> {
    let service = app.open_service()?;
    if headers.contains_key(AUTHORIZATION) {
        if let Some(text) = shown_token(headers).map_err(refused)?.filter(|it| ApiKey::is_meant(it)) {
            return Ok(Identity {
                bearer: Bearer::Client(client(app, service, tenant, text).await?),
                cookies: Vec::new(),
            });
        }
        let claims = service
            .authenticator
            .authenticate(headers, public_url)
            .await
            .map_err(refused)?;
        return Ok(Identity {
            bearer: claims.map_or(Bearer::Visitor, Bearer::Token),
            cookies: Vec::new(),
        });
    }
    let claims = platform_cookies(app, service, public_url, headers).await?;
    let has_session = cookies == Cookies::All && Kind::Session.read(public_url, headers).is_some();
    let resumed = if has_session {
        let row = tenant.site(app).await?;
        session(app, service, &row, public_url, headers).await?
    } else {
        None
    };
    match (claims, resumed) {
        (None, None) => Ok(Identity {
            bearer: Bearer::Visitor,
            // A session that is over is not shown again.
            cookies: if has_session { forgotten(public_url) } else { Vec::new() },
        }),
        (Some(claims), None) => Ok(Identity {
            bearer: Bearer::Token(claims),
            cookies: Vec::new(),
        }),
        (claims, Some(Resumed { actor, id, renewed })) => {
            let is_another = claims.is_some_and(|claims| match &actor {
                Actor::User { username, .. } => username.key() != claims.username.key(),
                Actor::Anonymous => true,
            });
            if is_another {
                return Err(
                    Refusal::new(Code::Unauthenticated, "The cookies are of two people; sign in again.")
                        .forgetting(forgotten(public_url)),
                );
            }
            Ok(Identity {
                bearer: Bearer::Session(actor),
                cookies: renewal(public_url, id, renewed),
            })
        }
    }
}

/// Tells who looks at a document of ours. A frame shows no proof of its own; what only shows something takes the browser's word for it
/// that a page of this very site asks. Everybody else who shows no token is a visitor.
pub(super) async fn onlooker(
    app: &App,
    tenant: &Tenant,
    public_url: &Url,
    headers: &HeaderMap,
) -> Result<Identity, Refusal> {
    if headers.contains_key(AUTHORIZATION) {
        return tell(app, tenant, public_url, headers, Cookies::Platform).await;
    }
    let resumed = if is_same_origin(headers) {
        let site = tenant.site(app).await?;
        resumed(app, app.open_service()?, &site, public_url, headers).await?
    } else {
        None
    };
    let visitor = Identity {
        bearer: Bearer::Visitor,
        cookies: Vec::new(),
    };
    Ok(resumed.map_or(visitor, |Resumed { actor, id, renewed }| Identity {
        bearer: Bearer::Session(actor),
        cookies: renewal(public_url, id, renewed),
    }))
}

/// The cookies that put a new token in the place of the one that was shown, where there is one.
fn renewal(public_url: &Url, id: SessionId, renewed: Option<Token>) -> Vec<HeaderValue> {
    renewed.map_or_else(Vec::new, |token| {
        let csrf = csrf_token(id);
        [(Kind::Session, token.as_str()), (Kind::Csrf, csrf.as_str())]
            .into_iter()
            .filter_map(|(kind, value)| kind.set(public_url, value, LONGEST))
            .collect()
    })
}

/// The API client whose key the request shows. A key that does not count here answers as any token that is not acceptable.
async fn client(app: &App, service: &Service, tenant: &Tenant, text: &str) -> Result<Actor, Refusal> {
    // What somebody made up costs no statement.
    let key = ApiKey::parse(text).ok_or_else(|| refused(AuthError::Invalid(reason::KEY_FORMAT)))?;
    let site = tenant.site(app).await?;
    let permit = app.admission().enter().await?;
    let known = api_client::authenticate(&service.ctx, &site, &key).await?;
    drop(permit);
    known.ok_or_else(|| refused(AuthError::Invalid(reason::KEY)))
}

/// The session whose token the request shows, if it counts. The request must prove that a page of ours sent it.
pub(super) async fn session(
    app: &App,
    service: &Service,
    site: &site::Model,
    public_url: &Url,
    headers: &HeaderMap,
) -> Result<Option<Resumed>, Refusal> {
    let resumed = resumed(app, service, site, public_url, headers).await?;
    if let Some(resumed) = &resumed {
        let mut shown = headers.get_all(CSRF).iter();
        let is_ours = match (shown.next(), shown.next()) {
            // Hashes of both are compared, so that the time it takes tells nothing.
            (Some(shown), None) => Sha256::digest(shown.as_bytes()) == Sha256::digest(csrf_token(resumed.id)),
            _ => false,
        };
        if !is_ours {
            return Err(Refusal::new(
                Code::Forbidden,
                "This request does not come from a page of this site.",
            ));
        }
    }
    Ok(resumed)
}

/// The session whose token the request shows, whoever made the browser show it.
async fn resumed(
    app: &App,
    service: &Service,
    site: &site::Model,
    public_url: &Url,
    headers: &HeaderMap,
) -> Result<Option<Resumed>, Refusal> {
    let Some(token) = Kind::Session.read(public_url, headers).and_then(|it| Token::parse(&it)) else {
        return Ok(None);
    };
    // A made-up token costs a statement, too.
    let permit = app.admission().enter().await?;
    let resumed = resume(&service.ctx, site, &token).await?;
    drop(permit);
    Ok(resumed)
}

/// What the platform's own cookies tell, where they are accepted. Who was signed in there and is no longer is a visitor.
async fn platform_cookies(
    app: &App,
    service: &Service,
    site: &Url,
    headers: &HeaderMap,
) -> Result<Option<Claims>, Refusal> {
    if !app.config().jwt.accepts_cookies || !asks_for_platform_cookies(headers) {
        return Ok(None);
    }
    let halves = (
        cookie::value(headers, HEADER_AND_PAYLOAD),
        cookie::value(headers, SIGNATURE),
    );
    let (Some(signed), Some(signature)) = halves else {
        return Ok(None);
    };
    match service
        .authenticator
        .verify(&format!("{signed}.{signature}"), site)
        .await
    {
        Ok(claims) => Ok(Some(claims)),
        Err(AuthError::Invalid(reason::EXPIRED)) => Ok(None),
        Err(error) => Err(refused(error)),
    }
}

/// The actor that a request to a site is executed for; what a token claims is taken over.
pub(super) async fn actor(service: &Service, site: &site::Model, bearer: Bearer) -> Result<Actor, Refusal> {
    match bearer {
        Bearer::Visitor => Ok(Actor::Anonymous),
        Bearer::Client(actor) | Bearer::Session(actor) => Ok(actor),
        Bearer::Token(claims) => user::act(&service.ctx, site, &claims)
            .await
            .map_err(|error| match error {
                SignInError::Unidentified(Unidentified::TwoPeople) => {
                    Refusal::new(Code::Unauthenticated, "The token's username belongs to another person.")
                }
                SignInError::Unidentified(Unidentified::Retired) => {
                    Refusal::new(Code::Unauthenticated, "The token's bearer was retired.")
                }
                SignInError::Inactive => Refusal::new(
                    Code::Unauthenticated,
                    "The account of the token's bearer is not active.",
                ),
                SignInError::Fault(fault) => fault.into(),
            }),
    }
}

/// The request as use cases take it.
pub(super) async fn request(app: &App, parts: &Parts, actor: Actor) -> Result<Request, Refusal> {
    let ctx = Arc::clone(&app.open_service()?.ctx);
    let site = Tenant::of(&parts.extensions).site(app).await?;
    let request_id = parts.extensions.get::<RequestId>().map_or("", RequestId::as_str);
    Ok(Request {
        ctx,
        site,
        actor,
        request_id: request_id.into(),
        token: crate::id::random(),
    })
}

fn refused(error: AuthError) -> Refusal {
    match error {
        AuthError::Invalid(reason) => {
            metrics::counter!(metric::REFUSED_TOKENS, "reason" => reason).increment(1);
            tracing::info!(reason, "refused a token");
            Refusal::new(Code::Unauthenticated, "The token is not acceptable.")
        }
        AuthError::Unavailable => Refusal::unavailable("Tokens cannot be checked now; try again soon."),
    }
}
