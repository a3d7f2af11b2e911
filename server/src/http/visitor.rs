//! Who follows a link, as far as the request says.

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use isbot::Bots;

use super::app::App;
use super::remote::{self, Peer};
use crate::service::record_share::{Kind, Visitor};

static BOTS: LazyLock<Bots> = LazyLock::new(Bots::default);

/// Who sent the request.
pub(super) fn of(app: &App, parts: &Parts) -> Visitor {
    let peer = parts.extensions.get::<Peer>();
    Visitor {
        kind: kind(&parts.headers),
        address: remote::of(&app.config().trusted_proxies, peer, &parts.headers),
    }
}

/// Whether a person seems to have sent the request. What does not say what it is counts as a machine.
fn kind(headers: &HeaderMap) -> Kind {
    match headers.get(USER_AGENT).and_then(|it| it.to_str().ok()) {
        Some(agent) if !agent.trim().is_empty() && !BOTS.is_bot(agent) => Kind::Person,
        Some(_) | None => Kind::Robot,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn machines_that_say_so_are_told_from_people() {
        for (agent, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                Kind::Person,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                Kind::Person,
            ),
            (
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                Kind::Robot,
            ),
            (
                "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
                Kind::Robot,
            ),
            (
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                Kind::Robot,
            ),
            ("facebookexternalhit/1.1", Kind::Robot),
            ("curl/8.9.1", Kind::Robot),
            ("", Kind::Robot),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, HeaderValue::from_str(agent).expect("a value"));
            assert_eq!(kind(&headers), expected, "{agent}");
        }
        assert_eq!(kind(&HeaderMap::new()), Kind::Robot);
    }
}
