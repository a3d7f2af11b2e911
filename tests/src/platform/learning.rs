//! What the platform answers about learning: the certificates API and the grades API.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::caller;
use super::params::Params;

/// A certificate of an account for a course run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Whose it is.
    pub username: String,
    /// The course run.
    pub course_id: String,
    /// How it stands, such as `downloadable` or `unavailable`.
    pub status: String,
    /// Whether everybody may see it; only then it is listed.
    pub is_listed: bool,
}

impl Certificate {
    /// One that counts, and that everybody may see.
    #[must_use]
    pub fn passing(username: &str, course_id: &str) -> Self {
        Self {
            username: username.to_owned(),
            course_id: course_id.to_owned(),
            status: "downloadable".to_owned(),
            is_listed: true,
        }
    }

    fn is_passing(&self) -> bool {
        matches!(self.status.as_str(), "downloadable" | "generating")
    }
}

/// The grade of an account in a course run in which it is enrolled.
#[derive(Clone, Debug, PartialEq)]
pub struct Grade {
    /// Whose it is.
    pub username: String,
    /// The course run.
    pub course_id: String,
    /// Share of the points.
    pub percent: f64,
    /// Letter, where the learner has passed.
    pub letter: Option<String>,
}

/// What the platform knows of learning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learning {
    /// Certificates.
    pub certificates: Vec<Certificate>,
    /// Grades.
    pub grades: Vec<Grade>,
    /// Course runs in which nobody is enrolled.
    pub empty_runs: Vec<String>,
}

/// `GET /api/certificates/v0/certificates/<username>/`: those that count and may be seen.
pub(super) async fn certificates(
    State(platform): State<Arc<super::State>>,
    Path(username): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(caller) = caller::identify(&platform, &headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if platform.account(&username).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    // So it answers whoever may not see them.
    let may_see = caller.is_staff || caller.username == username;
    let listed: Vec<Value> = platform
        .learning()
        .certificates
        .iter()
        .filter(|it| may_see && it.username.eq_ignore_ascii_case(&username) && it.is_listed && it.is_passing())
        .map(certificate)
        .collect();
    Json(listed).into_response()
}

/// `GET /api/certificates/v0/certificates/<username>/courses/<course_id>/`
pub(super) async fn one_certificate(
    State(platform): State<Arc<super::State>>,
    Path((username, course_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some(caller) = caller::identify(&platform, &headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if !caller.is_staff && caller.username != username {
        return StatusCode::FORBIDDEN.into_response();
    }
    let course_id = course_id.trim_end_matches('/');
    let learning = platform.learning();
    let found = learning
        .certificates
        .iter()
        .find(|it| it.username.eq_ignore_ascii_case(&username) && it.course_id == course_id);
    match found {
        Some(it) => Json(certificate(it)).into_response(),
        None => (
            StatusCode::NOT_FOUND,
            Json(json!({ "error_code": "no_certificate_for_user" })),
        )
            .into_response(),
    }
}

fn certificate(it: &Certificate) -> Value {
    json!({
        "username": it.username,
        "course_id": it.course_id,
        "course_display_name": "A course",
        "course_organization": "ExampleX",
        "certificate_type": "verified",
        "created_date": "2026-03-01T10:00:00Z",
        "modified_date": "2026-03-01T10:00:00Z",
        "status": it.status,
        "is_passing": it.is_passing(),
        "download_url": null,
        "grade": "0.9",
    })
}

/// `GET /api/grades/v1/courses/?course_id=&cursor=&page_size=`: of everybody who is enrolled.
pub(super) async fn grades(
    State(platform): State<Arc<super::State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(caller) = caller::identify(&platform, &headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if !caller.is_staff {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Ok(params) = Params::parse(&query.unwrap_or_default()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Some(course_id) = params.get("course_id") else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let learning = platform.learning();
    let all: Vec<&Grade> = learning.grades.iter().filter(|it| it.course_id == course_id).collect();
    if all.is_empty() && !learning.empty_runs.iter().any(|it| it == course_id) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let number = |name| params.get(name).and_then(|it| it.parse::<usize>().ok());
    let (start, size) = (number("cursor").unwrap_or(0), number("page_size").unwrap_or(50));
    let page: Vec<Value> = all
        .iter()
        .skip(start)
        .take(size)
        .map(|it| {
            json!({
                "username": it.username,
                "email": "",
                "course_id": it.course_id,
                "passed": it.letter.is_some(),
                "percent": it.percent,
                "letter_grade": it.letter,
            })
        })
        .collect();
    let end = start + page.len();
    let next = (end < all.len()).then(|| format!("{}/api/grades/v1/courses/?cursor={end}", platform.origin));
    Json(json!({ "next": next, "previous": null, "results": page })).into_response()
}
