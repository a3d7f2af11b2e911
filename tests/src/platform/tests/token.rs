//! Tokens: those of the learning platform, and those that no honest issuer would write.

use jsonwebtoken::{Algorithm, DecodingKey, TokenData, Validation};
use serde_json::{Value, json};

use super::{platform, verify};
use crate::persona::{ADA, MEI, SOFIA};
use crate::platform::AUDIENCE;
use crate::platform::token::{HmacAlgorithm, Signer, TokenSpec};

#[tokio::test]
async fn token_verifies_and_has_exactly_the_claims_of_the_learning_platform() {
    let platform = platform().await;
    let token = platform.token_of(&ADA).expect("a token");
    let TokenData { header, claims, .. } = verify(&platform, &token).await.expect("a valid token");
    assert_eq!(header.alg, Algorithm::RS512);
    let names: Vec<&str> = claims
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let mut expected = vec![
        "aud",
        "exp",
        "iat",
        "iss",
        "sub",
        "preferred_username",
        "scopes",
        "version",
        "grant_type",
        "filters",
        "is_restricted",
        "email_verified",
        "user_id",
        "name",
        "family_name",
        "given_name",
        "administrator",
        "superuser",
        "email",
    ];
    expected.sort_unstable();
    let mut names = names;
    names.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(claims["preferred_username"], "ada");
    assert_eq!(claims["administrator"], false);
    assert_eq!(claims["user_id"], 1001);
}

#[tokio::test]
async fn claims_come_and_go_with_their_scope() {
    let platform = platform().await;
    let token = platform
        .mint(&TokenSpec::of(&SOFIA).scopes(["user_id"]).restricted())
        .expect("a token");
    let claims = verify(&platform, &token).await.expect("a valid token").claims;
    assert_eq!(claims["user_id"], 11);
    assert_eq!(claims["is_restricted"], true);
    assert_eq!(
        (claims.get("name"), claims.get("administrator"), claims.get("email")),
        (None, None, None)
    );
}

#[tokio::test]
async fn any_part_of_a_token_can_be_changed() {
    let platform = platform().await;
    let spec = TokenSpec::of(&ADA)
        .claim("name", MEI.name)
        .claim("aud", json!(["other", AUDIENCE]))
        .without_claim("version")
        .header("typ", "at+jwt")
        .header("jku", "http://127.0.0.1:1/keys");
    let TokenData { header, claims, .. } = verify(&platform, &platform.mint(&spec).expect("a token"))
        .await
        .expect("valid");
    assert_eq!((claims["name"].as_str(), claims.get("version")), (Some("林美玲"), None));
    assert_eq!(
        (header.typ.as_deref(), header.jku.as_deref()),
        (Some("at+jwt"), Some("http://127.0.0.1:1/keys"))
    );

    let unsigned = platform
        .mint(&TokenSpec::of(&ADA).signed_by(Signer::Bytes(Vec::new())))
        .expect("a token");
    assert!(unsigned.ends_with('.') && jsonwebtoken::decode_header(&unsigned).is_err());
    let no_json = platform.mint(&TokenSpec::of(&ADA).raw_payload("[")).expect("a token");
    assert!(verify(&platform, &no_json).await.is_err());
    let expired = TokenSpec::of(&ADA).lifetime(chrono::TimeDelta::minutes(-5));
    assert!(
        verify(&platform, &platform.mint(&expired).expect("a token"))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn token_by_a_shared_secret_verifies_with_that_secret() {
    let platform = platform().await;
    let secret = b"a shared secret of thirty-two bytes or more".to_vec();
    let spec = TokenSpec::of(&ADA).signed_by(Signer::Secret(HmacAlgorithm::Hs256, secret.clone()));
    let token = platform.mint(&spec).expect("a token");
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_audience(&[AUDIENCE]);
    assert!(jsonwebtoken::decode::<Value>(&token, &DecodingKey::from_secret(&secret), &rules).is_ok());
    assert!(jsonwebtoken::decode::<Value>(&token, &DecodingKey::from_secret(b"another"), &rules).is_err());
}
