//! Executes an operation in a task of its own.
//!
//! A mutation that has begun ends, even if its client hangs up or runs out of patience: nobody may leave one half-way by
//! closing a connection. A query may be given up when its time is over.

use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;
use tracing::Instrument as _;

use super::document::Kind;
use crate::http::app::App;
use crate::http::error::{Code, Refusal};
use crate::http::identity::Bearer;
use crate::http::tenant::Tenant;
use crate::policy::Actor;
use crate::service::user::{self, SignInError};

/// An operation that may be executed, and its place among the executions.
pub(super) struct Execution {
    pub(super) app: App,
    pub(super) tenant: Tenant,
    pub(super) bearer: Bearer,
    pub(super) request_id: String,
    pub(super) request: async_graphql::Request,
    pub(super) kind: Kind,
    pub(super) permit: OwnedSemaphorePermit,
}

impl Execution {
    /// Executes it, for as long as the client is allowed to wait.
    pub(super) async fn run(self) -> Result<async_graphql::Response, Refusal> {
        let limit = self.app.config().limits.execution;
        let kind = self.kind;
        let task = async move {
            match kind {
                Kind::Mutation => self.execute().await,
                Kind::Query => timeout(limit, self.execute()).await.unwrap_or_else(|_| Err(late())),
            }
        };
        match timeout(limit, tokio::spawn(task.in_current_span())).await {
            Ok(Ok(result)) => result,
            // It panicked; the panic is logged where it happened.
            Ok(Err(_)) => Err(Refusal::new(Code::Internal, "Something went wrong on our side.")),
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
            kind: _,
            permit,
        } = self;
        let open = app.open_service()?;
        let site = tenant.site(&app).await?;
        let actor = match bearer {
            Bearer::Visitor => Actor::Anonymous,
            Bearer::Session(actor) => actor,
            Bearer::Token(claims) => user::sign_in(&open.ctx, &claims).await.map_err(not_signed_in)?,
        };
        let response = open.api.execute(site, actor, &request_id, request).await;
        drop(permit);
        Ok(response)
    }
}

fn not_signed_in(error: SignInError) -> Refusal {
    match error {
        SignInError::Conflict => Refusal::new(Code::Unauthenticated, "The token's username belongs to another person."),
        SignInError::Fault(fault) => fault.into(),
    }
}

fn late() -> Refusal {
    Refusal::new(
        Code::Timeout,
        "The request took too long. A change that it asked for may still happen.",
    )
}
