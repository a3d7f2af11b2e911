//! `startReconciliation`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::reconciliation::Reconciliation;
use crate::graphql::user_error::UserError;
use crate::service::reconciliation::{Extent, StartReconciliationError, start};

/// What is to be compared.
#[derive(Clone, Copy, Debug, InputObject)]
pub(in crate::graphql) struct StartReconciliationInput {
    /// Compare grades, too. The learning platform computes one for everybody who is enrolled in a course run that can be awarded here.
    #[graphql(default = true)]
    has_grades: bool,
}

/// What became of the request.
#[derive(SimpleObject)]
pub(in crate::graphql) struct StartReconciliationPayload {
    /// The comparison; where one is under way already, that one. Ask for it again by its id to see how far it has come.
    reconciliation: Option<Reconciliation>,
    /// Why none was started; empty otherwise.
    user_errors: Vec<UserError<StartReconciliationErrorCode>>,
}

/// Why no comparison was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum StartReconciliationErrorCode {
    /// The settings of the service name no learning platform of this site.
    NotConfigured,
    /// A comparison waits or is in progress already.
    UnderWay,
}

#[derive(Default)]
pub(in crate::graphql) struct StartReconciliation;

#[Object]
impl StartReconciliation {
    /// Have awards, grades and people compared with what the learning platform answers. A worker does it; the answer does not wait for
    /// it, and nothing is changed by it. Staff and service accounts only.
    async fn start_reconciliation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be compared.")] input: StartReconciliationInput,
    ) -> async_graphql::Result<StartReconciliationPayload> {
        let extent = if input.has_grades {
            Extent::Whole
        } else {
            Extent::WithoutGrades
        };
        let error = match start(ctx.here()?, extent).await {
            Ok(row) => {
                return Ok(StartReconciliationPayload {
                    reconciliation: Some(Reconciliation(row)),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, row) = match error {
            StartReconciliationError::Denied(denied) => return Err(error::denied(denied)),
            StartReconciliationError::Fault(fault) => return Err(error::fault(fault)),
            StartReconciliationError::NotConfigured => (StartReconciliationErrorCode::NotConfigured, None),
            StartReconciliationError::UnderWay(row) => (StartReconciliationErrorCode::UnderWay, Some(*row)),
        };
        Ok(StartReconciliationPayload {
            reconciliation: row.map(Reconciliation),
            user_errors: vec![UserError::at(code, message, [] as [&str; 0])],
        })
    }
}
