//! What the claims of a token by the right key must, may and must not say.

use serde_json::{Value, json};

use crate::auth::authenticator::tests::{Expected, check};
use crate::auth::claims::Scope;
use crate::auth::error::reason;
use crate::auth::test_kit::{TestKey, authenticator, header, now, payload, platform_issuer, show, show_at, with};
use crate::auth::{AuthError, Claims};
use crate::config::jwt::Issuer;

async fn check_claims(cases: Vec<(Value, Expected)>) {
    let key = TestKey::platform();
    let names: Vec<String> = cases.iter().map(|(changes, _)| changes.to_string()).collect();
    let cases = cases
        .into_iter()
        .zip(&names)
        .map(|((changes, expected), name)| {
            let token = key.sign(&header(), &with(payload(), changes));
            (name.as_str(), token, expected)
        })
        .collect();
    check(cases).await;
}

async fn claims(changes: Value) -> Claims {
    let (authenticator, _) = authenticator(vec![platform_issuer()]);
    let token = TestKey::platform().sign(&header(), &with(payload(), changes));
    show(&authenticator, &token).await.expect("a good token")
}

#[tokio::test]
async fn a_token_counts_from_its_beginning_to_its_end() {
    let now = now().timestamp();
    check_claims(vec![
        (json!({ "exp": now + 1 }), Ok(())),
        (json!({ "exp": now }), Ok(())),
        (json!({ "exp": now - 1 }), Err(reason::EXPIRED)),
        (json!({ "exp": now - 2 }), Err(reason::EXPIRED)),
        (json!({ "exp": 0 }), Err(reason::EXPIRED)),
        (json!({ "exp": 253_402_300_799_i64 }), Ok(())),
        (json!({ "exp": null }), Err(reason::CLAIM)),
        (json!({ "exp": (now + 60).to_string() }), Err(reason::CLAIM)),
        (json!({ "exp": 1_800_000_060.5 }), Err(reason::CLAIM)),
        (json!({ "exp": 1_800_000_060.0 }), Err(reason::CLAIM)),
        (json!({ "exp": 1e18 }), Err(reason::CLAIM)),
        (json!({ "exp": 1_000_000_000_000_000_000_i64 }), Err(reason::CLAIM)),
        (json!({ "exp": u64::MAX }), Err(reason::CLAIM)),
        (json!({ "exp": -1 }), Err(reason::CLAIM)),
        (json!({ "exp": true }), Err(reason::CLAIM)),
        (json!({ "exp": [now + 60] }), Err(reason::CLAIM)),
        (json!({ "iat": null }), Err(reason::CLAIM)),
        (json!({ "iat": now.to_string() }), Err(reason::CLAIM)),
        (json!({ "iat": now + 1 }), Ok(())),
        (json!({ "iat": now + 2 }), Err(reason::NOT_YET_VALID)),
        (json!({ "nbf": now - 5 }), Ok(())),
        (json!({ "nbf": now + 1 }), Ok(())),
        (json!({ "nbf": now + 2 }), Err(reason::NOT_YET_VALID)),
        (json!({ "nbf": "0" }), Err(reason::CLAIM)),
    ])
    .await;
}

#[tokio::test]
async fn only_claims_of_major_version_one_are_understood() {
    check_claims(vec![
        (json!({ "version": null }), Ok(())),
        (json!({ "version": "1" }), Ok(())),
        (json!({ "version": "1.2.0" }), Ok(())),
        (json!({ "version": 1 }), Ok(())),
        (json!({ "version": "99" }), Err(reason::VERSION)),
        (json!({ "version": 99 }), Err(reason::VERSION)),
        (json!({ "version": "2.0.0" }), Err(reason::VERSION)),
        (json!({ "version": "10.0" }), Err(reason::VERSION)),
        (json!({ "version": "" }), Err(reason::VERSION)),
        (json!({ "version": "1." }), Err(reason::VERSION)),
        (json!({ "version": "1.x" }), Err(reason::VERSION)),
        (json!({ "version": [1] }), Err(reason::VERSION)),
    ])
    .await;
}

#[tokio::test]
async fn a_token_names_one_person() {
    let plain = |name: Value| json!({ "preferred_username": null, "username": name });
    check_claims(vec![
        (plain(json!("ada")), Ok(())),
        (json!({ "username": "ada" }), Ok(())),
        (json!({ "username": "bob" }), Err(reason::USERNAME)),
        (json!({ "username": "" }), Err(reason::USERNAME)),
        (json!({ "username": "Ada" }), Err(reason::USERNAME)),
        (plain(json!(null)), Err(reason::USERNAME)),
        (plain(json!("")), Err(reason::USERNAME)),
        (plain(json!(7)), Err(reason::USERNAME)),
        (json!({ "preferred_username": "" }), Err(reason::USERNAME)),
        (
            json!({ "preferred_username": "", "username": "ada" }),
            Err(reason::USERNAME),
        ),
        (json!({ "preferred_username": " ada" }), Err(reason::USERNAME)),
        (json!({ "preferred_username": "ada\u{0}" }), Err(reason::USERNAME)),
        (json!({ "preferred_username": "ada\u{200b}" }), Err(reason::USERNAME)),
        (json!({ "preferred_username": "a".repeat(151) }), Err(reason::USERNAME)),
        (json!({ "preferred_username": ["ada"] }), Err(reason::USERNAME)),
        (json!({ "preferred_username": 7 }), Err(reason::USERNAME)),
    ])
    .await;
}

#[tokio::test]
async fn a_person_number_is_positive() {
    check_claims(vec![
        (json!({ "user_id": 0 }), Err(reason::CLAIM)),
        (json!({ "user_id": -7 }), Err(reason::CLAIM)),
        (json!({ "user_id": 7.0 }), Err(reason::CLAIM)),
        (json!({ "user_id": "" }), Err(reason::CLAIM)),
        (json!({ "user_id": "+7" }), Err(reason::CLAIM)),
        (json!({ "user_id": "7x" }), Err(reason::CLAIM)),
        (json!({ "user_id": "9223372036854775808" }), Err(reason::CLAIM)),
        (json!({ "user_id": u64::MAX }), Err(reason::CLAIM)),
        (json!({ "user_id": true }), Err(reason::CLAIM)),
    ])
    .await;
    assert_eq!(claims(json!({ "user_id": "42" })).await.lms_user_id, Some(42));
    assert_eq!(claims(json!({ "user_id": null })).await.lms_user_id, None);
}

#[tokio::test]
async fn what_is_only_shown_is_cleaned_or_left_out() {
    let long = "x".repeat(256);
    for (told, kept) in [
        (json!("Ada\u{0}\r\n Lovelace\u{202e}"), Some("Ada Lovelace")),
        (json!(" Ada "), Some("Ada")),
        (json!("آدا"), Some("آدا")),
        (json!("x".repeat(255)), Some(&long[..255])),
        (json!(long), None),
        (json!("x".repeat(5_000)), None),
        (json!("\u{7}"), None),
        (json!(""), None),
        (json!(["Ada"]), None),
        (json!(7), None),
        (json!(null), None),
    ] {
        assert_eq!(claims(json!({ "name": told })).await.name.as_deref(), kept, "{told}");
    }

    let longest = format!("{}@example.org", "x".repeat(242));
    for (told, kept) in [
        (json!(longest), Some(longest.as_str())),
        (json!(format!("x{longest}")), None),
        (json!("ada@example.org\r\nBcc: all@example.org"), None),
        (json!("ada @example.org"), None),
        (json!("ada"), None),
        (json!("@"), None),
        (json!(7), None),
    ] {
        assert_eq!(claims(json!({ "email": told })).await.email.as_deref(), kept, "{told}");
    }
}

#[tokio::test]
async fn powers_are_told_by_a_true_and_nothing_else() {
    let staff = claims(json!({ "administrator": true, "superuser": true })).await;
    assert!(staff.is_administrator && staff.is_superuser);
    for told in [
        json!(false),
        json!("true"),
        json!(1),
        json!([true]),
        json!({}),
        json!(null),
    ] {
        let claims = claims(json!({ "administrator": told, "superuser": told })).await;
        assert!(!claims.is_administrator && !claims.is_superuser, "{told}");
    }
    assert!(claims(json!({ "is_restricted": true })).await.is_restricted);
    check_claims(vec![
        (json!({ "is_restricted": "true" }), Err(reason::CLAIM)),
        (json!({ "is_restricted": 1 }), Err(reason::CLAIM)),
    ])
    .await;
}

#[tokio::test]
async fn scopes_are_a_list_or_a_text_and_strange_ones_are_left_out() {
    for (told, expected) in [
        (json!(["credentials:read", "profile"]), vec![Scope::Read]),
        (
            json!("credentials:write profile  credentials:read"),
            vec![Scope::Read, Scope::Write],
        ),
        (json!(["credentials:read credentials:write"]), vec![]),
        (json!("Credentials:Read"), vec![]),
        (json!(""), vec![]),
        (json!([]), vec![]),
        (json!(null), vec![]),
    ] {
        let scopes = claims(json!({ "scopes": told })).await.scopes;
        assert_eq!(scopes.into_iter().collect::<Vec<_>>(), expected, "{told}");
    }
    check_claims(vec![
        (json!({ "scopes": 7 }), Err(reason::CLAIM)),
        (json!({ "scopes": [7] }), Err(reason::CLAIM)),
        (json!({ "scopes": { "credentials:read": true } }), Err(reason::CLAIM)),
    ])
    .await;
}

#[tokio::test]
async fn a_configured_audience_must_be_among_the_tokens() {
    let issuer = Issuer {
        audience: Some("credentials".to_owned()),
        ..platform_issuer()
    };
    let (authenticator, _) = authenticator(vec![issuer]);
    let many = |n: usize, last: &str| {
        let mut audiences = vec!["a".to_owned(); n - 1];
        audiences.push(last.to_owned());
        json!(audiences)
    };
    for (aud, expected) in [
        (json!("credentials"), Ok(())),
        (json!(["other", "credentials"]), Ok(())),
        (many(100, "credentials"), Ok(())),
        (many(101, "credentials"), Err(reason::CLAIM)),
        (many(1_000, "credentials"), Err(reason::CLAIM)),
        (json!("other"), Err(reason::AUDIENCE)),
        (json!("Credentials"), Err(reason::AUDIENCE)),
        (json!(["other"]), Err(reason::AUDIENCE)),
        (json!([]), Err(reason::AUDIENCE)),
        (json!(""), Err(reason::AUDIENCE)),
        (json!(null), Err(reason::AUDIENCE)),
        (json!(["credentials", 7]), Err(reason::CLAIM)),
        (json!({ "credentials": true }), Err(reason::CLAIM)),
    ] {
        let token = TestKey::platform().sign(&header(), &with(payload(), json!({ "aud": aud })));
        let outcome = show(&authenticator, &token).await.map(|_| ());
        assert_eq!(outcome, expected.map_err(AuthError::Invalid), "{aud}");
    }
}

#[tokio::test]
async fn an_issuer_may_speak_for_some_sites_only() {
    let site = |it: &str| url::Url::parse(it).expect("an address");
    let bound = Issuer {
        sites: vec![site("https://north.example"), site("https://south.example:8443")],
        ..platform_issuer()
    };
    let (authenticator, _) = authenticator(vec![bound]);
    let token = TestKey::platform().sign(&header(), &payload());
    let refused = Err(AuthError::Invalid(reason::SITE));
    // Twice: the second time the token is remembered.
    for _ in 0..2 {
        for (address, expected) in [
            ("https://north.example/", Ok(true)),
            ("https://south.example:8443", Ok(true)),
            ("https://south.example", refused),
            ("http://north.example", refused),
            ("https://credentials.example", refused),
        ] {
            let outcome = show_at(&authenticator, &token, &site(address)).await;
            assert_eq!(outcome.map(|it| it.is_bound_to_sites), expected, "{address}");
        }
    }
}
