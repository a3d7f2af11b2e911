//! What the pages of a text ask for.

use cynic::{Id, QueryBuilder};

use super::whom::Whom;
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::scalar::Uuid;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::changes::AuditEntry;

/// How many programs are offered to choose from; others are named by their UUID.
const N_PROGRAMS: i32 = 100;

/// A text; none where there is none.
pub(super) async fn find(id: String) -> Result<Option<CompletionMail>, ApiError> {
    let operation = MailQuery::build(MailVariables { id: Id::new(id) });
    match send(operation).await {
        Ok(answer) => Ok(match answer.data.node {
            Some(Node::CompletionMail(mail)) => Some(*mail),
            Some(Node::Other) | None => None,
        }),
        // What was written by hand into the address need not be an id.
        Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The programs to choose from, in the order of their titles.
pub(super) async fn programs() -> Result<Vec<Program>, ApiError> {
    let operation = ProgramsQuery::build(ProgramsVariables { first: N_PROGRAMS });
    Ok(send(operation).await?.data.programs.nodes)
}

#[derive(cynic::QueryVariables)]
struct MailVariables {
    id: Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "MailVariables")]
struct MailQuery {
    #[arguments(id: $id)]
    node: Option<Node>,
}

#[derive(cynic::InlineFragments)]
enum Node {
    CompletionMail(Box<CompletionMail>),
    #[cynic(fallback)]
    Other,
}

/// A text with all that is known of it.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CompletionMail {
    pub(super) id: Id,
    program_type: Option<String>,
    program_uuid: Option<Uuid>,
    program: Option<ProgramTitle>,
    pub(super) is_enabled: bool,
    /// None for that of the certificate.
    pub(super) language: Option<String>,
    /// This and the next two: none for the built-in words.
    pub(super) subject: Option<String>,
    pub(super) html: Option<String>,
    pub(super) text: Option<String>,
    pub(super) version: i32,
    pub(super) history: Vec<AuditEntry>,
}

impl CompletionMail {
    /// For which programs it is.
    pub(super) fn whom(&self) -> Whom {
        let title = self.program.as_ref().map(|it| it.title.clone());
        Whom::told(self.program_type.clone(), self.program_uuid.clone(), title)
    }
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Program")]
struct ProgramTitle {
    title: String,
}

#[derive(cynic::QueryVariables)]
struct ProgramsVariables {
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ProgramsVariables")]
struct ProgramsQuery {
    #[arguments(first: $first, filter: { isRemoved: false })]
    programs: ProgramConnection,
}

#[derive(cynic::QueryFragment)]
struct ProgramConnection {
    nodes: Vec<Program>,
}

/// A program to choose.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Program {
    pub(super) uuid: Uuid,
    title: String,
    type_label: String,
    pub(super) type_slug: String,
}

impl Program {
    /// Title and type, because titles are given twice.
    pub(super) fn name(&self) -> String {
        if self.type_label.is_empty() {
            self.title.clone()
        } else {
            format!("{} ({})", self.title, self.type_label)
        }
    }
}
