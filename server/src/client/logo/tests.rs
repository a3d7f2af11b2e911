//! What is fetched as a logo, and what is not.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use url::Url;

use super::*;
use crate::client::test_kit::{Server, clock};
use crate::domain::web_address::Reach;

fn at(server: &Server, path: &str, host: Host) -> LogoAddress {
    let url = server.url.join(path).expect("an address");
    LogoAddress { url, host }
}

#[tokio::test]
async fn a_logo_is_got_once_without_a_token_and_within_its_origin() {
    let elsewhere = Server::start(|_, _| "secret".into_response()).await;
    let target = elsewhere.url.clone();
    let server = Server::start(move |_, seen| match seen.line.as_str() {
        "GET /logo.png" => "bytes".into_response(),
        "GET /largest" => vec![b' '; MAX_UPLOAD].into_response(),
        "GET /large" => vec![b' '; MAX_UPLOAD + 1].into_response(),
        "GET /moved" => Redirect::temporary("/logo.png").into_response(),
        "GET /gone" => StatusCode::GONE.into_response(),
        "GET /broken" => StatusCode::BAD_GATEWAY.into_response(),
        _ => Redirect::temporary(target.as_str()).into_response(),
    })
    .await;
    let clients = Clients::new(clock(), Reach::Public);
    let get = async |path: &str| clients.logo(&at(&server, path, Host::Catalogue)).await;
    assert_eq!(get("/logo.png").await, Ok(b"bytes".to_vec()));
    assert_eq!(get("/moved").await, Ok(b"bytes".to_vec()));
    assert_eq!(get("/largest").await.map(|it| it.len()), Ok(MAX_UPLOAD));
    for (path, error) in [
        ("/large", ClientError::Invalid("it is too large")),
        ("/elsewhere", ClientError::Invalid("it sends us elsewhere")),
        ("/gone", ClientError::NotFound),
        ("/broken", ClientError::unavailable("it has an error of its own")),
    ] {
        assert_eq!(get(path).await, Err(error), "{path}");
    }
    assert_eq!(server.count("GET /broken"), 1, "the next run tries again");
    assert!(server.seen().iter().all(|it| it.authorization.is_none()));
    assert_eq!(elsewhere.seen(), []);
}

#[tokio::test]
async fn a_host_that_is_called_for_logos_alone_is_none_of_this_machine() {
    let server = Server::start(|_, _| "bytes".into_response()).await;
    let port = server.url.port().expect("a port");
    let url: Url = format!("http://localhost:{port}/logo.png").parse().expect("a URL");
    let address = LogoAddress { url, host: Host::Named };
    let refused = Clients::new(clock(), Reach::Public).logo(&address).await;
    assert_eq!(refused, Err(ClientError::unavailable("there is no connection")));
    assert_eq!(server.seen(), []);
    // Whoever develops says so.
    let got = Clients::new(clock(), Reach::PublicAndLoopback).logo(&address).await;
    assert_eq!(got, Ok(b"bytes".to_vec()));
}
