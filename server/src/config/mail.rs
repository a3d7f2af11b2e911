//! `mail`: how mail is sent.

use std::path::PathBuf;
use std::time::Duration;

use super::error::ConfigError;
use super::jwt::Secret;
use super::reader::Reader;
use super::secret;

/// `mail`: how mail is sent.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// `mail.transport`: where it goes.
    pub transport: MailTransport,
    /// `mail.from`: the address from which sites write that have none of their own.
    pub from: Option<String>,
    /// `mail.timeout`: how long handing over one mail may take.
    pub timeout: Duration,
}

/// Where mail goes.
#[derive(Clone, Debug)]
pub enum MailTransport {
    /// Nowhere: it is given up, and a line in the log says so.
    Console,
    /// A folder, as files that mail programs open.
    Folder(PathBuf),
    /// A mail server.
    Smtp(SmtpConfig),
}

/// `mail.smtp`: a mail server.
#[derive(Clone, Debug)]
pub struct SmtpConfig {
    /// `mail.smtp.host`: its name, which its certificate must have.
    pub host: String,
    /// `mail.smtp.port`.
    pub port: u16,
    /// `mail.smtp.encryption`.
    pub encryption: SmtpEncryption,
    /// `mail.smtp.username`, and `mail.smtp.password` or `…_file`.
    pub account: Option<(String, Secret)>,
}

/// `mail.smtp.encryption`: how the way to the mail server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpEncryption {
    /// By TLS after a greeting; without it nothing is sent.
    StartTls,
    /// By TLS from the beginning.
    Tls,
    /// Not at all.
    None,
}

impl SmtpEncryption {
    fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Console,
    Folder,
    Smtp,
}

const PASSWORD: &str = "mail.smtp.password";
const PASSWORD_FILE: &str = "mail.smtp.password_file";

pub(super) fn read(reader: &mut Reader) -> Result<MailConfig, ConfigError> {
    let kind = reader.choice(
        "mail.transport",
        &[
            ("console", Kind::Console),
            ("folder", Kind::Folder),
            ("smtp", Kind::Smtp),
        ],
    )?;
    let from = reader.optional("mail.from", |it| {
        let text = it.text()?;
        match text.parse::<lettre::Address>() {
            Ok(_) => Ok(text.to_owned()),
            Err(_) => Err("is no mail address such as no-reply@example.org".to_owned()),
        }
    })?;
    report(reader, "mail.from", from.as_ref());
    let timeout = reader.duration(
        "mail.timeout",
        Duration::from_secs(30),
        Duration::from_secs(1)..=Duration::from_mins(2),
    )?;
    let folder = plain(reader, "mail.dir")?;
    report(reader, "mail.dir", folder.as_ref());
    let smtp = smtp(reader)?;
    let transport = match kind {
        Kind::Console => MailTransport::Console,
        Kind::Folder => MailTransport::Folder(PathBuf::from(
            folder.ok_or_else(|| ConfigError::new("mail.dir", "is missing: mail.transport is folder"))?,
        )),
        Kind::Smtp => MailTransport::Smtp(
            smtp.ok_or_else(|| ConfigError::new("mail.smtp.host", "is missing: mail.transport is smtp"))?,
        ),
    };
    Ok(MailConfig {
        transport,
        from,
        timeout,
    })
}

fn smtp(reader: &mut Reader) -> Result<Option<SmtpConfig>, ConfigError> {
    let host = plain(reader, "mail.smtp.host")?;
    report(reader, "mail.smtp.host", host.as_ref());
    let encryption = reader.choice(
        "mail.smtp.encryption",
        &[
            ("starttls", SmtpEncryption::StartTls),
            ("tls", SmtpEncryption::Tls),
            ("none", SmtpEncryption::None),
        ],
    )?;
    let port = reader.count("mail.smtp.port", usize::from(encryption.port()), 1..=65_535)?;
    let username = plain(reader, "mail.smtp.username")?;
    report(reader, "mail.smtp.username", username.as_ref());
    let in_settings = reader.optional(PASSWORD, |it| it.text().map(str::to_owned))?;
    reader.report(PASSWORD, secret::masked(in_settings.is_some()));
    let in_file = reader.optional(PASSWORD_FILE, |it| secret::read(it.text()?))?;
    reader.report(PASSWORD_FILE, secret::masked(in_file.is_some()));
    if in_settings.is_some() && in_file.is_some() {
        return Err(reader.wrong(PASSWORD_FILE, format!("is given beside {PASSWORD}: leave one out")));
    }
    let account = match (username, in_settings.or(in_file)) {
        (None, None) => None,
        (Some(_), None) => {
            return Err(reader.wrong("mail.smtp.username", format!("needs {PASSWORD} or {PASSWORD_FILE}")));
        }
        (None, Some(_)) => {
            return Err(ConfigError::new(
                "mail.smtp.username",
                "is missing: there is a password",
            ));
        }
        (Some(name), Some(password)) => Some((name, Secret(password.into_bytes()))),
    };
    if account.is_some() && encryption == SmtpEncryption::None {
        return Err(reader.wrong(
            "mail.smtp.encryption",
            "is none: whoever is on the way could read the password",
        ));
    }
    Ok(host.map(|host| SmtpConfig {
        host,
        port: u16::try_from(port).unwrap_or(u16::MAX),
        encryption,
        account,
    }))
}

fn plain(reader: &Reader, name: &'static str) -> Result<Option<String>, ConfigError> {
    reader.optional(name, |it| {
        let text = it.text()?;
        if text.chars().any(char::is_control) {
            return Err("has control characters".to_owned());
        }
        Ok(text.to_owned())
    })
}

fn report(reader: &mut Reader, name: &'static str, value: Option<&String>) {
    reader.report(name, value.cloned().unwrap_or_else(|| "none".to_owned()));
}
