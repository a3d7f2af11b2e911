//! What every handler may need. The service itself joins once the database is fit.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::admission::Admission;
use super::error::Refusal;
use super::graphql::{Answers, Library};
use super::health::Readiness;
use super::page::WebApp;
use super::recall::Certificates;
use crate::auth::Authenticator;
use crate::auth::authorization_code::CodeFlow;
use crate::config::Config;
use crate::context::Ctx;
use crate::domain::host::Hosts;
use crate::graphql::Api;

/// What every handler may need. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    config: Arc<Config>,
    hosts: Hosts,
    web: Option<WebApp>,
    flow: Option<CodeFlow>,
    admission: Admission,
    readiness: Readiness,
    library: Library,
    answers: Answers,
    certificates: Certificates,
    service: OnceLock<Service>,
    waiting_for: watch::Sender<&'static str>,
    is_draining: AtomicBool,
}

/// What answers requests once the database is fit.
pub struct Service {
    /// Database, clock and settings.
    pub ctx: Arc<Ctx>,
    /// The GraphQL API.
    pub api: Api,
    /// Tells callers by their tokens.
    pub authenticator: Authenticator,
}

impl App {
    /// An app without its service. `address` is where it listens.
    pub fn new(config: Arc<Config>, address: SocketAddr) -> anyhow::Result<Self> {
        let flow = config.sign_in.as_ref().map(|it| CodeFlow::new(it.scopes.clone()));
        Ok(Self(Arc::new(Parts {
            hosts: Hosts::new(&config.public_url, &config.allowed_hosts, address),
            web: WebApp::load(&config)?,
            flow,
            admission: Admission::new(&config.limits),
            readiness: Readiness::default(),
            library: Library::default(),
            answers: Answers::new(config.cache.credentials),
            certificates: Certificates::new(config.cache.credentials),
            service: OnceLock::new(),
            waiting_for: watch::Sender::new("the service is starting"),
            is_draining: AtomicBool::new(false),
            config,
        })))
    }

    /// Lets requests reach the service.
    pub fn open(&self, service: Service) {
        // The start opens once.
        let _ = self.0.service.set(service);
    }

    /// Remembers what the start waits for.
    pub fn wait_because(&self, reason: &'static str) {
        self.0.waiting_for.send_replace(reason);
    }

    /// Says from now on that it should get no more requests.
    pub fn drain(&self) {
        self.0.is_draining.store(true, Ordering::Relaxed);
    }

    /// How long a server that stops lets what is in progress go on.
    #[must_use]
    pub fn drain_time(&self) -> Duration {
        self.0.config.limits.drain
    }

    /// Waits until no execution is in progress, until the deadline of a stopping server.
    pub async fn finish_executions(&self, deadline: Instant) {
        if tokio::time::timeout_at(deadline, self.0.admission.idle())
            .await
            .is_err()
        {
            tracing::warn!("stopping although executions are still in progress");
        }
    }

    /// The service, if it is open.
    #[must_use]
    pub fn service(&self) -> Option<&Service> {
        self.0.service.get()
    }

    /// The service, or the refusal to answer before it is open.
    pub(super) fn open_service(&self) -> Result<&Service, Refusal> {
        self.service()
            .ok_or_else(|| Refusal::unavailable("The service is starting; try again soon."))
    }

    /// Why it should get no requests at all, apart from the state of the database.
    pub(super) fn closed_because(&self) -> Option<&'static str> {
        if self.0.is_draining.load(Ordering::Relaxed) {
            Some("the service is stopping")
        } else if self.service().is_none() {
            Some(*self.0.waiting_for.borrow())
        } else {
            None
        }
    }

    pub(super) fn config(&self) -> &Config {
        &self.0.config
    }

    pub(super) fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    pub(super) fn web(&self) -> Option<&WebApp> {
        self.0.web.as_ref()
    }

    /// How people sign in with a browser; none where they cannot.
    pub(super) fn flow(&self) -> Option<&CodeFlow> {
        self.0.flow.as_ref()
    }

    pub(super) fn admission(&self) -> &Admission {
        &self.0.admission
    }

    pub(super) fn library(&self) -> &Library {
        &self.0.library
    }

    pub(super) fn answers(&self) -> &Answers {
        &self.0.answers
    }

    pub(super) fn certificates(&self) -> &Certificates {
        &self.0.certificates
    }

    pub(super) fn readiness(&self) -> &Readiness {
        &self.0.readiness
    }
}
