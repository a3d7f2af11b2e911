//! Settings about the systems that the service calls.

use super::{COMPLETE, SECRET, load};
use crate::config::IdentityConfig;

const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/auth/testdata/test_other_key.pem");
const URL: (&str, &str) = ("CREDENTIALS_PLATFORM_URL", "https://lms.example.org/base");
const CATALOG: (&str, &str) = ("CREDENTIALS_CATALOG_URL", "https://discovery.example.org/api/v1");
const ID: (&str, &str) = ("CREDENTIALS_PLATFORM_CLIENT_ID", "credentials-backend");
const CLIENT_SECRET: (&str, &str) = ("CREDENTIALS_PLATFORM_CLIENT_SECRET", SECRET);
const AUDIENCE: (&str, &str) = ("CREDENTIALS_PLATFORM_SIGNING_AUDIENCE", "openedx");
const USERNAME: (&str, &str) = ("CREDENTIALS_PLATFORM_SIGNING_USERNAME", "credentials_worker");

fn variables(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    COMPLETE.iter().chain(more).copied().collect()
}

#[test]
fn the_service_is_an_application_of_the_platform_or_signs_its_own_tokens() {
    let (config, report) = load("", &variables(&[URL, ID, CLIENT_SECRET, CATALOG])).expect("is complete");
    let platform = config.platform.expect("is given");
    assert_eq!(platform.url.as_str(), "https://lms.example.org/base/");
    assert!(matches!(platform.identity, IdentityConfig::Application { client_id, .. } if client_id == ID.1));
    let catalog = config.catalog.url.expect("is given");
    assert_eq!(catalog.as_str(), "https://discovery.example.org/api/v1/");
    assert!(!report.contains(SECRET), "{report}");

    let keys = format!("platform.signing_key_files = ['{KEY}', '{KEY}']");
    let (config, _) = load(&keys, &variables(&[URL, AUDIENCE, USERNAME])).expect("is complete");
    let IdentityConfig::OwnTokens {
        keys, issuer, username, ..
    } = config.platform.expect("is given").identity
    else {
        panic!("own tokens")
    };
    assert_eq!(keys.public().keys.len(), 2);
    assert_eq!(
        (issuer.as_str(), username.as_str()),
        ("http://127.0.0.1:8150", USERNAME.1)
    );
}

#[test]
fn what_is_incomplete_or_unsafe_is_named() {
    let keys = format!("platform.signing_key_files = ['{KEY}']");
    for (file, more, problem) in [
        (
            "",
            vec![ID],
            "CREDENTIALS_PLATFORM_CLIENT_ID: is given without platform.url",
        ),
        ("", vec![URL], "platform.client_id: is missing beside platform.url"),
        (
            "",
            vec![URL, ID],
            "platform.client_secret: is missing beside platform.client_id",
        ),
        (
            "",
            vec![
                ("CREDENTIALS_PLATFORM_URL", "http://lms.example.org"),
                ID,
                CLIENT_SECRET,
            ],
            "CREDENTIALS_PLATFORM_URL: is not https",
        ),
        (
            "",
            vec![CATALOG],
            "CREDENTIALS_CATALOG_URL: is given without platform.url",
        ),
        (&keys, vec![URL, ID, CLIENT_SECRET], "keep one of them"),
        (&keys, vec![URL, USERNAME], "platform.signing_audience: is missing"),
        (&keys, vec![URL, AUDIENCE], "platform.signing_username: is missing"),
        (
            "platform.signing_key_files = ['/nowhere.pem']",
            vec![URL],
            "platform.signing_key_files: ",
        ),
        ("outbound.allow_loopback = 'perhaps'", vec![], "outbound.allow_loopback"),
        ("catalog.page_size = 0", vec![], "catalog.page_size"),
        ("catalog.sync_interval = '1s'", vec![], "catalog.sync_interval"),
        ("trusted_proxies = ['10.0.0.0/40']", vec![], "trusted_proxies"),
    ] {
        let error = load(file, &variables(&more)).map(|_| ()).expect_err(problem);
        assert!(
            error.contains(problem) && !error.contains(SECRET),
            "{error}\nwanted: {problem}"
        );
    }
}

#[test]
fn proxies_are_networks_or_addresses() {
    let (config, _) = load("trusted_proxies = ['10.0.0.0/8', 'fd00::1']", COMPLETE).expect("is complete");
    let proxies: Vec<String> = config.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(proxies, ["10.0.0.0/8", "fd00::1/128"]);
}
