//! Executes an operation, in a task of its own where it may write.
//!
//! A mutation that has begun ends, even if its client hangs up or runs out of patience: nobody may leave one half-way by
//! closing a connection. A query may be given up when its time is over, and a visitor's, which writes nothing, not even who
//! asked, also when nobody waits for it any more.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};

use futures_util::FutureExt as _;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;
use tracing::Instrument as _;

use super::document::{Document, Kind};
use crate::graphql::Checks;
use crate::http::app::App;
use crate::http::error::{Code, Refusal};
use crate::http::identity::{self, Bearer};
use crate::http::tenant::Tenant;

/// An operation that may be executed, and its place among the executions.
pub(super) struct Execution {
    pub(super) app: App,
    pub(super) tenant: Tenant,
    pub(super) bearer: Bearer,
    pub(super) request_id: String,
    pub(super) request: async_graphql::Request,
    pub(super) document: Document,
    /// What the document may cost.
    pub(super) budget: usize,
    pub(super) permit: OwnedSemaphorePermit,
}

impl Execution {
    /// Executes it, for as long as the client is allowed to wait.
    pub(super) async fn run(self) -> Result<async_graphql::Response, Refusal> {
        let limit = self.app.config().limits.execution;
        let task = match (self.document.kind, &self.bearer) {
            (Kind::Query, Bearer::Visitor) => {
                let execution = AssertUnwindSafe(self.execute()).catch_unwind();
                return match timeout(limit, execution).await {
                    Ok(result) => result.unwrap_or_else(|_| Err(panicked())),
                    Err(_) => Err(late()),
                };
            }
            (Kind::Query, Bearer::Token(_) | Bearer::Client(_) | Bearer::Session(_)) => tokio::spawn(
                async move { timeout(limit, self.execute()).await.unwrap_or_else(|_| Err(late())) }.in_current_span(),
            ),
            (Kind::Mutation, _) => tokio::spawn(self.execute().in_current_span()),
        };
        match timeout(limit, task).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(panicked()),
            Err(_) => Err(late()),
        }
    }

    async fn execute(self) -> Result<async_graphql::Response, Refusal> {
        let Self {
            app,
            tenant,
            bearer,
            request_id,
            request,
            document,
            budget,
            permit,
        } = self;
        let open = app.open_service()?;
        let site = tenant.site(&app).await?;
        let actor = identity::actor(open, &site, bearer).await?;
        let passed_at = Arc::new(OnceLock::new());
        let checks = match document.known_cost() {
            Some(cost) if cost <= budget => Checks::Passed,
            Some(_) | None => Checks::Needed {
                budget,
                passed_at: Arc::clone(&passed_at),
            },
        };
        let response = open.api.execute(site, actor, &request_id, request, checks).await;
        if let Some(cost) = passed_at.get() {
            document.remember_cost(*cost);
        }
        drop(permit);
        Ok(response)
    }
}

/// The panic is logged where it happened.
fn panicked() -> Refusal {
    Refusal::new(Code::Internal, "Something went wrong on our side.")
}

fn late() -> Refusal {
    Refusal::new(
        Code::Timeout,
        "The request took too long. A change that it asked for may still happen.",
    )
}
