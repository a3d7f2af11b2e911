//! `sign_in`: how people sign in with a browser, through the learning platform.

use url::Url;

use super::error::ConfigError;
use super::jwt::Secret;
use super::network::{self, is_loopback};
use super::reader::Reader;
use super::secret;

/// Longest name or secret of an application.
const MAX_LENGTH: usize = 1000;

/// How people sign in with a browser, through the learning platform.
#[derive(Clone, Debug)]
pub struct SignInConfig {
    /// `sign_in.client_id`: the application that the platform knows the service by.
    pub client_id: String,
    /// `sign_in.client_secret` or `sign_in.client_secret_file`: its secret.
    pub client_secret: Secret,
    /// `sign_in.lms_url`: the platform where people sign in, unless their site has its own. With a slash at the end.
    pub lms_url: Option<Url>,
    /// `sign_in.scopes`: what the platform is asked to tell.
    pub scopes: Vec<String>,
}

/// Reads it; none where nobody can sign in with a browser.
pub(super) fn read(reader: &mut Reader, public_url: &Url) -> Result<Option<SignInConfig>, ConfigError> {
    let plain = |it: &super::value::Value| {
        let text = it.text()?;
        let is_plain = (1..=MAX_LENGTH).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_graphic());
        is_plain
            .then(|| text.to_owned())
            .ok_or_else(|| "is empty, too long, or has characters that are not plain".to_owned())
    };
    let client_id = reader.optional("sign_in.client_id", plain)?;
    reader.report(
        "sign_in.client_id",
        client_id.clone().unwrap_or_else(|| "none".to_owned()),
    );
    let in_settings = reader.optional("sign_in.client_secret", plain)?;
    reader.report("sign_in.client_secret", masked(in_settings.is_some()));
    let in_file = reader.optional("sign_in.client_secret_file", |it| secret::read(it.text()?))?;
    reader.report("sign_in.client_secret_file", masked(in_file.is_some()));
    let lms_url = reader.optional("sign_in.lms_url", |it| lms_url(it.text()?))?;
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
    match (client_id, client_secret) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(reader.wrong(
            "sign_in.client_id",
            "needs sign_in.client_secret or sign_in.client_secret_file",
        )),
        (None, Some(_)) => Err(reader.wrong("sign_in.client_secret", "needs sign_in.client_id")),
        (Some(_), Some(_)) if public_url.scheme() != "https" && !is_loopback(public_url) => Err(reader.wrong(
            "public_url",
            "is plain http: whoever is on the way could take over who is signed in, so sign_in needs https",
        )),
        (Some(client_id), Some(client_secret)) => Ok(Some(SignInConfig {
            client_id,
            client_secret: Secret(client_secret.into_bytes()),
            lms_url,
            scopes,
        })),
    }
}

fn masked(is_given: bool) -> &'static str {
    if is_given { "***" } else { "none" }
}

/// The platform's own address, with a slash at the end.
fn lms_url(text: &str) -> Result<Url, String> {
    let mut url = Url::parse(text).map_err(|_| "is not an absolute address".to_owned())?;
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && network::is_loopback(&url));
    if !is_safe || url.host().is_none() {
        return Err("is not https (plain http is for this machine only)".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err("has a user name, password, query or fragment".to_owned());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}
