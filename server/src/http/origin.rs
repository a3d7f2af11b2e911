//! Requests that another site made a browser send.
//!
//! A token in the `Authorization` header proves that the caller's own code wrote the request. Anything else that a browser
//! attaches by itself, such as cookies, does not: such a request must come from a page of ours, or from another app that the
//! settings trust with the platform's cookies. Such an app says so by a header of its own, which no form and no link can send, and
//! which a browser sends to another origin only after we have allowed it to that one.

use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName};
use url::Url;

use super::error::{Code, Refusal};
use crate::config::Config;

/// By this the caller says that the platform's cookies shall count.
pub(super) const USE_JWT_COOKIE: HeaderName = HeaderName::from_static("use-jwt-cookie");
/// By this browsers say whose page made them send a request; no page can write it.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Which cookies count that a request shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cookies {
    /// All of them.
    All,
    /// The platform's: the request comes from another app, for which nobody has signed in here.
    Platform,
}

/// Refuses a request that another site may have made a browser send; tells which of its cookies count otherwise. The request's host
/// has been checked. `public_url` is where the world reaches the site that it is for.
pub(super) fn check(config: &Config, public_url: &Url, headers: &HeaderMap) -> Result<Cookies, Refusal> {
    let refusal = || Err(Refusal::new(Code::Forbidden, "This request comes from another site."));
    if headers.contains_key(AUTHORIZATION) {
        return Ok(Cookies::All);
    }
    let has_cookies = headers.contains_key(COOKIE);
    let mut origins = headers.get_all(ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (Some(origin), None) => {
            let origin = origin.to_str().ok().and_then(|it| Url::parse(it).ok());
            let Some(origin) = origin else { return refusal() };
            let is_among = |origins: &[Url]| origins.iter().any(|it| it.origin() == origin.origin());
            let is_trusted = is_among(&config.jwt.cookie_origins);
            if is_ours(public_url, headers, &origin) {
                Ok(Cookies::All)
            } else if is_trusted && asks_for_platform_cookies(headers) {
                Ok(Cookies::Platform)
            } else if !has_cookies && (is_trusted || is_among(&config.cors_origins)) {
                // Other apps may ask as visitors; they get no say with our cookies.
                Ok(Cookies::Platform)
            } else {
                refusal()
            }
        }
        (Some(_), Some(_)) => refusal(),
        (None, _) => match headers.get(SEC_FETCH_SITE).map(axum::http::HeaderValue::as_bytes) {
            Some(b"same-origin") => Ok(Cookies::All),
            // Not a browser, one too old to say, or a typed address: without cookies it is a visitor like any other.
            None | Some(b"none") if !has_cookies => Ok(Cookies::All),
            None | Some(_) => refusal(),
        },
    }
}

/// Whether the browser says that a page of this very site made it send the request.
pub(super) fn is_same_origin(headers: &HeaderMap) -> bool {
    headers
        .get(SEC_FETCH_SITE)
        .is_some_and(|it| it.as_bytes() == b"same-origin")
}

/// Whether a request says that the platform's cookies shall count.
pub(super) fn asks_for_platform_cookies(headers: &HeaderMap) -> bool {
    headers
        .get(USE_JWT_COOKIE)
        .is_some_and(|it| it.as_bytes().eq_ignore_ascii_case(b"true"))
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

    use super::{Cookies, check};
    use crate::config::Config;

    #[test]
    fn only_our_own_pages_may_use_what_browsers_attach() {
        let variables = [
            ("CREDENTIALS_DATABASE_URL", "sqlite://x.sqlite"),
            ("CREDENTIALS_PUBLIC_URL", "https://our.host"),
            ("CREDENTIALS_CORS_ORIGINS", r#"["https://other.app"]"#),
            ("CREDENTIALS_JWT_ACCEPTS_COOKIES", "true"),
            ("CREDENTIALS_JWT_COOKIE_ORIGINS", r#"["https://apps.lms.example"]"#),
            (
                "CREDENTIALS_JWT_ISSUERS",
                r#"[{"issuer":"i","algorithms":["RS512"],"jwks_url":"https://i/"}]"#,
            ),
        ];
        let environment = variables.map(|(name, value)| (name.into(), value.into()));
        let (config, _) = Config::load(None, environment).expect("is complete");
        let cookie = ("cookie", "a=b");
        let (app, wish) = (("origin", "https://apps.lms.example"), ("use-jwt-cookie", "true"));
        let (all, platform) = (Some(Cookies::All), Some(Cookies::Platform));
        for (headers, expected) in [
            (vec![], all),
            (vec![cookie], None),
            (vec![cookie, ("authorization", "JWT x")], all),
            (vec![cookie, ("origin", "https://our.host")], all),
            (vec![cookie, ("origin", "HTTPS://OUR.HOST:443")], all),
            (vec![cookie, ("origin", "https://our.host:444")], None),
            (vec![cookie, ("origin", "http://our.host")], None),
            (vec![cookie, ("origin", "https://our.host.evil.com")], None),
            (vec![cookie, ("origin", "null")], None),
            (
                vec![cookie, ("origin", "https://our.host"), ("origin", "https://evil")],
                None,
            ),
            (vec![cookie, ("origin", "https://other.app")], None),
            (vec![("origin", "https://other.app")], platform),
            (vec![cookie, ("origin", "https://other.app"), wish], None),
            (vec![app], platform),
            (vec![cookie, app], None),
            (vec![cookie, app, ("use-jwt-cookie", "false")], None),
            (vec![cookie, app, wish], platform),
            (vec![cookie, ("origin", "https://apps.lms.example:444"), wish], None),
            (vec![cookie, ("origin", "http://apps.lms.example"), wish], None),
            (vec![cookie, ("origin", "https://apps.lms.example.evil"), wish], None),
            (vec![cookie, app, app, wish], None),
            (vec![cookie, wish], None),
            (vec![cookie, ("origin", "https://our.host"), wish], all),
            (vec![("origin", "https://evil")], None),
            (
                vec![cookie, ("host", "inner:8150"), ("origin", "http://inner:8150")],
                all,
            ),
            (vec![cookie, ("host", "inner:8150"), ("origin", "http://inner")], None),
            (vec![cookie, ("host", "our.host"), ("origin", "http://our.host")], None),
            (
                vec![cookie, ("host", "our.host:443"), ("origin", "http://our.host:443")],
                None,
            ),
            (vec![cookie, ("sec-fetch-site", "same-origin")], all),
            (vec![cookie, ("sec-fetch-site", "same-site")], None),
            (vec![cookie, ("sec-fetch-site", "none")], None),
            (vec![("sec-fetch-site", "none")], all),
            (vec![("sec-fetch-site", "cross-site")], None),
        ] {
            let mut map = HeaderMap::new();
            for (name, value) in &headers {
                map.append(HeaderName::from_static(name), value.parse().expect("is a value"));
            }
            assert_eq!(check(&config, &config.public_url, &map).ok(), expected, "{headers:?}");
        }
    }
}
