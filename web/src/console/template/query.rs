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

/// The template that comes with the service.
pub(super) async fn built_in() -> Result<Source, ApiError> {
    let BuiltInTemplate { html, partials } = send(BuiltInQuery::build(())).await?.data.built_in_template;
    Ok(Source {
        html,
        partials,
        texts: Vec::new(),
    })
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct BuiltInQuery {
    built_in_template: BuiltInTemplate,
}

#[derive(cynic::QueryFragment)]
struct BuiltInTemplate {
    html: String,
    partials: Vec<TemplatePartial>,
}

/// Two versions of a template, by their numbers; none where one of them is not there.
pub(super) async fn versions(
    id: Id,
    before: i32,
    after: i32,
) -> Result<Option<(TemplateVersion, TemplateVersion)>, ApiError> {
    let answer = send(VersionsQuery::build(VersionsVariables { id, before, after })).await?;
    Ok(answer.data.template.and_then(|it| it.before.zip(it.after)))
}

#[derive(cynic::QueryVariables)]
struct VersionsVariables {
    id: Id,
    before: i32,
    after: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "VersionsVariables")]
struct VersionsQuery {
    #[arguments(id: $id)]
    template: Option<TwoVersions>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Template", variables = "VersionsVariables")]
struct TwoVersions {
    #[arguments(number: $before)]
    #[cynic(alias, rename = "numberedVersion")]
    before: Option<TemplateVersion>,
    #[arguments(number: $after)]
    #[cynic(alias, rename = "numberedVersion")]
    after: Option<TemplateVersion>,
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
    /// The newest ones, newest first.
    pub(super) versions: Vec<AboutVersion>,
    pub(super) version: i32,
    pub(super) viewer_can: Vec<TemplateAction>,
    pub(super) history: Vec<AuditEntry>,
}

/// A version without what it says.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "TemplateVersion")]
pub(super) struct AboutVersion {
    pub(super) number: i32,
    pub(super) created_at: Instant,
    /// When it passed every check; none before.
    pub(super) checked_at: Option<Instant>,
    /// When it was published first; none for a draft.
    pub(super) published_at: Option<Instant>,
}

/// What a template says, for good.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct TemplateVersion {
    pub(super) number: i32,
    /// When it passed every check; none before.
    pub(super) checked_at: Option<Instant>,
    html: String,
    partials: Vec<TemplatePartial>,
    texts: Vec<TemplateText>,
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
    Check,
    Delete,
    Edit,
    Publish,
}
