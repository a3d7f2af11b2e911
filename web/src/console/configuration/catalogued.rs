//! What a configuration can be made for: programs and course runs that the catalogue has.

use cynic::QueryBuilder;

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Uuid;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, Page};
use crate::console::object_choice::Candidate;

/// How many of each kind are shown of those that fit.
const N_FOUND: i32 = 20;

/// The programs and then the course runs that have these words in title or key.
///
/// # Errors
/// No answer that could be used.
pub(super) async fn search(search: Option<String>) -> Result<Answer<Candidate>, ApiError> {
    let operation = SearchQuery::build(SearchVariables { search, first: N_FOUND });
    Answer::of(send(operation).await.map(|answer| page(answer.data)))
}

fn page(found: SearchQuery) -> Page<Candidate> {
    let SearchQuery { programs, course_runs } = found;
    let of_programs = programs.nodes.into_iter().map(|it| Candidate {
        id: it.uuid.as_str().to_owned(),
        title: it.title,
    });
    let runs = course_runs.nodes.into_iter().map(|it| Candidate {
        id: it.key,
        title: it.title,
    });
    let nodes: Vec<_> = of_programs.chain(runs).collect();
    Page {
        // As many as are shown.
        total: i32::try_from(nodes.len()).ok(),
        nodes,
        next: programs.page_info.next().or(course_runs.page_info.next()),
    }
}

#[derive(cynic::QueryVariables)]
struct SearchVariables {
    search: Option<String>,
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SearchVariables")]
struct SearchQuery {
    #[arguments(search: $search, first: $first, filter: { isRemoved: false })]
    programs: ProgramConnection,
    #[arguments(search: $search, first: $first, filter: { isRemoved: false })]
    course_runs: CourseRunConnection,
}

#[derive(cynic::QueryFragment)]
struct ProgramConnection {
    nodes: Vec<Program>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct Program {
    uuid: Uuid,
    title: String,
}

#[derive(cynic::QueryFragment)]
struct CourseRunConnection {
    nodes: Vec<CourseRun>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct CourseRun {
    key: String,
    title: String,
}
