//! What the lists ask for.

use cynic::Id;

use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::console::catalogue::keeper::CatalogOrigin;
use crate::console::catalogue::state::{PathwayKind, PathwayStatus, ProgramStatus};

#[derive(cynic::InputObject)]
pub(super) struct CatalogFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) is_removed: Option<bool>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<CatalogOrigin>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct OrganizationsVariables {
    pub(super) first: i32,
    pub(super) after: Option<String>,
    pub(super) search: Option<String>,
    pub(super) filter: CatalogFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OrganizationsVariables")]
pub(super) struct OrganizationsQuery {
    #[arguments(first: $first, after: $after, search: $search, filter: $filter)]
    pub(super) organizations: OrganizationConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct OrganizationConnection {
    pub(super) nodes: Vec<Organization>,
    pub(super) page_info: PageInfo,
    pub(super) total_count: Option<i32>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Organization {
    pub(super) id: Id,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) origin: CatalogOrigin,
    pub(super) removed_at: Option<Instant>,
}

#[derive(cynic::InputObject)]
pub(super) struct CourseFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) is_removed: Option<bool>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) organization: Option<Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<CatalogOrigin>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct CoursesVariables {
    pub(super) first: i32,
    pub(super) after: Option<String>,
    pub(super) search: Option<String>,
    pub(super) filter: CourseFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CoursesVariables")]
pub(super) struct CoursesQuery {
    #[arguments(first: $first, after: $after, search: $search, filter: $filter)]
    pub(super) courses: CourseConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CourseConnection {
    pub(super) nodes: Vec<Course>,
    pub(super) page_info: PageInfo,
    pub(super) total_count: Option<i32>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Course {
    pub(super) id: Id,
    pub(super) key: String,
    pub(super) title: String,
    pub(super) organizations: Vec<Offerer>,
    pub(super) origin: CatalogOrigin,
    pub(super) removed_at: Option<Instant>,
}

#[derive(cynic::InputObject)]
pub(super) struct CourseRunFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) course: Option<Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) is_removed: Option<bool>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<CatalogOrigin>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct CourseRunsVariables {
    pub(super) first: i32,
    pub(super) after: Option<String>,
    pub(super) search: Option<String>,
    pub(super) filter: CourseRunFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CourseRunsVariables")]
pub(super) struct CourseRunsQuery {
    #[arguments(first: $first, after: $after, search: $search, filter: $filter)]
    pub(super) course_runs: CourseRunConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CourseRunConnection {
    pub(super) nodes: Vec<CourseRun>,
    pub(super) page_info: PageInfo,
    pub(super) total_count: Option<i32>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CourseRun {
    pub(super) id: Id,
    pub(super) key: String,
    pub(super) title: String,
    pub(super) course: CourseOfRun,
    pub(super) origin: CatalogOrigin,
    pub(super) removed_at: Option<Instant>,
}

#[derive(cynic::InputObject)]
pub(super) struct ProgramFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) course_run: Option<Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) is_removed: Option<bool>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) organization: Option<Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<CatalogOrigin>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<ProgramStatus>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct ProgramsVariables {
    pub(super) first: i32,
    pub(super) after: Option<String>,
    pub(super) search: Option<String>,
    pub(super) filter: ProgramFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ProgramsVariables")]
pub(super) struct ProgramsQuery {
    #[arguments(first: $first, after: $after, search: $search, filter: $filter)]
    pub(super) programs: ProgramConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ProgramConnection {
    pub(super) nodes: Vec<Program>,
    pub(super) page_info: PageInfo,
    pub(super) total_count: Option<i32>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Program {
    pub(super) id: Id,
    pub(super) title: String,
    pub(super) type_label: String,
    pub(super) status: ProgramStatus,
    pub(super) organizations: Vec<Offerer>,
    pub(super) origin: CatalogOrigin,
    pub(super) removed_at: Option<Instant>,
}

#[derive(cynic::InputObject)]
pub(super) struct PathwayFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) is_removed: Option<bool>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<PathwayKind>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<CatalogOrigin>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) program: Option<Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<PathwayStatus>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct PathwaysVariables {
    pub(super) first: i32,
    pub(super) after: Option<String>,
    pub(super) search: Option<String>,
    pub(super) filter: PathwayFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PathwaysVariables")]
pub(super) struct PathwaysQuery {
    #[arguments(first: $first, after: $after, search: $search, filter: $filter)]
    pub(super) pathways: PathwayConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct PathwayConnection {
    pub(super) nodes: Vec<Pathway>,
    pub(super) page_info: PageInfo,
    pub(super) total_count: Option<i32>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Pathway {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) kind: PathwayKind,
    pub(super) organization_name: String,
    pub(super) status: PathwayStatus,
    pub(super) origin: CatalogOrigin,
    pub(super) removed_at: Option<Instant>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Organization")]
pub(super) struct Offerer {
    pub(super) name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Course")]
pub(super) struct CourseOfRun {
    pub(super) title: String,
}
