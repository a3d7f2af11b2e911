//! A bucket of a test: an S3-compatible store over real HTTP on a free port. It keeps objects in memory, takes requests that are signed
//! for it and no others, lists a few keys at a time, and misbehaves as told.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, LAST_MODIFIED};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use chrono::{DateTime, SecondsFormat, Utc};
use server::clock::Clock;
use server::config::Config;
use server::domain::hexadecimal::digits;
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::form_urlencoded;

/// What the bucket is called.
const NAME: &str = "pictures";
const REGION: &str = "north-1";
const ACCESS_KEY: &str = "AKIATEST";
const SECRET_KEY: &str = "a secret of the tests";
/// Keys that one answer lists; whoever wants all of them has to ask for more.
const LISTED: usize = 2;
/// Largest object.
const MAX_BYTES: usize = 32 << 20;

/// What the bucket does with requests, until told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behavior {
    /// What they ask for.
    Serve,
    /// It answers with this status, and does nothing.
    Answer(u16),
    /// It does what they ask for, and answers with this status.
    DoAndAnswer(u16),
    /// It takes them and says nothing.
    Hang,
}

/// A running bucket; ends when dropped.
pub struct Bucket {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

struct Shared {
    behavior: Behavior,
    n_requests: usize,
    /// What was asked without a signature of ours.
    unsigned: Vec<String>,
    objects: BTreeMap<String, Object>,
}

#[derive(Clone)]
struct Object {
    bytes: Bytes,
    modified_at: DateTime<Utc>,
}

impl Bucket {
    /// Starts an empty one.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Mutex::new(Shared {
            behavior: Behavior::Serve,
            n_requests: 0,
            unsigned: Vec::new(),
            objects: BTreeMap::new(),
        }));
        let routes = axum::Router::new().fallback(answer).with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // Ends with the task; a listener of axum retries what fails.
            drop(axum::serve(listener, routes).await);
        });
        Self { address, shared, task }
    }

    /// Lets a server keep its pictures here, by the settings that an operator would write.
    ///
    /// # Panics
    /// When they are no settings.
    pub fn configure(&self, config: &mut Config) {
        self.configure_as(config, ACCESS_KEY);
    }

    /// The same for a server that has another key.
    ///
    /// # Panics
    /// When they are no settings.
    pub fn configure_as(&self, config: &mut Config, access_key: &str) {
        let settings = [
            ("CREDENTIALS_DATABASE_URL", "sqlite://nowhere".to_owned()),
            ("CREDENTIALS_ASSETS_S3_BUCKET", NAME.to_owned()),
            ("CREDENTIALS_ASSETS_S3_ENDPOINT", format!("http://{}", self.address)),
            ("CREDENTIALS_ASSETS_S3_REGION", REGION.to_owned()),
            ("CREDENTIALS_ASSETS_S3_ACCESS_KEY_ID", access_key.to_owned()),
            ("CREDENTIALS_ASSETS_S3_SECRET_ACCESS_KEY", SECRET_KEY.to_owned()),
        ];
        let settings = settings.map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let (read, _) = Config::load(None, settings).unwrap_or_else(|error| panic!("bad settings: {error}"));
        config.assets.place = read.assets.place;
    }

    /// Says how it behaves from now on.
    pub fn behave(&self, behavior: Behavior) {
        lock(&self.shared).behavior = behavior;
    }

    /// How many requests came.
    #[must_use]
    pub fn n_requests(&self) -> usize {
        lock(&self.shared).n_requests
    }

    /// Method and path of requests that were not signed for it.
    #[must_use]
    pub fn unsigned(&self) -> Vec<String> {
        lock(&self.shared).unsigned.clone()
    }

    /// Keys of all objects, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        lock(&self.shared).objects.keys().cloned().collect()
    }

    /// Puts an object there, or takes it away, behind the server's back.
    pub fn put(&self, key: &str, bytes: Option<&'static [u8]>) {
        let mut shared = lock(&self.shared);
        match bytes {
            Some(bytes) => drop(shared.objects.insert(key.to_owned(), object(Bytes::from_static(bytes)))),
            None => drop(shared.objects.remove(key)),
        }
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn object(bytes: Bytes) -> Object {
    Object {
        bytes,
        modified_at: Clock::system().now(),
    }
}

async fn answer(State(shared): State<Arc<Mutex<Shared>>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BYTES).await else {
        return error(StatusCode::PAYLOAD_TOO_LARGE, "EntityTooLarge");
    };
    let behavior = {
        let mut shared = lock(&shared);
        shared.n_requests += 1;
        if !is_signed(&parts.headers, &body) {
            shared.unsigned.push(format!("{} {}", parts.method, parts.uri.path()));
            return error(StatusCode::FORBIDDEN, "AccessDenied");
        }
        shared.behavior
    };
    let done = || {
        let query = parts.uri.query().unwrap_or_default();
        serve(&mut lock(&shared), &parts.method, parts.uri.path(), query, body)
    };
    match behavior {
        Behavior::Serve => done(),
        Behavior::Answer(status) => trouble(status),
        Behavior::DoAndAnswer(status) => {
            drop(done());
            trouble(status)
        }
        Behavior::Hang => std::future::pending().await,
    }
}

/// Whether a request bears a signature by our key for our region, and says what it sends.
fn is_signed(headers: &HeaderMap, body: &[u8]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let signature = text(AUTHORIZATION.as_str());
    let scope = format!("/{REGION}/s3/aws4_request");
    let content = text("x-amz-content-sha256");
    let hash = digits(&Sha256::digest(body));
    signature.starts_with(&format!("AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/"))
        && signature.contains(&scope)
        && signature.contains("Signature=")
        && !text("x-amz-date").is_empty()
        && (content == hash || content == "UNSIGNED-PAYLOAD")
}

fn serve(shared: &mut Shared, method: &Method, path: &str, query: &str, body: Bytes) -> Response<Body> {
    let Some(key) = path.strip_prefix('/').and_then(|it| it.strip_prefix(NAME)) else {
        return error(StatusCode::NOT_FOUND, "NoSuchBucket");
    };
    let key = key.trim_start_matches('/');
    match (method, key) {
        (&Method::GET, "") => list(shared, query),
        (&Method::PUT, key) if !key.is_empty() => {
            let object = object(body);
            let response = with_tag(StatusCode::OK, &object, Body::empty());
            shared.objects.insert(key.to_owned(), object);
            response
        }
        (&Method::GET | &Method::HEAD, key) => match shared.objects.get(key) {
            // The length of a body that is asked about and not sent is told by the library.
            Some(object) => with_tag(StatusCode::OK, object, Body::from(object.bytes.clone())),
            None => error(StatusCode::NOT_FOUND, "NoSuchKey"),
        },
        (&Method::DELETE, key) if !key.is_empty() => {
            shared.objects.remove(key);
            plain(StatusCode::NO_CONTENT, Body::empty())
        }
        _ => error(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
    }
}

/// Version 2 of the listing.
fn list(shared: &Shared, query: &str) -> Response<Body> {
    let parameter = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(it, _)| it == name).map(|(_, value)| value.into_owned())
    };
    if parameter("list-type").as_deref() != Some("2") {
        return error(StatusCode::NOT_IMPLEMENTED, "NotImplemented");
    }
    let prefix = parameter("prefix").unwrap_or_default();
    let after = parameter("continuation-token").map_or(Bound::Unbounded, Bound::Excluded);
    let rest: Vec<_> = shared
        .objects
        .range((after, Bound::Unbounded))
        .filter(|(key, _)| key.starts_with(&prefix))
        .collect();
    let contents: Vec<String> = rest
        .iter()
        .take(LISTED)
        .map(|(key, object)| {
            let modified_at = object.modified_at.to_rfc3339_opts(SecondsFormat::Millis, true);
            format!(
                "<Contents><Key>{key}</Key><LastModified>{modified_at}</LastModified><ETag>{}</ETag><Size>{}</Size></Contents>",
                html_escape::encode_text(&tag(object)),
                object.bytes.len()
            )
        })
        .collect();
    let next = rest.get(LISTED - 1).filter(|_| rest.len() > LISTED);
    let next = next.map_or_else(String::new, |(key, _)| {
        format!("<NextContinuationToken>{key}</NextContinuationToken>")
    });
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <Name>{NAME}</Name><IsTruncated>{}</IsTruncated>{}{next}</ListBucketResult>",
        !next.is_empty(),
        contents.concat()
    );
    plain(StatusCode::OK, Body::from(xml))
}

fn tag(object: &Object) -> String {
    format!("\"{}\"", &digits(&Sha256::digest(&object.bytes))[..32])
}

fn with_tag(status: StatusCode, object: &Object, body: Body) -> Response<Body> {
    let mut response = plain(status, body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, "application/octet-stream".parse().expect("a header"));
    headers.insert(ETAG, tag(object).parse().expect("a header"));
    let modified_at = object.modified_at.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    headers.insert(LAST_MODIFIED, modified_at.parse().expect("a header"));
    response
}

fn trouble(status: u16) -> Response<Body> {
    error(StatusCode::from_u16(status).expect("a status"), "InternalError")
}

fn error(status: StatusCode, code: &str) -> Response<Body> {
    let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code></Error>");
    plain(status, Body::from(xml))
}

fn plain(status: StatusCode, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, "application/xml".parse().expect("a header"));
    response
}
