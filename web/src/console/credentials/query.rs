//! What the list asks for.

use cynic::QueryBuilder;

use super::filter::Filter;
pub(super) use crate::api::enumeration::{CredentialState, CredentialVisibility, LearningObjectType};
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::learning_object::LearningObjectInput;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// The credentials that the filter lets through, newest award first.
pub(super) fn page(
    filter: &Filter,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<Credential>, ApiError>> + 'static + use<> {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        filter: CredentialFilter::of(filter),
    });
    async {
        let page = send(operation).await.map(|answer| {
            let CredentialConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.credentials;
            Page {
                nodes,
                next: page_info.next(),
                total: total_count,
            }
        });
        Answer::of(page)
    }
}

/// The first moment of a day in UTC.
fn start_of(day: &str) -> Instant {
    Instant(format!("{day}T00:00:00Z"))
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    first: i32,
    after: Option<String>,
    filter: CredentialFilter,
}

/// The filter as the API is told it.
#[derive(cynic::InputObject, Clone, Debug)]
pub(in crate::console) struct CredentialFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    state: Option<CredentialState>,
    #[cynic(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<LearningObjectType>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    learning_object: Option<LearningObjectInput>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    awarded_after: Option<Instant>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    awarded_before: Option<Instant>,
}

impl CredentialFilter {
    pub(in crate::console) fn of(filter: &Filter) -> Self {
        Self {
            username: filter.username.clone(),
            state: filter.state,
            kind: filter.kind,
            learning_object: filter.learning_object.as_deref().map(LearningObjectInput::told),
            awarded_after: filter.from.as_deref().map(start_of),
            // A day that the calendar does not have is the server's to refuse: left out, it would let more through.
            awarded_before: filter
                .day_after_until()
                .or_else(|| filter.until.clone())
                .as_deref()
                .map(start_of),
        }
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(first: $first, after: $after, filter: $filter)]
    credentials: CredentialConnection,
}

#[derive(cynic::QueryFragment)]
struct CredentialConnection {
    nodes: Vec<Credential>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) uuid: CertificateNumber,
    pub(super) username: Option<String>,
    pub(super) recipient_name: Option<String>,
    pub(super) state: CredentialState,
    pub(super) visibility: CredentialVisibility,
    pub(super) awarded_at: Instant,
    pub(super) visible_at: Instant,
    pub(super) expires_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
    pub(super) certificate: Certificate,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Certificate {
    pub(super) title: String,
    pub(super) learning_object_type: LearningObjectType,
}
