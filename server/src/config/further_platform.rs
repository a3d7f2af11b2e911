//! `platforms`: learning platforms beside that of `platform`, for the sites whose `lmsUrl` or `catalogUrl` names them.
//!
//! A site's addresses are data, and whoever runs sites may set them to anything. Secrets and tokens go to the platforms and
//! catalogues that are named here or in `platform`, `sign_in` and `catalog`, and to no others.

use serde_json::{Map, Value as Json, json};
use url::Url;

use super::entry::{self, Problem, secret_of, text};
use super::error::ConfigError;
use super::network;
use super::platform::{IdentityConfig, PlatformConfig};
use super::reader::Reader;
use super::sign_in::{SignInApplication, check_plain};

const SETTING: &str = "platforms";
const FIELDS: [&str; 10] = [
    "url",
    "catalog_url",
    "client_id",
    "client_secret",
    "client_secret_file",
    "signing_audience",
    "signing_username",
    "sign_in_client_id",
    "sign_in_client_secret",
    "sign_in_client_secret_file",
];

/// A learning platform beside that of `platform`.
#[derive(Clone, Debug)]
pub struct FurtherPlatform {
    /// `url`: its address, as sites name it; ends with a slash.
    pub url: Url,
    /// Who the service is there; none where it only lets people sign in.
    pub identity: Option<IdentityConfig>,
    /// `catalog_url`: the catalogue's API that takes its tokens; ends with a slash.
    pub catalog_url: Option<Url>,
    /// Who the service is there for people who sign in; none where nobody can.
    pub sign_in: Option<SignInApplication>,
}

pub(super) fn read(
    reader: &mut Reader,
    platform: Option<&PlatformConfig>,
) -> Result<Vec<FurtherPlatform>, ConfigError> {
    let platforms = entry::read_all(reader, SETTING, |it| {
        further(it, platform.map(|platform| &platform.identity))
    })?;
    let first = platform.map(|it| &it.url);
    let mut seen: Vec<&Url> = first.into_iter().collect();
    for it in &platforms {
        if seen.contains(&&it.url) {
            return Err(reader.wrong(SETTING, "names a platform twice, or that of platform.url"));
        }
        seen.push(&it.url);
    }
    let shown: Vec<Json> = platforms.iter().map(shown).collect();
    reader.report(SETTING, shown);
    Ok(platforms)
}

fn further(entry: &Json, first: Option<&IdentityConfig>) -> Result<FurtherPlatform, Problem> {
    let entry = entry::table(entry, &FIELDS)?;
    let url = address(entry, "url")?.ok_or(("url", "is missing".to_owned()))?;
    let platform = FurtherPlatform {
        identity: identity(entry, first)?,
        catalog_url: address(entry, "catalog_url")?,
        sign_in: sign_in(entry, &url)?,
        url,
    };
    if platform.identity.is_none() && platform.catalog_url.is_some() {
        return Err((
            "catalog_url",
            "is given without client_id, whose tokens it takes".to_owned(),
        ));
    }
    if platform.identity.is_none() && platform.sign_in.is_none() {
        return Err(("", "needs client_id, signing_audience or sign_in_client_id".to_owned()));
    }
    Ok(platform)
}

/// An application of the platform, or an account there for which the service signs tokens by the keys of `platform`.
fn identity(entry: &Map<String, Json>, first: Option<&IdentityConfig>) -> Result<Option<IdentityConfig>, Problem> {
    let client_secret = secret_of(entry, "client_secret", "client_secret_file")?;
    let own = (text(entry, "signing_audience")?, text(entry, "signing_username")?);
    match (text(entry, "client_id")?, client_secret, own) {
        (None, None, (None, None)) => Ok(None),
        (Some(client_id), Some(client_secret), (None, None)) => Ok(Some(IdentityConfig::Application {
            client_id,
            client_secret,
        })),
        (Some(_), None, _) => Err(("client_secret", "is missing beside client_id".to_owned())),
        (None, Some(_), _) => Err(("client_id", "is missing beside client_secret".to_owned())),
        (Some(_), Some(_), _) => Err((
            "client_id",
            "is given together with signing_…; keep one of them".to_owned(),
        )),
        (None, None, (Some(audience), Some(username))) => match first {
            Some(IdentityConfig::OwnTokens { keys, issuer, .. }) => Ok(Some(IdentityConfig::OwnTokens {
                keys: keys.clone(),
                issuer: issuer.clone(),
                audience,
                username,
            })),
            Some(IdentityConfig::Application { .. }) | None => Err((
                "signing_audience",
                "is given without platform.signing_key_files".to_owned(),
            )),
        },
        (None, None, (Some(_), None)) => Err(("signing_username", "is missing beside signing_audience".to_owned())),
        (None, None, (None, Some(_))) => Err(("signing_audience", "is missing beside signing_username".to_owned())),
    }
}

fn sign_in(entry: &Map<String, Json>, lms_url: &Url) -> Result<Option<SignInApplication>, Problem> {
    let (id_field, secret_field) = ("sign_in_client_id", "sign_in_client_secret");
    let secret = secret_of(entry, secret_field, "sign_in_client_secret_file")?;
    match (text(entry, id_field)?, secret) {
        (None, None) => Ok(None),
        (Some(_), None) => Err((secret_field, format!("is missing beside {id_field}"))),
        (None, Some(_)) => Err((id_field, format!("is missing beside {secret_field}"))),
        (Some(client_id), Some(client_secret)) => {
            check_plain(&client_id).map_err(|problem| (id_field, problem))?;
            check_plain(&String::from_utf8_lossy(&client_secret.0)).map_err(|problem| (secret_field, problem))?;
            Ok(Some(SignInApplication {
                lms_url: lms_url.clone(),
                client_id,
                client_secret,
            }))
        }
    }
}

fn address(entry: &Map<String, Json>, field: &'static str) -> Result<Option<Url>, Problem> {
    text(entry, field)?
        .map(|it| network::base_url(&it).map_err(|problem| (field, problem)))
        .transpose()
}

fn shown(platform: &FurtherPlatform) -> Json {
    let FurtherPlatform {
        url,
        identity,
        catalog_url,
        sign_in,
    } = platform;
    let mut shown = json!({ "url": url.as_str() });
    if let Some(catalog_url) = catalog_url {
        shown["catalog_url"] = catalog_url.as_str().into();
    }
    match identity {
        None => {}
        Some(IdentityConfig::Application { client_id, .. }) => {
            shown["client_id"] = client_id.as_str().into();
            shown["client_secret"] = "***".into();
        }
        Some(IdentityConfig::OwnTokens { audience, username, .. }) => {
            shown["signing_audience"] = audience.as_str().into();
            shown["signing_username"] = username.as_str().into();
        }
    }
    if let Some(SignInApplication { client_id, .. }) = sign_in {
        shown["sign_in_client_id"] = client_id.as_str().into();
        shown["sign_in_client_secret"] = "***".into();
    }
    shown
}
