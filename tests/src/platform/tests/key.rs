//! Keys: published, rotated, withdrawn, never shared.

use jsonwebtoken::Algorithm;

use super::{platform, verify};
use crate::persona::ADA;
use crate::platform::key::{RsaAlgorithm, SigningKey};

#[tokio::test]
async fn rotation_keeps_old_tokens_until_the_key_is_withdrawn() {
    let platform = platform().await;
    let old = platform.signing_key();
    let before = platform.token_of(&ADA).expect("a token");
    let new = SigningKey::make(RsaAlgorithm::Rs256).expect("a key");
    platform.rotate_to(&new);
    let after = platform.token_of(&ADA).expect("a token");
    assert_eq!(
        verify(&platform, &after).await.expect("valid").header.alg,
        Algorithm::RS256
    );
    assert!(verify(&platform, &before).await.is_ok());

    platform.withdraw(old.kid());
    assert_eq!(platform.jwks()["keys"].as_array().map(Vec::len), Some(1));
    // Another key under the withdrawn id: the signature does not fit.
    platform.publish(
        &SigningKey::make(RsaAlgorithm::Rs512)
            .expect("a key")
            .with_kid(old.kid()),
    );
    assert!(verify(&platform, &before).await.is_err());
}

#[tokio::test]
async fn two_platforms_never_share_a_key() {
    let (one, other) = (platform().await, platform().await);
    assert_ne!(
        one.signing_key().public_jwk()["n"],
        other.signing_key().public_jwk()["n"]
    );
    assert!(
        one.signing_key()
            .public_pem()
            .expect("PEM")
            .starts_with("-----BEGIN PUBLIC KEY-----\nMII")
    );
}
