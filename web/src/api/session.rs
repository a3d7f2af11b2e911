//! The session that the browser's cookies carry. Its token is none of the app's business; what proves that a request comes from
//! a page of ours is in a cookie that pages may read.

use std::cell::RefCell;

use gloo_net::http::Request;
use web_sys::AbortSignal;

use crate::browser;

/// Carries the proof.
pub(crate) const CSRF_HEADER: &str = "x-csrf-token";
/// Hold the proof: over https, and on a developer's machine.
const CSRF_COOKIES: [&str; 2] = ["__Host-credentials-csrf", "credentials-csrf"];
const ENDPOINT: &str = "/sign-out";
const PATIENCE_MS: u32 = 20_000;

/// What proves that a request comes from a page of ours; none where nobody is signed in.
pub(crate) fn csrf_token() -> Option<String> {
    let cookies = browser::cookies()?;
    CSRF_COOKIES.iter().find_map(|name| value(&cookies, name))
}

thread_local! {
    /// Who wants to know that the session is over.
    static LISTENER: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Has it called whenever a change was refused because nobody is signed in any more.
pub(crate) fn on_ended(listener: impl Fn() + 'static) {
    LISTENER.with_borrow_mut(|it| *it = Some(Box::new(listener)));
}

/// Says that a change was refused for that.
pub(crate) fn ended() {
    LISTENER.with_borrow(|it| {
        if let Some(listener) = it {
            listener();
        }
    });
}

/// Ends the session; tells whether it did.
pub(crate) async fn sign_out() -> bool {
    let mut request = Request::post(ENDPOINT).abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    if let Some(token) = csrf_token() {
        request = request.header(CSRF_HEADER, &token);
    }
    request.send().await.is_ok_and(|it| it.ok())
}

fn value(cookies: &str, name: &str) -> Option<String> {
    cookies.split(';').find_map(|it| {
        let (found, value) = it.trim().split_once('=')?;
        (found == name && !value.is_empty()).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_cookie_is_found_among_others() {
        let cookies = "a=1; credentials-csrf=x-_y; b=2";
        assert_eq!(value(cookies, "credentials-csrf").as_deref(), Some("x-_y"));
        assert_eq!(value(cookies, "csrf"), None);
        assert_eq!(value("credentials-csrf=", "credentials-csrf"), None);
        assert_eq!(value("", "a"), None);
    }
}
