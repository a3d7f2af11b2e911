//! What the page of a shared record asks for.

use cynic::QueryBuilder;

use crate::api::error::ApiError;
use crate::api::scalar::{Instant, Uuid};
use crate::api::schema;
use crate::api::transport::{Answer, send};
use crate::component::record::fragment::ProgramRecord;

/// What the link opens, or `None` where there is no such link.
pub(super) async fn follow(token: Uuid) -> Result<Answer<SharedRecordQuery>, ApiError> {
    send(SharedRecordQuery::build(SharedRecordVariables { token })).await
}

#[derive(cynic::QueryVariables)]
pub(super) struct SharedRecordVariables {
    token: Uuid,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Query", variables = "SharedRecordVariables")]
pub(super) struct SharedRecordQuery {
    #[arguments(token: $token)]
    pub(super) shared_record: Option<SharedRecord>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct SharedRecord {
    pub(super) state: ShareState,
    pub(super) ended_at: Option<Instant>,
    pub(super) record: Option<ProgramRecord>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShareState {
    Live,
    Expired,
    Revoked,
}
