//! Signing in with a browser: OAuth 2 authorization code with proof of possession (RFC 6749, RFC 7636).
//!
//! Everything that a sign-in must remember follows from one secret of the browser's: state, verifier and nonce are its
//! hashes. Nothing is kept on the server, and nobody without the secret can finish what was begun with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth2::basic::{
    BasicErrorResponse, BasicErrorResponseType, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
    BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthUrl, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, ExtraTokenFields, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    StandardRevocableToken, StandardTokenResponse, TokenResponse as _, TokenUrl,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::token::Token;
use crate::config::SignInApplication;

/// Longest code that is worth asking the platform about.
const MAX_CODE: usize = 2048;

/// A place where people sign in.
#[derive(Clone, Debug)]
pub struct SignInPlace {
    /// Who the service is on the learning platform. Its secret goes to that platform and nowhere else.
    pub application: SignInApplication,
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
pub enum ExchangeError<E> {
    /// The platform does not take the code: it is used, old or never was one.
    #[error("the platform does not take the code")]
    Refused,
    /// The platform does not answer as it should.
    #[error("the platform gives no token: {0}")]
    Failed(String),
    /// The platform does not answer.
    #[error("the platform gives no token: {0}")]
    Unanswered(E),
}

/// Lets people sign in.
#[derive(Clone)]
pub struct CodeFlow {
    scopes: Vec<String>,
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
    /// Asks the platform to tell this much.
    #[must_use]
    pub fn new(scopes: Vec<String>) -> Self {
        Self { scopes }
    }

    /// Where the browser goes to sign in.
    pub fn authorize_url(&self, place: &SignInPlace, attempt: &Attempt) -> anyhow::Result<Url> {
        let verifier = PkceCodeVerifier::new(attempt.derive("verifier"));
        let client = client(place)?;
        let request = client
            .authorize_url(|| CsrfToken::new(attempt.derive("state")))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scopes(self.scopes.iter().cloned().map(Scope::new))
            .add_extra_param("nonce", attempt.derive("nonce"));
        Ok(request.url().0)
    }

    /// Turns the code that the browser brought back into the platform's token, which is not verified yet. It is sent by `http`, once.
    pub async fn exchange<C, E>(
        &self,
        place: &SignInPlace,
        attempt: &Attempt,
        code: &str,
        http: &C,
    ) -> Result<String, ExchangeError<E>>
    where
        C: for<'c> AsyncHttpClient<'c, Error = E>,
        E: std::error::Error + 'static,
    {
        if code.is_empty() || code.len() > MAX_CODE {
            return Err(ExchangeError::Refused);
        }
        let failed = |it: &dyn std::fmt::Display| ExchangeError::Failed(it.to_string());
        let client = client(place).map_err(|it| failed(&it))?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.derive("verifier")))
            .add_extra_param("token_type", "jwt")
            .request_async(http)
            .await
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(refusal) => match refusal.error() {
                    BasicErrorResponseType::InvalidGrant | BasicErrorResponseType::InvalidRequest => {
                        ExchangeError::Refused
                    }
                    other => failed(&format!("it answers {other:?}")),
                },
                RequestTokenError::Request(error) => ExchangeError::Unanswered(error),
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
            check_id_token(id_token, place, attempt).map_err(|it| failed(&it))?;
        }
        Ok(answer.access_token().secret().clone())
    }
}

/// An identity token that comes along must be for this application and this attempt. It came from the platform itself, over a
/// connection of ours, so its signature proves nothing more (OpenID Connect Core, 3.1.3.7).
fn check_id_token(text: &str, place: &SignInPlace, attempt: &Attempt) -> Result<(), &'static str> {
    let token = Token::parse(text).map_err(|_| "its identity token is none")?;
    let client_id = &place.application.client_id;
    let is_ours = match token.payload.get("aud") {
        Some(Value::String(audience)) => audience == client_id,
        Some(Value::Array(audiences)) => audiences.iter().any(|it| it == client_id),
        _ => false,
    };
    if !is_ours {
        return Err("its identity token is for another application");
    }
    match token.payload.get("nonce") {
        Some(Value::String(nonce)) if *nonce == attempt.derive("nonce") => Ok(()),
        _ => Err("its identity token is of another sign-in"),
    }
}

fn client(SignInPlace { application, site }: &SignInPlace) -> anyhow::Result<Oauth> {
    let SignInApplication {
        lms_url,
        client_id,
        client_secret,
    } = application;
    let secret = String::from_utf8_lossy(&client_secret.0).into_owned();
    Ok(Client::new(ClientId::new(client_id.clone()))
        .set_client_secret(ClientSecret::new(secret))
        .set_auth_uri(AuthUrl::from_url(lms_url.join("oauth2/authorize")?))
        .set_token_uri(TokenUrl::from_url(lms_url.join("oauth2/access_token")?))
        .set_redirect_uri(RedirectUrl::from_url(site.join("/sign-in/callback")?)))
}
