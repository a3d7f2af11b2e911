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
pub(super) fn check(config: &Config, headers: &HeaderMap) -> Result<(), Refusal> {
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
            if is_ours(config, headers, &origin) || is_listed {
                Ok(())
            } else {
                refusal()
            }
        }
        (Some(_), Some(_)) => refusal(),
        (None, _) => match headers.get("sec-fetch-site").map(axum::http::HeaderValue::as_bytes) {
            Some(b"same-origin") => Ok(()),
            // Not a browser, or one too old to say: without cookies it is a visitor like any other.
            None if !has_cookies => Ok(()),
            None | Some(_) => refusal(),
        },
    }
}

/// Whether the origin is the service's own, by its public address or by the name that this request used.
fn is_ours(config: &Config, headers: &HeaderMap, origin: &Url) -> bool {
    if origin.origin() == config.public_url.origin() {
        return true;
    }
    let host = headers
        .get(HOST)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.parse::<Authority>().ok());
    let Some(host) = host else { return false };
    let is_same_host = origin.host_str().is_some_and(|it| it.eq_ignore_ascii_case(host.host()));
    let is_same_port = origin.port() == host.port_u16();
    matches!(origin.scheme(), "http" | "https") && is_same_host && is_same_port
}
