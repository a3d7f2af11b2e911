//! What publishes a template.

use cynic::{Id, MutationBuilder};

use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::template::problem::{TemplateProblem, TemplateProblemKind};
use crate::console::template::query::Template;

/// Why it was not published.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// It does not pass its checks any more.
    Problems(Vec<TemplateProblem>),
    /// It was changed elsewhere, was not checked, or is gone.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Publishes the version that was seen.
pub(super) async fn publish(template: &Template) -> Result<Template, Refusal> {
    let operation = Publish::build(PublishVariables {
        id: template.id.clone(),
        version: template.version,
    });
    let payload = send(operation).await?.data.publish_template;
    if payload.user_errors.is_empty() {
        return payload.template.ok_or(Refusal::Outdated);
    }
    let problems = payload.user_errors.into_iter().map(|it| {
        let kind = it.code.kind()?;
        // The message tells the place as well.
        Some(TemplateProblem {
            kind,
            message: it.message,
            partial: None,
            line: None,
            sample: None,
        })
    });
    let problems: Option<Vec<TemplateProblem>> = problems.collect();
    Err(problems.map_or(Refusal::Outdated, Refusal::Problems))
}

#[derive(cynic::QueryVariables)]
struct PublishVariables {
    id: Id,
    version: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PublishVariables")]
struct Publish {
    #[arguments(input: { id: $id, expectedVersion: $version })]
    publish_template: PublishTemplatePayload,
}

#[derive(cynic::QueryFragment)]
struct PublishTemplatePayload {
    template: Option<Template>,
    user_errors: Vec<PublishTemplateError>,
}

#[derive(cynic::QueryFragment)]
struct PublishTemplateError {
    code: PublishTemplateErrorCode,
    message: String,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum PublishTemplateErrorCode {
    AltTextMissing,
    AttributeNotAllowed,
    ElementNotAllowed,
    ExternalReference,
    InvalidExpectedVersion,
    InvalidSyntax,
    NotChecked,
    NotFilled,
    NotFound,
    PageOverflow,
    PictureMissing,
    RecipientMissing,
    StatementNotAllowed,
    StyleNotAllowed,
    TooComplex,
    TooLarge,
    VersionConflict,
}

impl PublishTemplateErrorCode {
    /// Which fault of the template it is; none where it is not the template's.
    const fn kind(self) -> Option<TemplateProblemKind> {
        use TemplateProblemKind as Kind;
        Some(match self {
            Self::AltTextMissing => Kind::AltTextMissing,
            Self::AttributeNotAllowed => Kind::AttributeNotAllowed,
            Self::ElementNotAllowed => Kind::ElementNotAllowed,
            Self::ExternalReference => Kind::ExternalReference,
            Self::InvalidSyntax => Kind::Syntax,
            Self::NotFilled => Kind::NotFilled,
            Self::PageOverflow => Kind::PageOverflow,
            Self::PictureMissing => Kind::PictureMissing,
            Self::RecipientMissing => Kind::RecipientMissing,
            Self::StatementNotAllowed => Kind::StatementNotAllowed,
            Self::StyleNotAllowed => Kind::StyleNotAllowed,
            Self::TooComplex => Kind::TooComplex,
            Self::TooLarge => Kind::TooLarge,
            Self::InvalidExpectedVersion | Self::NotChecked | Self::NotFound | Self::VersionConflict => return None,
        })
    }
}
