//! `sign_in`: how people sign in with a browser, through the learning platform.

use url::Url;

use super::error::ConfigError;
use super::further_platform::FurtherPlatform;
use super::jwt::Secret;
use super::network::{self, is_loopback};
use super::platform::PlatformConfig;
use super::reader::Reader;
use super::secret;

/// Longest name or secret of an application.
const MAX_LENGTH: usize = 1000;

/// How people sign in with a browser, through the learning platform.
#[derive(Clone, Debug)]
pub struct SignInConfig {
    /// `sign_in.lms_url`, or `platform.url` unless it is set: the platform where people sign in whose site has no other.
    pub lms_url: Option<Url>,
    /// Who the service is on each platform where people sign in.
    pub applications: Vec<SignInApplication>,
    /// `sign_in.scopes`: what the platform is asked to tell.
    pub scopes: Vec<String>,
}

/// Who the service is on one platform where people sign in. Its secret goes there and nowhere else.
#[derive(Clone, Debug)]
pub struct SignInApplication {
    /// The platform, with a slash at the end.
    pub lms_url: Url,
    /// `sign_in.client_id`, or `sign_in_client_id` of a further platform: the application that the platform knows the service by.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Secret,
}

impl SignInConfig {
    /// Who the service is on the platform at this address; none where the settings do not say it.
    #[must_use]
    pub fn application(&self, lms_url: &Url) -> Option<&SignInApplication> {
        self.applications.iter().find(|it| it.lms_url == *lms_url)
    }
}

/// Whether an application may have this name or secret.
pub(super) fn check_plain(text: &str) -> Result<(), String> {
    let is_plain = (1..=MAX_LENGTH).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_graphic());
    if is_plain {
        Ok(())
    } else {
        Err("is empty, too long, or has characters that are not plain".to_owned())
    }
}

/// Reads it; none where nobody can sign in with a browser.
pub(super) fn read(
    reader: &mut Reader,
    public_url: &Url,
    platform: Option<&PlatformConfig>,
    further: &[FurtherPlatform],
) -> Result<Option<SignInConfig>, ConfigError> {
    let plain = |it: &super::value::Value| {
        let text = it.text()?;
        check_plain(text).map(|()| text.to_owned())
    };
    let client_id = reader.optional("sign_in.client_id", plain)?;
    reader.report(
        "sign_in.client_id",
        client_id.clone().unwrap_or_else(|| "none".to_owned()),
    );
    let in_settings = reader.optional("sign_in.client_secret", plain)?;
    reader.report("sign_in.client_secret", secret::masked(in_settings.is_some()));
    let in_file = reader.optional("sign_in.client_secret_file", |it| secret::read(it.text()?))?;
    reader.report("sign_in.client_secret_file", secret::masked(in_file.is_some()));
    let lms_url = reader.optional("sign_in.lms_url", |it| network::base_url(it.text()?))?;
    reader.report(
        "sign_in.lms_url",
        lms_url.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string),
    );
    let scopes = reader.optional("sign_in.scopes", |it| {
        let scopes = it.texts()?;
        let is_scope =
            |it: &String| !it.is_empty() && it.bytes().all(|it| it.is_ascii_graphic() && it != b'"' && it != b'\\');
        if scopes.iter().all(is_scope) {
            Ok(scopes.iter().map(|it| (*it).clone()).collect())
        } else {
            Err("has an item that is no scope".to_owned())
        }
    })?;
    let scopes: Vec<String> = scopes.unwrap_or_else(|| ["user_id", "profile", "email"].map(str::to_owned).to_vec());
    reader.report("sign_in.scopes", scopes.clone());
    let client_secret = match (in_settings, in_file) {
        (Some(_), Some(_)) => {
            return Err(reader.wrong(
                "sign_in.client_secret_file",
                "is given beside sign_in.client_secret: leave one out",
            ));
        }
        (secret, None) | (None, secret) => secret,
    };
    let lms_url = lms_url.or_else(|| platform.map(|it| it.url.clone()));
    let mut applications = Vec::new();
    match (client_id, client_secret, &lms_url) {
        (None, None, _) => {}
        (Some(_), None, _) => {
            return Err(reader.wrong(
                "sign_in.client_id",
                "needs sign_in.client_secret or sign_in.client_secret_file",
            ));
        }
        (None, Some(_), _) => return Err(reader.wrong("sign_in.client_secret", "needs sign_in.client_id")),
        (Some(_), Some(_), None) => {
            return Err(reader.wrong(
                "sign_in.client_id",
                "needs sign_in.lms_url or platform.url: its secret goes to that platform and to no other",
            ));
        }
        (Some(client_id), Some(client_secret), Some(lms_url)) => applications.push(SignInApplication {
            lms_url: lms_url.clone(),
            client_id,
            client_secret: Secret(client_secret.into_bytes()),
        }),
    }
    for it in further.iter().filter_map(|it| it.sign_in.as_ref()) {
        if applications.iter().any(|known| known.lms_url == it.lms_url) {
            return Err(reader.wrong("platforms", "has a second application for the platform of sign_in"));
        }
        applications.push(it.clone());
    }
    if applications.is_empty() {
        return Ok(None);
    }
    if public_url.scheme() != "https" && !is_loopback(public_url) {
        return Err(reader.wrong(
            "public_url",
            "is plain http: whoever is on the way could take over who is signed in, so sign_in needs https",
        ));
    }
    Ok(Some(SignInConfig {
        lms_url,
        applications,
        scopes,
    }))
}
