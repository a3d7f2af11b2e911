//! Speaks to a server as one caller; every answer is kept whole, for a test to look at.

mod raw;
mod reply;

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use reqwest::{Body, Method, RequestBuilder};
use serde_json::{Value, json};

pub use self::raw::RawReply;
pub use self::reply::Reply;

/// An HTTP client for servers on this machine: no proxy, no redirects followed, no certificates loaded (which takes
/// longer than everything else that a test sets up).
pub(crate) fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only([])
        .timeout(Duration::from_mins(1))
        .build()
        .expect("a client")
}

/// One caller of a server.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    origin: String,
    authorization: Option<String>,
    host: Option<String>,
}

impl Client {
    /// A caller of the server at `address`, with this `Authorization` header or none.
    #[must_use]
    pub fn new(http: &reqwest::Client, address: SocketAddr, authorization: Option<&str>) -> Self {
        Self {
            http: http.clone(),
            origin: format!("http://{address}"),
            authorization: authorization.map(str::to_owned),
            host: None,
        }
    }

    /// The same caller, who asks for what is called so.
    #[must_use]
    pub fn at(&self, host: &str) -> Self {
        Self {
            host: Some(host.to_owned()),
            ..self.clone()
        }
    }

    /// Runs a GraphQL document without variables.
    pub async fn query(&self, document: &str) -> Reply {
        self.graphql(document, json!({})).await
    }

    /// Runs a GraphQL document.
    pub async fn graphql(&self, document: &str, variables: Value) -> Reply {
        self.post(json!({ "query": document, "variables": variables }).to_string())
            .await
    }

    /// Runs the mutation `field(input:)`, selecting `selection` of its payload; the reply's data is that payload.
    pub async fn mutate(&self, field: &str, input: Value, selection: &str) -> Reply {
        let input_type =
            field.get(..1).map(str::to_uppercase).unwrap_or_default() + field.get(1..).unwrap_or_default() + "Input";
        let document = format!("mutation($input: {input_type}!) {{ {field}(input: $input) {{ {selection} }} }}");
        self.graphql(&document, json!({ "input": input })).await
    }

    /// Posts this body to `/graphql` as JSON, whatever it is.
    pub async fn post(&self, body: impl Into<Body>) -> Reply {
        self.send(
            self.request(Method::POST, "/graphql")
                .header(CONTENT_TYPE, "application/json")
                .body(body),
        )
        .await
    }

    /// Gets a path.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    /// Any other request, with this caller's `Authorization`; give it to [`send`](Self::send).
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.origin));
        let request = match &self.authorization {
            Some(authorization) => request.header(AUTHORIZATION, authorization),
            None => request,
        };
        match &self.host {
            Some(host) => request.header(HOST, host),
            None => request,
        }
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn send(&self, request: RequestBuilder) -> Reply {
        let response = request
            .send()
            .await
            .unwrap_or_else(|error| panic!("no answer: {error:?}"));
        Reply::read(response).await
    }
}
