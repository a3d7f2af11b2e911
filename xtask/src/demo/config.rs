//! The server's settings for the demo.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use toml::{Table, Value};

use super::{Addresses, Platform};

/// Writes the settings file; it may be read, copied and changed by whoever is curious.
pub(crate) fn write_config(
    file: &Path,
    database: &str,
    addresses: &Addresses,
    web_dir: &Path,
    mail_dir: &Path,
    platform: &Platform,
) -> Result<()> {
    let settings = config(database, addresses, web_dir, mail_dir, platform);
    let text = toml::to_string_pretty(&settings).context("print the settings")?;
    let text = format!("# Written by `cargo xtask run` at each start.\n\n{text}");
    fs::write(file, text).with_context(|| format!("write {}", file.display()))
}

fn config(database: &str, addresses: &Addresses, web_dir: &Path, mail_dir: &Path, platform: &Platform) -> Table {
    let host = |url: &str| url.trim_start_matches("http://").to_owned();
    let path = |it: &Path| Value::from(it.to_string_lossy().into_owned());
    let issuer = Table::from_iter([
        ("issuer".to_owned(), Value::from(platform.issuer.as_str())),
        ("audience".to_owned(), Value::from(platform.audience.as_str())),
        ("algorithms".to_owned(), Value::from(vec!["RS512"])),
        ("jwks_url".to_owned(), Value::from(platform.jwks_url.as_str())),
    ]);
    let jwt = Table::from_iter([
        ("issuers".to_owned(), Value::from(vec![Value::Table(issuer)])),
        (
            "service_usernames".to_owned(),
            Value::from(platform.service_usernames.clone()),
        ),
    ]);
    let lms = Table::from_iter([
        ("url".to_owned(), Value::from(platform.listening.as_str())),
        ("client_id".to_owned(), Value::from(platform.client_id.as_str())),
        ("client_secret".to_owned(), Value::from(platform.client_secret.as_str())),
    ]);
    let catalog = Table::from_iter([("url".to_owned(), Value::from(platform.catalog_url.as_str()))]);
    // The logos of the simulated catalogue are on this machine.
    let outbound = Table::from_iter([("allow_loopback".to_owned(), Value::from(true))]);
    let log = Table::from_iter([("format".to_owned(), Value::from("text"))]);
    let mail = Table::from_iter([
        ("transport".to_owned(), Value::from("folder")),
        ("dir".to_owned(), path(mail_dir)),
    ]);
    let sign_in = Table::from_iter([
        ("client_id".to_owned(), Value::from("credentials-sso-key")),
        ("client_secret".to_owned(), Value::from("credentials-sso-secret")),
        ("lms_url".to_owned(), Value::from(platform.listening.as_str())),
    ]);
    Table::from_iter([
        ("database_url".to_owned(), Value::from(database)),
        ("listen".to_owned(), Value::from(host(&addresses.server))),
        ("metrics_listen".to_owned(), Value::from(host(&addresses.metrics))),
        ("public_url".to_owned(), Value::from(addresses.server.as_str())),
        ("web_dir".to_owned(), path(web_dir)),
        (
            "image_origins".to_owned(),
            Value::from(vec![platform.listening.as_str()]),
        ),
        ("jwt".to_owned(), Value::Table(jwt)),
        ("platform".to_owned(), Value::Table(lms)),
        ("catalog".to_owned(), Value::Table(catalog)),
        ("outbound".to_owned(), Value::Table(outbound)),
        ("sign_in".to_owned(), Value::Table(sign_in)),
        ("mail".to_owned(), Value::Table(mail)),
        ("log".to_owned(), Value::Table(log)),
    ])
}
