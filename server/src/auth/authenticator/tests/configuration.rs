//! Settings under which tokens could not be told from forgeries are refused.

use entity::UsernameRule;
use serde_json::json;

use crate::auth::Authenticator;
use crate::auth::test_kit::{SECRET, TestKey, issuer, key_set, platform_issuer, remote_issuer, secret_issuer, with};
use crate::clock::Clock;
use crate::config::JwtConfig;
use crate::config::jwt::{Algorithm, Issuer, IssuerKeys, Secret};

fn refusal(issuer: Issuer) -> Option<String> {
    let config = JwtConfig {
        issuers: vec![issuer],
        leeway_seconds: 1,
        ..JwtConfig::default()
    };
    Authenticator::new(&config, UsernameRule::Ascii, Clock::system())
        .err()
        .map(|it| format!("{it:#}"))
}

#[test]
fn keys_and_algorithms_must_fit_together() {
    let secret = |text: &[u8]| IssuerKeys::Secret(Secret(text.to_vec()));
    let jwks = |keys: &[serde_json::Value]| IssuerKeys::Jwks(key_set(keys));
    let platform = TestKey::platform().jwk("platform");
    let url = "https://platform.example/jwks".parse().expect("a URL");
    let file = "file:///etc/passwd".parse().expect("a URL");

    assert_eq!(refusal(platform_issuer()), None);
    assert_eq!(refusal(secret_issuer()), None);
    assert_eq!(refusal(remote_issuer(url)), None);
    for (keys, algorithms) in [
        (secret(b""), vec![Algorithm::Hs256]),
        (secret(b"secret"), vec![Algorithm::Hs256]),
        (secret(&SECRET[..31]), vec![Algorithm::Hs256]),
        (secret(SECRET), vec![]),
        (secret(SECRET), vec![Algorithm::Rs512]),
        (secret(SECRET), vec![Algorithm::Hs256, Algorithm::Rs512]),
        (jwks(std::slice::from_ref(&platform)), vec![]),
        (jwks(std::slice::from_ref(&platform)), vec![Algorithm::Hs256]),
        (
            jwks(std::slice::from_ref(&platform)),
            vec![Algorithm::Rs512, Algorithm::Hs256],
        ),
        (jwks(&[]), vec![Algorithm::Rs512]),
        (jwks(&[with(platform, json!({ "use": "enc" }))]), vec![Algorithm::Rs512]),
        (IssuerKeys::Jwks("{}".to_owned()), vec![Algorithm::Rs512]),
        (IssuerKeys::Jwks("<html>".to_owned()), vec![Algorithm::Rs512]),
        (IssuerKeys::JwksUrl(file), vec![Algorithm::Rs512]),
    ] {
        let description = format!("{keys:?} {algorithms:?}");
        let message = refusal(issuer(keys, &algorithms)).unwrap_or_default();
        assert!(message.contains("platform.example"), "{description}: {message}");
        assert!(!message.contains("secret of the tests"), "{message}");
    }
}

#[test]
fn a_large_leeway_is_refused() {
    let config = JwtConfig {
        leeway_seconds: 61,
        ..JwtConfig::default()
    };
    assert!(Authenticator::new(&config, UsernameRule::Ascii, Clock::system()).is_err());
}
