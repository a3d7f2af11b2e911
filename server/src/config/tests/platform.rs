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
    assert_eq!(config.catalog.logo_origins, []);
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
        (
            "catalog.logo_origins = ['http://media.example.org']",
            vec![],
            "catalog.logo_origins: has an item that is not https",
        ),
        (
            "catalog.logo_origins = ['https://media.example.org/logos']",
            vec![],
            "catalog.logo_origins: has an item that has a path",
        ),
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
fn sites_may_have_platforms_of_their_own() {
    let file = format!(
        "platform.signing_key_files = ['{KEY}']
        [[platforms]]
        url = 'https://lms.north.example.org'
        catalog_url = 'https://discovery.north.example.org/api/v1'
        client_id = 'north-backend'
        client_secret = '{SECRET}'
        sign_in_client_id = 'north-sso'
        sign_in_client_secret = '{SECRET}'
        [[platforms]]
        url = 'https://lms.south.example.org'
        signing_audience = 'south'
        signing_username = 'south_worker'"
    );
    let (config, report) = load(&file, &variables(&[URL, AUDIENCE, USERNAME])).expect("is complete");
    let [north, south] = &config.platforms[..] else {
        panic!("two platforms")
    };
    assert_eq!(north.url.as_str(), "https://lms.north.example.org/");
    let catalog = north.catalog_url.as_ref().expect("is given");
    assert_eq!(catalog.as_str(), "https://discovery.north.example.org/api/v1/");
    assert!(
        matches!(&north.identity, Some(IdentityConfig::Application { client_id, .. }) if client_id == "north-backend")
    );
    let Some(IdentityConfig::OwnTokens { audience, username, .. }) = &south.identity else {
        panic!("own tokens")
    };
    assert_eq!((audience.as_str(), username.as_str()), ("south", "south_worker"));
    assert!(south.sign_in.is_none());
    let sign_in = config.sign_in.expect("people of North sign in");
    let names: Vec<&str> = sign_in.applications.iter().map(|it| it.client_id.as_str()).collect();
    assert_eq!(names, ["north-sso"]);
    assert_eq!(
        sign_in.lms_url.expect("by default").as_str(),
        "https://lms.example.org/base/"
    );
    assert!(report.contains("north-backend") && !report.contains(SECRET), "{report}");
}

#[test]
fn mistakes_of_a_further_platform_are_named_with_their_place() {
    let application = r#""client_id":"a","client_secret":"correct-horse""#;
    let sign_in = r#""sign_in_client_id":"a","sign_in_client_secret":"correct-horse""#;
    let north = r#""url":"https://lms.north.example.org""#;
    for (entries, problem) in [
        ("{}".to_owned(), ": is not a JSON list"),
        ("[1]".to_owned(), "[0]: is not a table"),
        (format!("[{{{application}}}]"), "[0].url: is missing"),
        (
            format!("[{{{north}}}]"),
            "[0]: needs client_id, signing_audience or sign_in_client_id",
        ),
        (
            format!(r#"[{{{north},"secret":"x"}}]"#),
            "[0]: has an unknown field \"secret\"",
        ),
        (
            format!(r#"[{{"url":"http://lms.north.example.org",{application}}}]"#),
            "[0].url: is not https",
        ),
        (
            format!(r#"[{{{north},"client_id":"a"}}]"#),
            "[0].client_secret: is missing beside client_id",
        ),
        (
            format!(r#"[{{{north},"client_secret":"a"}}]"#),
            "[0].client_id: is missing beside client_secret",
        ),
        (
            format!(r#"[{{{north},{application},"client_secret_file":"/nowhere"}}]"#),
            "[0].client_secret_file: names a file that cannot be read",
        ),
        (
            format!(r#"[{{{north},{application},"signing_username":"a"}}]"#),
            "[0].client_id: is given together with signing_",
        ),
        (
            format!(r#"[{{{north},"signing_username":"a"}}]"#),
            "[0].signing_audience: is missing beside signing_username",
        ),
        (
            format!(r#"[{{{north},"signing_audience":"a","signing_username":"a"}}]"#),
            "[0].signing_audience: is given without platform.signing_key_files",
        ),
        (
            format!(r#"[{{{north},{sign_in},"catalog_url":"https://c.example.org/"}}]"#),
            "[0].catalog_url: is given without client_id",
        ),
        (
            format!(r#"[{{{north},"sign_in_client_id":"a"}}]"#),
            "[0].sign_in_client_secret: is missing beside sign_in_client_id",
        ),
        (
            format!(r#"[{{{north},"sign_in_client_id":"a b","sign_in_client_secret":"correct-horse"}}]"#),
            "[0].sign_in_client_id: is empty, too long",
        ),
        (
            format!("[{{{north},{application}}},{{{north},{application}}}]"),
            ": names a platform twice",
        ),
        (
            format!(r#"[{{"url":"https://lms.example.org/base/",{application}}}]"#),
            ": names a platform twice, or that of platform.url",
        ),
    ] {
        let more = [URL, ID, CLIENT_SECRET];
        let mut all: Vec<(&str, &str)> = variables(&more);
        all.push(("CREDENTIALS_PLATFORMS", &entries));
        let error = load("", &all).map(|_| ()).expect_err(problem);
        assert!(
            error.starts_with(&format!("CREDENTIALS_PLATFORMS{problem}")) && !error.contains("correct-horse"),
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
