//! A server that answers as a test says, and remembers what it was asked.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::Request;
use axum::response::Response;
use chrono::DateTime;
use entity::id::SiteId;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;
use uuid::Uuid;

use super::{Clients, Identity, Platform};
use crate::clock::Clock;
use crate::config::jwt::Secret;
use crate::domain::web_address::Reach;

/// A request as the server saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Method, path and query.
    pub(super) line: String,
    /// The header of this name.
    pub(super) authorization: Option<String>,
}

type Answers = dyn Fn(usize, &Seen) -> Response + Send + Sync;

/// A running server; ends when dropped.
pub(super) struct Server {
    pub(super) url: Url,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    answers: Box<Answers>,
    seen: Mutex<Vec<Seen>>,
}

impl Server {
    /// Starts a server; `answers` gets the number of the request, from 0, and the request.
    pub(super) async fn start(answers: impl Fn(usize, &Seen) -> Response + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Shared {
            answers: Box::new(answers),
            seen: Mutex::default(),
        });
        let router = Router::new().fallback(respond).with_state(Arc::clone(&shared));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self {
            url: format!("http://{address}/").parse().expect("a URL"),
            shared,
            task,
        }
    }

    /// What the server was asked up to now.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often an address that begins so was asked for.
    pub(super) fn count(&self, line: &str) -> usize {
        self.seen().iter().filter(|it| it.line.starts_with(line)).count()
    }

    /// This server as the learning platform of a site.
    pub(super) fn platform(&self, site: u128) -> Platform {
        Platform {
            site: SiteId(Uuid::from_u128(site)),
            url: self.url.clone(),
            identity: Identity::Application {
                client_id: "key".to_owned(),
                client_secret: Secret(b"secret".to_vec()),
            },
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request<axum::body::Body>) -> Response {
    let seen = Seen {
        line: format!("{} {}", request.method(), request.uri()),
        authorization: request
            .headers()
            .get("authorization")
            .map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned()),
    };
    let number = {
        let mut all = shared.seen.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(seen.clone());
        all.len() - 1
    };
    (shared.answers)(number, &seen)
}

/// A clock that stands still.
pub(super) fn clock() -> Clock {
    Clock::frozen(DateTime::from_timestamp(1_800_000_000, 0).expect("in range"))
}

/// Clients that have called nobody yet.
pub(super) fn clients(clock: &Clock) -> Clients {
    Clients::new(clock.clone(), Reach::Public)
}
