//! Why somebody is not signed in, as a page of the app that says so and can try again.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse as _;

use crate::http::app::App;
use crate::http::error::Code;
use crate::http::page::Head;

/// Why somebody is not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// They said no, on the platform.
    Declined,
    /// What came back belongs to no sign-in that this browser began, or to one that is over.
    Expired,
    /// The platform does not answer, or not as it should.
    PlatformAway {
        /// When it may be tried again, where that is known.
        retry_after: Option<Duration>,
    },
    /// The account's name belongs to somebody else here.
    AnotherPerson,
    /// The person was retired.
    Retired,
    /// The platform does not let the account be used.
    Inactive,
    /// This service cannot answer now.
    Busy,
    /// Too many codes that are none came from the same address.
    TooManyCodes,
    /// Nobody can sign in here.
    NotSetUp,
}

impl Failure {
    fn status(self) -> StatusCode {
        match self {
            Self::Declined | Self::Expired => StatusCode::BAD_REQUEST,
            Self::PlatformAway { .. } => StatusCode::BAD_GATEWAY,
            Self::AnotherPerson | Self::Retired | Self::Inactive => StatusCode::FORBIDDEN,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooManyCodes => StatusCode::TOO_MANY_REQUESTS,
            Self::NotSetUp => StatusCode::NOT_FOUND,
        }
    }

    /// The word by which the app knows it.
    fn word(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::PlatformAway { .. } => "platform-away",
            Self::AnotherPerson => "another-person",
            Self::Retired => "retired",
            Self::Inactive => "inactive",
            Self::Busy | Self::TooManyCodes => "busy",
            Self::NotSetUp => "not-set-up",
        }
    }

    /// When it may be tried again, where that is known.
    fn pause(self) -> Option<Duration> {
        match self {
            Self::PlatformAway { retry_after } => retry_after,
            Self::Busy => Code::Unavailable.retry_after(),
            Self::TooManyCodes => Code::RateLimited.retry_after(),
            Self::Declined | Self::Expired | Self::AnotherPerson | Self::Retired | Self::Inactive | Self::NotSetUp => {
                None
            }
        }
    }

    /// The page. `next` is where the person wanted to go.
    pub(super) fn answer(self, app: &App, next: &str) -> Response<Body> {
        tracing::info!(reason = self.word(), "nobody was signed in");
        let mut response = match app.web() {
            Some(web) => {
                let head = Head {
                    title: "Not signed in".to_owned(),
                    description: "Signing in did not work.".to_owned(),
                    canonical: None,
                    image: None,
                    data: None,
                    told: vec![
                        ("sign-in-failure", self.word().to_owned()),
                        ("sign-in-next", next.to_owned()),
                    ],
                };
                web.page(self.status(), Some(&head))
            }
            None => (self.status(), format!("Signing in did not work ({}).\n", self.word())).into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(pause) = self.pause() {
            // A part of a second is a whole one: nobody comes too early.
            let seconds = pause.as_secs() + u64::from(pause.subsec_nanos() > 0);
            headers.insert(RETRY_AFTER, seconds.max(1).into());
        }
        response
    }
}
