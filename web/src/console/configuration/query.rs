//! What the pages of a configuration ask for.

use cynic::{Id, QueryBuilder};

use crate::api::enumeration::LearningObjectType;
use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::changes::AuditEntry;
use crate::console::learning_object::LearningObjectInput;

/// How many signatories and templates are offered to choose from, and how many configurations are asked for their languages.
const N_CHOICES: i32 = 100;

/// The configuration of a learning object; none where there is none.
pub(super) async fn find(object: LearningObjectInput) -> Result<Option<CredentialConfiguration>, ApiError> {
    let operation = ConfigurationQuery::build(ConfigurationVariables { object });
    Ok(send(operation).await?.data.configuration)
}

/// The same with whom and what the form lets one choose.
pub(super) async fn find_with_choices(
    object: LearningObjectInput,
) -> Result<(Option<CredentialConfiguration>, Choices), ApiError> {
    Ok((find(object).await?, choices().await?))
}

/// Whom and what the form lets one choose, newest first.
pub(super) async fn choices() -> Result<Choices, ApiError> {
    let answer = send(ChoicesQuery::build(ChoicesVariables { first: N_CHOICES }))
        .await?
        .data;
    let mut languages: Vec<String> = answer
        .configurations
        .nodes
        .into_iter()
        .filter_map(|it| it.language)
        .collect();
    languages.sort_unstable();
    languages.dedup();
    Ok(Choices {
        signatories: answer.signatories.nodes,
        templates: answer.templates.nodes,
        languages,
    })
}

#[derive(cynic::QueryVariables)]
struct ConfigurationVariables {
    object: LearningObjectInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ConfigurationVariables")]
struct ConfigurationQuery {
    #[arguments(learningObject: $object)]
    configuration: Option<CredentialConfiguration>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CredentialConfiguration {
    pub(super) id: Id,
    pub(super) learning_object: LearningObject,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) organization_label: OrganizationLabel,
    pub(super) has_hours_of_effort: bool,
    pub(super) award_automatically: bool,
    pub(super) available_at: Option<Instant>,
    pub(super) expiry: Option<Expiry>,
    pub(super) signatories: Vec<Signatory>,
    pub(super) template: Option<Template>,
    pub(super) program: Option<Program>,
    pub(super) course_run: Option<CourseRun>,
    pub(super) is_active: bool,
    pub(super) lacks: Vec<ConfigurationLack>,
    pub(super) viewer_can: Vec<ConfigurationAction>,
    pub(super) version: i32,
    pub(super) history: Vec<AuditEntry>,
}

impl CredentialConfiguration {
    /// What certificates are headed with; the id where the catalogue does not know it.
    pub(super) fn name(&self) -> String {
        let program = self.program.as_ref().map(|it| &it.title);
        let run = self.course_run.as_ref().map(|it| &it.title);
        let name = self.title.as_ref().or(program).or(run);
        name.unwrap_or(&self.learning_object.id).clone()
    }
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct LearningObject {
    #[cynic(rename = "type")]
    pub(super) kind: LearningObjectType,
    pub(super) id: String,
}

impl LearningObject {
    pub(super) fn told(&self) -> LearningObjectInput {
        LearningObjectInput {
            kind: self.kind,
            id: self.id.clone(),
        }
    }
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Expiry {
    pub(super) after_days: Option<i32>,
    pub(super) after_months: Option<i32>,
    pub(super) expires_at: Option<Instant>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Signatory {
    pub(super) id: Id,
    pub(super) name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Template {
    pub(super) id: Id,
    pub(super) name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Program {
    pub(super) title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CourseRun {
    pub(super) title: String,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrganizationLabel {
    Key,
    Name,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConfigurationLack {
    LearningObject,
    Organization,
    PublishedTemplate,
    Signatory,
    Title,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConfigurationAction {
    Activate,
    Deactivate,
    Edit,
}

/// Whom and what the form lets one choose.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choices {
    pub(super) signatories: Vec<Signatory>,
    pub(super) templates: Vec<Template>,
    /// Tags of the languages that configurations have.
    pub(super) languages: Vec<String>,
}

impl Choices {
    /// The same with those that a configuration has already.
    pub(super) fn with_those_of(mut self, configuration: Option<&CredentialConfiguration>) -> Self {
        let Some(configuration) = configuration else {
            return self;
        };
        for signatory in &configuration.signatories {
            if !self.signatories.iter().any(|it| it.id == signatory.id) {
                self.signatories.push(signatory.clone());
            }
        }
        if let Some(template) = &configuration.template
            && !self.templates.iter().any(|it| it.id == template.id)
        {
            self.templates.push(template.clone());
        }
        self
    }
}

#[derive(cynic::QueryVariables)]
struct ChoicesVariables {
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChoicesVariables")]
struct ChoicesQuery {
    #[arguments(first: $first)]
    signatories: SignatoryConnection,
    #[arguments(first: $first)]
    templates: TemplateConnection,
    #[arguments(first: $first)]
    configurations: CredentialConfigurationConnection,
}

#[derive(cynic::QueryFragment)]
struct SignatoryConnection {
    nodes: Vec<Signatory>,
}

#[derive(cynic::QueryFragment)]
struct TemplateConnection {
    nodes: Vec<Template>,
}

#[derive(cynic::QueryFragment)]
struct CredentialConfigurationConnection {
    nodes: Vec<Spoken>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CredentialConfiguration")]
struct Spoken {
    language: Option<String>,
}
