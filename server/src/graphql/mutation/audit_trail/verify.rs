//! `verifyAuditTrail`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::audit_trail_proof::AuditTrailProof;
use crate::graphql::user_error::UserError;
use crate::service::trail::{self, VerifyTrailError};

/// What is to be verified of the audit trail.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct VerifyAuditTrailInput {
    /// A `head` that was noted down before: the chain must still hold it.
    expected_head: Option<String>,
}

/// What became of the request for a verification.
#[derive(SimpleObject)]
pub(in crate::graphql) struct VerifyAuditTrailPayload {
    /// What the audit trail proves of itself. Ask for it again to see how far the verification has come.
    audit_trail_proof: Option<AuditTrailProof>,
    /// Why no verification was asked for; empty otherwise.
    user_errors: Vec<UserError<VerifyAuditTrailErrorCode>>,
}

/// Why no verification was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum VerifyAuditTrailErrorCode {
    /// `expectedHead` is not written as a head is.
    InvalidHead,
    /// The chain does not hold `expectedHead`: something up to there was rewritten or cut off, or it is of another site.
    HeadNotFound,
}

#[derive(Default)]
pub(in crate::graphql) struct VerifyAuditTrail;

#[Object]
impl VerifyAuditTrail {
    /// Have the chain over the audit trail recomputed from its first entry on. A worker does it; the answer does not wait for it. Staff
    /// only.
    async fn verify_audit_trail(
        &self,
        ctx: &Context<'_>,
        input: VerifyAuditTrailInput,
    ) -> async_graphql::Result<VerifyAuditTrailPayload> {
        let here = ctx.here()?;
        let error = match trail::ask(here, input.expected_head.as_deref()).await {
            Ok(()) => {
                let proof = trail::prove(here).await.map_err(error::unlisted)?;
                return Ok(VerifyAuditTrailPayload {
                    audit_trail_proof: Some(AuditTrailProof(proof)),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let code = match error {
            VerifyTrailError::Denied(denied) => return Err(error::denied(denied)),
            VerifyTrailError::Fault(fault) => return Err(error::fault(fault)),
            VerifyTrailError::InvalidHead(_) => VerifyAuditTrailErrorCode::InvalidHead,
            VerifyTrailError::HeadNotFound => VerifyAuditTrailErrorCode::HeadNotFound,
        };
        Ok(VerifyAuditTrailPayload {
            audit_trail_proof: None,
            user_errors: vec![UserError::at(code, message, ["expectedHead"])],
        })
    }
}
