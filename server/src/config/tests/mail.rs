//! Settings about mail.

use super::{COMPLETE, ISSUER, SECRET, load};
use crate::config::{MailTransport, SmtpEncryption};

const SMTP: (&str, &str) = ("CREDENTIALS_MAIL_TRANSPORT", "smtp");
const HOST: (&str, &str) = ("CREDENTIALS_MAIL_SMTP_HOST", "mail.example.org");
const USERNAME: (&str, &str) = ("CREDENTIALS_MAIL_SMTP_USERNAME", "credentials");
const PASSWORD: (&str, &str) = ("CREDENTIALS_MAIL_SMTP_PASSWORD", SECRET);

fn variables(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    COMPLETE.iter().chain(more).copied().collect()
}

#[test]
fn mail_goes_to_the_log_unless_told_otherwise() {
    let (config, _) = load("", COMPLETE).expect("is complete");
    assert!(matches!(config.mail.transport, MailTransport::Console));
    let warns = |more: &[(&'static str, &'static str)]| {
        let more = [more, &[("CREDENTIALS_JWT_ISSUERS", ISSUER)]].concat();
        let (config, _) = load("", &variables(&more)).expect("is complete");
        config.warnings().into_iter().filter(|it| it.contains("mail")).count()
    };
    let public = ("CREDENTIALS_PUBLIC_URL", "https://credentials.example.org");
    assert_eq!(warns(&[]), 0);
    assert_eq!(warns(&[public]), 1);
    assert_eq!(warns(&[public, SMTP, HOST]), 0);
    let plain = ("CREDENTIALS_MAIL_SMTP_ENCRYPTION", "none");
    assert_eq!(warns(&[public, SMTP, HOST, plain]), 1);
    let near = ("CREDENTIALS_MAIL_SMTP_HOST", "127.0.0.1");
    assert_eq!(warns(&[public, SMTP, near, plain]), 0);
}

#[test]
fn port_follows_encryption() {
    for (encryption, expected, port) in [
        ("starttls", SmtpEncryption::StartTls, 587),
        ("tls", SmtpEncryption::Tls, 465),
        ("none", SmtpEncryption::None, 25),
    ] {
        let given = ("CREDENTIALS_MAIL_SMTP_ENCRYPTION", encryption);
        let (config, _) = load("", &variables(&[SMTP, HOST, given])).expect("is complete");
        let MailTransport::Smtp(smtp) = config.mail.transport else {
            panic!("a mail server")
        };
        assert_eq!((smtp.encryption, smtp.port), (expected, port));
        assert!(smtp.account.is_none());
    }
    let (config, report) =
        load("mail.smtp.port = 2525", &variables(&[SMTP, HOST, USERNAME, PASSWORD])).expect("is complete");
    let MailTransport::Smtp(smtp) = config.mail.transport else {
        panic!("a mail server")
    };
    assert_eq!((smtp.port, smtp.encryption), (2525, SmtpEncryption::StartTls));
    let (name, password) = smtp.account.expect("an account");
    assert_eq!((name.as_str(), password.0.as_slice()), (USERNAME.1, SECRET.as_bytes()));
    assert!(!report.contains(SECRET), "{report}");
}

#[test]
fn what_is_incomplete_or_unsafe_is_named() {
    for (more, problem) in [
        (vec![SMTP], "mail.smtp.host: is missing: mail.transport is smtp"),
        (
            vec![("CREDENTIALS_MAIL_TRANSPORT", "folder")],
            "mail.dir: is missing: mail.transport is folder",
        ),
        (
            vec![("CREDENTIALS_MAIL_TRANSPORT", "pigeon")],
            "CREDENTIALS_MAIL_TRANSPORT: is none of console, folder, smtp",
        ),
        (
            vec![SMTP, HOST, USERNAME],
            "CREDENTIALS_MAIL_SMTP_USERNAME: needs mail.smtp.password or mail.smtp.password_file",
        ),
        (
            vec![SMTP, HOST, PASSWORD],
            "mail.smtp.username: is missing: there is a password",
        ),
        (
            vec![
                SMTP,
                HOST,
                USERNAME,
                PASSWORD,
                ("CREDENTIALS_MAIL_SMTP_ENCRYPTION", "none"),
            ],
            "CREDENTIALS_MAIL_SMTP_ENCRYPTION: is none: whoever is on the way could read the password",
        ),
        (
            vec![("CREDENTIALS_MAIL_FROM", "nobody")],
            "CREDENTIALS_MAIL_FROM: is no mail address such as no-reply@example.org",
        ),
        (
            vec![("CREDENTIALS_MAIL_FROM", "a@example.org\r\nBcc: b@example.org")],
            "CREDENTIALS_MAIL_FROM: is no mail address such as no-reply@example.org",
        ),
        (
            vec![("CREDENTIALS_MAIL_TIMEOUT", "1h")],
            "CREDENTIALS_MAIL_TIMEOUT: is outside of 1s to 120s",
        ),
    ] {
        let told = load("", &variables(&more)).map(drop);
        assert_eq!(told.err().as_deref(), Some(problem));
    }
}
