//! What checks a template.

use cynic::{Id, MutationBuilder};

use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::sample::CertificateSample;
use crate::console::template::problem::TemplateProblem;
use crate::console::template::query::Template;

/// Why it does not count as checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// It does not pass.
    Problems(Vec<TemplateProblem>),
    /// It was changed elsewhere, or is gone.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Checks the version that was measured.
pub(super) async fn check(template: &Template, sheets: Vec<MeasuredSheetInput>) -> Result<Template, Refusal> {
    let operation = Check::build(CheckVariables {
        id: template.id.clone(),
        version: template.version,
        sheets,
    });
    let payload = send(operation).await?.data.check_template;
    match payload.user_errors.first().map(|it| it.code) {
        None => payload.template.ok_or(Refusal::Outdated),
        Some(CheckTemplateErrorCode::NotPassed) => Err(Refusal::Problems(payload.problems)),
        Some(CheckTemplateErrorCode::Other) => Err(Refusal::Outdated),
    }
}

/// What was measured of a case on paper, in CSS pixels.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub(super) struct MeasuredSheetInput {
    pub(super) sample: CertificateSample,
    pub(super) height: f64,
    pub(super) width: f64,
    /// Whether a text of it is cut off.
    pub(super) is_text_cut_off: bool,
}

#[derive(cynic::QueryVariables)]
struct CheckVariables {
    id: Id,
    version: i32,
    sheets: Vec<MeasuredSheetInput>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CheckVariables")]
struct Check {
    #[arguments(input: { id: $id, expectedVersion: $version, sheets: $sheets })]
    check_template: CheckTemplatePayload,
}

#[derive(cynic::QueryFragment)]
struct CheckTemplatePayload {
    template: Option<Template>,
    problems: Vec<TemplateProblem>,
    user_errors: Vec<CheckTemplateError>,
}

#[derive(cynic::QueryFragment)]
struct CheckTemplateError {
    code: CheckTemplateErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum CheckTemplateErrorCode {
    NotPassed,
    #[cynic(fallback)]
    Other,
}
