//! What the pages of a template ask for.

use cynic::{Id, QueryBuilder};

use super::source::{Source, TemplatePartial, TemplateText};
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::changes::AuditEntry;

/// A template; none where there is none.
pub(super) async fn find(id: String) -> Result<Option<Template>, ApiError> {
    match send(TemplateQuery::build(TemplateVariables { id: Id::new(id) })).await {
        Ok(answer) => Ok(answer.data.template),
        // What was written by hand into the address need not be an id.
        Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(None),
        Err(error) => Err(error),
    }
}

#[derive(cynic::QueryVariables)]
struct TemplateVariables {
    id: Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "TemplateVariables")]
struct TemplateQuery {
    #[arguments(id: $id)]
    template: Option<Template>,
}

/// A template with all that is known of it.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Template {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) created_at: Instant,
    pub(super) updated_at: Instant,
    /// A draft, or the published one.
    pub(super) latest_version: TemplateVersion,
    /// The one that awards pin; none before one is published.
    pub(super) published_version: Option<TemplateVersion>,
    pub(super) version: i32,
    pub(super) viewer_can: Vec<TemplateAction>,
    pub(super) history: Vec<AuditEntry>,
}

/// What a template says, for good.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct TemplateVersion {
    pub(super) number: i32,
    html: String,
    partials: Vec<TemplatePartial>,
    texts: Vec<TemplateText>,
    pub(super) created_at: Instant,
    /// When it was published first; none for a draft.
    pub(super) published_at: Option<Instant>,
}

impl TemplateVersion {
    /// What it says.
    pub(super) fn source(&self) -> Source {
        Source {
            html: self.html.clone(),
            partials: self.partials.clone(),
            texts: self.texts.clone(),
        }
    }
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplateAction {
    Delete,
    Edit,
    Publish,
}
