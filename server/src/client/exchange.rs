//! One request and its answer: bounded in time, size and number of attempts, and never sent elsewhere.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use reqwest::{Client, ClientBuilder, RequestBuilder, Response, redirect};
use tokio::time::{Instant, sleep};
use url::Url;

use super::breaker::{Breaker, Turn};
use super::error::ClientError;
use super::resolver::Within;
use super::retry_after;
use crate::clock::Clock;
use crate::domain::web_address::Reach;
use crate::telemetry::metric;

/// Largest answer in bytes, counted as it is after decompression.
pub(super) const MAX_BYTES: usize = 10 << 20;
/// Longest wait for a connection.
const MAX_CONNECT_TIME: Duration = Duration::from_secs(3);
/// Most attempts at one call.
const MAX_ATTEMPTS: u32 = 3;
/// Most redirects within one origin.
const MAX_REDIRECTS: usize = 3;
/// First pause between two attempts; doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// What is called, for metrics and breakers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Upstream {
    /// Tokens of the learning platform.
    Token,
    /// Accounts of the learning platform.
    Account,
    /// Verified names of the learning platform.
    VerifiedName,
    /// The catalogue service.
    Catalogue,
    /// Certificates of the learning platform.
    Certificate,
    /// Grades of the learning platform.
    Grade,
    /// Tokens of the learning platform for codes that browsers bring.
    Code,
    /// Logos that the catalogue service names.
    Logo,
}

impl Upstream {
    fn label(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Account => "account",
            Self::VerifiedName => "verified_name",
            Self::Catalogue => "catalogue",
            Self::Certificate => "certificate",
            Self::Grade => "grade",
            Self::Code => "code",
            Self::Logo => "logo",
        }
    }
}

/// How long a call may take with all its attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Somebody waits for the answer: 5 seconds.
    Call,
    /// A job can wait: 10 seconds.
    Job,
}

impl Patience {
    pub(super) fn deadline(self) -> Instant {
        Instant::now() + self.limit()
    }

    pub(super) fn limit(self) -> Duration {
        match self {
            Self::Call => Duration::from_secs(5),
            Self::Job => Duration::from_secs(10),
        }
    }
}

/// A request that may be repeated.
pub(super) struct Ask<'a> {
    pub(super) upstream: Upstream,
    pub(super) url: &'a Url,
    pub(super) authorization: Option<HeaderValue>,
    /// When the last attempt must have ended.
    pub(super) deadline: Instant,
}

/// The body of an answer with status 200.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) content_type: Option<String>,
    pub(super) bytes: Vec<u8>,
}

/// Sends requests. Cheap to clone; clones share connections and breakers.
#[derive(Clone, Debug)]
pub(super) struct Http(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    clock: Clock,
    reach: Reach,
    /// Made when first needed: loading the certificates takes longer than all the rest of a start.
    patient: OnceLock<Option<Client>>,
    once: OnceLock<Option<Client>>,
    wary: OnceLock<Option<Client>>,
    breakers: Mutex<HashMap<(Upstream, String), Breaker>>,
}

/// What the other side says when it lives and has too much to do.
const BUSY: &str = "it is busy";

impl Http {
    pub(super) fn new(clock: Clock, reach: Reach) -> Self {
        Self(Arc::new(Inner {
            clock,
            reach,
            patient: OnceLock::new(),
            once: OnceLock::new(),
            wary: OnceLock::new(),
            breakers: Mutex::default(),
        }))
    }

    /// Gets a configured address, trying again while there is hope.
    pub(super) async fn get(&self, ask: &Ask<'_>) -> Result<Answer, ClientError> {
        let mut n_attempts = 0;
        loop {
            let error = match self.attempt(ask, Client::get::<Url>).await? {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            n_attempts += 1;
            let ClientError::Unavailable { retry_after, .. } = error else {
                return Err(error);
            };
            let pause = crate::id::part_of(FIRST_PAUSE * (1 << n_attempts)).max(retry_after.unwrap_or_default());
            if n_attempts == MAX_ATTEMPTS || Instant::now() + pause >= ask.deadline {
                return Err(error);
            }
            sleep(pause).await;
        }
    }

    /// Posts a form to a configured address, once: whether it may be repeated only the caller knows.
    pub(super) async fn post(&self, ask: &Ask<'_>, form: &[(&str, &str)]) -> Result<Answer, ClientError> {
        self.attempt(ask, |client, url| client.post(url).form(form)).await?
    }

    /// The client for what is sent once and nowhere else: it follows no redirect.
    pub(super) fn once(&self) -> Result<&Client, ClientError> {
        ready(&self.0.once, || builder().redirect(redirect::Policy::none()))
    }

    /// The client for what may be repeated: it follows redirects within one origin.
    pub(super) fn patient(&self) -> Result<&Client, ClientError> {
        ready(&self.0.patient, || builder().redirect(within_origin()))
    }

    /// The same for hosts that are called for nothing but files: it connects to no private address, whatever their names lead to.
    pub(super) fn wary(&self) -> Result<&Client, ClientError> {
        let resolver = Within(self.0.reach);
        ready(&self.0.wary, || {
            builder().redirect(within_origin()).dns_resolver(resolver)
        })
    }

    /// One attempt. The outer error is final: the address is left alone for a while.
    async fn attempt(
        &self,
        ask: &Ask<'_>,
        request: impl Fn(&Client, Url) -> RequestBuilder,
    ) -> Result<Result<Answer, ClientError>, ClientError> {
        self.watched(ask.upstream, ask.url, async || {
            let mut request = request(self.patient()?, ask.url.clone())
                .timeout(ask.deadline.saturating_duration_since(Instant::now()))
                .header(header::ACCEPT, "application/json");
            if let Some(authorization) = &ask.authorization {
                request = request.header(header::AUTHORIZATION, authorization.clone());
            }
            let response = self.send(request).await?;
            self.judge(&response)?;
            let content_type = response.headers().get(header::CONTENT_TYPE);
            Ok(Answer {
                content_type: content_type.and_then(|it| it.to_str().ok()).map(str::to_owned),
                bytes: read(response, MAX_BYTES).await?,
            })
        })
        .await
    }

    /// Does a call unless its address is left alone, and learns from what comes of it. The outer error says that nothing was sent.
    pub(super) async fn watched<T>(
        &self,
        upstream: Upstream,
        url: &Url,
        call: impl AsyncFnOnce() -> Result<T, ClientError>,
    ) -> Result<Result<T, ClientError>, ClientError> {
        let key = (upstream, url.origin().ascii_serialization());
        let admission = self.breakers().entry(key.clone()).or_default().admit(Instant::now());
        if let Err(wait) = admission {
            return Err(ClientError::Unavailable {
                retry_after: Some(wait),
                why: "it has failed again and again and is left alone for a moment",
            });
        }
        let started = Instant::now();
        let result = call().await;
        count(upstream, started, &result);
        let turn = {
            let mut breakers = self.breakers();
            let breaker = breakers.entry(key).or_default();
            match &result {
                Err(ClientError::Unavailable { why: BUSY, .. }) => Turn::None,
                Err(ClientError::Unavailable { .. }) => breaker.fail(Instant::now()),
                Ok(_) | Err(ClientError::Refused(_) | ClientError::NotFound | ClientError::Invalid(_)) => {
                    breaker.succeed()
                }
            }
        };
        note(upstream, url, turn);
        Ok(result)
    }

    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        request.send().await.map_err(|error| failure(&error))
    }

    /// What the status of an answer means; nothing where it is 200.
    pub(super) fn judge(&self, response: &Response) -> Result<(), ClientError> {
        let status = response.status();
        let retry_after = || retry_after::read(response.headers(), self.0.clock.now());
        Err(match status {
            StatusCode::OK => return Ok(()),
            StatusCode::NOT_FOUND | StatusCode::GONE => ClientError::NotFound,
            StatusCode::TOO_MANY_REQUESTS => ClientError::Unavailable {
                retry_after: retry_after(),
                why: BUSY,
            },
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY => ClientError::unavailable("it asks to try again"),
            it if it.is_server_error() => ClientError::Unavailable {
                retry_after: retry_after(),
                why: "it has an error of its own",
            },
            it if it.is_client_error() => ClientError::Refused(it),
            it if it.is_redirection() => ClientError::Invalid("it sends us elsewhere"),
            _ => ClientError::Invalid("it has no content"),
        })
    }

    fn breakers(&self) -> MutexGuard<'_, HashMap<(Upstream, String), Breaker>> {
        self.0.breakers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What all our clients have in common.
fn builder() -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("credentials/", env!("CARGO_PKG_VERSION")))
        .no_proxy()
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(MAX_CONNECT_TIME)
        .pool_max_idle_per_host(8)
        .gzip(true)
}

fn within_origin() -> redirect::Policy {
    redirect::Policy::custom(|attempt| {
        let start = attempt.previous().first();
        let is_same = start.is_some_and(|it| it.origin() == attempt.url().origin());
        if is_same && attempt.previous().len() <= MAX_REDIRECTS {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}

fn ready(client: &OnceLock<Option<Client>>, make: impl FnOnce() -> ClientBuilder) -> Result<&Client, ClientError> {
    let client = client.get_or_init(|| {
        make()
            .build()
            .inspect_err(|error| tracing::error!(%error, "the HTTP client cannot be made"))
            .ok()
    });
    client
        .as_ref()
        .ok_or_else(|| ClientError::unavailable("this machine cannot make an HTTP client"))
}

pub(super) async fn read(mut response: Response, max_bytes: usize) -> Result<Vec<u8>, ClientError> {
    const TOO_LARGE: ClientError = ClientError::Invalid("it is too large");
    if response.content_length().is_some_and(|it| it > max_bytes as u64) {
        return Err(TOO_LARGE);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        if bytes.len() + chunk.len() > max_bytes {
            return Err(TOO_LARGE);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The error's own text is not kept: it holds the address, which may hold a name.
fn failure(error: &reqwest::Error) -> ClientError {
    ClientError::unavailable(if error.is_timeout() {
        "there is no answer in time"
    } else if error.is_connect() {
        "there is no connection"
    } else {
        "the answer breaks off"
    })
}

fn count<T>(upstream: Upstream, started: Instant, result: &Result<T, ClientError>) {
    let outcome = result.as_ref().map_or_else(ClientError::word, |_| "ok");
    metrics::counter!(metric::CALLS, "upstream" => upstream.label(), "outcome" => outcome).increment(1);
    metrics::histogram!(metric::CALL_SECONDS, "upstream" => upstream.label()).record(started.elapsed().as_secs_f64());
}

fn note(upstream: Upstream, url: &Url, turn: Turn) {
    let (upstream, host) = (upstream.label(), url.host_str().unwrap_or_default());
    let open = metrics::gauge!(metric::OPEN_BREAKERS, "upstream" => upstream);
    match turn {
        Turn::None => {}
        Turn::Opened => {
            open.increment(1);
            tracing::warn!(
                upstream,
                host,
                "{upstream} of {host} fails again and again and is left alone"
            );
        }
        Turn::Closed => {
            open.decrement(1);
            tracing::info!(upstream, host, "{upstream} of {host} answers again");
        }
    }
}

#[cfg(test)]
mod tests;
