//! Tokens, good and bad, shown to a whole authenticator.

mod claim;
mod configuration;
mod remembered;
mod rotation;
mod shape;
mod signature;

use crate::auth::AuthError;
use crate::auth::error::reason;
use crate::auth::test_kit::{authenticator, platform_issuer, show, site};

/// What becomes of a token: nothing said, or the reason of the refusal.
pub(super) type Expected = Result<(), &'static str>;

/// Shows each token to an authenticator of the platform's key, and compares what becomes of it.
pub(super) async fn check(cases: Vec<(&str, String, Expected)>) {
    let (authenticator, _) = authenticator(vec![platform_issuer()]);
    for (name, token, expected) in cases {
        let outcome = show(&authenticator, &token).await.map(|_| ());
        assert_eq!(outcome, expected.map_err(AuthError::Invalid), "{name}");
    }
}

#[tokio::test]
async fn a_good_token_tells_who_its_bearer_is() {
    use crate::auth::test_kit::{ISSUER, TestKey, header, now, payload};
    use chrono::TimeDelta;

    let (authenticator, _) = authenticator(vec![platform_issuer()]);
    let token = TestKey::platform().sign(&header(), &payload());
    let claims = show(&authenticator, &token).await.expect("a good token");

    assert_eq!(claims.issuer, ISSUER);
    assert_eq!(claims.username.as_str(), "ada");
    assert_eq!(claims.lms_user_id, Some(7));
    assert_eq!(claims.name.as_deref(), Some("Ada Lovelace"));
    assert_eq!(claims.email.as_deref(), Some("ada@example.org"));
    assert!(!claims.is_administrator && !claims.is_superuser && !claims.is_restricted);
    assert!(claims.scopes.is_empty());
    assert_eq!(claims.expires_at, now() + TimeDelta::seconds(300));
}

#[tokio::test]
async fn without_a_token_the_caller_is_nobody() {
    let (authenticator, _) = authenticator(vec![platform_issuer()]);
    let outcome = authenticator.authenticate(&axum::http::HeaderMap::new(), &site()).await;
    assert_eq!(outcome, Ok(None));
}

#[test]
fn a_refusal_says_the_same_whatever_the_reason() {
    for reason in reason::ALL {
        assert_eq!(AuthError::Invalid(reason).to_string(), "the token is not acceptable");
    }
}
