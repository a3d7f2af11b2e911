//! Certificates and grades of a platform that answers well, badly, and about somebody else.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::*;
use crate::client::test_kit::{Server, clients, clock};

fn name(text: &str) -> Username {
    Username::parse(text, UsernameRule::Unicode).expect("a username")
}

fn key(text: &str) -> CourseKey {
    CourseKey::parse(text).expect("a course key")
}

fn json(value: Value) -> Response {
    axum::Json(value).into_response()
}

/// A platform that has this one answer; none for what does not exist.
async fn platform(answer: Option<Value>) -> Server {
    Server::start(move |_, seen| match (seen.line.as_str(), &answer) {
        ("POST /oauth2/access_token", _) => json(json!({ "access_token": "token", "expires_in": 3600 })),
        (_, Some(answer)) => json(answer.clone()),
        (_, None) => StatusCode::NOT_FOUND.into_response(),
    })
    .await
}

fn certificate(more: Value) -> Value {
    let mut certificate = json!({
        "username": "Ada", "course_id": "course-v1:A+B+C", "certificate_type": "verified", "status": "downloadable",
        "is_passing": true, "created_date": "2026-03-01T10:00:00+0000", "download_url": null, "grade": "0.98",
    });
    if let (Some(fields), Value::Object(more)) = (certificate.as_object_mut(), more) {
        fields.extend(more);
    }
    certificate
}

async fn list(answer: Value) -> Result<Vec<Certificate>, ClientError> {
    let server = platform(Some(answer)).await;
    clients(&clock()).certificates(&server.platform(1), &name("ada")).await
}

#[tokio::test]
async fn certificates_are_read_and_runs_without_a_key_left_out() {
    let library = certificate(json!({ "course_id": "library-v1:A+B" }));
    let bare = certificate(
        json!({ "course_id": "A/B/C", "certificate_type": null, "created_date": "soon", "is_passing": false, "status": "notpassing" }),
    );
    let found = list(json!([certificate(json!({})), library, bare]))
        .await
        .expect("certificates");
    assert_eq!(
        found,
        [
            Certificate {
                course_key: key("course-v1:A+B+C"),
                status: "downloadable".to_owned(),
                is_passing: true,
                mode: Some("verified".to_owned()),
                created_at: Some("2026-03-01T10:00:00Z".parse().expect("a date")),
            },
            Certificate {
                course_key: key("A/B/C"),
                status: "notpassing".to_owned(),
                is_passing: false,
                mode: None,
                created_at: None,
            },
        ]
    );
}

#[tokio::test]
async fn answers_that_are_no_certificates_are_refused() {
    for answer in [
        json!({}),
        json!([{ "username": "ada" }]),
        json!([certificate(json!({ "username": "grace" }))]),
        json!([certificate(json!({ "is_passing": "yes" }))]),
        json!([certificate(json!({ "status": "x".repeat(100) }))]),
    ] {
        assert!(
            matches!(list(answer.clone()).await, Err(ClientError::Invalid(_))),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn one_certificate_is_asked_for_at_its_own_address() {
    let server = platform(Some(certificate(json!({ "course_id": "A/B/C" })))).await;
    let (clients, platform_) = (clients(&clock()), server.platform(1));
    let found = clients.certificate(&platform_, &name("ada"), &key("A/B/C")).await;
    assert!(found.expect("an answer").is_some_and(|it| it.is_passing));
    assert_eq!(
        server.count("GET /api/certificates/v0/certificates/ada/courses/A/B/C/"),
        1
    );
    let other = clients.certificate(&platform_, &name("ada"), &key("A/B/D")).await;
    assert!(matches!(other, Err(ClientError::Invalid(_))), "{other:?}");
    let outside = clients.certificate(&platform_, &name("ada"), &key("A/../C")).await;
    assert_eq!((outside, server.seen().len()), (Ok(None), 3));

    let server = platform(None).await;
    let none = clients
        .certificate(&server.platform(2), &name("ada"), &key("A/B/C"))
        .await;
    assert_eq!(none, Ok(None));
}

#[tokio::test]
async fn grades_come_page_by_page() {
    let grade = |username: &str, percent: Value, letter: Value| json!({ "username": username, "email": "", "course_id": "course-v1:A+B+C", "passed": true, "percent": percent, "letter_grade": letter });
    let answer = json!({
        "next": "http://127.0.0.1/api/grades/v1/courses/?cursor=cD01MA%3D%3D&course_id=x",
        "previous": null,
        "results": [
            grade("ada", json!(0.833_333_333), json!("B")),
            grade("grace", json!(1), Value::Null),
            grade("a b", json!(0.5), Value::Null),
            grade("alan", json!(1.7), Value::Null),
        ],
    });
    let server = platform(Some(answer)).await;
    let (clients, platform_) = (clients(&clock()), server.platform(1));
    let page = clients
        .grades_page(&platform_, &key("course-v1:A+B+C"), None)
        .await
        .expect("grades");
    let told: Vec<_> = page
        .grades
        .iter()
        .map(|it| (it.username.as_str(), it.percent.to_string(), it.letter.as_deref()))
        .collect();
    assert_eq!(
        told,
        [("ada", "0.8333".to_owned(), Some("B")), ("grace", "1".to_owned(), None)]
    );
    assert_eq!((page.n_unusable, page.next.as_deref()), (2, Some("cD01MA==")));
    assert_eq!(
        server.count("GET /api/grades/v1/courses/?course_id=course-v1%3AA%2BB%2BC&page_size=100"),
        1
    );

    // The same page once more would never end.
    let again = clients
        .grades_page(&platform_, &key("course-v1:A+B+C"), Some("cD01MA=="))
        .await;
    assert!(matches!(again, Err(ClientError::Invalid(_))), "{again:?}");
    for next in ["http://elsewhere.example/?cursor=x", "http://[", "?page=2", "?cursor="] {
        let server = platform(Some(json!({ "next": next, "results": [] }))).await;
        let page = clients
            .grades_page(&server.platform(3), &key("course-v1:A+B+C"), None)
            .await;
        assert!(matches!(page, Err(ClientError::Invalid(_))), "{next}");
    }
}

#[tokio::test]
async fn account_is_found_by_its_number() {
    let clients = clients(&clock());
    let server = platform(Some(json!([{ "username": "lovelace", "id": 7 }]))).await;
    let found = clients
        .account_by_number(&server.platform(1), 7)
        .await
        .expect("an answer");
    assert_eq!(found.map(|it| it.username), Some(name("lovelace")));
    assert_eq!(server.count("GET /api/user/v1/accounts?lms_user_id=7"), 1);
    let other = clients.account_by_number(&server.platform(1), 8).await;
    assert!(matches!(other, Err(ClientError::Invalid(_))), "{other:?}");
    let server = platform(None).await;
    assert_eq!(clients.account_by_number(&server.platform(2), 7).await, Ok(None));
}
