//! `/health/live`: the process answers. `/health/ready`: it can serve, and if not, why.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde_json::json;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use super::app::App;

/// How long an answer about the database stands, so that asking for it cannot become a load.
const FRESH: Duration = Duration::from_millis(900);
/// How long the database may take to show that it is fit.
const CHECK: Duration = Duration::from_millis(1_800);

/// The last answer about the database. Askers queue at the lock, so that one check runs at a time.
#[derive(Default)]
pub(super) struct Readiness(Mutex<Option<(Instant, Result<(), String>)>>);

impl Readiness {
    async fn of_database(&self, app: &App) -> Result<(), String> {
        let Some(service) = app.service() else {
            return Err("the database is not connected".to_owned());
        };
        let mut last = self.0.lock().await;
        if let Some((at, result)) = last.as_ref()
            && at.elapsed() < FRESH
        {
            return result.clone();
        }
        let result = match timeout(CHECK, service.ctx.db.check()).await {
            Ok(result) => result.map_err(|unfit| unfit.to_string()),
            Err(_) => Err("the database does not answer in time".to_owned()),
        };
        *last = Some((Instant::now(), result.clone()));
        result
    }
}

pub(super) async fn live() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], Json(json!({ "status": "ok" })))
}

pub(super) async fn ready(State(app): State<App>) -> impl IntoResponse {
    let (name, result) = match app.closed_because() {
        Some(reason) => ("service", Err(reason.to_owned())),
        None => ("database", app.readiness().of_database(&app).await),
    };
    let (status, word) = match &result {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
    };
    let check = match &result {
        Ok(()) => json!({ "name": name, "status": word }),
        Err(reason) => json!({ "name": name, "status": word, "reason": reason }),
    };
    (
        status,
        [(CACHE_CONTROL, "no-store")],
        Json(json!({ "status": word, "checks": [check] })),
    )
}
