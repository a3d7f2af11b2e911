//! More connections than the server takes at a time: those beyond wait until one ends.

use std::time::Duration;

use tests::app::TestApp;
use tests::client::RawReply;
use tests::database::Engine;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

tests::on_both_engines!(connections_beyond_the_limit_wait_for_a_place);

const REQUEST: &str = "GET /health/live HTTP/1.1\r\nhost: credentials.example.org\r\n";
/// Far longer than a server that has a place takes to answer.
const UNANSWERED: Duration = Duration::from_millis(700);
const SOON: Duration = Duration::from_secs(20);

/// Asks over the connection and keeps it open; tells whether there is an answer in time.
async fn is_answered(connection: &mut TcpStream, patience: Duration) -> bool {
    let request = format!("{REQUEST}\r\n");
    connection
        .write_all(request.as_bytes())
        .await
        .expect("the system takes it");
    answers(connection, patience).await
}

async fn answers(connection: &mut TcpStream, patience: Duration) -> bool {
    let mut word = [0; 12];
    let read = timeout(patience, connection.read_exact(&mut word)).await;
    read.is_ok_and(|it| it.is_ok()) && &word == b"HTTP/1.1 200"
}

async fn connections_beyond_the_limit_wait_for_a_place(engine: Engine) {
    let app = TestApp::configured(engine, |config| config.limits.connections = 2).await;
    let (mut first, mut second) = (app.connect().await, app.connect().await);
    assert!(is_answered(&mut first, SOON).await);
    assert!(is_answered(&mut second, SOON).await);

    let mut third = app.connect().await;
    assert!(!is_answered(&mut third, UNANSWERED).await, "there is no place");
    drop(first);
    assert!(answers(&mut third, SOON).await, "a place is free");

    drop((second, third));
    let last = app.raw(format!("{REQUEST}connection: close\r\n\r\n")).await;
    assert_eq!(last.status(), Some(200), "{}", RawReply::text(&last));
}
