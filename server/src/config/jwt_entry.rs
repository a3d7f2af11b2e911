//! Reads `jwt`: whose tokens are accepted, and by which keys.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use url::Url;

use super::entry::{self, Problem, text};
use super::error::ConfigError;
use super::jwt::{Algorithm, Issuer, IssuerKeys, JwtConfig, Secret};
use super::reader::Reader;
use super::{network, secret};

const FIELDS: [&str; 8] = [
    "issuer",
    "audience",
    "algorithms",
    "jwks_url",
    "jwks",
    "secret",
    "secret_file",
    "sites",
];
/// Shorter secrets can be guessed from one token.
const MIN_SECRET: usize = 32;

pub(super) fn read(
    reader: &mut Reader,
    rule: entity::UsernameRule,
    public_url: &Url,
) -> Result<JwtConfig, ConfigError> {
    let issuers = entry::read_all(reader, "jwt.issuers", issuer)?;
    if issuers.is_empty() && !network::is_loopback(public_url) {
        return Err(reader.wrong(
            "jwt.issuers",
            "is empty: without an issuer of tokens nobody can award a credential",
        ));
    }
    reader.report("jwt.issuers", issuers.iter().map(shown).collect::<Vec<_>>());

    let service_usernames = reader
        .optional("jwt.service_usernames", |it| {
            it.texts()?
                .iter()
                .map(|name| entity::Username::parse(name, rule).map(|it| it.key()))
                .collect::<Result<BTreeSet<_>, _>>()
                .map_err(|_| "has an item that is no username".to_owned())
        })?
        .unwrap_or_default();
    let names: Vec<String> = service_usernames.iter().map(|it| it.as_str().to_owned()).collect();
    reader.report("jwt.service_usernames", names);

    let leeway_seconds = reader.count("jwt.leeway_seconds", 1, 0..=60)? as u64;
    let accepts_cookies = reader.flag("jwt.accepts_cookies", false)?;
    Ok(JwtConfig {
        issuers,
        service_usernames,
        leeway_seconds,
        cookie_origins: cookie_origins(reader, accepts_cookies)?,
        accepts_cookies,
    })
}

/// Other apps whose pages act for whoever is signed in to the platform: what nobody on the way can have written.
fn cookie_origins(reader: &mut Reader, accepts_cookies: bool) -> Result<Vec<Url>, ConfigError> {
    let name = "jwt.cookie_origins";
    let origins = network::origins(reader, name)?;
    if origins
        .iter()
        .any(|it| it.scheme() != "https" && !network::is_loopback(it))
    {
        return Err(reader.wrong(
            name,
            "has an item that is not https (plain http is for this machine only)",
        ));
    }
    if !origins.is_empty() && !accepts_cookies {
        return Err(reader.wrong(name, "is given without jwt.accepts_cookies"));
    }
    Ok(origins)
}

fn issuer(entry: &Json) -> Result<Issuer, Problem> {
    let entry = entry::table(entry, &FIELDS)?;
    let name = text(entry, "issuer")?.ok_or(("issuer", "is missing".to_owned()))?;
    let audience = text(entry, "audience")?;
    let algorithms = algorithms(entry)?;
    let keys = keys(entry)?;
    let fits = algorithms.iter().all(|it| match it {
        Algorithm::Hs256 => matches!(keys, IssuerKeys::Secret(_)),
        Algorithm::Rs256 | Algorithm::Rs512 => !matches!(keys, IssuerKeys::Secret(_)),
    });
    if !fits {
        return Err((
            "algorithms",
            "do not fit the key: HS256 goes with a secret, RS256 and RS512 with a JWK set".to_owned(),
        ));
    }
    let sites = sites(entry)?;
    Ok(Issuer {
        issuer: name,
        audience,
        keys,
        algorithms,
        sites,
    })
}

fn algorithms(entry: &Map<String, Json>) -> Result<Vec<Algorithm>, Problem> {
    let problem = || ("algorithms", "is not a list of RS256, RS512 or HS256".to_owned());
    let Some(Json::Array(names)) = entry.get("algorithms") else {
        return Err(problem());
    };
    let algorithms: Vec<Algorithm> = names
        .iter()
        .map(|name| match name.as_str() {
            Some("RS256") => Ok(Algorithm::Rs256),
            Some("RS512") => Ok(Algorithm::Rs512),
            Some("HS256") => Ok(Algorithm::Hs256),
            Some(_) | None => Err(problem()),
        })
        .collect::<Result<_, _>>()?;
    if algorithms.is_empty() {
        Err(problem())
    } else {
        Ok(algorithms)
    }
}

fn sites(entry: &Map<String, Json>) -> Result<Vec<Url>, Problem> {
    let problem = || {
        (
            "sites",
            "is not a list of addresses such as https://credentials.example.org".to_owned(),
        )
    };
    let Some(given) = entry.get("sites") else {
        return Ok(Vec::new());
    };
    let texts = given.as_array().filter(|it| !it.is_empty()).ok_or_else(problem)?;
    texts
        .iter()
        .map(|it| {
            let url = it.as_str().and_then(|it| Url::parse(it).ok()).ok_or_else(problem)?;
            network::check_origin(&url).map_err(|it| ("sites", format!("has an item that {it}")))?;
            Ok(url)
        })
        .collect()
}

fn keys(entry: &Map<String, Json>) -> Result<IssuerKeys, Problem> {
    let sources = ["jwks_url", "jwks", "secret", "secret_file"];
    let mut present = sources.into_iter().filter(|it| entry.contains_key(*it));
    let (Some(source), None) = (present.next(), present.next()) else {
        return Err(("", format!("needs exactly one of {}", sources.join(", "))));
    };
    match source {
        "jwks_url" => text(entry, source)?
            .ok_or_else(String::new)
            .and_then(|it| jwks_url(&it))
            .map_err(|it| (source, it)),
        "jwks" => jwks(entry.get(source)).map_err(|it| (source, it)),
        "secret" => shared_secret(text(entry, source)?.unwrap_or_default()).map_err(|it| (source, it)),
        _ => {
            let path = text(entry, source)?.unwrap_or_default();
            secret::read(&path).and_then(shared_secret).map_err(|it| (source, it))
        }
    }
}

fn jwks_url(text: &str) -> Result<IssuerKeys, String> {
    network::safe_url(text).map(IssuerKeys::JwksUrl)
}

fn jwks(value: Option<&Json>) -> Result<IssuerKeys, String> {
    let problem = || "is not a JWK set with at least one key".to_owned();
    let set: Json = match value {
        Some(Json::String(text)) => serde_json::from_str(text).map_err(|_| problem())?,
        Some(other) => other.clone(),
        None => return Err(problem()),
    };
    match set.get("keys") {
        Some(Json::Array(keys)) if !keys.is_empty() => Ok(IssuerKeys::Jwks(set.to_string())),
        _ => Err(problem()),
    }
}

fn shared_secret(text: String) -> Result<IssuerKeys, String> {
    if text.len() < MIN_SECRET {
        return Err(format!("is shorter than {MIN_SECRET} bytes"));
    }
    Ok(IssuerKeys::Secret(Secret(text.into_bytes())))
}

fn shown(issuer: &Issuer) -> Json {
    let Issuer {
        issuer,
        audience,
        keys,
        algorithms,
        sites,
    } = issuer;
    let names: Vec<&str> = algorithms
        .iter()
        .map(|it| match it {
            Algorithm::Rs256 => "RS256",
            Algorithm::Rs512 => "RS512",
            Algorithm::Hs256 => "HS256",
        })
        .collect();
    let mut shown = serde_json::json!({ "issuer": issuer, "audience": audience, "algorithms": names });
    let (field, value) = match keys {
        IssuerKeys::JwksUrl(url) => ("jwks_url", url.as_str()),
        IssuerKeys::Jwks(_) => ("jwks", "(inline)"),
        IssuerKeys::Secret(_) => ("secret", "***"),
    };
    if !sites.is_empty() {
        let sites: Vec<String> = sites.iter().map(|it| it.origin().ascii_serialization()).collect();
        shown["sites"] = sites.into();
    }
    shown[field] = value.into();
    shown
}
