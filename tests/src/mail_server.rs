//! A mail server of a test: takes mail over real SMTP on a free port, keeps it, and misbehaves as told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;
use mail_parser::{Message, MessageParser};
use server::config::{Config, MailTransport, SmtpConfig, SmtpEncryption};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does with the next mail, until told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behavior {
    /// It takes it.
    Take,
    /// It answers the recipient's address with this code.
    Answer(u16),
    /// It takes the connection and says nothing.
    Hang,
    /// It takes the mail, and the connection breaks before it says so.
    CutOff,
}

/// A mail that the server has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Who sends it, of the envelope.
    pub from: String,
    /// To whom it goes, of the envelope.
    pub to: Vec<String>,
    /// Head and body, as they came.
    pub data: String,
}

impl Taken {
    /// The mail as a mail program reads it.
    ///
    /// # Panics
    /// When no mail program could.
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        MessageParser::default().parse(&self.data).expect("a mail")
    }

    /// Its subject.
    ///
    /// # Panics
    /// When it has none.
    #[must_use]
    pub fn subject(&self) -> String {
        self.message().subject().expect("a subject").to_owned()
    }

    /// Its plain text.
    ///
    /// # Panics
    /// When it has none.
    #[must_use]
    pub fn text(&self) -> String {
        self.message().body_text(0).expect("a text").replace("\r\n", "\n")
    }

    /// Its HTML.
    ///
    /// # Panics
    /// When it has none.
    #[must_use]
    pub fn html(&self) -> String {
        self.message().body_html(0).expect("HTML").replace("\r\n", "\n")
    }

    /// Its own id, by which one that comes twice is known.
    ///
    /// # Panics
    /// When it has none.
    #[must_use]
    pub fn id(&self) -> String {
        self.message().message_id().expect("an id").to_owned()
    }
}

/// A running mail server; ends when dropped.
pub struct MailServer {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

struct Shared {
    behavior: Behavior,
    n_connections: usize,
    taken: Vec<Taken>,
}

impl MailServer {
    /// Starts it.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Mutex::new(Shared {
            behavior: Behavior::Take,
            n_connections: 0,
            taken: Vec::new(),
        }));
        let task = tokio::spawn(serve(listener, Arc::clone(&shared)));
        Self { address, shared, task }
    }

    /// Lets a server send its mail here, without encryption.
    pub fn configure(&self, config: &mut Config) {
        config.mail.transport = MailTransport::Smtp(SmtpConfig {
            host: self.address.ip().to_string(),
            port: self.address.port(),
            encryption: SmtpEncryption::None,
            account: None,
        });
    }

    /// Says how it behaves from now on.
    pub fn behave(&self, behavior: Behavior) {
        lock(&self.shared).behavior = behavior;
    }

    /// What it has taken, oldest first.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        lock(&self.shared).taken.clone()
    }

    /// How often somebody connected.
    #[must_use]
    pub fn n_connections(&self) -> usize {
        lock(&self.shared).n_connections
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, shared: Arc<Mutex<Shared>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let behavior = {
            let mut shared = lock(&shared);
            shared.n_connections += 1;
            shared.behavior
        };
        let shared = Arc::clone(&shared);
        // A client that goes in the middle is none of the server's business.
        tokio::spawn(async move { drop(talk(stream, behavior, &shared).await) });
    }
}

async fn talk(stream: TcpStream, behavior: Behavior, shared: &Mutex<Shared>) -> anyhow::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    if behavior == Behavior::Hang {
        // Until the client has had enough.
        while lines.next_line().await?.is_some() {}
        return Ok(());
    }
    write.write_all(b"220 mail.example.org ESMTP\r\n").await?;
    let (mut from, mut to) = (String::new(), Vec::new());
    loop {
        let line = lines.next_line().await?.context("the client has gone")?;
        let verb = line.to_ascii_uppercase();
        let answer = if verb.starts_with("EHLO") {
            "250-mail.example.org\r\n250 8BITMIME".to_owned()
        } else if verb.starts_with("MAIL FROM:") {
            from = address(&line);
            "250 so be it".to_owned()
        } else if verb.starts_with("RCPT TO:") {
            match behavior {
                Behavior::Answer(code) => format!("{code} not {}", address(&line)),
                Behavior::Take | Behavior::CutOff | Behavior::Hang => {
                    to.push(address(&line));
                    "250 so be it".to_owned()
                }
            }
        } else if verb == "DATA" {
            write.write_all(b"354 go on\r\n").await?;
            let mut data = String::new();
            loop {
                let line = lines.next_line().await?.context("the client has gone")?;
                if line == "." {
                    break;
                }
                data.push_str(line.strip_prefix('.').unwrap_or(&line));
                data.push_str("\r\n");
            }
            let (from, to) = (std::mem::take(&mut from), std::mem::take(&mut to));
            lock(shared).taken.push(Taken { from, to, data });
            if behavior == Behavior::CutOff {
                return Ok(());
            }
            "250 taken".to_owned()
        } else if verb == "QUIT" {
            write.write_all(b"221 bye\r\n").await?;
            return Ok(());
        } else if verb == "RSET" || verb == "NOOP" {
            "250 so be it".to_owned()
        } else {
            "502 what".to_owned()
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// What stands between the brackets of a command.
fn address(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or_else(String::new, |(address, _)| address.to_owned())
}
