//! What the page asks for: how many credentials there are, which, what would become of them; and has them revoked.

use cynic::{MutationBuilder, QueryBuilder};

use super::part::Count;
use super::verdict::{Reason, Verdict};
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::page_info::PageInfo;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::credentials::filter::Filter;
use crate::console::credentials::query::CredentialFilter;

/// How many credentials are asked for at once.
pub(super) const PAGE_SIZE: usize = 100;

/// Counts the credentials that a filter lets through, where `most` are a part.
pub(super) fn count(filter: &Filter, most: usize) -> impl Future<Output = Result<Count, ApiError>> + 'static + use<> {
    let operation = CountQuery::build(CountVariables {
        filter: CredentialFilter::of(filter),
    });
    async move {
        match send(operation).await {
            Ok(answer) => Ok(Count::of(answer.data.credentials.total_count, most)),
            Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(Count::Unfit),
            Err(error) => Err(error),
        }
    }
}

/// So many of the credentials that a filter lets through, newest award first, and the cursor after which there are more.
pub(super) async fn page(
    filter: &Filter,
    first: usize,
    after: Option<String>,
) -> Result<(Vec<Credential>, Option<String>), ApiError> {
    let operation = PageQuery::build(PageVariables {
        first: i32::try_from(first).unwrap_or(i32::MAX),
        after,
        filter: CredentialFilter::of(filter),
    });
    let CredentialConnection { nodes, page_info } = send(operation).await?.data.credentials;
    Ok((nodes, page_info.next()))
}

/// Tells what would become of credentials, in their order.
pub(super) async fn try_out(items: Vec<Revocation>) -> Result<Vec<Verdict>, ApiError> {
    let n_items = items.len();
    let payload = send(TryOut::build(TrialVariables { items })).await?;
    verdicts(payload.data.revoke_credentials, n_items)
}

/// Revokes credentials, each for itself. Tells what became of each, in their order.
pub(super) async fn revoke(items: Vec<Revocation>, reason: String) -> Result<Vec<Verdict>, ApiError> {
    let n_items = items.len();
    let payload = send(RevokeMany::build(Variables { items, reason })).await?;
    verdicts(payload.data.revoke_credentials, n_items)
}

fn verdicts(payload: RevokeCredentialsPayload, n_items: usize) -> Result<Vec<Verdict>, ApiError> {
    let verdicts: Vec<Verdict> = payload.results.into_iter().map(verdict).collect();
    // Less than an answer for each would put the answers beside the wrong credentials.
    if verdicts.len() == n_items {
        Ok(verdicts)
    } else {
        Err(ApiError {
            failure: Failure::Unreadable,
            request_id: None,
        })
    }
}

fn verdict(payload: RevokeCredentialPayload) -> Verdict {
    let reason = match (payload.user_errors.first().map(|it| it.code), payload.outcome) {
        (None, RevokeOutcome::Revoked) => return Verdict::Revoked,
        (None, RevokeOutcome::Unchanged) => return Verdict::Unchanged,
        (Some(RevokeCredentialErrorCode::NotFound), _) => Reason::Gone,
        (Some(RevokeCredentialErrorCode::VersionConflict), _) => Reason::Outdated,
        (Some(RevokeCredentialErrorCode::Other), _) | (None, RevokeOutcome::Refused) => Reason::Other,
    };
    Verdict::Refused(reason)
}

/// A credential to revoke as it was seen.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "CredentialToRevokeInput")]
pub(super) struct Revocation {
    pub(super) uuid: CertificateNumber,
    pub(super) expected_version: Option<i32>,
    /// Names the revocation: however often it is sent, it is answered as the first time.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) idempotency_key: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct CountVariables {
    filter: CredentialFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CountVariables")]
struct CountQuery {
    #[arguments(first: 1, filter: $filter)]
    credentials: Total,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CredentialConnection")]
struct Total {
    total_count: Option<i32>,
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    first: i32,
    after: Option<String>,
    filter: CredentialFilter,
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
}

/// A credential that the filter lets through.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) uuid: CertificateNumber,
    pub(super) version: i32,
    pub(super) username: Option<String>,
    pub(super) recipient_name: Option<String>,
    pub(super) url: String,
    pub(super) certificate: Certificate,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Certificate {
    pub(super) title: String,
}

#[derive(cynic::QueryVariables)]
struct TrialVariables {
    items: Vec<Revocation>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "TrialVariables")]
struct TryOut {
    #[arguments(input: { items: $items, dryRun: true, partial: true })]
    revoke_credentials: RevokeCredentialsPayload,
}

#[derive(cynic::QueryVariables)]
struct Variables {
    items: Vec<Revocation>,
    reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Variables")]
struct RevokeMany {
    #[arguments(input: { items: $items, reason: $reason, partial: true })]
    revoke_credentials: RevokeCredentialsPayload,
}

#[derive(cynic::QueryFragment)]
struct RevokeCredentialsPayload {
    results: Vec<RevokeCredentialPayload>,
}

#[derive(cynic::QueryFragment)]
struct RevokeCredentialPayload {
    outcome: RevokeOutcome,
    user_errors: Vec<RevokeCredentialError>,
}

#[derive(cynic::QueryFragment)]
struct RevokeCredentialError {
    code: RevokeCredentialErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum RevokeOutcome {
    Revoked,
    Unchanged,
    Refused,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum RevokeCredentialErrorCode {
    NotFound,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}
