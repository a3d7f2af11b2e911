//! The rows of the catalogue's lists, whatever their kind: a page at a time.

mod query;
mod row;

use cynic::{Id, QueryBuilder};

use super::filter::Filter;
use super::keeper::Keeper;
use super::kind::Kind;
use super::state::State;
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::transport::send;
use crate::console::listing::Page;
use query::{
    CatalogFilter, CourseFilter, CourseRunFilter, CourseRunsQuery, CourseRunsVariables, CoursesQuery, CoursesVariables,
    OrganizationsQuery, OrganizationsVariables, PathwayFilter, PathwaysQuery, PathwaysVariables, ProgramFilter,
    ProgramsQuery, ProgramsVariables,
};
pub(super) use row::Row;

/// What a list is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Question {
    pub(super) filter: Filter,
    /// To what everything in it must belong, if to anything.
    pub(super) of: Option<(Kind, String)>,
    /// How many are asked for at once.
    pub(super) first: i32,
}

/// A page of a list, in the order of names.
pub(super) async fn page(kind: Kind, question: Question, after: Option<String>) -> Result<Page<Row>, ApiError> {
    let Question { filter, of, first } = question;
    let Filter {
        search,
        keeper,
        state,
        pathway_kind,
    } = filter;
    let (origin, is_removed) = keeper.map_or((None, None), Keeper::asked);
    let of = |kind: Kind| {
        let of = of.as_ref().filter(|(it, _)| *it == kind);
        of.map(|(_, id)| Id::new(id.clone()))
    };
    Ok(match kind {
        Kind::Organization => {
            let filter = CatalogFilter { is_removed, origin };
            let operation = OrganizationsQuery::build(OrganizationsVariables {
                first,
                after,
                search,
                filter,
            });
            let list = send(operation).await?.data.organizations;
            listed(list.nodes, list.page_info, list.total_count)
        }
        Kind::Course => {
            let filter = CourseFilter {
                is_removed,
                organization: of(Kind::Organization),
                origin,
            };
            let operation = CoursesQuery::build(CoursesVariables {
                first,
                after,
                search,
                filter,
            });
            let list = send(operation).await?.data.courses;
            listed(list.nodes, list.page_info, list.total_count)
        }
        Kind::CourseRun => {
            let filter = CourseRunFilter {
                course: of(Kind::Course),
                is_removed,
                origin,
            };
            let operation = CourseRunsQuery::build(CourseRunsVariables {
                first,
                after,
                search,
                filter,
            });
            let list = send(operation).await?.data.course_runs;
            listed(list.nodes, list.page_info, list.total_count)
        }
        Kind::Program => {
            let filter = ProgramFilter {
                course_run: of(Kind::CourseRun),
                is_removed,
                organization: of(Kind::Organization),
                origin,
                status: state.map(State::of_program),
            };
            let operation = ProgramsQuery::build(ProgramsVariables {
                first,
                after,
                search,
                filter,
            });
            let list = send(operation).await?.data.programs;
            listed(list.nodes, list.page_info, list.total_count)
        }
        Kind::Pathway => {
            let filter = PathwayFilter {
                is_removed,
                kind: pathway_kind,
                origin,
                program: of(Kind::Program),
                status: state.map(State::of_pathway),
            };
            let operation = PathwaysQuery::build(PathwaysVariables {
                first,
                after,
                search,
                filter,
            });
            let list = send(operation).await?.data.pathways;
            listed(list.nodes, list.page_info, list.total_count)
        }
    })
}

fn listed<T: Into<Row>>(nodes: Vec<T>, page_info: PageInfo, total: Option<i32>) -> Page<Row> {
    Page {
        nodes: nodes.into_iter().map(Into::into).collect(),
        next: page_info.next(),
        total,
    }
}
