//! Handing mail over: to a mail server, or to a folder. Where neither is set nothing is sent, and nobody is told that it was.
//!
//! Each mail is handed over within a bounded time. What a server answers is told by a [`MailError`] alone: its words may name people.
//! A header has no way out of its line: every part of a mail is set through lettre's types, which encode it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::MailError;
use entity::id::OutgoingMailId;
use lettre::address::Address;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use crate::config::{MailConfig, MailTransport, SmtpConfig, SmtpEncryption};
use crate::telemetry::metric;

type Smtp = AsyncSmtpTransport<Tokio1Executor>;

/// Somebody who writes or is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// Name, where one is known.
    pub name: Option<String>,
    /// Mail address.
    pub address: String,
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The same at each attempt: who gets it twice knows it by that.
    pub id: OutgoingMailId,
    /// The host that the mail's own id names, and by which mail servers are greeted.
    pub host: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// Who writes.
    pub from: Correspondent,
    /// To whom.
    pub to: Correspondent,
    /// Who gets answers; none for who writes.
    pub reply_to: Option<Correspondent>,
    /// Language of subject and text, a BCP 47 tag.
    pub language: String,
    /// Subject.
    pub subject: String,
    /// Its text, for those who read no HTML.
    pub text: String,
    /// The same as a whole page of HTML.
    pub html: String,
}

/// Hands mail over. Cheap to clone; clones share what they know of the mail server.
#[derive(Clone, Debug)]
pub struct Mailer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: MailConfig,
    /// Made when first needed, for the name by which it greets: loading the certificates takes long.
    smtp: OnceLock<Option<Smtp>>,
}

impl Mailer {
    /// A mailer that has connected to nothing yet.
    #[must_use]
    pub fn new(config: MailConfig) -> Self {
        Self(Arc::new(Inner {
            config,
            smtp: OnceLock::new(),
        }))
    }

    /// The address from which sites write that have none of their own, where one is set.
    #[must_use]
    pub fn default_sender(&self) -> Option<&str> {
        self.0.config.from.as_deref()
    }

    /// Hands a mail over. Who answers with success has it; whether it reaches anybody is not known.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let started = tokio::time::Instant::now();
        let outcome = self.attempt(mail).await;
        let word = outcome.err().map_or("sent", MailError::as_str);
        metrics::counter!(metric::CALLS, "upstream" => "mail", "outcome" => word).increment(1);
        metrics::histogram!(metric::CALL_SECONDS, "upstream" => "mail").record(started.elapsed().as_secs_f64());
        outcome
    }

    async fn attempt(&self, mail: &Mail) -> Result<(), MailError> {
        let message = message(mail)?;
        let Inner { config, smtp } = &*self.0;
        match &config.transport {
            MailTransport::Console => Err(MailError::NoTransport),
            MailTransport::Folder(folder) => keep(folder, mail.id, &message.formatted()).await,
            MailTransport::Smtp(server) => {
                let smtp = smtp.get_or_init(|| connector(server, config.timeout, &mail.host));
                let smtp = smtp.as_ref().ok_or(MailError::Unreachable)?;
                match tokio::time::timeout(config.timeout, smtp.send(message)).await {
                    Err(_) => Err(MailError::TimedOut),
                    Ok(Ok(_)) => Ok(()),
                    Ok(Err(error)) => Err(meaning(&error)),
                }
            }
        }
    }
}

fn message(mail: &Mail) -> Result<Message, MailError> {
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}@{}>", mail.id, mail.host)))
        .date(mail.written_at.into())
        .from(mailbox(&mail.from)?)
        .to(mailbox(&mail.to)?)
        .subject(line(&mail.subject))
        .header(AutoSubmitted)
        .header(ContentLanguage(line(&mail.language)));
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(mailbox(reply_to)?);
    }
    let plain = SinglePart::plain(mail.text.clone());
    let html = SinglePart::html(mail.html.clone());
    let body = MultiPart::alternative().singlepart(plain).singlepart(html);
    builder.multipart(body).map_err(|_| MailError::BadAddress)
}

fn mailbox(correspondent: &Correspondent) -> Result<Mailbox, MailError> {
    let Correspondent { name, address } = correspondent;
    let address: Address = address.parse().map_err(|_| MailError::BadAddress)?;
    Ok(Mailbox::new(name.as_deref().map(line), address))
}

/// Text in one line. The library encodes what is no ASCII, and panics at a name with a line break.
fn line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Whoever answers by machine shall not answer this (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The language of the mail (RFC 3282).
#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// Writes a mail to a folder, whole or not at all; the same mail again over itself.
async fn keep(folder: &Path, id: OutgoingMailId, bytes: &[u8]) -> Result<(), MailError> {
    let unwritable = |error: std::io::Error| {
        tracing::warn!(%error, "the folder for mail cannot be written to");
        MailError::Unwritable
    };
    tokio::fs::create_dir_all(folder).await.map_err(unwritable)?;
    let path: PathBuf = folder.join(format!("{id}.eml"));
    let part = folder.join(format!("{id}.part"));
    tokio::fs::write(&part, bytes).await.map_err(unwritable)?;
    tokio::fs::rename(&part, &path).await.map_err(unwritable)
}

fn connector(server: &SmtpConfig, timeout: Duration, greeting: &str) -> Option<Smtp> {
    let parameters = || TlsParameters::new(server.host.clone());
    let tls = match server.encryption {
        SmtpEncryption::None => Ok(Tls::None),
        SmtpEncryption::Tls => parameters().map(Tls::Wrapper),
        SmtpEncryption::StartTls => parameters().map(Tls::Required),
    };
    let tls = tls
        .inspect_err(|error| tracing::error!(%error, "TLS to the mail server cannot be set up"))
        .ok()?;
    let mut builder = Smtp::builder_dangerous(server.host.clone())
        .port(server.port)
        .tls(tls)
        .timeout(Some(timeout))
        .hello_name(ClientId::Domain(greeting.to_owned()));
    if let Some((name, password)) = &server.account {
        let password = String::from_utf8_lossy(&password.0).into_owned();
        builder = builder.credentials(Credentials::new(name.clone(), password));
    }
    Some(builder.build())
}

/// What a failure means. Codes are those of RFC 5321 and RFC 4954.
fn meaning(error: &lettre::transport::smtp::Error) -> MailError {
    match error.status().map(u16::from) {
        // It asks for a password, for another one, or for encryption: that is set wrongly here, and no fault of the mail.
        Some(454 | 530 | 534 | 535 | 538) => MailError::Unauthorized,
        Some(400..=499) => MailError::Deferred,
        Some(_) => MailError::Rejected,
        None if error.is_timeout() => MailError::TimedOut,
        None => MailError::Unreachable,
    }
}

#[cfg(test)]
mod tests;
