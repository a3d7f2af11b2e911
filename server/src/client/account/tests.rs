//! Accounts of a platform that answers well, badly, and about somebody else; and the tokens by which it is asked.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::*;
use crate::client::test_kit::{Seen, Server, clients, clock};

fn name(text: &str) -> Username {
    Username::parse(text, UsernameRule::Unicode).expect("a username")
}

fn json(value: Value) -> Response {
    axum::Json(value).into_response()
}

fn token(number: usize) -> Response {
    json(json!({ "access_token": format!("token-{number}"), "token_type": "JWT", "expires_in": 3600 }))
}

/// A platform with one answer for the account and one for the verified name.
async fn platform(account: Value, verified: Option<Value>) -> Server {
    Server::start(move |number, seen: &Seen| match seen.line.as_str() {
        "POST /oauth2/access_token" => token(number),
        line if line.starts_with("GET /api/user/v1/accounts") => json(account.clone()),
        line if line.starts_with("GET /api/edx_name_affirmation/v1/verified_name") => match &verified {
            Some(answer) => json(answer.clone()),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        _ => StatusCode::NOT_FOUND.into_response(),
    })
    .await
}

/// The name that certificates show.
fn certificate_name(found: &NamedAccount) -> Option<&str> {
    match &found.verified_name {
        VerifiedName::Wanted(name) => Some(name),
        VerifiedName::NotWanted | VerifiedName::Untold => found.account.name.as_deref(),
    }
}

async fn ask(account: Value, verified: Option<Value>) -> Result<Arc<NamedAccount>, ClientError> {
    let server = platform(account, verified).await;
    clients(&clock()).account(&server.platform(1), &name("ada")).await
}

#[tokio::test]
async fn the_verified_name_counts_where_its_owner_wants_it() {
    let account = json!({ "username": "Ada", "id": 7, "name": "Ada Lovelace", "email": "ada@example.org", "is_active": true, "x": 1 });
    for (verified, expected) in [
        (None, "Ada Lovelace"),
        (
            Some(json!({ "verified_name": "Augusta Ada King", "use_verified_name_for_certs": true })),
            "Augusta Ada King",
        ),
        (
            Some(
                json!({ "username": "ADA", "verified_name": "Augusta Ada King", "use_verified_name_for_certs": false }),
            ),
            "Ada Lovelace",
        ),
        (Some(json!({ "verified_name": "Augusta Ada King" })), "Ada Lovelace"),
        (
            Some(json!({ "verified_name": " ", "use_verified_name_for_certs": true })),
            "Ada Lovelace",
        ),
        (
            Some(json!({ "verified_name": null, "use_verified_name_for_certs": true })),
            "Ada Lovelace",
        ),
    ] {
        let found = ask(account.clone(), verified.clone()).await.expect("an account");
        assert_eq!(certificate_name(&found), Some(expected), "{verified:?}");
        assert_eq!(
            (found.account.username.as_str(), found.account.lms_user_id),
            ("Ada", Some(7))
        );
    }
}

#[tokio::test]
async fn platform_that_refuses_to_tell_is_told_from_one_without_such_names() {
    for (code, expected) in [
        (StatusCode::NOT_FOUND, VerifiedName::NotWanted),
        (StatusCode::FORBIDDEN, VerifiedName::Untold),
    ] {
        let server = Server::start(move |number, seen| match seen.line.as_str() {
            "POST /oauth2/access_token" => token(number),
            line if line.contains("verified_name") => code.into_response(),
            _ => json(json!({ "username": "ada", "name": "Ada Lovelace" })),
        })
        .await;
        let found = clients(&clock())
            .account(&server.platform(1), &name("ada"))
            .await
            .expect("an account");
        assert_eq!(found.verified_name, expected);
    }
}

#[tokio::test]
async fn a_name_that_cannot_be_shown_counts_as_none() {
    let long = "x".repeat(10_000);
    for shown in [json!(null), json!(""), json!(" "), json!("a\u{7}b"), json!(long)] {
        let found = ask(json!({ "username": "ada", "name": shown }), None)
            .await
            .expect("an account");
        assert_eq!(
            (certificate_name(&found), found.account.lms_user_id),
            (None, None),
            "{shown}"
        );
    }
    // What looks like a document is text as any other.
    let found = ask(json!({ "username": "ada", "name": "<b>Ada</b>" }), None)
        .await
        .expect("an account");
    assert_eq!(certificate_name(&found), Some("<b>Ada</b>"));
}

#[tokio::test]
async fn answers_about_somebody_else_or_nobody_are_refused() {
    for (account, verified, expected) in [
        (
            json!({ "username": "grace", "name": "Grace Hopper" }),
            None,
            SOMEBODY_ELSE,
        ),
        (
            json!({ "username": "ada" }),
            Some(json!({ "username": "grace", "verified_name": "G" })),
            SOMEBODY_ELSE,
        ),
        (json!([{ "username": "ada" }]), None, UNREADABLE),
        (json!({ "name": "Ada" }), None, UNREADABLE),
        (json!({ "username": "a b" }), None, UNREADABLE),
        (json!({ "username": "ada", "name": 7 }), None, UNREADABLE),
        (json!({ "username": "ada", "name": "a\u{0}b" }), None, UNREADABLE),
        (json!("<html>"), None, UNREADABLE),
    ] {
        assert_eq!(ask(account.clone(), verified).await, Err(expected), "{account}");
    }
}

#[tokio::test]
async fn however_many_ask_the_platform_is_asked_once() {
    let server = platform(json!({ "username": "ada", "name": "Ada" }), None).await;
    let clients = clients(&clock());
    let here = server.platform(1);
    let ada = name("ada");
    let all = futures_util::future::join_all((0..100).map(|_| clients.account(&here, &ada))).await;
    assert!(
        all.iter()
            .all(|it| it.as_ref().is_ok_and(|it| certificate_name(it) == Some("Ada")))
    );
    assert_eq!(server.seen().len(), 3, "{:?}", server.seen());
    assert_eq!(server.count("GET /api/user/v1/accounts/ada"), 1);

    // Another site asks for itself.
    clients.account(&server.platform(2), &ada).await.expect("an account");
    assert_eq!(server.count("GET /api/user/v1/accounts/ada"), 2);
}

#[tokio::test]
async fn accounts_are_asked_for_in_lists() {
    let server = Server::start(|number, seen| match seen.line.as_str() {
        "POST /oauth2/access_token" => token(number),
        line if line.contains("grace") => {
            json(json!([{ "username": "Ada", "id": 1 }, { "username": "grace", "id": 2 }]))
        }
        line if line.contains("mallory") => json(json!([{ "username": "eve", "id": 3 }])),
        _ => StatusCode::NOT_FOUND.into_response(),
    })
    .await;
    let clients = clients(&clock());
    let here = server.platform(1);
    let found = clients
        .accounts(&here, &[name("ada"), name("grace"), name("nobody")])
        .await
        .expect("accounts");
    let numbers: Vec<_> = found.values().map(|it| it.lms_user_id).collect();
    assert_eq!(numbers, [Some(1), Some(2)]);
    assert_eq!(clients.accounts(&here, &[name("nobody")]).await, Ok(BTreeMap::new()));
    assert_eq!(clients.accounts(&here, &[]).await, Ok(BTreeMap::new()));
    assert_eq!(clients.accounts(&here, &[name("mallory")]).await, Err(SOMEBODY_ELSE));
    assert_eq!(
        server.count("GET /api/user/v1/accounts?username=ada%2Cgrace%2Cnobody"),
        1
    );
}

#[tokio::test]
async fn names_cannot_leave_their_place_in_the_address() {
    let server = platform(json!({ "username": "x" }), None).await;
    let clients = clients(&clock());
    for odd in ["..", "a+b@c", "émile"] {
        let outcome = clients.account(&server.platform(1), &name(odd)).await;
        assert!(outcome.is_err());
    }
    let lines: Vec<String> = server.seen().into_iter().map(|it| it.line).collect();
    assert!(
        lines.iter().any(|it| it == "GET /api/user/v1/accounts/a+b@c"),
        "{lines:?}"
    );
    assert!(
        lines.iter().any(|it| it == "GET /api/user/v1/accounts/%C3%A9mile"),
        "{lines:?}"
    );
    assert!(
        lines
            .iter()
            .all(|it| it.starts_with("POST /oauth2") || it.starts_with("GET /api/")),
        "{lines:?}"
    );
}

#[tokio::test]
async fn a_token_is_kept_until_it_expires_and_renewed_once_when_refused() {
    let server = Server::start(|number, seen| {
        let authorization = seen.authorization.as_deref().unwrap_or_default();
        match seen.line.as_str() {
            "POST /oauth2/access_token" => token(number),
            _ if authorization == "JWT token-0" && number > 4 => StatusCode::UNAUTHORIZED.into_response(),
            line if line.contains("verified_name") => StatusCode::NOT_FOUND.into_response(),
            _ => json(json!({ "username": seen.line.rsplit('/').next() })),
        }
    })
    .await;
    let (clock, here) = (clock(), server.platform(1));
    let clients = clients(&clock);
    for username in ["ada", "grace"] {
        clients.account(&here, &name(username)).await.expect("an account");
    }
    assert_eq!(server.count("POST"), 1);
    assert!(
        server.seen()[1..]
            .iter()
            .all(|it| it.authorization.as_deref() == Some("JWT token-0"))
    );

    // Refused from now on: one new token, and the request again.
    clients.account(&here, &name("mei")).await.expect("an account");
    assert_eq!(server.count("POST"), 2);
    clock.advance(TimeDelta::seconds(3_569));
    clients.account(&here, &name("zoe")).await.expect("an account");
    assert_eq!(server.count("POST"), 2);
    clock.advance(TimeDelta::seconds(2));
    clients.account(&here, &name("olu")).await.expect("an account");
    assert_eq!(server.count("POST"), 3);
}

#[tokio::test]
async fn a_platform_that_refuses_for_good_is_not_asked_again_and_again() {
    for code in [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN] {
        let server = Server::start(move |number, seen| match seen.line.as_str() {
            "POST /oauth2/access_token" => token(number),
            _ => code.into_response(),
        })
        .await;
        let outcome = clients(&clock()).account(&server.platform(1), &name("ada")).await;
        assert_eq!(outcome.map(drop), Err(ClientError::Refused(code)));
        assert!(
            server.count("POST") <= 2 && server.seen().len() <= 6,
            "{:?}",
            server.seen()
        );
    }
}

#[tokio::test]
async fn what_is_no_token_is_not_sent() {
    let long = "x".repeat(10_000);
    for answer in [
        json!({}),
        json!([]),
        json!({ "access_token": "" }),
        json!({ "access_token": "a b" }),
        json!({ "access_token": "a\r\nX-Evil: 1" }),
        json!({ "access_token": long }),
        json!({ "access_token": "t", "token_type": "Bearer" }),
        json!({ "access_token": null }),
    ] {
        let body = answer.clone();
        let server = Server::start(move |_, _| json(body.clone())).await;
        let outcome = clients(&clock()).account(&server.platform(1), &name("ada")).await;
        assert!(matches!(outcome, Err(ClientError::Invalid(_))), "{answer}: {outcome:?}");
        assert_eq!(server.count("GET"), 0);
    }
}
