//! Signing in with a browser: OAuth 2 authorization code with proof of possession (RFC 6749, RFC 7636).
//!
//! Everything that a sign-in must remember follows from one secret of the browser's: state, verifier and nonce are its
//! hashes. Nothing is kept on the server, and nobody without the secret can finish what was begun with it.

use std::time::Duration;

use axum::http::{HeaderMap, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::BoxFuture;
use oauth2::basic::{
    BasicErrorResponse, BasicErrorResponseType, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
    BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthUrl, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, ExtraTokenFields, HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, StandardRevocableToken, StandardTokenResponse, TokenResponse as _, TokenUrl,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::token::Token;
use crate::config::SignInConfig;

/// Longest code that is worth asking the platform about.
const MAX_CODE: usize = 2048;
/// Largest answer of the platform.
const MAX_ANSWER: usize = 64 << 10;
const CONNECT: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(8);

/// A place where people sign in.
#[derive(Clone, Debug)]
pub struct SignInPlace {
    /// The learning platform, with a slash at the end.
    pub lms_url: Url,
    /// The site that people come back to.
    pub site: Url,
}

/// One sign-in, known by the secret that its browser holds.
#[derive(Clone)]
pub struct Attempt {
    secret: String,
}

/// Why a code brought no token.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The platform does not take the code: it is used, old or never was one.
    #[error("the platform does not take the code")]
    Refused,
    /// The platform does not answer, or not as it should.
    #[error("the platform gives no token: {0}")]
    Failed(String),
}

/// Lets people sign in.
#[derive(Clone)]
pub struct CodeFlow {
    config: SignInConfig,
    http: Http,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct IdToken {
    id_token: Option<String>,
}

impl ExtraTokenFields for IdToken {}

type Answer = StandardTokenResponse<IdToken, BasicTokenType>;
type Oauth = Client<
    BasicErrorResponse,
    Answer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

impl Attempt {
    /// The attempt of a browser that holds this secret.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
        }
    }

    /// Whether the platform sent this browser back, and no other.
    #[must_use]
    pub fn has_state(&self, state: &str) -> bool {
        // Hashes of both are compared, so that the time it takes tells nothing.
        Sha256::digest(state) == Sha256::digest(self.derive("state"))
    }

    fn derive(&self, purpose: &str) -> String {
        let digest = Sha256::new()
            .chain_update(purpose)
            .chain_update([0])
            .chain_update(&self.secret)
            .finalize();
        URL_SAFE_NO_PAD.encode(digest)
    }
}

impl CodeFlow {
    /// Makes it ready.
    pub fn new(config: SignInConfig) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("credentials/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self {
            config,
            http: Http(http),
        })
    }

    /// Where the browser goes to sign in.
    pub fn authorize_url(&self, place: &SignInPlace, attempt: &Attempt) -> anyhow::Result<Url> {
        let verifier = PkceCodeVerifier::new(attempt.derive("verifier"));
        let client = self.client(place)?;
        let request = client
            .authorize_url(|| CsrfToken::new(attempt.derive("state")))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scopes(self.config.scopes.iter().cloned().map(Scope::new))
            .add_extra_param("nonce", attempt.derive("nonce"));
        Ok(request.url().0)
    }

    /// Turns the code that the browser brought back into the platform's token, which is not verified yet.
    pub async fn exchange(&self, place: &SignInPlace, attempt: &Attempt, code: &str) -> Result<String, ExchangeError> {
        if code.is_empty() || code.len() > MAX_CODE {
            return Err(ExchangeError::Refused);
        }
        let failed = |it: &dyn std::fmt::Display| ExchangeError::Failed(it.to_string());
        let client = self.client(place).map_err(|it| failed(&it))?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.derive("verifier")))
            .add_extra_param("token_type", "jwt")
            .request_async(&self.http)
            .await
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(refusal) => match refusal.error() {
                    BasicErrorResponseType::InvalidGrant | BasicErrorResponseType::InvalidRequest => {
                        ExchangeError::Refused
                    }
                    other => failed(&format!("it answers {other:?}")),
                },
                RequestTokenError::Request(error) => failed(&error),
                // What it said could hold a token.
                RequestTokenError::Parse(..) => failed(&"its answer is no token"),
                RequestTokenError::Other(_) => failed(&"its answer cannot be understood"),
            })?;
        match answer.token_type() {
            BasicTokenType::Bearer => {}
            BasicTokenType::Extension(kind) if kind.eq_ignore_ascii_case("jwt") => {}
            BasicTokenType::Mac | BasicTokenType::Extension(_) => return Err(failed(&"its token is of another kind")),
        }
        if let Some(id_token) = &answer.extra_fields().id_token {
            self.check_id_token(id_token, attempt)?;
        }
        Ok(answer.access_token().secret().clone())
    }

    /// An identity token that comes along must be for this application and this attempt. It came from the platform itself,
    /// over a connection of ours, so its signature proves nothing more (OpenID Connect Core, 3.1.3.7).
    fn check_id_token(&self, text: &str, attempt: &Attempt) -> Result<(), ExchangeError> {
        let wrong = |it: &str| ExchangeError::Failed(format!("its identity token is {it}"));
        let token = Token::parse(text).map_err(|_| wrong("none"))?;
        let is_ours = match token.payload.get("aud") {
            Some(Value::String(audience)) => *audience == self.config.client_id,
            Some(Value::Array(audiences)) => audiences.iter().any(|it| it == &self.config.client_id),
            _ => false,
        };
        if !is_ours {
            return Err(wrong("for another application"));
        }
        match token.payload.get("nonce") {
            Some(Value::String(nonce)) if *nonce == attempt.derive("nonce") => Ok(()),
            _ => Err(wrong("of another sign-in")),
        }
    }

    fn client(&self, place: &SignInPlace) -> anyhow::Result<Oauth> {
        let SignInPlace { lms_url, site } = place;
        let secret = String::from_utf8_lossy(&self.config.client_secret.0).into_owned();
        Ok(Client::new(ClientId::new(self.config.client_id.clone()))
            .set_client_secret(ClientSecret::new(secret))
            .set_auth_uri(AuthUrl::from_url(lms_url.join("oauth2/authorize")?))
            .set_token_uri(TokenUrl::from_url(lms_url.join("oauth2/access_token")?))
            .set_redirect_uri(RedirectUrl::from_url(site.join("/sign-in/callback")?)))
    }
}

/// How requests are sent.
#[derive(Clone)]
struct Http(reqwest::Client);

impl Http {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, SendError> {
        let (parts, body) = request.into_parts();
        let url: Url = parts
            .uri
            .to_string()
            .parse()
            .map_err(|_| SendError("its address is none"))?;
        let mut response = self
            .0
            .request(parts.method, url)
            .headers(parts.headers)
            .body(body)
            .send()
            .await
            .map_err(|error| {
                if error.is_timeout() {
                    SendError("it does not answer in time")
                } else {
                    SendError("it cannot be reached")
                }
            })?;
        let status = response.status();
        let headers: HeaderMap = response.headers().clone();
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| SendError("its answer breaks off"))? {
            if bytes.len() + chunk.len() > MAX_ANSWER {
                return Err(SendError("its answer is too large"));
            }
            bytes.extend_from_slice(&chunk);
        }
        let mut answer = Response::new(bytes);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = SendError;
    type Future = BoxFuture<'c, Result<HttpResponse, SendError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct SendError(&'static str);
