//! The real server of a test: its own database, platform, clock and threads, spoken to over real HTTP.

mod host;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DatabaseConnection;
use serde_json::json;
use server::clock::Clock;
use server::config::jwt::Secret;
use server::config::{Config, SignInApplication, SignInConfig};
use server::context::Ctx;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tracing::instrument::WithSubscriber as _;
use url::Url;

use self::host::Host;
use crate::client::{self, Client, RawReply};
use crate::database::{Database, Engine};
use crate::persona::{self, Persona};
use crate::platform::token::TokenSpec;
use crate::platform::{AUDIENCE, BACKEND_APPLICATION, Platform, SIGN_IN_APPLICATION};
use crate::statements::{Observer, Statements};

/// What the server of a test believes to be its public address.
pub const PUBLIC_URL: &str = "https://credentials.example.org";

/// A running server with everything it needs; gone when dropped.
pub struct TestApp {
    // Fields are dropped in this order: the server goes before what it uses.
    host: Host,
    observer: Observer,
    http: reqwest::Client,
    config: Config,
    clock: Clock,
    platform: Arc<Platform>,
    database: Arc<Database>,
    /// Where its pictures are kept; replicas share it.
    assets: Arc<TempDir>,
}

impl TestApp {
    /// Starts a server with a fresh database of this engine and a platform of its own.
    ///
    /// # Panics
    /// When anything does not start; a test cannot go on then.
    pub async fn start(engine: Engine) -> Self {
        Self::configured(engine, |_| ()).await
    }

    /// The same with settings changed by `edit`.
    ///
    /// # Panics
    /// When anything does not start.
    pub async fn configured(engine: Engine, edit: impl FnOnce(&mut Config)) -> Self {
        let database = Database::fresh(engine).await;
        Self::on(database.unwrap_or_else(|error| panic!("no database: {error:#}")), edit).await
    }

    /// The same with a database that is there already.
    ///
    /// # Panics
    /// When anything does not start.
    pub async fn on(database: Database, edit: impl FnOnce(&mut Config)) -> Self {
        let clock = Clock::frozen(start_of_time());
        let platform = {
            let clock = clock.clone();
            Platform::start_at(SocketAddr::from(([127, 0, 0, 1], 0)), Arc::new(move || clock.now())).await
        };
        let platform = platform.unwrap_or_else(|error| panic!("no platform: {error:#}"));
        let assets = Arc::new(TempDir::new().expect("a folder"));
        Self::with(Arc::new(database), Arc::new(platform), assets, clock, edit).await
    }

    /// One more server on the same database, platform and clock, as behind a load balancer.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn replica(&self) -> Self {
        self.replica_configured(|_| ()).await
    }

    /// The same with settings changed by `edit`.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn replica_configured(&self, edit: impl FnOnce(&mut Config)) -> Self {
        Self::with(
            Arc::clone(&self.database),
            Arc::clone(&self.platform),
            Arc::clone(&self.assets),
            self.clock.clone(),
            edit,
        )
        .await
    }

    /// One more server on the same database, with another way to it.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn replica_through(&self, database_url: &Url) -> Self {
        Self::with(
            Arc::clone(&self.database),
            Arc::clone(&self.platform),
            Arc::clone(&self.assets),
            self.clock.clone(),
            |config| config.database_url = database_url.clone(),
        )
        .await
    }

    async fn with(
        database: Arc<Database>,
        platform: Arc<Platform>,
        assets: Arc<TempDir>,
        clock: Clock,
        edit: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = config(&database, &platform, &assets);
        edit(&mut config);
        let observer = Observer::default();
        let host = Host::start(config.clone(), clock.clone(), observer.dispatch()).await;
        let host = host.unwrap_or_else(|error| panic!("the server does not start: {error:#}\n{}", observer.log()));
        Self {
            host,
            observer,
            http: client::http(),
            config,
            clock,
            platform,
            database,
            assets,
        }
    }

    /// Calls without a token.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client::new(&self.http, self.address(), None)
    }

    /// Calls as the learner of this account name.
    ///
    /// # Panics
    /// When there is no such persona.
    #[must_use]
    pub fn learner(&self, username: &str) -> Client {
        self.persona(persona::named(username).unwrap_or_else(|| panic!("nobody is called {username}")))
    }

    /// Calls as staff of the institution.
    #[must_use]
    pub fn staff(&self) -> Client {
        self.persona(&persona::SOFIA)
    }

    /// Calls as the platform's service account.
    #[must_use]
    pub fn service(&self) -> Client {
        self.persona(&persona::LMS_WORKER)
    }

    /// Calls as superuser.
    #[must_use]
    pub fn superuser(&self) -> Client {
        self.persona(&persona::MAGDA)
    }

    /// Calls as this persona, with the token it would get by signing in now.
    #[must_use]
    pub fn persona(&self, persona: &Persona) -> Client {
        self.bearer(&TokenSpec::of(persona))
    }

    /// Calls with a token of any kind, minted by this app's platform.
    ///
    /// # Panics
    /// When the token cannot be signed.
    #[must_use]
    pub fn bearer(&self, spec: &TokenSpec) -> Client {
        let token = self
            .platform
            .mint(spec)
            .unwrap_or_else(|error| panic!("no token: {error:#}"));
        self.authorization(&format!("JWT {token}"))
    }

    /// Calls with this very `Authorization` header.
    #[must_use]
    pub fn authorization(&self, value: &str) -> Client {
        Client::new(&self.http, self.address(), Some(value))
    }

    /// Sends these bytes over a connection of their own and reads until the server closes it.
    ///
    /// # Panics
    /// When the server cannot be reached, or keeps the connection open for more than a minute.
    pub async fn raw(&self, request: impl AsRef<[u8]>) -> RawReply {
        RawReply::to(self.connect().await, request.as_ref()).await
    }

    /// Opens a connection to the server, for tests of what is sent when.
    ///
    /// # Panics
    /// When the server cannot be reached.
    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address())
            .await
            .expect("a connection to the server")
    }

    /// What a use case of the server needs, with a pool of its own: for work that nobody asks for over HTTP.
    ///
    /// # Panics
    /// When the database cannot be reached.
    pub async fn ctx(&self) -> Ctx {
        let database =
            server::store::Database::connect(&self.config.database_url, Some(self.config.limits.execution)).await;
        let database = database.unwrap_or_else(|error| panic!("no database: {error:#}"));
        Ctx::new(database, self.clock.clone(), Arc::new(self.config.clone()))
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.host.address()
    }

    /// Where the server's metrics are, if they are on.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.host.metrics_address()
    }

    /// The test's own connection to the server's database.
    #[must_use]
    pub fn db(&self) -> &DatabaseConnection {
        self.database.connection()
    }

    /// The server's database.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The simulated learning platform.
    #[must_use]
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The time, which stands still.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Moves the time of server and platform.
    pub fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// How many SQL statements the server runs while `work` is done, and what comes of that.
    pub async fn count_statements<T>(&self, work: impl AsyncFnOnce() -> T) -> (Statements, T) {
        let before = self.observer.statements();
        let result = work().await;
        (self.observer.statements() - before, result)
    }

    /// The same for work that the test does itself, such as a worker's.
    pub async fn count_own_statements<T>(&self, work: impl Future<Output = T>) -> (Statements, T) {
        let before = self.observer.statements();
        let result = work.with_subscriber(self.observer.dispatch()).await;
        (self.observer.statements() - before, result)
    }

    /// Does one round of background work, as the worker beside a server does it.
    ///
    /// # Panics
    /// When the database cannot be reached.
    pub async fn work(&self) {
        let ctx = self.ctx().await;
        server::worker::work(&ctx).await;
        ctx.db.clone().close().await;
    }

    /// The folder in which the server keeps pictures.
    #[must_use]
    pub fn assets_dir(&self) -> PathBuf {
        self.assets.path().join("pictures")
    }

    /// What the server has logged up to now: a JSON object per line.
    #[must_use]
    pub fn log(&self) -> String {
        self.observer.log()
    }

    /// Stops the server as a signal would: requests in progress are answered first.
    pub async fn stop(self) {
        let Self { mut host, .. } = self;
        host.stop().await;
    }
}

/// Lets people sign in through the platform of the settings.
///
/// # Panics
/// When the settings name no platform of the kit.
pub fn sign_in_through_platform(config: &mut Config) {
    let issuer = &config.jwt.issuers[0].issuer;
    let lms_url = issuer.strip_suffix("oauth2").expect("an issuer of the kit");
    let lms_url: Url = lms_url.parse().expect("an address");
    config.sign_in = Some(SignInConfig {
        lms_url: Some(lms_url.clone()),
        applications: vec![SignInApplication {
            lms_url,
            client_id: SIGN_IN_APPLICATION.client_id.to_owned(),
            client_secret: Secret(SIGN_IN_APPLICATION.client_secret.as_bytes().to_vec()),
        }],
        scopes: ["user_id", "profile", "email"].map(str::to_owned).to_vec(),
    });
}

/// Where every test's time begins.
fn start_of_time() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_009_000, 0).unwrap_or_default()
}

/// The settings of a test's server, before the test changes them: read as the server reads its environment.
fn config(database: &Database, platform: &Platform, assets: &TempDir) -> Config {
    let issuer = json!({
        "issuer": platform.issuer(),
        "audience": AUDIENCE,
        "algorithms": ["RS512"],
        "jwks_url": platform.jwks_url(),
    });
    let settings = [
        ("CREDENTIALS_DATABASE_URL", database.url().to_string()),
        ("CREDENTIALS_LISTEN", "127.0.0.1:0".to_owned()),
        ("CREDENTIALS_METRICS_LISTEN", "127.0.0.1:0".to_owned()),
        ("CREDENTIALS_PUBLIC_URL", PUBLIC_URL.to_owned()),
        ("CREDENTIALS_JWT_ISSUERS", json!([issuer]).to_string()),
        (
            "CREDENTIALS_JWT_SERVICE_USERNAMES",
            json!([persona::LMS_WORKER.username]).to_string(),
        ),
        ("CREDENTIALS_PLATFORM_URL", platform.origin().to_owned()),
        (
            "CREDENTIALS_PLATFORM_CLIENT_ID",
            BACKEND_APPLICATION.client_id.to_owned(),
        ),
        (
            "CREDENTIALS_PLATFORM_CLIENT_SECRET",
            BACKEND_APPLICATION.client_secret.to_owned(),
        ),
        ("CREDENTIALS_CATALOG_URL", platform.catalogue_url()),
        (
            "CREDENTIALS_ASSETS_DIR",
            assets.path().join("pictures").display().to_string(),
        ),
        // It would work, and run statements, while a test looks on.
        ("CREDENTIALS_WORKER_ENABLED", "false".to_owned()),
        // Time stands still, so nothing would ever be too old; and tests write rows and start replicas behind a server's back.
        ("CREDENTIALS_CACHE_CREDENTIALS", "0s".to_owned()),
        ("CREDENTIALS_CACHE_CERTIFICATE_SOURCES", "0s".to_owned()),
    ];
    let settings = settings.map(|(name, value)| (OsString::from(name), OsString::from(value)));
    let (config, _) = Config::load(None, settings).unwrap_or_else(|error| panic!("bad settings: {error}"));
    config
}
