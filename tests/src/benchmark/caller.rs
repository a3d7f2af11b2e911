//! A client that costs little: one connection that stays open, requests made beforehand, bodies looked at but not read.

use std::net::SocketAddr;

use anyhow::{Context as _, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// A request about to be sent, and words that its answer must have.
pub(super) struct Call {
    request: Request<Full<Bytes>>,
    expected: &'static str,
}

impl Call {
    /// `GET path`.
    pub(super) fn get(address: SocketAddr, path: &str, expected: &'static str) -> anyhow::Result<Self> {
        let request = Request::builder()
            .uri(path)
            .header(HOST, address.to_string())
            .body(Full::default())?;
        Ok(Self { request, expected })
    }

    /// A GraphQL request.
    pub(super) fn graphql(
        address: SocketAddr,
        authorization: Option<&str>,
        body: &Value,
        expected: &'static str,
    ) -> anyhow::Result<Self> {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/graphql")
            .header(HOST, address.to_string())
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/graphql-response+json, application/json;q=0.9");
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        let request = request.body(Full::from(body.to_string()))?;
        Ok(Self { request, expected })
    }
}

/// A connection to the server that stays open.
pub(super) struct Caller(SendRequest<Full<Bytes>>);

impl Caller {
    /// Connects.
    pub(super) async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.context("connect to the server")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // Ends with the sender; what fails is seen by the request that needed it.
        tokio::spawn(async move { drop(connection.await) });
        Ok(Self(sender))
    }

    /// Connects several times.
    pub(super) async fn connect_all(address: SocketAddr, n_clients: u32) -> anyhow::Result<Vec<Self>> {
        let mut callers = Vec::new();
        for _ in 0..n_clients {
            callers.push(Self::connect(address).await?);
        }
        Ok(callers)
    }

    /// Sends a request, and makes sure that its answer is the expected one.
    pub(super) async fn send(&mut self, call: Call) -> anyhow::Result<Bytes> {
        let Call { request, expected } = call;
        self.0.ready().await?;
        let response = self.0.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        let is_expected = body.windows(expected.len()).any(|it| it == expected.as_bytes());
        ensure!(
            status.is_success() && is_expected,
            "not the expected answer: {status} {}",
            String::from_utf8_lossy(&body)
        );
        Ok(body)
    }
}
