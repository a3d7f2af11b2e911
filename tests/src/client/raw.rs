//! Requests that no HTTP library would send, byte by byte.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// How long a server may keep a connection open before a test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a server sent over a connection until it closed that.
#[derive(Clone, Debug)]
pub struct RawReply {
    /// Everything it sent.
    pub bytes: Vec<u8>,
}

impl RawReply {
    /// Sends a request and reads until the server closes the connection; a well-formed request asks it to, by
    /// `Connection: close`.
    ///
    /// # Panics
    /// When the server keeps the connection open for more than a minute.
    pub async fn to(mut connection: TcpStream, request: &[u8]) -> Self {
        // A server that has heard enough may close while we still send: what it said counts.
        drop(connection.write_all(request).await);
        Self::rest(connection).await
    }

    /// Reads what is still to come, until the server closes the connection.
    ///
    /// # Panics
    /// When the server keeps the connection open for more than a minute.
    pub async fn rest(mut connection: TcpStream) -> Self {
        let mut bytes = Vec::new();
        let reading = async {
            // A reset ends the answer like an orderly end does.
            while connection.read_buf(&mut bytes).await.is_ok_and(|n_bytes| n_bytes > 0) {}
        };
        let ended = tokio::time::timeout(PATIENCE, reading).await;
        assert!(
            ended.is_ok(),
            "the server keeps the connection open after {:?}",
            String::from_utf8_lossy(&bytes)
        );
        Self { bytes }
    }

    /// The status of the first answer; none where there is no answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.text().strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
    }

    /// Everything as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}
