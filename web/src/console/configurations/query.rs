//! What the list asks for.

use cynic::QueryBuilder;

use super::filter::Filter;
use crate::api::enumeration::LearningObjectType;
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// The configurations that the filter lets through, newest first.
pub(super) fn page(
    filter: &Filter,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<CredentialConfiguration>, ApiError>> + 'static + use<> {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        search: filter.search.clone(),
        filter: ConfigurationFilter {
            is_active: filter.is_active,
            kind: filter.kind,
        },
    });
    async {
        let page = send(operation).await.map(|answer| {
            let CredentialConfigurationConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.configurations;
            Page {
                nodes,
                next: page_info.next(),
                total: total_count,
            }
        });
        Answer::of(page)
    }
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    first: i32,
    after: Option<String>,
    search: Option<String>,
    filter: ConfigurationFilter,
}

#[derive(cynic::InputObject)]
struct ConfigurationFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    is_active: Option<bool>,
    #[cynic(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<LearningObjectType>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(first: $first, after: $after, search: $search, filter: $filter)]
    configurations: CredentialConfigurationConnection,
}

#[derive(cynic::QueryFragment)]
struct CredentialConfigurationConnection {
    nodes: Vec<CredentialConfiguration>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct CredentialConfiguration {
    pub(in crate::console) learning_object: LearningObject,
    title: Option<String>,
    pub(super) is_active: bool,
    pub(super) updated_at: Instant,
    program: Option<Program>,
    course_run: Option<CourseRun>,
}

impl CredentialConfiguration {
    /// What certificates are headed with; the id where the catalogue does not know it.
    pub(in crate::console) fn name(&self) -> String {
        let program = self.program.as_ref().map(|it| &it.title);
        let run = self.course_run.as_ref().map(|it| &it.title);
        let name = self.title.as_ref().or(program).or(run);
        name.unwrap_or(&self.learning_object.id).clone()
    }
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct LearningObject {
    #[cynic(rename = "type")]
    pub(super) kind: LearningObjectType,
    pub(in crate::console) id: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
struct Program {
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
struct CourseRun {
    title: String,
}
