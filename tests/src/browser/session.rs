//! The protocol: a command is one HTTP request, its result the `value` of a JSON answer (W3C WebDriver).

use anyhow::Context as _;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::driver::Driver;

/// A browser under control.
#[derive(Clone, Debug)]
pub(super) struct Session {
    http: Client,
    address: String,
}

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The protocol's name for it, such as `no such element`.
    pub(super) error: String,
    /// More for people.
    pub(super) message: String,
}

impl Session {
    /// Starts a browser in which every host is unknown but `host`, which is found at `address`.
    pub(super) async fn start(driver: &Driver, host: &str, address: &str) -> anyhow::Result<Self> {
        let driver_address = format!("http://127.0.0.1:{}", driver.port());
        let arguments = [
            "--headless".to_owned(),
            // Root and containers have no sandbox to use; the browser opens nothing but our own pages.
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--disable-crash-reporter".to_owned(),
            "--no-proxy-server".to_owned(),
            "--lang=en-US".to_owned(),
            "--accept-lang=en-US".to_owned(),
            "--window-size=1280,900".to_owned(),
            format!("--user-data-dir={}", driver.profile()),
            format!("--host-resolver-rules=MAP {host}:80 {address}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
        ];
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            // A dialog stays until a test has seen it.
            "unhandledPromptBehavior": "ignore",
        } } });
        let mut session = Self {
            http: crate::client::http(),
            address: format!("{driver_address}/session"),
        };
        let started = session.command(Method::POST, "", capabilities).await.map_err(|it| {
            anyhow::anyhow!(
                "Chromium does not start; `cargo xtask test` provides it: {}",
                it.message
            )
        })?;
        let id = started["sessionId"].as_str().context("the session has an id")?;
        session.address = format!("{driver_address}/session/{id}");
        Ok(session)
    }

    /// Tells the browser to do something.
    pub(super) async fn post(&self, path: &str, body: Value) -> Result<Value, Refusal> {
        self.command(Method::POST, path, body).await
    }

    /// Asks the browser for something.
    pub(super) async fn get(&self, path: &str) -> Result<Value, Refusal> {
        self.command(Method::GET, path, Value::Null).await
    }

    /// A command of Chromium's own protocol, for what WebDriver has no word for.
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Result<Value, Refusal> {
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
            .await
    }

    async fn command(&self, method: Method, path: &str, body: Value) -> Result<Value, Refusal> {
        let request = self.http.request(method.clone(), format!("{}{path}", self.address));
        let request = if method == Method::POST {
            request.json(&body)
        } else {
            request
        };
        let response = request
            .send()
            .await
            .unwrap_or_else(|error| panic!("chromedriver does not answer to {path}: {error:?}"));
        let is_done = response.status().is_success();
        let mut answer: Value = response
            .json()
            .await
            .unwrap_or_else(|error| panic!("chromedriver answers no JSON to {path}: {error:?}"));
        let value = answer["value"].take();
        if is_done {
            return Ok(value);
        }
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Err(Refusal {
            error: text("error"),
            message: text("message"),
        })
    }
}
