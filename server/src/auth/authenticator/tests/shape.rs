//! Tokens that are no tokens, and headers that ask for more than a signature.

use jsonwebtoken::Algorithm as LibraryAlgorithm;
use serde_json::json;

use crate::auth::authenticator::tests::check;
use crate::auth::error::reason;
use crate::auth::test_kit::{JwksServer, TestKey, encode, header, key_set, payload, show, with};

#[tokio::test]
async fn only_the_one_strict_spelling_of_a_token_is_read() {
    let good = TestKey::platform().sign(&header(), &payload());
    let (signed, signature) = good.rsplit_once('.').expect("a signature");
    let (head, body) = signed.split_once('.').expect("a payload");
    let jwe = format!("{head}.{body}.{signature}.{body}.{signature}");
    // The last character of a signature of 256 bytes carries two bits; the other four must be zero.
    let stray_bits = {
        let last = signature.chars().last().expect("a character");
        let other = match last {
            'A' => 'B',
            'Q' => 'R',
            'g' => 'h',
            _ => 'x',
        };
        format!("{signed}.{}{other}", &signature[..signature.len() - 1])
    };
    check(vec![
        ("as it is", good.clone(), Ok(())),
        ("no signature", format!("{signed}."), Err(reason::FORMAT)),
        ("two segments", signed.to_owned(), Err(reason::FORMAT)),
        ("trailing dot", format!("{good}."), Err(reason::FORMAT)),
        ("leading dot", format!(".{good}"), Err(reason::FORMAT)),
        ("extra segment", format!("{good}.{body}"), Err(reason::FORMAT)),
        ("encrypted", jwe, Err(reason::FORMAT)),
        ("cut by one", good[..good.len() - 1].to_owned(), Err(reason::FORMAT)),
        ("cut by two", good[..good.len() - 2].to_owned(), Err(reason::SIGNATURE)),
        ("stray bits", stray_bits, Err(reason::FORMAT)),
        ("padding", format!("{good}="), Err(reason::HEADER)),
        ("plain base64", format!("{signed}.+/+/"), Err(reason::HEADER)),
        ("blank inside", format!("{signed}. {signature}"), Err(reason::HEADER)),
        ("one segment", "e30".to_owned(), Err(reason::FORMAT)),
        ("dots", "..".to_owned(), Err(reason::FORMAT)),
        (
            "8 kB and more",
            format!("{good}{}", "A".repeat(8192)),
            Err(reason::SIZE),
        ),
    ])
    .await;
}

#[tokio::test]
async fn header_and_payload_are_objects_without_repeated_members() {
    let key = TestKey::platform();
    let sign = |header: &str, payload: &str| key.sign_text(LibraryAlgorithm::RS512, header, payload);
    let (head, body) = (header().to_string(), payload().to_string());
    let twice = body.replacen('{', r#"{"preferred_username":"ada","#, 1);
    let nested = body.replacen('{', r#"{"x":{"y":1,"y":2},"#, 1);
    check(vec![
        ("repeated claim", sign(&head, &twice), Err(reason::FORMAT)),
        ("repeated inside", sign(&head, &nested), Err(reason::FORMAT)),
        (
            "repeated header member",
            sign(r#"{"alg":"RS512","alg":"RS512"}"#, &body),
            Err(reason::FORMAT),
        ),
        ("list of claims", sign(&head, &format!("[{body}]")), Err(reason::FORMAT)),
        ("no JSON", sign(&head, "claims"), Err(reason::FORMAT)),
        ("empty payload", sign(&head, ""), Err(reason::FORMAT)),
        (
            "byte order mark",
            sign(&head, &format!("\u{feff}{body}")),
            Err(reason::FORMAT),
        ),
        ("list as header", sign("[]", &body), Err(reason::FORMAT)),
        ("no claims", sign(&head, "{}"), Err(reason::ISSUER)),
    ])
    .await;
}

#[tokio::test]
async fn a_header_may_neither_choose_how_it_is_checked_nor_demand_extensions() {
    let key = TestKey::platform();
    let sign = |changes| key.sign(&with(header(), changes), &payload());
    let without_signature = |algorithm: &str| {
        let header = json!({ "alg": algorithm, "kid": "platform" }).to_string();
        let body = payload().to_string();
        format!("{}.{}.AA", encode(&header), encode(&body))
    };
    check(vec![
        ("alg none", without_signature("none"), Err(reason::ALGORITHM)),
        ("alg None", without_signature("None"), Err(reason::ALGORITHM)),
        ("alg empty", without_signature(""), Err(reason::ALGORITHM)),
        ("alg ES256", without_signature("ES256"), Err(reason::ALGORITHM)),
        ("alg rs512", sign(json!({ "alg": "rs512" })), Err(reason::ALGORITHM)),
        ("alg list", sign(json!({ "alg": ["RS512"] })), Err(reason::ALGORITHM)),
        ("no alg", sign(json!({ "alg": null })), Err(reason::ALGORITHM)),
        ("crit exp", sign(json!({ "crit": ["exp"] })), Err(reason::TOKEN_HEADER)),
        (
            "crit unknown",
            sign(json!({ "crit": ["x"] })),
            Err(reason::TOKEN_HEADER),
        ),
        ("crit empty", sign(json!({ "crit": [] })), Err(reason::TOKEN_HEADER)),
        ("b64", sign(json!({ "b64": false })), Err(reason::TOKEN_HEADER)),
        ("b64 true", sign(json!({ "b64": true })), Err(reason::TOKEN_HEADER)),
    ])
    .await;
}

#[tokio::test]
async fn a_header_may_name_a_type_and_a_key() {
    let key = TestKey::platform();
    let sign = |changes| key.sign(&with(header(), changes), &payload());
    check(vec![
        ("typ at+jwt", sign(json!({ "typ": "at+jwt" })), Ok(())),
        ("typ jwt", sign(json!({ "typ": "jwt" })), Ok(())),
        ("no typ", sign(json!({ "typ": null })), Ok(())),
        ("typ JWE", sign(json!({ "typ": "JWE" })), Err(reason::TOKEN_HEADER)),
        ("typ number", sign(json!({ "typ": 1 })), Err(reason::TOKEN_HEADER)),
        ("kid number", sign(json!({ "kid": 1 })), Err(reason::TOKEN_HEADER)),
        (
            "kid list",
            sign(json!({ "kid": ["platform"] })),
            Err(reason::TOKEN_HEADER),
        ),
        (
            "kid of 257",
            sign(json!({ "kid": "k".repeat(257) })),
            Err(reason::TOKEN_HEADER),
        ),
        (
            "kid of 256",
            sign(json!({ "kid": "k".repeat(256) })),
            Err(reason::SIGNATURE),
        ),
        (
            "kid path",
            sign(json!({ "kid": "../../dev/null" })),
            Err(reason::SIGNATURE),
        ),
        ("kid SQL", sign(json!({ "kid": "' OR 1=1 --" })), Err(reason::SIGNATURE)),
        ("kid empty", sign(json!({ "kid": "" })), Err(reason::SIGNATURE)),
    ])
    .await;
}

#[tokio::test]
async fn keys_and_addresses_in_a_header_are_not_used() {
    let other = TestKey::other();
    let trap = JwksServer::of_set(key_set(&[other.jwk("platform")])).await;
    let places = [
        json!({ "jku": trap.url }),
        json!({ "x5u": trap.url }),
        json!({ "jwk": other.jwk("platform") }),
        json!({ "x5c": [other.modulus] }),
        json!({ "kid": trap.url }),
    ];
    let (authenticator, _) = super::authenticator(vec![super::platform_issuer()]);
    for place in places {
        let forged = other.sign(&with(header(), place.clone()), &payload());
        assert!(show(&authenticator, &forged).await.is_err(), "{place}");
        if place.get("kid").is_none() {
            let good = TestKey::platform().sign(&with(header(), place.clone()), &payload());
            assert!(show(&authenticator, &good).await.is_ok(), "{place}");
        }
    }
    assert_eq!(trap.n_requests(), 0);
}
