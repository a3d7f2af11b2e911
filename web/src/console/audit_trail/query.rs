//! What the list asks for.

use cynic::{Id, QueryBuilder};
use leptos::prelude::{RwSignal, Set as _};

use super::filter::Filter;
use super::fragment::{AuditTrailAction, AuditTrailEntry, AuditTrailSubject};
use super::thing::Named;
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// The entries that the filter lets through, newest first; takes what the thing is called that they are about.
pub(super) fn page(
    filter: &Filter,
    after: Option<String>,
    named: RwSignal<Named>,
) -> impl Future<Output = Result<Answer<AuditTrailEntry>, ApiError>> + 'static + use<> {
    let start_of = |day: String| Instant(format!("{day}T00:00:00Z"));
    let id = filter.thing.clone();
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        filter: AuditTrailFilter {
            actor: filter.actor.clone(),
            username: filter.username.clone(),
            action: filter.action,
            subject_type: filter.subject,
            subject: id.clone().map(Id::new),
            happened_after: filter.from.clone().map(start_of),
            happened_before: filter.day_after_until().map(start_of),
        },
    });
    async move {
        let page = send(operation).await.map(|answer| {
            let AuditTrailEntryConnection {
                nodes,
                page_info,
                total_count,
                subject_name,
            } = answer.data.audit_trail;
            // The page may have been left while the answer was on its way.
            let _ = named.try_set(Named { id, name: subject_name });
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
    filter: AuditTrailFilter,
}

#[derive(cynic::InputObject)]
struct AuditTrailFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    action: Option<AuditTrailAction>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    subject_type: Option<AuditTrailSubject>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    subject: Option<Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    happened_after: Option<Instant>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    happened_before: Option<Instant>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(first: $first, after: $after, filter: $filter)]
    audit_trail: AuditTrailEntryConnection,
}

#[derive(cynic::QueryFragment)]
struct AuditTrailEntryConnection {
    nodes: Vec<AuditTrailEntry>,
    page_info: PageInfo,
    total_count: Option<i32>,
    subject_name: Option<String>,
}
