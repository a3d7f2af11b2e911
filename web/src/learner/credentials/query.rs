//! What the list asks for, and the one change that is made in it.

use cynic::{MutationBuilder, QueryBuilder};

use super::filter::Filter;
pub(super) use crate::api::enumeration::{CredentialAction, CredentialState, CredentialVisibility, LearningObjectType};
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::component::paged::Chunk;

/// How many are asked for at once.
const PAGE_SIZE: i32 = 24;

/// The first page, and how many there are in all.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FirstPage {
    pub(super) chunk: Chunk<Credential>,
    /// None where they are too many to count.
    pub(super) total: Option<i32>,
}

/// The credentials of this person that the filter lets through, newest award first.
pub(super) fn first(
    username: &str,
    filter: &Filter,
) -> impl Future<Output = Result<FirstPage, ApiError>> + 'static + use<> {
    let operation = FirstPageQuery::build(variables(username, filter, None));
    async {
        let FirstConnection {
            nodes,
            page_info,
            total_count,
        } = send(operation).await?.data.credentials;
        Ok(FirstPage {
            chunk: Chunk {
                nodes,
                next: page_info.next(),
            },
            total: total_count,
        })
    }
}

/// Those after a cursor.
pub(super) fn next(
    username: &str,
    filter: &Filter,
    cursor: String,
) -> impl Future<Output = Result<Chunk<Credential>, ApiError>> + 'static + use<> {
    let operation = NextPageQuery::build(variables(username, filter, Some(cursor)));
    async {
        let NextConnection { nodes, page_info } = send(operation).await?.data.credentials;
        Ok(Chunk {
            nodes,
            next: page_info.next(),
        })
    }
}

/// Lets everybody or nobody else see a credential; none where it is no longer the viewer's to say.
pub(super) async fn set_visibility(
    uuid: CertificateNumber,
    visibility: CredentialVisibility,
) -> Result<Option<CredentialVisibility>, ApiError> {
    let operation = SetVisibility::build(SetVisibilityVariables { uuid, visibility });
    let payload = send(operation).await?.data.set_credential_visibility;
    Ok(payload.credential.map(|it| it.visibility))
}

fn variables(username: &str, filter: &Filter, after: Option<String>) -> PageVariables {
    PageVariables {
        first: PAGE_SIZE,
        after,
        filter: CredentialFilter {
            username: username.to_owned(),
            state: filter.state,
            kind: filter.kind,
            search: filter.search.clone(),
        },
    }
}

#[derive(cynic::QueryVariables)]
pub(super) struct PageVariables {
    first: i32,
    after: Option<String>,
    filter: CredentialFilter,
}

#[derive(cynic::InputObject)]
pub(super) struct CredentialFilter {
    /// Staff see the credentials of everybody; this page shows their own.
    username: String,
    #[cynic(skip_serializing_if = "Option::is_none")]
    state: Option<CredentialState>,
    #[cynic(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<LearningObjectType>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    search: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct FirstPageQuery {
    #[arguments(first: $first, after: $after, filter: $filter)]
    credentials: FirstConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CredentialConnection")]
struct FirstConnection {
    nodes: Vec<Credential>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct NextPageQuery {
    #[arguments(first: $first, after: $after, filter: $filter)]
    credentials: NextConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CredentialConnection")]
struct NextConnection {
    nodes: Vec<Credential>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) uuid: CertificateNumber,
    pub(super) state: CredentialState,
    pub(super) visibility: CredentialVisibility,
    pub(super) viewer_can: Vec<CredentialAction>,
    pub(super) issued_at: Instant,
    pub(super) visible_at: Instant,
    pub(super) expires_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
    pub(super) revocation_reason: Option<String>,
    pub(super) certificate: Certificate,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Certificate {
    pub(super) title: String,
    pub(super) learning_object_type: LearningObjectType,
    pub(super) type_label: Option<String>,
    pub(super) organizations: Vec<CertificateOrganization>,
    pub(super) language: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CertificateOrganization {
    pub(super) name: String,
}

#[derive(cynic::QueryVariables)]
struct SetVisibilityVariables {
    uuid: CertificateNumber,
    visibility: CredentialVisibility,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SetVisibilityVariables")]
struct SetVisibility {
    #[arguments(input: { uuid: $uuid, visibility: $visibility })]
    set_credential_visibility: SetCredentialVisibilityPayload,
}

#[derive(cynic::QueryFragment)]
struct SetCredentialVisibilityPayload {
    credential: Option<Seen>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Credential")]
struct Seen {
    visibility: CredentialVisibility,
}
