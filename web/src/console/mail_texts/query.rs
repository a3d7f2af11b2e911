//! What the list asks for.

use cynic::{Id, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::{Instant, Uuid};
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, PAGE_SIZE, Page};
use crate::console::mail_text::Whom;

/// The texts, newest first.
pub(super) fn page(
    after: Option<String>,
) -> impl Future<Output = Result<Answer<CompletionMail>, ApiError>> + 'static + use<> {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
    });
    async {
        let page = send(operation).await.map(|answer| {
            let CompletionMailConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.completion_mails;
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
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(first: $first, after: $after)]
    completion_mails: CompletionMailConnection,
}

#[derive(cynic::QueryFragment)]
struct CompletionMailConnection {
    nodes: Vec<CompletionMail>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

/// A text.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CompletionMail {
    pub(super) id: Id,
    program_type: Option<String>,
    program_uuid: Option<Uuid>,
    program: Option<Program>,
    pub(super) is_enabled: bool,
    /// None for that of the certificate.
    pub(super) language: Option<String>,
    pub(super) updated_at: Instant,
}

impl CompletionMail {
    /// For which programs it is.
    pub(super) fn whom(&self) -> Whom {
        let title = self.program.as_ref().map(|it| it.title.clone());
        Whom::told(self.program_type.clone(), self.program_uuid.clone(), title)
    }
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
struct Program {
    title: String,
}
