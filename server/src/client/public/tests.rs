//! What may be fetched from the public internet, and what is never connected to.

use axum::response::{IntoResponse as _, Redirect};

use super::*;
use crate::client::test_kit::{Server, clients, clock};
use crate::domain::web_address::Reach;

const MAX: usize = 1 << 10;

#[tokio::test]
async fn this_machine_is_never_connected_to() {
    let forbidden = Server::start(|_, _| "secret".into_response()).await;
    let port = forbidden.url.port().expect("a port");
    let clients = clients(&clock(), Reach::Public);
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0",
        "0.0.0.0",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "user@127.0.0.1",
        "cdn.example.org@127.0.0.1",
        "127.0.0.1.",
        "１２７.0.0.1",
    ] {
        let outcome = clients
            .fetch_public(&format!("http://{host}:{port}/logo.png"), MAX, Patience::Call)
            .await;
        assert_eq!(
            outcome,
            Err(ClientError::Invalid("the address may not be called")),
            "{host}"
        );
    }
    assert_eq!(forbidden.seen(), []);
}

#[tokio::test]
async fn a_developer_reaches_this_machine_without_token_or_redirect() {
    let clients = clients(&clock(), Reach::PublicAndLoopback);
    let server = Server::start(|_, seen| match seen.line.as_str() {
        "GET /logo.svg" => ([("content-type", "image/svg+xml")], "<svg/>").into_response(),
        "GET /large" => vec![b' '; MAX + 1].into_response(),
        _ => Redirect::temporary("/logo.svg").into_response(),
    })
    .await;
    let port = server.url.port().expect("a port");
    let fetch = async |path: &str| {
        let url = format!("http://localhost:{port}{path}");
        clients.fetch_public(&url, MAX, Patience::Call).await
    };
    let file = fetch("/logo.svg").await.expect("a file");
    assert_eq!(
        (file.content_type.as_deref(), file.bytes.as_slice()),
        (Some("image/svg+xml"), &b"<svg/>"[..])
    );
    assert_eq!(
        fetch("/moved").await,
        Err(ClientError::Invalid("it sends us elsewhere"))
    );
    assert_eq!(fetch("/large").await, Err(ClientError::Invalid("it is too large")));
    assert!(server.seen().iter().all(|it| it.authorization.is_none()));
    assert_eq!(server.seen().len(), 3);
}
