//! The values that parts of a site may have, read from what somebody wrote.

use url::Url;

use super::MAX_HOSTS;
use crate::config::is_loopback;
use crate::domain::host::Host;
use crate::domain::text;

const MAX_NAME: usize = 255;
const MAX_ORIGIN: usize = 255;
const MAX_URL: usize = 500;
const MAX_MAIL: usize = 254;
const MAX_APP_ID: usize = 32;

/// A name that can be read.
pub(super) fn name(text: String) -> Result<String, String> {
    let name = text::plain(text, MAX_NAME).map_err(|it| it.to_string())?;
    if name.trim().is_empty() {
        return Err("a site needs a name".to_owned());
    }
    Ok(name)
}

/// An absolute address that browsers may be led to: encrypted, or on this machine.
pub(super) fn url(text: String) -> Result<String, String> {
    safe_url(&text, MAX_URL).map(|_| text)
}

fn safe_url(text: &str, max_length: usize) -> Result<Url, String> {
    if text.len() > max_length {
        return Err(format!("an address has at most {max_length} characters"));
    }
    let url = Url::parse(text).map_err(|_| "this is no absolute address such as https://example.org/help")?;
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
    if !is_safe || url.host().is_none() {
        return Err("an address starts with https:// (plain http is for this machine only)".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address holds no user name or password".to_owned());
    }
    Ok(url)
}

/// Where the world reaches a site: an address without a path.
pub(super) fn origin(text: &str) -> Result<String, String> {
    let url = safe_url(text, MAX_ORIGIN)?;
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("the public address has no path: the service is at its root".to_owned());
    }
    Ok(url.origin().ascii_serialization())
}

/// Further hosts of a site.
pub(super) fn hosts(texts: Vec<String>) -> Result<Vec<Host>, String> {
    if texts.len() > MAX_HOSTS {
        return Err(format!("a site has at most {MAX_HOSTS} further hosts"));
    }
    let hosts: Option<Vec<Host>> = texts.iter().map(|it| host(it)).collect();
    hosts.ok_or_else(|| "a host is a name such as credentials.example.org, or one with a port".to_owned())
}

/// A host name, with a port where one is given.
fn host(text: &str) -> Option<Host> {
    let is_plain = |it: &str| it.len() <= MAX_ORIGIN && it.is_ascii() && !it.contains(['@', '*', '/', '?', '#', '\\']);
    let read = |scheme: &str| Url::parse(&format!("{scheme}://{text}")).ok();
    let url = read("https").filter(|_| is_plain(text))?;
    let name = url.host_str().filter(|it| is_plain(it))?;
    // Whoever reads an address leaves out the port that is its scheme's own.
    let port = url.port().or_else(|| read("http")?.port());
    Some(Host::new(name, port))
}

/// A mail address and nothing beside it.
pub(super) fn mail(text: String) -> Result<String, String> {
    let is_part = |it: &str| {
        !it.is_empty()
            && it
                .chars()
                .all(|it| !it.is_control() && !it.is_whitespace() && !"<>()[],;:\\\"@".contains(it))
    };
    let is_mail = text.len() <= MAX_MAIL
        && text
            .split_once('@')
            .is_some_and(|(local, domain)| is_part(local) && is_part(domain) && domain.contains('.'));
    if is_mail {
        Ok(text)
    } else {
        Err("this is no mail address such as help@example.org".to_owned())
    }
}

/// The number of an application at Facebook.
pub(super) fn app_id(text: String) -> Result<String, String> {
    let is_id = (1..=MAX_APP_ID).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    if is_id {
        Ok(text)
    } else {
        Err(format!(
            "an application at Facebook is named by up to {MAX_APP_ID} digits"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::{Host, host};

    #[test]
    fn host_keeps_the_port_that_is_written() {
        for (text, expected) in [
            ("Old.Example", "old.example"),
            ("old.example:443", "old.example:443"),
            ("old.example:80", "old.example:80"),
            ("old.example:8150", "old.example:8150"),
            ("[::1]:443", "[::1]:443"),
            ("[0:0::1]", "[::1]"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(host(text), Host::parse(expected), "{text}");
        }
        for text in [
            "",
            "*.example",
            "a/b",
            "u@a.example",
            "a.example?x",
            "bücher.example",
            "a.example:65536",
        ] {
            assert_eq!(host(text), None, "{text}");
        }
    }
}
