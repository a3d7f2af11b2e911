//! The simulated learning platform: sign-in, tokens, keys and accounts over real HTTP.
//!
//! It stands where an Open edX LMS stands in production, speaks as that does, and is no part of the server.
//! Tests start one each and may script it to misbehave; the binary `simulated-platform` runs the same for
//! developers. Everyone may sign in as everyone: it listens on loopback addresses only.
//!
//! Parts: [`key`] and [`token`] (what is signed), [`answer`] (misbehaving on demand), [`catalogue`] (the catalogue service, which
//! it serves beside itself), [`learning`] (certificates and grades), and the routes `home`, `jwks`, `authorize`, `access_token`, `account`.

pub mod account;
pub mod answer;
pub mod catalogue;
pub mod jwks;
pub mod key;
pub mod learning;
pub mod token;

mod access_token;
mod application;
mod authorize;
mod caller;
mod home;
mod params;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use anyhow::Context as _;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use self::account::Account;
use self::answer::{Answer, Endpoint, Script, scripted};
use self::catalogue::{Catalogue, Listing};
use self::key::{RsaAlgorithm, SigningKey};
use self::learning::Learning;
use self::token::{Issuer, TokenSpec};
use crate::persona::Persona;

pub use self::application::{
    Application, BACKEND_APPLICATION, DEMO_STAFF_APPLICATION, SIGN_IN_APPLICATION, WORKER_APPLICATION,
};

/// Who the platform's tokens are for, unless a test says otherwise.
pub const AUDIENCE: &str = "credentials";

/// Tells the time; tests give the platform the server's clock.
pub type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// A running simulated learning platform; stops when dropped.
pub struct Platform {
    state: Arc<State>,
    server: JoinHandle<()>,
}

impl Platform {
    /// Starts one on a free port, by the system's clock.
    pub async fn start() -> anyhow::Result<Self> {
        Self::start_at(
            SocketAddr::from(([127, 0, 0, 1], 0)),
            Arc::new(|| SystemTime::now().into()),
        )
        .await
    }

    /// Starts one on this loopback address, by this clock.
    pub async fn start_at(address: SocketAddr, now: Now) -> anyhow::Result<Self> {
        anyhow::ensure!(
            address.ip().is_loopback(),
            "the simulated platform lets anyone in as anyone, so it listens on loopback addresses only, not on {address}"
        );
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("listen on {address}"))?;
        let origin = format!("http://{}", listener.local_addr()?);
        let key = tokio::task::spawn_blocking(|| SigningKey::make(RsaAlgorithm::default())).await??;
        let state = Arc::new(State {
            issuer: format!("{origin}/oauth2"),
            catalogue: Mutex::new(Arc::new(Catalogue::demonstration(&origin))),
            origin,
            now,
            keys: Mutex::new(Keys {
                signing: key.clone(),
                published: vec![key],
            }),
            script: Script::default(),
            grants: Mutex::new(HashMap::new()),
            accounts: Mutex::new(account::of_everybody()),
            learning: Mutex::default(),
        });
        let routes = routes(&state);
        let server = tokio::spawn(async move {
            // Ends with the task; a listener of axum retries what fails.
            drop(axum::serve(listener, routes).await);
        });
        Ok(Self { state, server })
    }

    /// Where it is, without a trailing slash.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.state.origin
    }

    /// The claim `iss` of its tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.state.issuer
    }

    /// Where its public keys are.
    #[must_use]
    pub fn jwks_url(&self) -> String {
        format!("{}{}", self.state.origin, jwks::PATH)
    }

    /// Where tokens are given for codes and client credentials.
    #[must_use]
    pub fn token_url(&self) -> String {
        format!("{}/oauth2/access_token", self.state.origin)
    }

    /// Where the catalogue service is; ends with a slash.
    #[must_use]
    pub fn catalogue_url(&self) -> String {
        format!("{}{}", self.state.origin, catalogue::PATH)
    }

    /// What the catalogue service lists now.
    #[must_use]
    pub fn catalogue(&self) -> Catalogue {
        (*self.state.catalogue()).clone()
    }

    /// Lets the catalogue service list this from now on.
    pub fn list(&self, catalogue: Catalogue) {
        self.state.list(catalogue);
    }

    /// Changes what the catalogue service lists from now on.
    pub fn edit_catalogue(&self, edit: impl FnOnce(&mut Catalogue)) {
        let mut catalogue = self.catalogue();
        edit(&mut catalogue);
        self.list(catalogue);
    }

    /// Changes which accounts there are, and what they tell.
    pub fn edit_accounts(&self, edit: impl FnOnce(&mut Vec<Account>)) {
        edit(&mut self.state.accounts.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Changes which certificates and grades there are.
    pub fn edit_learning(&self, edit: impl FnOnce(&mut Learning)) {
        edit(&mut self.state.learning.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Its public keys as published now.
    #[must_use]
    pub fn jwks(&self) -> Value {
        jwks::published(&self.state)
    }

    /// Writes and signs a token.
    pub fn mint(&self, spec: &TokenSpec) -> anyhow::Result<String> {
        self.state.mint(spec)
    }

    /// The token that this persona would get by signing in now.
    pub fn token_of(&self, persona: &Persona) -> anyhow::Result<String> {
        self.mint(&TokenSpec::of(persona))
    }

    /// Signs this persona in where an application sent a browser to, and gives the address to which that goes back.
    ///
    /// # Panics
    /// When the platform does not send it back.
    pub async fn sign_in(&self, address: &str, username: &str) -> String {
        let url = url::Url::parse(address).expect("an address");
        let mut form: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        form.push(("username".to_owned(), username.to_owned()));
        let response = crate::client::http()
            .post(format!("{}/oauth2/authorize", self.origin()))
            .form(&form)
            .send()
            .await
            .expect("an answer");
        let location = response.headers().get(reqwest::header::LOCATION);
        let location = location.and_then(|it| it.to_str().ok());
        location
            .unwrap_or_else(|| panic!("the platform sends nobody back: {}", response.status()))
            .to_owned()
    }

    /// The key that signs now.
    #[must_use]
    pub fn signing_key(&self) -> SigningKey {
        self.state.keys().signing.clone()
    }

    /// Publishes one more key without signing by it.
    pub fn publish(&self, key: &SigningKey) {
        self.state.keys().published.push(key.clone());
    }

    /// Stops publishing a key.
    pub fn withdraw(&self, kid: &str) {
        self.state.keys().published.retain(|it| it.kid() != kid);
    }

    /// Publishes this key beside the others and signs by it from now on.
    pub fn rotate_to(&self, key: &SigningKey) {
        let mut keys = self.state.keys();
        keys.published.push(key.clone());
        keys.signing = key.clone();
    }

    /// How often an endpoint was asked.
    #[must_use]
    pub fn n_requests(&self, endpoint: Endpoint) -> usize {
        self.state.script.count(endpoint)
    }

    /// Answers the next request in this way; several of them queue up.
    pub fn answer_next(&self, endpoint: Endpoint, answer: Answer) {
        self.state.script.next(endpoint, answer);
    }

    /// Answers every request in this way from now on.
    pub fn answer_always(&self, endpoint: Endpoint, answer: Answer) {
        self.state.script.always(endpoint, answer);
    }

    /// Behaves well again; requests that were left hanging are answered, too.
    pub fn behave(&self, endpoint: Endpoint) {
        self.state.script.behave(endpoint);
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// What the routes share.
pub(crate) struct State {
    origin: String,
    issuer: String,
    now: Now,
    keys: Mutex<Keys>,
    script: Script,
    catalogue: Mutex<Arc<Catalogue>>,
    grants: Mutex<HashMap<String, authorize::Grant>>,
    accounts: Mutex<Vec<Account>>,
    learning: Mutex<Learning>,
}

struct Keys {
    signing: SigningKey,
    published: Vec<SigningKey>,
}

impl State {
    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.catalogue.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn list(&self, catalogue: Catalogue) {
        *self.catalogue.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalogue);
    }

    fn learning(&self) -> Learning {
        self.learning.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The account of this number.
    fn account_by_number(&self, user_id: i64) -> Option<Account> {
        let accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        accounts.iter().find(|it| it.user_id == user_id).cloned()
    }

    /// The account of this name, whatever its case.
    fn account(&self, username: &str) -> Option<Account> {
        let accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        accounts
            .iter()
            .find(|it| it.username.eq_ignore_ascii_case(username))
            .cloned()
    }

    fn mint(&self, spec: &TokenSpec) -> anyhow::Result<String> {
        let key = self.keys().signing.clone();
        spec.mint(&Issuer {
            name: &self.issuer,
            audience: AUDIENCE,
            key: &key,
            now: (self.now)(),
        })
    }
}

fn routes(state: &Arc<State>) -> Router {
    let scripted = |endpoint| axum::middleware::from_fn_with_state((Arc::clone(state), endpoint), scripted);
    Router::new()
        .route("/", get(home::show))
        .route("/simulated/token/{username}", get(home::token))
        .route(jwks::PATH, get(jwks::show).layer(scripted(Endpoint::Jwks)))
        .route(
            "/oauth2/authorize",
            get(authorize::ask)
                .post(authorize::decide)
                .layer(scripted(Endpoint::Authorize)),
        )
        .route("/logout", get(authorize::sign_out))
        .route(
            "/oauth2/access_token",
            axum::routing::post(access_token::exchange).layer(scripted(Endpoint::AccessToken)),
        )
        .route(
            "/api/user/v1/accounts",
            get(account::list).layer(scripted(Endpoint::Account)),
        )
        .route(
            "/api/user/v1/accounts/{username}",
            get(account::one).layer(scripted(Endpoint::Account)),
        )
        .route(
            "/api/edx_name_affirmation/v1/verified_name",
            get(account::verified_name).layer(scripted(Endpoint::VerifiedName)),
        )
        .route(
            "/api/certificates/v0/certificates/{username}/",
            get(learning::certificates).layer(scripted(Endpoint::Certificate)),
        )
        .route(
            "/api/certificates/v0/certificates/{username}/courses/{*course_id}",
            get(learning::one_certificate).layer(scripted(Endpoint::Certificate)),
        )
        .route(
            "/api/grades/v1/courses/",
            get(learning::grades).layer(scripted(Endpoint::Grade)),
        )
        .route(
            &listing(Listing::Organizations),
            get(catalogue::organizations).layer(scripted(Endpoint::Catalogue(Listing::Organizations))),
        )
        .route(
            &listing(Listing::Courses),
            get(catalogue::courses).layer(scripted(Endpoint::Catalogue(Listing::Courses))),
        )
        .route(
            &listing(Listing::Programs),
            get(catalogue::programs).layer(scripted(Endpoint::Catalogue(Listing::Programs))),
        )
        .route(
            &listing(Listing::Pathways),
            get(catalogue::pathways).layer(scripted(Endpoint::Catalogue(Listing::Pathways))),
        )
        .route("/logos/{file}", get(catalogue::logo).layer(scripted(Endpoint::Logo)))
        .fallback(async || StatusCode::NOT_FOUND)
        .with_state(Arc::clone(state))
}

fn listing(listing: Listing) -> String {
    format!("{}{}/", catalogue::PATH, listing.name())
}
