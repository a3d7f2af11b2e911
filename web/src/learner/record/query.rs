//! What the page of a record asks for.

use cynic::QueryBuilder;

use crate::api::error::ApiError;
use crate::api::scalar::Uuid;
use crate::api::schema;
use crate::api::transport::send;
use crate::component::record::fragment::ProgramRecord;

/// The viewer's record in a program, or `None` where the catalogue does not know the program.
pub(super) async fn find(program: Uuid) -> Result<Option<ProgramRecord>, ApiError> {
    let operation = RecordQuery::build(RecordVariables { program });
    Ok(send(operation).await?.data.program_record)
}

#[derive(cynic::QueryVariables)]
struct RecordVariables {
    program: Uuid,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "RecordVariables")]
struct RecordQuery {
    #[arguments(program: $program)]
    program_record: Option<ProgramRecord>,
}
