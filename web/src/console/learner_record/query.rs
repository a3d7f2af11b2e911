//! What the page of somebody's record asks for.

use cynic::QueryBuilder;

use crate::api::error::ApiError;
use crate::api::scalar::Uuid;
use crate::api::schema;
use crate::api::transport::send;
use crate::component::record::fragment::ProgramRecord;

/// A learner's record in a program; none where there is nobody of that name, or the catalogue does not know the program.
pub(super) async fn find(username: String, program: Uuid) -> Result<Option<ProgramRecord>, ApiError> {
    let operation = RecordQuery::build(RecordVariables { program, username });
    Ok(send(operation).await?.data.program_record)
}

#[derive(cynic::QueryVariables)]
struct RecordVariables {
    program: Uuid,
    username: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "RecordVariables")]
struct RecordQuery {
    #[arguments(program: $program, username: $username)]
    program_record: Option<ProgramRecord>,
}
