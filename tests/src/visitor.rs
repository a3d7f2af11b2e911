//! A visitor whose browser keeps cookies, without the browser: for tests of signing in and of what cookies may do.

use std::collections::BTreeMap;

use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use serde_json::{Value, json};

use crate::app::{PUBLIC_URL, TestApp};
use crate::client::{Client, Reply};

/// The cookie of a session.
pub const SESSION: &str = "__Host-credentials-session";
/// The cookie of what proves a request's origin.
pub const CSRF: &str = "__Host-credentials-csrf";
/// The cookie of a sign-in that has begun.
pub const SIGN_IN: &str = "__Host-credentials-sign-in";

/// A visitor whose browser keeps cookies.
#[derive(Clone, Debug)]
pub struct Visitor {
    client: Client,
    origin: String,
    /// Cookies by name.
    pub cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// A visitor of the app's default site.
    #[must_use]
    pub fn of(app: &TestApp) -> Self {
        let host = PUBLIC_URL.trim_start_matches("https://");
        Self::at(app, host)
    }

    /// A visitor of the site that is called so.
    #[must_use]
    pub fn at(app: &TestApp, host: &str) -> Self {
        Self {
            client: app.anonymous().at(host),
            origin: format!("https://{host}"),
            cookies: BTreeMap::new(),
        }
    }

    /// Follows a link to a path, or to an address of the site.
    pub async fn get(&mut self, address: &str) -> Reply {
        let path = address.strip_prefix(&self.origin).unwrap_or(address).to_owned();
        let request = self.client.request(Method::GET, &path);
        self.send(request).await
    }

    /// Begins to sign in; gives the address on the platform.
    ///
    /// # Panics
    /// When it leads nowhere.
    pub async fn begin(&mut self, next: &str) -> String {
        let query: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let reply = self.get(&format!("/sign-in?next={query}")).await;
        reply
            .header("location")
            .unwrap_or_else(|| panic!("no way to sign in: {reply:?}"))
            .to_owned()
    }

    /// Signs in as this persona; gives the last answer.
    pub async fn sign_in(&mut self, app: &TestApp, username: &str, next: &str) -> Reply {
        let address = self.begin(next).await;
        let back = app.platform().sign_in(&address, username).await;
        self.get(&back).await
    }

    /// Runs a GraphQL document as a page of the site does.
    pub async fn query(&mut self, document: &str) -> Reply {
        let request = self.as_page(Method::POST, "/graphql");
        let body = json!({ "query": document }).to_string();
        self.send(request.header(CONTENT_TYPE, "application/json").body(body))
            .await
    }

    /// Who the server takes the visitor for; null for nobody.
    pub async fn viewer(&mut self) -> Value {
        let reply = self.query("{ viewer { username role } }").await;
        reply.at("/viewer").clone()
    }

    /// Signs out as a page of the site does.
    pub async fn sign_out(&mut self) -> Reply {
        let request = self.as_page(Method::POST, "/sign-out");
        self.send(request).await
    }

    /// A request with what pages of the site add to it.
    pub fn as_page(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, path).header(ORIGIN, &self.origin);
        match self.cookies.get(CSRF) {
            Some(token) => request.header("x-csrf-token", token),
            None => request,
        }
    }

    /// Sends a request with the cookies, and keeps those of the answer.
    pub async fn send(&mut self, mut request: reqwest::RequestBuilder) -> Reply {
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(COOKIE, cookies.join("; "));
        }
        let reply = self.client.send(request).await;
        for line in reply.headers.get_all(SET_COOKIE) {
            let line = line.to_str().unwrap_or_default();
            let Some((name, value)) = line.split(';').next().and_then(|it| it.split_once('=')) else {
                continue;
            };
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }
}
