//! The cookies of a browser that signs in or is signed in.
//!
//! Over https they are named `__Host-…`: browsers take such a cookie from this very host alone, encrypted, for every path. A
//! developer's server on this machine has no https; its cookies have other names, so that one can never pass for the other.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use chrono::TimeDelta;
use cookie::{Cookie, SameSite};
use url::Url;

/// A cookie of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Kind {
    /// The token of a session.
    Session,
    /// What pages of ours show to prove that they are; scripts of this site may read it.
    Csrf,
    /// The secret of a sign-in that has begun.
    SignIn,
}

impl Kind {
    /// The name on a site at this address.
    pub(in crate::http) fn name(self, site: &Url) -> &'static str {
        match (self, site.scheme() == "https") {
            (Self::Session, true) => "__Host-credentials-session",
            (Self::Session, false) => "credentials-session",
            (Self::Csrf, true) => "__Host-credentials-csrf",
            (Self::Csrf, false) => "credentials-csrf",
            (Self::SignIn, true) => "__Host-credentials-sign-in",
            (Self::SignIn, false) => "credentials-sign-in",
        }
    }

    /// The header that sets it for so long.
    pub(in crate::http) fn set(self, site: &Url, value: &str, lasts: TimeDelta) -> Option<HeaderValue> {
        let cookie = Cookie::build((self.name(site), value))
            .path("/")
            .secure(site.scheme() == "https")
            .http_only(self != Self::Csrf)
            .same_site(SameSite::Lax)
            .max_age(cookie::time::Duration::seconds(lasts.num_seconds()))
            .build();
        cookie.to_string().parse().ok()
    }

    /// The header that makes the browser forget it.
    pub(in crate::http) fn forget(self, site: &Url) -> Option<HeaderValue> {
        self.set(site, "", TimeDelta::zero())
    }

    /// Its value in a request. Of several of one name the first counts.
    pub(in crate::http) fn read(self, site: &Url, headers: &HeaderMap) -> Option<String> {
        value(headers, self.name(site))
    }
}

/// The value of the first cookie of this name.
pub(in crate::http) fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get_all(COOKIE).iter().find_map(|line| {
        let line = String::from_utf8_lossy(line.as_bytes());
        Cookie::split_parse(line.as_ref())
            .filter_map(Result::ok)
            .find(|it| it.name() == name)
            .map(|it| it.value_trimmed().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::header::COOKIE;
    use chrono::TimeDelta;
    use url::Url;

    use super::{Kind, value};

    fn site(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn cookies_are_for_this_host_alone() {
        let set = |kind: Kind, address| kind.set(&site(address), "x", TimeDelta::hours(1)).expect("a header");
        assert_eq!(
            set(Kind::Session, "https://a.example"),
            "__Host-credentials-session=x; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=3600"
        );
        assert_eq!(
            set(Kind::Csrf, "https://a.example"),
            "__Host-credentials-csrf=x; SameSite=Lax; Secure; Path=/; Max-Age=3600"
        );
        assert_eq!(
            set(Kind::Session, "http://127.0.0.1:8150"),
            "credentials-session=x; HttpOnly; SameSite=Lax; Path=/; Max-Age=3600"
        );
    }

    #[test]
    fn odd_cookies_do_no_harm() {
        for (line, expected) in [
            (&b"a=1; a=2"[..], Some("1")),
            (b"b=1; a=2", Some("2")),
            (b"a=\"1\"", Some("1")),
            (b"a=1,b=2", Some("1,b=2")),
            (b"a=", Some("")),
            (b"=; ;;a=1", Some("1")),
            (b"a", None),
            (b"A=1", None),
            (b"b=\xff\xfe; a=1", Some("1")),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, axum::http::HeaderValue::from_bytes(line).expect("a value"));
            assert_eq!(value(&headers, "a").as_deref(), expected, "{line:?}");
        }
    }
}
