//! What the list of programs asks for.

use cynic::QueryBuilder;

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::component::paged::Chunk;
use crate::component::record::fragment::{Program, ProgramProgress};

/// How many are asked for at once.
const PAGE_SIZE: i32 = 20;

/// The viewer's records after a cursor, the one that changed last first.
pub(super) async fn page(after: Option<String>) -> Result<Chunk<ProgramRecord>, ApiError> {
    let operation = RecordsQuery::build(RecordsVariables {
        first: PAGE_SIZE,
        after,
    });
    let ProgramRecordConnection { nodes, page_info } = send(operation).await?.data.program_records;
    Ok(Chunk {
        nodes,
        next: page_info.next(),
    })
}

#[derive(cynic::QueryVariables)]
struct RecordsVariables {
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "RecordsVariables")]
struct RecordsQuery {
    #[arguments(first: $first, after: $after)]
    program_records: ProgramRecordConnection,
}

#[derive(cynic::QueryFragment)]
struct ProgramRecordConnection {
    nodes: Vec<ProgramRecord>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct ProgramRecord {
    pub(super) program: Program,
    pub(super) progress: ProgramProgress,
    pub(super) progress_at: Option<Instant>,
    pub(super) course_count: i32,
    pub(super) earned_course_count: i32,
    pub(super) last_updated_at: Option<Instant>,
}
