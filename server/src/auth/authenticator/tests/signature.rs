//! Who signed, by which algorithm: keys and algorithms serve the issuer that they are configured for, and no other.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::Algorithm as LibraryAlgorithm;
use serde_json::json;

use crate::auth::AuthError;
use crate::auth::authenticator::tests::check;
use crate::auth::error::reason;
use crate::auth::test_kit::{
    PLATFORM_PUBLIC_PEM, SECRET, TestKey, authenticator, encode, header, issuer, key_set, payload, platform_issuer,
    secret_issuer, show, sign_by_secret, with,
};
use crate::config::jwt::{Algorithm, Issuer, IssuerKeys};

/// Every spelling of the platform's public key that somebody could use as a shared secret.
fn public_key_spellings() -> Vec<Vec<u8>> {
    let key = TestKey::platform();
    let der: String = PLATFORM_PUBLIC_PEM.lines().filter(|it| !it.starts_with('-')).collect();
    let der = STANDARD.decode(der).expect("base64");
    let jwk = key.jwk("platform");
    vec![
        PLATFORM_PUBLIC_PEM.as_bytes().to_vec(),
        PLATFORM_PUBLIC_PEM.trim().as_bytes().to_vec(),
        // PKCS#1: the same without its wrapping of 24 bytes.
        der[24..].to_vec(),
        der,
        jwk.to_string().into_bytes(),
        key_set(&[jwk]).into_bytes(),
        key.modulus.clone().into_bytes(),
        crate::auth::token::decode_segment(&key.modulus).expect("base64url"),
        Vec::new(),
    ]
}

#[tokio::test]
async fn a_public_key_is_no_shared_secret() {
    for issuers in [
        vec![platform_issuer()],
        vec![platform_issuer(), secret_issuer()],
        vec![secret_issuer(), platform_issuer()],
    ] {
        let (authenticator, _) = authenticator(issuers);
        for secret in public_key_spellings() {
            let header = with(header(), json!({ "alg": "HS256" }));
            let forged = sign_by_secret(&secret, &header, &payload());
            assert!(
                matches!(show(&authenticator, &forged).await, Err(AuthError::Invalid(_))),
                "{}",
                String::from_utf8_lossy(&secret)
            );
        }
    }
}

#[tokio::test]
async fn only_the_configured_algorithms_count() {
    let key = TestKey::platform();
    let by = |algorithm, name: &str| key.sign_by(algorithm, &with(header(), json!({ "alg": name })), &payload());
    let hs256 = with(header(), json!({ "alg": "HS256" }));
    let hs512 = with(header(), json!({ "alg": "HS512" }));
    check(vec![
        ("RS512", by(LibraryAlgorithm::RS512, "RS512"), Ok(())),
        ("RS256", by(LibraryAlgorithm::RS256, "RS256"), Err(reason::ALGORITHM)),
        (
            "RS256 called RS512",
            by(LibraryAlgorithm::RS256, "RS512"),
            Err(reason::SIGNATURE),
        ),
        (
            "PS512 called RS512",
            by(LibraryAlgorithm::PS512, "RS512"),
            Err(reason::SIGNATURE),
        ),
        ("PS512", by(LibraryAlgorithm::PS512, "PS512"), Err(reason::ALGORITHM)),
        ("RS384", by(LibraryAlgorithm::RS384, "RS384"), Err(reason::ALGORITHM)),
        (
            "HS256",
            sign_by_secret(SECRET, &hs256, &payload()),
            Err(reason::ALGORITHM),
        ),
        (
            "HS512",
            sign_by_secret(SECRET, &hs512, &payload()),
            Err(reason::ALGORITHM),
        ),
    ])
    .await;
}

#[tokio::test]
async fn another_key_of_the_same_name_signs_nothing() {
    let other = TestKey::other();
    let unnamed = with(header(), json!({ "kid": null }));
    let good = TestKey::platform().sign(&header(), &payload());
    let (signed, signature) = good.rsplit_once('.').expect("a signature");
    let (head, _) = signed.split_once('.').expect("a payload");
    let tampered = with(payload(), json!({ "administrator": true }));
    let psychic = "A".repeat(signature.len());
    check(vec![
        ("same kid", other.sign(&header(), &payload()), Err(reason::SIGNATURE)),
        ("no kid", other.sign(&unnamed, &payload()), Err(reason::SIGNATURE)),
        (
            "tampered",
            format!("{head}.{}.{signature}", encode(&tampered.to_string())),
            Err(reason::SIGNATURE),
        ),
        ("all zeros", format!("{signed}.{psychic}"), Err(reason::SIGNATURE)),
        ("short", format!("{signed}.AAAA"), Err(reason::SIGNATURE)),
    ])
    .await;
}

#[tokio::test]
async fn an_issuers_keys_serve_no_other_issuer() {
    let other = Issuer {
        issuer: "https://other.example".to_owned(),
        ..issuer(
            IssuerKeys::Jwks(key_set(&[TestKey::other().jwk("other")])),
            &[Algorithm::Rs512],
        )
    };
    let (authenticator, _) = authenticator(vec![platform_issuer(), other]);
    let named_other = with(header(), json!({ "kid": "other" }));
    let unnamed = with(header(), json!({ "kid": null }));
    let iss_other = with(payload(), json!({ "iss": "https://other.example" }));

    let good = TestKey::other().sign(&named_other, &iss_other);
    assert!(show(&authenticator, &good).await.is_ok());
    for (header, payload) in [(&named_other, payload()), (&unnamed, payload()), (&header(), payload())] {
        let forged = TestKey::other().sign(header, &payload);
        assert_eq!(
            show(&authenticator, &forged).await,
            Err(AuthError::Invalid(reason::SIGNATURE)),
            "{header}"
        );
    }
    for iss in [
        json!("https://platform.example/oauth2/"),
        json!("HTTPS://PLATFORM.EXAMPLE/oauth2"),
        json!(""),
        json!(null),
        json!(["https://platform.example/oauth2"]),
        json!(7),
    ] {
        let token = TestKey::platform().sign(&header(), &with(payload(), json!({ "iss": iss })));
        assert_eq!(
            show(&authenticator, &token).await,
            Err(AuthError::Invalid(reason::ISSUER)),
            "{iss}"
        );
    }
}

#[tokio::test]
async fn an_issuer_may_have_public_keys_and_a_secret_at_once() {
    for issuers in [
        vec![platform_issuer(), secret_issuer()],
        vec![secret_issuer(), platform_issuer()],
    ] {
        let (authenticator, _) = authenticator(issuers);
        let by_secret = sign_by_secret(SECRET, &json!({ "alg": "HS256" }), &payload());
        let by_key = TestKey::platform().sign(&header(), &payload());
        assert!(show(&authenticator, &by_secret).await.is_ok());
        assert!(show(&authenticator, &by_key).await.is_ok());

        let wrong = sign_by_secret(b"another secret", &json!({ "alg": "HS256" }), &payload());
        assert_eq!(
            show(&authenticator, &wrong).await,
            Err(AuthError::Invalid(reason::SIGNATURE))
        );
    }
}

#[tokio::test]
async fn without_a_name_the_first_ten_keys_are_tried() {
    let filler = |n: usize| -> Vec<_> { (0..n).map(|it| TestKey::other().jwk(&format!("filler-{it}"))).collect() };
    let unnamed = with(header(), json!({ "kid": null }));
    let token = TestKey::platform().sign(&unnamed, &payload());
    for (n_before, expected) in [
        (0, Ok(())),
        (2, Ok(())),
        (9, Ok(())),
        (10, Err(AuthError::Invalid(reason::SIGNATURE))),
    ] {
        let mut keys = filler(n_before);
        keys.push(TestKey::platform().jwk("platform"));
        let set = IssuerKeys::Jwks(key_set(&keys));
        let (authenticator, _) = authenticator(vec![issuer(set, &[Algorithm::Rs512])]);
        let outcome = show(&authenticator, &token).await.map(|_| ());
        assert_eq!(outcome, expected, "{n_before} keys before");
    }
}

#[tokio::test]
async fn of_two_keys_of_one_name_both_are_tried_and_a_nameless_key_may_be_any() {
    let (platform, other) = (TestKey::platform(), TestKey::other());
    let nameless = with(platform.jwk(""), json!({ "kid": null }));
    for keys in [
        [other.jwk("platform"), platform.jwk("platform")],
        [platform.jwk("platform"), other.jwk("platform")],
        [other.jwk("platform"), nameless],
    ] {
        let set = IssuerKeys::Jwks(key_set(&keys));
        let (authenticator, _) = authenticator(vec![issuer(set, &[Algorithm::Rs512])]);
        let token = platform.sign(&header(), &payload());
        assert!(show(&authenticator, &token).await.is_ok());
    }
}

#[tokio::test]
async fn a_key_for_one_algorithm_serves_no_other() {
    let jwk = with(TestKey::platform().jwk("platform"), json!({ "alg": "RS256" }));
    let both = [Algorithm::Rs256, Algorithm::Rs512];
    let (authenticator, _) = authenticator(vec![issuer(IssuerKeys::Jwks(key_set(&[jwk])), &both)]);
    let rs256 = with(header(), json!({ "alg": "RS256" }));
    let good = TestKey::platform().sign_by(LibraryAlgorithm::RS256, &rs256, &payload());
    let bad = TestKey::platform().sign(&header(), &payload());
    assert!(show(&authenticator, &good).await.is_ok());
    assert_eq!(
        show(&authenticator, &bad).await,
        Err(AuthError::Invalid(reason::SIGNATURE))
    );
}
