//! `database_url` and `database_url_file`.

use url::Url;

use super::error::ConfigError;
use super::reader::Reader;
use super::report::Origin;
use super::secret;

const URL: &str = "database_url";
const FILE: &str = "database_url_file";
const FORMS: &str = "sqlite://PATH or mysql://USER:PASSWORD@HOST:PORT/NAME";
/// Options of the MySQL driver that a URL may set.
const MYSQL_OPTIONS: [&str; 6] = [
    "ssl-mode",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "socket",
    "statement-cache-capacity",
];

pub(super) fn read(reader: &mut Reader) -> Result<Url, ConfigError> {
    let origin = |name| reader.given(name).map(|it| it.origin);
    // The environment wins over the file, whichever of the two spellings it uses.
    let from_file = match (origin(URL), origin(FILE)) {
        (Some(left), Some(right)) if left == right => {
            return Err(reader.wrong(FILE, format!("is given together with {URL}; keep one of them")));
        }
        (Some(_), Some(Origin::Environment)) | (None, Some(_)) => true,
        (Some(_), _) => false,
        (None, None) => {
            return Err(ConfigError::new(
                URL,
                format!("is missing; set CREDENTIALS_DATABASE_URL to {FORMS}"),
            ));
        }
    };
    let (name, text) = if from_file {
        (FILE, reader.optional(FILE, |it| secret::read(it.text()?))?)
    } else {
        (URL, reader.optional(URL, |it| it.text().map(str::to_owned))?)
    };
    let url = parse(&text.unwrap_or_default()).map_err(|problem| reader.wrong(name, problem))?;
    if from_file {
        let path = reader
            .optional(FILE, |it| it.text().map(str::to_owned))?
            .unwrap_or_default();
        reader.report(FILE, path);
    } else {
        reader.report(URL, masked(&url).as_str());
    }
    Ok(url)
}

fn parse(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| format!("is not of the form {FORMS}"))?;
    match url.scheme() {
        "sqlite" => {
            let path = text
                .strip_prefix("sqlite://")
                .map(|it| it.split('?').next().unwrap_or_default());
            if path.is_none_or(|it| it.is_empty() || it.ends_with('/')) {
                return Err("names no file: it is sqlite://PATH, with three slashes for an absolute path".to_owned());
            }
            match url.query() {
                None | Some("mode=rwc" | "mode=rw") => Ok(url),
                Some(_) => Err("has options; a SQLite URL has none".to_owned()),
            }
        }
        "mysql" => {
            if url.host_str().is_none_or(str::is_empty) {
                return Err("names no host".to_owned());
            }
            if url.path().trim_matches('/').is_empty() || url.path().matches('/').count() != 1 {
                return Err("names no database: it is mysql://USER:PASSWORD@HOST:PORT/NAME".to_owned());
            }
            for (option, _) in url.query_pairs() {
                if !MYSQL_OPTIONS.contains(&option.as_ref()) {
                    return Err(format!("has an option that is none of {}", MYSQL_OPTIONS.join(", ")));
                }
            }
            Ok(url)
        }
        _ => Err(format!("is not of the form {FORMS}")),
    }
}

fn masked(url: &Url) -> Url {
    let mut shown = url.clone();
    if shown.password().is_some() {
        // Fails only for URLs without a host, which have no password.
        let _ = shown.set_password(Some("***"));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{masked, parse};

    #[test]
    fn only_complete_addresses_pass() {
        for good in [
            "sqlite:///var/lib/credentials.sqlite",
            "sqlite://relative.sqlite",
            "sqlite://folder/relative.sqlite?mode=rwc",
            "mysql://root@127.0.0.1:3306/credentials",
            "mysql://user:pass%40word@db.example/credentials?ssl-mode=REQUIRED",
        ] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "credentials.sqlite",
            "sqlite:",
            "sqlite://",
            "sqlite::memory:",
            "sqlite:///folder/",
            "sqlite:///a.sqlite?cache=shared",
            "mysql://root@127.0.0.1",
            "mysql://root@127.0.0.1/",
            "mysql:///credentials",
            "mysql://root@db/a/b",
            "mysql://root@db/credentials?sslmode=off",
            "postgres://root@db/credentials",
            "mysql://root@db:99999/credentials",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_password_is_masked() {
        let url = parse("mysql://user:hunter2@db/credentials").expect("is complete");
        assert_eq!(masked(&url).as_str(), "mysql://user:***@db/credentials");
    }
}
