//! What the pages of a text ask for.

use cynic::{Id, QueryBuilder};

use super::whom::Whom;
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::page_info::PageInfo;
use crate::api::scalar::Uuid;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::changes::AuditEntry;
use crate::console::listing::{Answer, Page};
use crate::console::object_choice::Candidate;

/// How many programs are shown of those that fit.
const N_FOUND: i32 = 20;
/// Of how many programs the types are told.
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

/// The programs that have these words in their titles, in the order of those.
pub(super) async fn programs(search: Option<String>) -> Result<Answer<Candidate>, ApiError> {
    let operation = ProgramsQuery::build(ProgramsVariables { first: N_FOUND, search });
    let page = send(operation).await.map(|answer| {
        let ProgramConnection {
            nodes,
            page_info,
            total_count,
        } = answer.data.programs;
        Page {
            nodes: nodes.into_iter().map(Program::named).collect(),
            next: page_info.next(),
            total: total_count,
        }
    });
    Answer::of(page)
}

/// The types of the first programs of the catalogue, each once, in one line.
pub(super) async fn type_slugs() -> Result<String, ApiError> {
    let operation = TypesQuery::build(TypesVariables { first: N_PROGRAMS });
    let programs = send(operation).await?.data.programs.nodes;
    let mut slugs: Vec<String> = programs.into_iter().map(|it| it.type_slug).collect();
    slugs.retain(|it| !it.is_empty());
    slugs.sort_unstable();
    slugs.dedup();
    Ok(slugs.join(", "))
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
    search: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ProgramsVariables")]
struct ProgramsQuery {
    #[arguments(first: $first, search: $search, filter: { isRemoved: false })]
    programs: ProgramConnection,
}

#[derive(cynic::QueryFragment)]
struct ProgramConnection {
    nodes: Vec<Program>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

/// A program to choose.
#[derive(cynic::QueryFragment)]
struct Program {
    uuid: Uuid,
    title: String,
    type_label: String,
}

#[derive(cynic::QueryVariables)]
struct TypesVariables {
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "TypesVariables")]
struct TypesQuery {
    #[arguments(first: $first, filter: { isRemoved: false })]
    programs: TypedProgramConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ProgramConnection")]
struct TypedProgramConnection {
    nodes: Vec<TypedProgram>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Program")]
struct TypedProgram {
    type_slug: String,
}

impl Program {
    /// Title and type, because titles are given twice.
    fn named(self) -> Candidate {
        let Self {
            uuid,
            title,
            type_label,
        } = self;
        let title = if type_label.is_empty() {
            title
        } else {
            format!("{title} ({type_label})")
        };
        Candidate {
            id: uuid.as_str().to_owned(),
            title,
        }
    }
}
