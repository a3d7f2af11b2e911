//! Sends one GraphQL operation and reads its answer. Who asks is told by the browser's cookies, if anybody is signed in.

use std::pin::Pin;

use cynic::Operation;
use gloo_net::http::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use web_sys::AbortSignal;

use crate::api::error::{ApiError, Failure, read_answer};
use crate::api::session::{CSRF_HEADER, csrf_token, ended};

const ENDPOINT: &str = "/graphql";
/// What begins an operation that changes something.
const CHANGE: &str = "mutation";
/// Longer than any answer the server still gives; its own limit is shorter.
const PATIENCE_MS: u32 = 20_000;

/// Data, and the server's own word on when it was true.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer<Q> {
    /// What was asked for.
    pub(crate) data: Q,
    /// The `date` header of the answer.
    pub(crate) answered_at: Option<String>,
}

/// Asks the server.
pub(crate) async fn send<Q, V>(operation: Operation<Q, V>) -> Result<Answer<Q>, ApiError>
where
    Q: DeserializeOwned + 'static,
    V: Serialize,
{
    // Variables made of our own types always serialize; were it not so, the server would say what is missing.
    let variables = serde_json::value::to_raw_value(&operation.variables).unwrap_or_default();
    let Raw {
        data,
        request_id,
        answered_at,
    } = exchange(operation.query, variables).await?;
    match serde_json::from_str(data.get()) {
        Ok(data) => Ok(Answer { data, answered_at }),
        Err(_) => Err(ApiError {
            failure: Failure::Unreadable,
            request_id,
        }),
    }
}

/// Data that nobody has looked into yet.
struct Raw {
    data: Box<RawValue>,
    request_id: Option<String>,
    answered_at: Option<String>,
}

/// One operation, as the wire has it.
#[derive(Serialize)]
struct Body {
    query: String,
    variables: Box<RawValue>,
}

/// What is the same whatever is asked, so that it is compiled once: a boxed future, and no type of the question.
fn exchange(query: String, variables: Box<RawValue>) -> Pin<Box<dyn Future<Output = Result<Raw, ApiError>>>> {
    Box::pin(async move {
        let lost = |request_id| ApiError {
            failure: Failure::Unreachable,
            request_id,
        };
        let mut request = Request::post(ENDPOINT)
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json, application/json;q=0.9")
            .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
        if let Some(token) = csrf_token() {
            request = request.header(CSRF_HEADER, &token);
        }
        let is_change = query.starts_with(CHANGE);
        let body = serde_json::to_string(&Body { query, variables }).unwrap_or_default();
        let request = request.body(body).map_err(|_| lost(None))?;
        let response = request.send().await.map_err(|_| lost(None))?;

        let request_id = response.headers().get("x-request-id");
        let answered_at = response.headers().get("date");
        let body = response.text().await.map_err(|_| lost(request_id.clone()))?;
        match read_answer(response.status(), &body) {
            Ok(data) => Ok(Raw {
                data,
                request_id,
                answered_at,
            }),
            Err(failure) => {
                let error = ApiError { failure, request_id };
                // A page that only shows something says so itself.
                if is_change && error.needs_sign_in() {
                    ended();
                }
                Err(error)
            }
        }
    })
}
