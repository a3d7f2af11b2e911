//! Requests that another site made a browser send.
//!
//! A token in the `Authorization` header proves that the caller's own code wrote the request. Anything else that a browser
//! attaches by itself, such as cookies, does not: such a request must come from a page of ours.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::uri::Authority;
use url::Url;

use super::error::{Code, Refusal};
use crate::config::Config;

/// Refuses a request that another site may have made a browser send. The request's host has been checked.
/// `public_url` is where the world reaches the site that it is for.
pub(super) fn check(config: &Config, public_url: &Url, headers: &HeaderMap) -> Result<(), Refusal> {
    let refusal = || Err(Refusal::new(Code::Forbidden, "This request comes from another site."));
    if headers.contains_key(AUTHORIZATION) {
        return Ok(());
    }
    let has_cookies = headers.contains_key(COOKIE);
    let mut origins = headers.get_all(ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (Some(origin), None) => {
            let origin = origin.to_str().ok().and_then(|it| Url::parse(it).ok());
            let Some(origin) = origin else { return refusal() };
            // Other apps may ask as visitors; they get no say with our cookies.
            let is_listed = !has_cookies && config.cors_origins.iter().any(|it| it.origin() == origin.origin());
            if is_ours(public_url, headers, &origin) || is_listed {
                Ok(())
            } else {
                refusal()
            }
        }
        (Some(_), Some(_)) => refusal(),
        (None, _) => match headers.get("sec-fetch-site").map(axum::http::HeaderValue::as_bytes) {
            Some(b"same-origin") => Ok(()),
            // Not a browser, one too old to say, or a typed address: without cookies it is a visitor like any other.
            None | Some(b"none") if !has_cookies => Ok(()),
            None | Some(_) => refusal(),
        },
    }
}

/// Whether the origin is the site's own, by its public address or by the name that this request used.
fn is_ours(public_url: &Url, headers: &HeaderMap, origin: &Url) -> bool {
    if origin.origin() == public_url.origin() {
        return true;
    }
    let host = headers
        .get(HOST)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.parse::<Authority>().ok());
    let Some(host) = host else { return false };
    let is_same_host = origin.host_str().is_some_and(|it| it.eq_ignore_ascii_case(host.host()));
    let is_same_port = origin.port() == host.port_u16();
    // The public name belongs to the public address; a page that came there unencrypted may be anybody's.
    let is_public_host = public_url
        .host_str()
        .is_some_and(|it| it.eq_ignore_ascii_case(host.host()));
    let is_public_port = host
        .port_u16()
        .is_none_or(|port| public_url.port_or_known_default() == Some(port));
    let is_public = is_public_host && is_public_port;
    !is_public && matches!(origin.scheme(), "http" | "https") && is_same_host && is_same_port
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName};

    use super::check;
    use crate::config::Config;

    #[test]
    fn only_our_own_pages_may_use_what_browsers_attach() {
        let variables = [
            ("CREDENTIALS_DATABASE_URL", "sqlite://x.sqlite"),
            ("CREDENTIALS_PUBLIC_URL", "https://our.host"),
            ("CREDENTIALS_CORS_ORIGINS", r#"["https://other.app"]"#),
            (
                "CREDENTIALS_JWT_ISSUERS",
                r#"[{"issuer":"i","algorithms":["RS512"],"jwks_url":"https://i/"}]"#,
            ),
        ];
        let environment = variables.map(|(name, value)| (name.into(), value.into()));
        let (config, _) = Config::load(None, environment).expect("is complete");
        let cookie = ("cookie", "a=b");
        for (headers, expected) in [
            (vec![], true),
            (vec![cookie], false),
            (vec![cookie, ("authorization", "JWT x")], true),
            (vec![cookie, ("origin", "https://our.host")], true),
            (vec![cookie, ("origin", "HTTPS://OUR.HOST:443")], true),
            (vec![cookie, ("origin", "https://our.host:444")], false),
            (vec![cookie, ("origin", "http://our.host")], false),
            (vec![cookie, ("origin", "https://our.host.evil.com")], false),
            (vec![cookie, ("origin", "null")], false),
            (
                vec![cookie, ("origin", "https://our.host"), ("origin", "https://evil")],
                false,
            ),
            (vec![cookie, ("origin", "https://other.app")], false),
            (vec![("origin", "https://other.app")], true),
            (vec![("origin", "https://evil")], false),
            (
                vec![cookie, ("host", "inner:8150"), ("origin", "http://inner:8150")],
                true,
            ),
            (vec![cookie, ("host", "inner:8150"), ("origin", "http://inner")], false),
            (vec![cookie, ("host", "our.host"), ("origin", "http://our.host")], false),
            (
                vec![cookie, ("host", "our.host:443"), ("origin", "http://our.host:443")],
                false,
            ),
            (vec![cookie, ("sec-fetch-site", "same-origin")], true),
            (vec![cookie, ("sec-fetch-site", "same-site")], false),
            (vec![cookie, ("sec-fetch-site", "none")], false),
            (vec![("sec-fetch-site", "none")], true),
            (vec![("sec-fetch-site", "cross-site")], false),
        ] {
            let mut map = HeaderMap::new();
            for (name, value) in &headers {
                map.append(HeaderName::from_static(name), value.parse().expect("is a value"));
            }
            assert_eq!(
                check(&config, &config.public_url, &map).is_ok(),
                expected,
                "{headers:?}"
            );
        }
    }
}
