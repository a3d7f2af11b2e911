//! The catalogue service, which the platform serves beside itself: organizations, courses, programs and pathways in pages.

mod generate;
mod logo;
mod words;

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::caller;
use super::params::Params;

pub use self::generate::Size;

/// Where the catalogue service is, below the platform's address.
pub const PATH: &str = "/catalog/api/v1/";

/// Largest page.
const MAX_PAGE_SIZE: usize = 500;

/// What the catalogue service lists: records as the real one writes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// Organizations.
    pub organizations: Vec<Value>,
    /// Courses with their runs.
    pub courses: Vec<Value>,
    /// Programs.
    pub programs: Vec<Value>,
    /// Pathways.
    pub pathways: Vec<Value>,
}

/// A listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listing {
    /// Organizations.
    Organizations,
    /// Courses.
    Courses,
    /// Programs.
    Programs,
    /// Pathways.
    Pathways,
}

impl Listing {
    /// Every listing, in the order in which a copy asks for them.
    pub const ALL: [Self; 4] = [Self::Organizations, Self::Courses, Self::Programs, Self::Pathways];

    /// Its name in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Courses => "courses",
            Self::Programs => "programs",
            Self::Pathways => "pathways",
        }
    }
}

impl Catalogue {
    /// The records of a listing.
    #[must_use]
    pub fn records(&self, listing: Listing) -> &[Value] {
        match listing {
            Listing::Organizations => &self.organizations,
            Listing::Courses => &self.courses,
            Listing::Programs => &self.programs,
            Listing::Pathways => &self.pathways,
        }
    }

    /// How many things there are, runs included.
    #[must_use]
    pub fn n_items(&self) -> usize {
        let n_runs = |course: &Value| course["course_runs"].as_array().map_or(0, Vec::len);
        let n_records: usize = Listing::ALL.iter().map(|it| self.records(*it).len()).sum();
        n_records + self.courses.iter().map(n_runs).sum::<usize>()
    }
}

/// `GET <catalogue>/<listing>/?page=&page_size=`
pub(super) async fn list(
    platform: &super::State,
    listing: Listing,
    query: Option<String>,
    headers: &HeaderMap,
) -> Response {
    if caller::identify(platform, headers).is_none_or(|it| !it.is_staff) {
        return (StatusCode::UNAUTHORIZED, [("WWW-Authenticate", "JWT realm=\"api\"")]).into_response();
    }
    let Ok(params) = Params::parse(&query.unwrap_or_default()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let number = |name: &str, default: usize| params.get(name).map_or(Some(default), |it| it.parse::<usize>().ok());
    let (Some(page), Some(page_size)) = (number("page", 1), number("page_size", 20)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let page_size = page_size.clamp(1, MAX_PAGE_SIZE);
    let catalogue = platform.catalogue();
    let records = catalogue.records(listing);
    let start = page.saturating_sub(1).saturating_mul(page_size);
    if page == 0 || (start >= records.len() && page > 1) {
        return (StatusCode::NOT_FOUND, Json(json!({ "detail": "Invalid page." }))).into_response();
    }
    let shows_hidden = params.get("include_hidden_course_runs") == Some("1");
    let end = records.len().min(start + page_size);
    let results: Vec<Value> = records[start..end].iter().map(|it| shown(it, shows_hidden)).collect();
    let address = |page: usize| {
        let name = listing.name();
        format!(
            "{}{PATH}{name}/?exclude_utm=1&page={page}&page_size={page_size}",
            platform.origin
        )
    };
    Json(json!({
        "count": records.len(),
        "next": (end < records.len()).then(|| address(page + 1)),
        "previous": (page > 1).then(|| address(page - 1)),
        "results": results,
    }))
    .into_response()
}

/// Hidden runs are shown to those who ask for them.
fn shown(record: &Value, shows_hidden: bool) -> Value {
    let mut record = record.clone();
    if !shows_hidden && let Some(runs) = record["course_runs"].as_array_mut() {
        runs.retain(|it| it["hidden"] != true);
    }
    record
}

pub(super) async fn organizations(
    State(platform): State<Arc<super::State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    list(&platform, Listing::Organizations, query, &headers).await
}

pub(super) async fn courses(
    State(platform): State<Arc<super::State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    list(&platform, Listing::Courses, query, &headers).await
}

pub(super) async fn programs(
    State(platform): State<Arc<super::State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    list(&platform, Listing::Programs, query, &headers).await
}

pub(super) async fn pathways(
    State(platform): State<Arc<super::State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    list(&platform, Listing::Pathways, query, &headers).await
}

/// `GET /logos/<key>.png`
pub(super) async fn logo(Path(file): Path<String>) -> Response {
    let Some(key) = file
        .strip_suffix(".png")
        .filter(|it| it.chars().all(char::is_alphanumeric))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    match logo::draw(key) {
        Ok(bytes) => (headers, bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
