//! A server of key sets that behaves as badly as it is told, and counts how often it is asked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

/// What the server answers.
#[derive(Clone, Debug)]
pub(in crate::auth) enum Answer {
    /// Status and body.
    Text(StatusCode, String),
    /// A redirect to this place.
    Redirect(String),
    /// This many blanks, then a good set: of unknown length, piece by piece.
    Padded(usize, String),
    /// The head of an answer, and then nothing.
    Stalled,
    /// The beginning of a set, and then the end of the connection.
    CutShort,
}

/// A server of key sets.
pub(in crate::auth) struct JwksServer {
    pub(in crate::auth) url: Url,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    answer: Mutex<Answer>,
    n_requests: AtomicUsize,
}

impl JwksServer {
    /// Starts a server on a free port.
    pub(in crate::auth) async fn start(answer: Answer) -> Self {
        let shared = Arc::new(Shared {
            answer: Mutex::new(answer),
            n_requests: AtomicUsize::new(0),
        });
        let router = Router::new().fallback(get(respond)).with_state(Arc::clone(&shared));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self {
            url: format!("http://{address}/jwks.json").parse().expect("a URL"),
            shared,
            task,
        }
    }

    /// Starts a server of a good key set.
    pub(in crate::auth) async fn of_set(set: String) -> Self {
        Self::start(Answer::Text(StatusCode::OK, set)).await
    }

    /// Changes what the server answers from now on.
    pub(in crate::auth) fn answer(&self, answer: Answer) {
        *self.shared.answer.lock().unwrap_or_else(PoisonError::into_inner) = answer;
    }

    /// Changes the key set.
    pub(in crate::auth) fn publish(&self, set: String) {
        self.answer(Answer::Text(StatusCode::OK, set));
    }

    /// Lets every further request fail.
    pub(in crate::auth) fn fail(&self) {
        self.answer(Answer::Text(StatusCode::INTERNAL_SERVER_ERROR, String::new()));
    }

    /// How often the server was asked for anything.
    pub(in crate::auth) fn n_requests(&self) -> usize {
        self.shared.n_requests.load(Ordering::SeqCst)
    }
}

impl Drop for JwksServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn respond(State(shared): State<Arc<Shared>>) -> Response {
    shared.n_requests.fetch_add(1, Ordering::SeqCst);
    let answer = shared.answer.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match answer {
        Answer::Text(status, text) => (status, text).into_response(),
        Answer::Redirect(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Answer::Padded(n_blanks, set) => {
            let piece = Bytes::from(vec![b' '; 1 << 10]);
            let pieces = (0..n_blanks >> 10)
                .map(move |_| piece.clone())
                .chain([Bytes::from(set)])
                .map(Ok::<_, std::io::Error>);
            Body::from_stream(stream::iter(pieces)).into_response()
        }
        Answer::Stalled => Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>()).into_response(),
        Answer::CutShort => {
            let pieces = [
                Ok(Bytes::from_static(br#"{"keys": ["#)),
                Err(std::io::Error::other("cut short")),
            ];
            Body::from_stream(stream::iter(pieces)).into_response()
        }
    }
}
