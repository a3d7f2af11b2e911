//! The exchange of a code, which a browser brought, for a token of the platform: sent once, because a code counts once.
//!
//! Somebody waits for it. So that a slow platform keeps few of those who sign in, and nobody else, so many exchanges wait for one
//! platform at a time and the others are told to come again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::Response;
use futures_util::future::BoxFuture;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

use super::exchange::{Http, read};
use super::{ClientError, Clients, Patience, Upstream};

/// How many exchanges may wait for one platform.
const MAX_AT_ONCE: usize = 32;
/// Largest answer in bytes.
const MAX_BYTES: usize = 64 << 10;
/// When somebody for whom there was no place may come again.
const PAUSE: Duration = Duration::from_secs(1);

/// The places of those who wait, by the platform's origin: there are as many as the settings name.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting(Arc<Mutex<HashMap<String, Arc<Semaphore>>>>);

/// Sends what the library for OAuth 2.0 writes.
#[derive(Clone, Copy, Debug)]
pub struct CodeExchange<'a>(&'a Clients);

impl Clients {
    /// Sends codes to platforms. Any answer counts that a platform gives about the code, whatever its status; an error says that
    /// it gave none.
    #[must_use]
    pub fn code_exchange(&self) -> CodeExchange<'_> {
        CodeExchange(self)
    }
}

impl<'c> AsyncHttpClient<'c> for CodeExchange<'_> {
    type Error = ClientError;
    type Future = BoxFuture<'c, Result<HttpResponse, ClientError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let Clients { http, waiting, .. } = self.0;
        Box::pin(send(http, waiting, request))
    }
}

async fn send(http: &Http, waiting: &Waiting, request: HttpRequest) -> Result<HttpResponse, ClientError> {
    let (parts, body) = request.into_parts();
    let url: Url = parts
        .uri
        .to_string()
        .parse()
        .map_err(|_| ClientError::Invalid("its address is none"))?;
    let _place = waiting.enter(&url)?;
    let attempt = http.watched(Upstream::Code, &url, async || {
        let request = http.once()?.request(parts.method, url.clone());
        let request = request
            .timeout(Patience::Call.limit())
            .headers(parts.headers)
            .body(body);
        let response = http.send(request).await?;
        if let Err(error @ ClientError::Unavailable { .. }) = http.judge(&response) {
            return Err(error);
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let mut answer = Response::new(read(response, MAX_BYTES).await?);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(answer)
    });
    attempt.await?
}

impl Waiting {
    fn enter(&self, url: &Url) -> Result<OwnedSemaphorePermit, ClientError> {
        let places = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let places = all.entry(url.origin().ascii_serialization());
            Arc::clone(places.or_insert_with(|| Arc::new(Semaphore::new(MAX_AT_ONCE))))
        };
        places.try_acquire_owned().map_err(|_| ClientError::Unavailable {
            retry_after: Some(PAUSE),
            why: "too many wait for it",
        })
    }
}
