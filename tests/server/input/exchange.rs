//! A request written byte by byte, and the answer to it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::Value;
use tests::app::TestApp;
use tests::client::RawReply;
use tokio::io::AsyncWriteExt as _;

use super::text::{Names, Text};

/// How long a connection may stay open that is to be closed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request. What is not given is as in any request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    /// The first line; without a version of HTTP it gets the usual one.
    #[serde(default = "post")]
    line: Text,
    /// Header lines; they replace the usual ones of the same name.
    #[serde(default)]
    headers: Vec<Text>,
    /// Usual header fields to leave out.
    #[serde(default)]
    without: Vec<String>,
    #[serde(default = "query")]
    body: Text,
    /// Whether the client says that it will send no more.
    #[serde(default)]
    half_close: bool,
}

fn post() -> Text {
    Text::Plain("POST /graphql".to_owned())
}

fn query() -> Text {
    Text::Plain(r#"{"query":"{ __typename }"}"#.to_owned())
}

impl Default for Request {
    fn default() -> Self {
        Self {
            line: post(),
            headers: Vec::new(),
            without: Vec::new(),
            body: query(),
            half_close: false,
        }
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub(super) struct Answer {
    /// None where the connection ended without one.
    pub(super) status: Option<u16>,
    /// Header fields, names in lower case.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
    /// The body as JSON; null where it is none.
    pub(super) json: Value,
    pub(super) took: Duration,
    /// Whether the server closed the connection.
    pub(super) is_closed: bool,
}

impl Request {
    /// A request with these header lines, a body, and everything else as usual.
    pub(super) fn with(headers: Vec<Text>, body: String) -> Self {
        Self {
            headers,
            body: Text::Plain(body),
            ..Self::default()
        }
    }

    fn bytes(&self, names: &Names) -> Vec<u8> {
        let body = self.body.bytes(names);
        let given: Vec<Vec<u8>> = self.headers.iter().map(|it| it.bytes(names)).collect();
        let has = |name: &str| {
            self.without.iter().any(|it| it.eq_ignore_ascii_case(name))
                || given.iter().any(|it| {
                    it.len() > name.len()
                        && it[name.len()] == b':'
                        && it[..name.len()].eq_ignore_ascii_case(name.as_bytes())
                })
        };
        let mut bytes = self.line.bytes(names);
        if !bytes.windows(6).any(|it| it == b" HTTP/") {
            bytes.extend(b" HTTP/1.1");
        }
        bytes.extend(b"\r\n");
        let usual = [
            ("Host", names.fill("${address}")),
            ("Accept", "application/graphql-response+json".to_owned()),
            ("Content-Type", "application/json".to_owned()),
            ("Content-Length", body.len().to_string()),
            ("Connection", "close".to_owned()),
        ];
        for (name, value) in usual {
            if !has(name) {
                bytes.extend(format!("{name}: {value}\r\n").into_bytes());
            }
        }
        for line in given {
            bytes.extend(line);
            bytes.extend(b"\r\n");
        }
        bytes.extend(b"\r\n");
        bytes.extend(body);
        bytes
    }

    /// Sends the request and reads until the server closes the connection.
    pub(super) async fn send(&self, app: &TestApp, names: &Names) -> Answer {
        let bytes = self.bytes(names);
        let mut connection = app.connect().await;
        let began = Instant::now();
        // A server that has heard enough may close while we still send: what it said counts.
        drop(connection.write_all(&bytes).await);
        if self.half_close {
            drop(connection.shutdown().await);
        }
        let reply = tokio::time::timeout(PATIENCE, RawReply::rest(connection)).await;
        let took = began.elapsed();
        let is_closed = reply.is_ok();
        let text = reply.map(|it| it.text()).unwrap_or_default();
        Answer::parse(&text, took, is_closed)
    }
}

impl Answer {
    fn parse(text: &str, took: Duration, is_closed: bool) -> Self {
        let mut rest = text;
        // What is said before the answer proper, such as "100 Continue".
        while rest.starts_with("HTTP/1.1 1") {
            rest = rest.split_once("\r\n\r\n").map_or("", |(_, after)| after);
        }
        let (head, body) = rest.split_once("\r\n\r\n").unwrap_or((rest, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|it| it.get(9..12)?.parse().ok());
        let headers = lines
            .filter_map(|it| it.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Self {
            status,
            headers,
            body: body.to_owned(),
            json: serde_json::from_str(body).unwrap_or_default(),
            took,
            is_closed,
        }
    }

    /// Code of the first error.
    pub(super) fn code(&self) -> Option<&str> {
        self.json["errors"][0]["extensions"]["code"].as_str()
    }
}
