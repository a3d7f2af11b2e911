//! What settings are accepted, and how the others are named.

mod mail;
mod platform;

use super::{Config, Introspection, LimitsConfig};

const COMPLETE: &[(&str, &str)] = &[(
    "CREDENTIALS_DATABASE_URL",
    "mysql://user:hunter2@db.example/credentials",
)];
const ISSUER: &str = r#"[{"issuer":"i","algorithms":["RS512"],"jwks_url":"https://i.example/jwks"}]"#;
const SECRET: &str = "correct-horse-battery-staple-0123456789";

fn load(file: &str, variables: &[(&str, &str)]) -> Result<(Config, String), String> {
    let path = std::env::temp_dir().join(format!(
        "credentials-{}-{}.toml",
        std::process::id(),
        fingerprint(file, variables)
    ));
    std::fs::write(&path, file).expect("the folder for temporary files takes files");
    let environment = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    let result = Config::load(Some(&path), environment);
    std::fs::remove_file(&path).expect("the file is there");
    result
        .map(|(config, report)| (config, report.to_string()))
        .map_err(|error| error.to_string())
}

fn fingerprint(file: &str, variables: &[(&str, &str)]) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    (file, variables).hash(&mut hasher);
    hasher.finish()
}

fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    COMPLETE
        .iter()
        .copied()
        .filter(|(it, _)| *it != name)
        .chain([(name, value)])
        .collect()
}

#[test]
fn a_database_is_all_that_a_local_service_needs() {
    let (config, _) = load("", COMPLETE).expect("is complete");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8150");
    assert_eq!(config.public_url.as_str(), "http://127.0.0.1:8150/");
    assert_eq!(config.introspection, Introspection::SignedIn);
    assert_eq!(config.limits.depth, LimitsConfig::default().depth);
    assert!(config.worker.is_enabled);
}

#[test]
fn the_environment_wins_over_the_file() {
    let file = "listen = \"127.0.0.1:1\"\n[limits]\ndepth = 10\n[limits.body_bytes]\nanonymous = \"1KiB\"\n";
    let variables = [
        COMPLETE,
        &[
            ("CREDENTIALS_LISTEN", "127.0.0.1:2"),
            ("CREDENTIALS_LIMITS_EXECUTION", "2500ms"),
        ],
    ]
    .concat();
    let (config, report) = load(file, &variables).expect("is complete");
    assert_eq!(config.listen.port(), 2);
    assert_eq!((config.limits.depth, config.limits.body_bytes.anonymous), (10, 1024));
    assert_eq!(config.limits.execution.as_millis(), 2_500);
    for line in [
        "listen = \"127.0.0.1:2\"  # CREDENTIALS_LISTEN",
        "limits.depth = 10  # file",
        "limits.body_bytes.anonymous = \"1KiB\"  # file",
        "limits.execution = \"2500ms\"  # CREDENTIALS_LIMITS_EXECUTION",
        "limits.aliases = 30  # default",
        "database_url = \"mysql://user:***@db.example/credentials\"  # CREDENTIALS_DATABASE_URL",
    ] {
        assert!(report.lines().any(|it| it == line), "{line} in {report}");
    }
}

#[test]
fn the_report_lists_every_setting_and_no_secret() {
    let file = format!("[[jwt.issuers]]\nissuer = \"i\"\nalgorithms = [\"HS256\"]\nsecret = \"{SECRET}\"\n");
    let (_, report) = load(&file, COMPLETE).expect("is complete");
    assert!(!report.contains("hunter2") && !report.contains(SECRET), "{report}");
    for key in super::key::KEYS.iter().filter(|it| it.name != "database_url_file") {
        assert!(report.contains(&format!("\n{} = ", key.name)), "{}", key.name);
    }
}

#[test]
fn variables_of_others_are_left_alone() {
    let others = [
        ("CREDENTIALS_CONFIG", "x"),
        ("CREDENTIALS_DIRECTORY", "/run/credentials"),
        ("CREDENTIALS_TEST_MYSQL_URL", "x"),
        ("CREDENTIAL_HELPER", "x"),
        ("PATH", "x"),
        ("CARGO_CREDENTIALS", "x"),
    ];
    assert!(load("", &[COMPLETE, &others].concat()).is_ok());
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of mistakes, a line each")]
fn wrong_variables_are_named() {
    for (name, value, expected) in [
        (
            "CREDENTAILS_DATABASE_URL",
            "x",
            "CREDENTAILS_DATABASE_URL: is no setting; did you mean CREDENTIALS_DATABASE_URL?",
        ),
        (
            "CREDENTIALS_DATABSE_URL",
            "x",
            "CREDENTIALS_DATABSE_URL: is no setting; did you mean CREDENTIALS_DATABASE_URL?",
        ),
        (
            "CREDENTIAL_LISTEN",
            "x",
            "CREDENTIAL_LISTEN: is no setting; did you mean CREDENTIALS_LISTEN?",
        ),
        ("credentials_listen", "x", "credentials_listen: is no setting"),
        ("CREDENTIALS_LISTEN", "", "CREDENTIALS_LISTEN: is empty"),
        (
            "CREDENTIALS_LISTEN",
            "localhost",
            "CREDENTIALS_LISTEN: is not an address",
        ),
        (
            "CREDENTIALS_LISTEN",
            "127.0.0.1:70000",
            "CREDENTIALS_LISTEN: is not an address",
        ),
        ("CREDENTIALS_LISTEN", "0.0.0.0:8150", "public_url: is missing"),
        (
            "CREDENTIALS_METRICS_LISTEN",
            "127.0.0.1:8150",
            "CREDENTIALS_METRICS_LISTEN: is the same as listen",
        ),
        (
            "CREDENTIALS_PUBLIC_URL",
            "credentials.example.org",
            "CREDENTIALS_PUBLIC_URL: is not an absolute address",
        ),
        (
            "CREDENTIALS_PUBLIC_URL",
            "ftp://a.example",
            "CREDENTIALS_PUBLIC_URL: is neither http nor https",
        ),
        (
            "CREDENTIALS_PUBLIC_URL",
            "https://a.example/path",
            "CREDENTIALS_PUBLIC_URL: has a path",
        ),
        (
            "CREDENTIALS_PUBLIC_URL",
            "https://u:p@a.example",
            "CREDENTIALS_PUBLIC_URL: has a user name",
        ),
        (
            "CREDENTIALS_PUBLIC_URL",
            "https://a.example?x",
            "CREDENTIALS_PUBLIC_URL: has a query",
        ),
        ("CREDENTIALS_PUBLIC_URL", "https://a.example", "jwt.issuers: is empty"),
        (
            "CREDENTIALS_WEB_DIR",
            "/nonexistent",
            "CREDENTIALS_WEB_DIR: is not a folder",
        ),
        ("CREDENTIALS_WEB_DIR", "/", "CREDENTIALS_WEB_DIR: has no index.html"),
        (
            "CREDENTIALS_ALLOWED_HOSTS",
            "a.example",
            "CREDENTIALS_ALLOWED_HOSTS: is not a JSON list",
        ),
        (
            "CREDENTIALS_ALLOWED_HOSTS",
            "[\"*\"]",
            "CREDENTIALS_ALLOWED_HOSTS: has an item that is no host name",
        ),
        (
            "CREDENTIALS_ALLOWED_HOSTS",
            "[\"a.example:\"]",
            "CREDENTIALS_ALLOWED_HOSTS: has an item that is no host name",
        ),
        (
            "CREDENTIALS_CORS_ORIGINS",
            "[\"*\"]",
            "CREDENTIALS_CORS_ORIGINS: has an item that is no origin",
        ),
        (
            "CREDENTIALS_INTROSPECTION",
            "yes",
            "CREDENTIALS_INTROSPECTION: is none of signed-in, everyone, nobody",
        ),
        (
            "CREDENTIALS_UNICODE_USERNAMES",
            "1",
            "CREDENTIALS_UNICODE_USERNAMES: is neither true nor false",
        ),
        (
            "CREDENTIALS_JWT_LEEWAY_SECONDS",
            "61",
            "CREDENTIALS_JWT_LEEWAY_SECONDS: is outside of 0 to 60",
        ),
        (
            "CREDENTIALS_JWT_SERVICE_USERNAMES",
            "[\"a b\"]",
            "CREDENTIALS_JWT_SERVICE_USERNAMES: has an item that is no username",
        ),
        ("CREDENTIALS_LOG_LEVEL", "loud", "CREDENTIALS_LOG_LEVEL: is none of"),
        (
            "CREDENTIALS_DATABASE_URL",
            "postgres://u:hunter2@h/n",
            "CREDENTIALS_DATABASE_URL: is not of the form",
        ),
        (
            "CREDENTIALS_DATABASE_URL_FILE",
            "/nonexistent",
            "CREDENTIALS_DATABASE_URL_FILE: is given together with database_url",
        ),
    ] {
        let error = load("", &with(name, value)).map(drop).expect_err(name);
        assert!(error.starts_with(expected), "{name}={value}: {error}");
        assert!(!error.contains("hunter2") && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn numbers_are_read_strictly() {
    for (name, good, bad) in [
        (
            "CREDENTIALS_LIMITS_DEPTH",
            &["1", "30"][..],
            &["0", "31", "-1", "+1", "1e1", "1.0", " 1", "99999999999999999999", "x"][..],
        ),
        (
            "CREDENTIALS_LIMITS_BODY_BYTES_ANONYMOUS",
            &["65536", "64KiB", "10kB", "2MiB"],
            &[
                "0",
                "-1",
                "1e3",
                "10 MB",
                "10mb",
                "KiB",
                "99999999999999999999MiB",
                "65MiB",
            ],
        ),
        (
            "CREDENTIALS_LIMITS_EXECUTION",
            &["5s", "1500ms", "1m"],
            &["0s", "5", "5 s", "1.5s", "-5s", "s", "1h", "99999999999999999999s"],
        ),
    ] {
        for value in good {
            assert!(
                load("", &[COMPLETE, &[(name, value)]].concat()).is_ok(),
                "{name}={value}"
            );
        }
        for value in bad {
            let error = load("", &[COMPLETE, &[(name, value)]].concat())
                .map(drop)
                .expect_err(value);
            assert!(error.starts_with(&format!("{name}: is ")), "{name}={value}: {error}");
        }
    }
}

#[test]
fn wrong_files_are_named() {
    for (file, expected) in [
        (
            "databse_url = \"x\"",
            "databse_url: is no setting; did you mean database_url?",
        ),
        (
            "[jtw]\nleeway_seconds = 1",
            "jtw.leeway_seconds: is no setting; did you mean jwt.leeway_seconds?",
        ),
        ("limits = 1", "limits: is no setting"),
        ("listen = 8150", "listen: is not a text"),
        ("unicode_usernames = \"true\"x", ", line 1: is not valid TOML"),
        (
            "listen = \"127.0.0.1:1\"\nlisten = \"127.0.0.1:2\"",
            ", line 2: is not valid TOML",
        ),
        ("[limits]\ndepth = -1", "limits.depth: is not a whole number"),
        ("[limits]\nexecution = 5", "limits.execution: is not a duration"),
        ("[jwt]\nissuers = \"x\"", "jwt.issuers: is not a list"),
    ] {
        let error = load(file, COMPLETE).map(drop).expect_err(file);
        assert!(
            error.contains(expected) && error.lines().count() == 1,
            "{file}: {error}"
        );
    }
    let missing = Config::load(Some(std::path::Path::new("/nonexistent.toml")), [])
        .map(drop)
        .expect_err("is missing");
    assert!(
        missing.to_string().starts_with("/nonexistent.toml: cannot be read"),
        "{missing}"
    );
    let empty = load("", &[]).map(drop).expect_err("is incomplete");
    assert!(empty.starts_with("database_url: is missing"), "{empty}");
}

#[test]
fn issuers_are_complete_and_safe() {
    let jwks = r#"{"keys":[{"kty":"RSA"}]}"#;
    let good = [
        ISSUER.to_owned(),
        format!(r#"[{{"issuer":"i","audience":"a","algorithms":["RS256","RS512"],"jwks":{jwks}}}]"#),
        format!(
            r#"[{{"issuer":"i","algorithms":["RS512"],"jwks":{}}}]"#,
            serde_json::json!(jwks)
        ),
        r#"[{"issuer":"i","algorithms":["RS512"],"jwks_url":"http://127.0.0.1:8160/jwks"}]"#.to_owned(),
        format!(r#"[{{"issuer":"i","algorithms":["HS256"],"secret":"{SECRET}"}}]"#),
    ];
    for issuers in &good {
        let result = load("", &[COMPLETE, &[("CREDENTIALS_JWT_ISSUERS", issuers)]].concat());
        assert!(result.is_ok(), "{issuers}: {result:?}");
    }
    for (issuers, expected) in [
        ("{}", ": is not a JSON list"),
        ("[1]", "[0]: is not a table"),
        (
            r#"[{"isuer":"i"}]"#,
            "[0]: has an unknown field \"isuer\"; did you mean issuer?",
        ),
        (
            r#"[{"algorithms":["RS512"],"jwks_url":"https://i/"}]"#,
            "[0].issuer: is missing",
        ),
        (
            r#"[{"issuer":"","algorithms":["RS512"],"jwks_url":"https://i/"}]"#,
            "[0].issuer: is empty",
        ),
        (
            r#"[{"issuer":"i","jwks_url":"https://i/"}]"#,
            "[0].algorithms: is not a list",
        ),
        (
            r#"[{"issuer":"i","algorithms":[],"jwks_url":"https://i/"}]"#,
            "[0].algorithms: is not a list",
        ),
        (
            r#"[{"issuer":"i","algorithms":["none"],"jwks_url":"https://i/"}]"#,
            "[0].algorithms: is not a list",
        ),
        (
            r#"[{"issuer":"i","algorithms":["HS256"],"jwks_url":"https://i/"}]"#,
            "[0].algorithms: do not fit the key",
        ),
        (
            r#"[{"issuer":"i","algorithms":["RS512"]}]"#,
            "[0]: needs exactly one of",
        ),
        (
            r#"[{"issuer":"i","algorithms":["RS512"],"jwks_url":"https://i/","jwks":"{}"}]"#,
            "[0]: needs exactly one of",
        ),
        (
            r#"[{"issuer":"i","algorithms":["RS512"],"jwks_url":"http://i.example/"}]"#,
            "[0].jwks_url: is not https",
        ),
        (
            r#"[{"issuer":"i","algorithms":["RS512"],"jwks_url":"file:///etc/passwd"}]"#,
            "[0].jwks_url: is not https",
        ),
        (
            r#"[{"issuer":"i","algorithms":["RS512"],"jwks":{"keys":[]}}]"#,
            "[0].jwks: is not a JWK set",
        ),
        (
            r#"[{"issuer":"i","algorithms":["HS256"],"secret":"hunter2"}]"#,
            "[0].secret: is shorter than 32 bytes",
        ),
        (
            r#"[{"issuer":"i","algorithms":["HS256"],"secret":""}]"#,
            "[0].secret: is empty",
        ),
        (
            r#"[{"issuer":"i","algorithms":["HS256"],"secret":12345678}]"#,
            "[0].secret: is empty or no text",
        ),
        (
            r#"[{"issuer":"i","algorithms":["HS256"],"secret_file":"/nonexistent"}]"#,
            "[0].secret_file: names a file that cannot be read",
        ),
        (
            r#"[{"issuer":"i","algorithms":["HS256"],"secret_file":"/tmp"}]"#,
            "[0].secret_file: names a folder",
        ),
    ] {
        let error = load("", &[COMPLETE, &[("CREDENTIALS_JWT_ISSUERS", issuers)]].concat())
            .map(drop)
            .expect_err(issuers);
        assert!(
            error.starts_with(&format!("CREDENTIALS_JWT_ISSUERS{expected}")),
            "{issuers}: {error}"
        );
        assert!(!error.contains("hunter2") && !error.contains("12345678"), "{error}");
    }
}

#[test]
fn one_line_end_is_cut_from_a_secret_file() {
    let path = std::env::temp_dir().join(format!("credentials-secret-{}", std::process::id()));
    for (content, expected) in [
        (SECRET.to_owned(), Ok(SECRET.to_owned())),
        (format!("{SECRET}\n"), Ok(SECRET.to_owned())),
        (format!("{SECRET}\r\n"), Ok(SECRET.to_owned())),
        (format!("{SECRET}\n\n"), Ok(format!("{SECRET}\n"))),
        (String::new(), Err("names an empty file".to_owned())),
        ("\n".to_owned(), Err("names an empty file".to_owned())),
    ] {
        std::fs::write(&path, &content).expect("the folder for temporary files takes files");
        assert_eq!(
            super::secret::read(&path.display().to_string()),
            expected,
            "{content:?}"
        );
    }
    std::fs::remove_file(&path).expect("the file is there");
}

#[test]
fn signing_in_needs_an_application_and_https() {
    let variables = |more: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
        let complete = [
            ("CREDENTIALS_JWT_ISSUERS", ISSUER),
            ("CREDENTIALS_SIGN_IN_CLIENT_ID", "credentials"),
        ];
        COMPLETE
            .iter()
            .copied()
            .chain(complete)
            .chain(more.iter().copied())
            .collect()
    };
    let secret = ("CREDENTIALS_SIGN_IN_CLIENT_SECRET", SECRET);
    let lms = ("CREDENTIALS_SIGN_IN_LMS_URL", "https://lms.example.org/base");
    let (config, report) = load("", &variables(&[secret, lms])).expect("is complete");
    let sign_in = config.sign_in.expect("is set up");
    assert_eq!(
        sign_in.lms_url.expect("is given").as_str(),
        "https://lms.example.org/base/"
    );
    assert_eq!(sign_in.scopes, ["user_id", "profile", "email"]);
    assert!(!report.contains(SECRET), "{report}");
    for (more, problem) in [
        (vec![], "sign_in.client_secret"),
        (vec![secret], "needs sign_in.lms_url or platform.url"),
        (
            vec![
                secret,
                lms,
                ("CREDENTIALS_PUBLIC_URL", "http://credentials.example.org"),
            ],
            "plain http",
        ),
        (
            vec![secret, ("CREDENTIALS_SIGN_IN_LMS_URL", "http://lms.example.org")],
            "not https",
        ),
        (
            vec![secret, lms, ("CREDENTIALS_SIGN_IN_SCOPES", "[\"a b\"]")],
            "no scope",
        ),
    ] {
        let error = load("", &variables(&more)).map(|_| ()).expect_err("is refused");
        assert!(error.contains(problem) && !error.contains(SECRET), "{error}");
    }
}

#[test]
fn cookies_of_other_apps_are_accepted_where_cookies_are_and_encrypted() {
    let app = (
        "CREDENTIALS_JWT_COOKIE_ORIGINS",
        r#"["https://apps.example.org", "http://localhost:1997"]"#,
    );
    let accepted = ("CREDENTIALS_JWT_ACCEPTS_COOKIES", "true");
    let (config, _) = load("", &[COMPLETE, &[app, accepted]].concat()).expect("is complete");
    assert_eq!(config.jwt.cookie_origins.len(), 2);
    let plain = ("CREDENTIALS_JWT_COOKIE_ORIGINS", r#"["http://apps.example.org"]"#);
    let path = ("CREDENTIALS_JWT_COOKIE_ORIGINS", r#"["https://apps.example.org/x"]"#);
    for (more, problem) in [
        (vec![app], "is given without jwt.accepts_cookies"),
        (vec![plain, accepted], "has an item that is not https"),
        (vec![path, accepted], "has an item that has a path"),
    ] {
        let error = load("", &[COMPLETE, &more].concat()).map(drop).expect_err(problem);
        assert!(
            error.starts_with("CREDENTIALS_JWT_COOKIE_ORIGINS: ") && error.contains(problem),
            "{error}"
        );
    }
}

#[test]
fn proxies_that_are_everybody_are_warned_of() {
    let warns = |proxies| {
        let (config, _) = load("", &with("CREDENTIALS_TRUSTED_PROXIES", proxies)).expect("is complete");
        config.warnings().iter().any(|it| it.starts_with("trusted_proxies"))
    };
    assert!(warns(r#"["0.0.0.0/0"]"#));
    assert!(warns(r#"["10.0.0.0/8","::/0"]"#));
    assert!(!warns(r#"["10.0.0.0/8"]"#));
    assert!(!warns("[]"));
}
