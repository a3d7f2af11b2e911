//! A proxy before MySQL or MariaDB that loses the answer to a commit: the server has done what it was told, and the client never
//! hears of it.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

/// What the proxy does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Everything passes.
    Open,
    /// The answer to the next commit will be lost.
    Armed,
    /// It was lost. What clients send waits.
    Cut,
}

/// The proxy; gone when dropped.
#[derive(Debug)]
pub struct Cutter {
    url: Url,
    phase: Arc<watch::Sender<Phase>>,
    task: JoinHandle<()>,
}

impl Cutter {
    /// Starts one before the database of this URL.
    pub async fn before(database: &Url) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let server = format!(
            "{}:{}",
            database.host_str().context("the database has a host")?,
            database.port().unwrap_or(3306)
        );
        let mut url = database.clone();
        url.set_ip_host([127, 0, 0, 1].into())
            .and_then(|()| url.set_port(Some(listener.local_addr().map_or(0, |it| it.port()))))
            .map_err(|()| anyhow::anyhow!("the database has a URL with host and port"))?;
        let phase = Arc::new(watch::Sender::new(Phase::Open));
        let shared = Arc::clone(&phase);
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, phase) = (server.clone(), Arc::clone(&shared));
                tokio::spawn(async move {
                    // How a connection ends is the business of its two ends.
                    let _ = pass(client, &server, &phase).await;
                });
            }
        });
        Ok(Self { url, phase, task })
    }

    /// Where a server reaches the database through the proxy.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Loses the answer to the next commit, and holds back what clients send afterwards.
    pub fn arm(&self) {
        self.phase.send_replace(Phase::Armed);
    }

    /// Ends when the answer was lost.
    pub async fn has_cut(&self) {
        // The sender lives as long as the proxy.
        let _ = self.phase.subscribe().wait_for(|it| *it == Phase::Cut).await;
    }

    /// Lets everything pass again.
    pub fn open(&self) {
        self.phase.send_replace(Phase::Open);
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Passes one connection on, until either end or the proxy ends it.
async fn pass(mut client: TcpStream, server: &str, phase: &watch::Sender<Phase>) -> std::io::Result<()> {
    let mut server = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    let (committed, mut is_committed) = watch::channel(false);
    let there = async {
        let mut changes = phase.subscribe();
        while let Some(packet) = read_packet(&mut from_client).await? {
            let _ = changes.wait_for(|it| *it != Phase::Cut).await;
            let is_commit = packet.get(4) == Some(&3) && packet[5..].eq_ignore_ascii_case(b"commit");
            let cuts = is_commit
                && phase
                    .send_if_modified(|it| *it == Phase::Armed && std::mem::replace(it, Phase::Open) == Phase::Armed);
            if cuts {
                committed.send_replace(true);
            }
            to_server.write_all(&packet).await?;
        }
        Ok(())
    };
    let back = async {
        let mut buffer = vec![0; 16 << 10];
        loop {
            let n_read = from_server.read(&mut buffer).await?;
            if n_read == 0 {
                return Ok(());
            }
            if *is_committed.borrow_and_update() {
                // The server has answered: it is committed. Nobody hears of it.
                phase.send_replace(Phase::Cut);
                return Ok(());
            }
            to_client.write_all(&buffer[..n_read]).await?;
        }
    };
    tokio::select! {
        ended = there => ended,
        ended = back => ended,
    }
}

/// Reads a packet of the protocol, with its header of three bytes of length and one of sequence; none at the end.
async fn read_packet(stream: &mut (impl AsyncRead + Unpin)) -> std::io::Result<Option<Vec<u8>>> {
    let mut packet = vec![0; 4];
    match stream.read_exact(&mut packet).await {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    };
    let length = u32::from_le_bytes([packet[0], packet[1], packet[2], 0]);
    packet.resize(4 + usize::try_from(length).unwrap_or(usize::MAX), 0);
    stream.read_exact(&mut packet[4..]).await?;
    Ok(Some(packet))
}
