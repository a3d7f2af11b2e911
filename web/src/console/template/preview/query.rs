//! What a preview asks for.

use cynic::MutationBuilder;

use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::sample::CertificateSample;
use crate::console::template::problem::TemplateProblem;
use crate::console::template::source::{Source, TemplatePartialInput, TemplateTextInput};

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::console::template) struct Wanted {
    pub(in crate::console::template) source: Source,
    pub(in crate::console::template) sample: CertificateSample,
    /// BCP 47 tag; empty for that of the sample.
    pub(in crate::console::template) language: String,
    /// Whether as it lies on paper.
    pub(in crate::console::template) is_printed: bool,
}

/// Why there is no preview.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::console::template) enum Refusal {
    /// The language is no tag.
    Language,
    /// The template is at fault.
    NotDrawn(Vec<TemplateProblem>),
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Draws a certificate that nobody earned, with the name of who asks. It is kept for a quarter of an hour.
pub(in crate::console::template) async fn preview(wanted: Wanted) -> Result<CertificatePreview, Refusal> {
    let Wanted {
        source,
        sample,
        language,
        is_printed,
    } = wanted;
    let input = PreviewCertificateInput {
        partials: source.told_partials(),
        texts: source.told_texts(),
        html: source.html,
        sample,
        language: (!language.is_empty()).then_some(language),
        is_printed,
    };
    let operation = Preview::build(PreviewVariables { input });
    let payload = send(operation).await?.data.preview_certificate;
    match (payload.preview, payload.user_errors.first().map(|it| it.code)) {
        (Some(preview), _) => Ok(preview),
        (None, Some(PreviewCertificateErrorCode::InvalidLanguage)) => Err(Refusal::Language),
        (None, _) => Err(Refusal::NotDrawn(payload.problems)),
    }
}

#[derive(cynic::InputObject)]
struct PreviewCertificateInput {
    html: String,
    partials: Vec<TemplatePartialInput>,
    texts: Vec<TemplateTextInput>,
    sample: CertificateSample,
    language: Option<String>,
    is_printed: bool,
}

#[derive(cynic::QueryVariables)]
struct PreviewVariables {
    input: PreviewCertificateInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PreviewVariables")]
struct Preview {
    #[arguments(input: $input)]
    preview_certificate: PreviewCertificatePayload,
}

#[derive(cynic::QueryFragment)]
struct PreviewCertificatePayload {
    preview: Option<CertificatePreview>,
    problems: Vec<TemplateProblem>,
    user_errors: Vec<PreviewCertificateError>,
}

/// A certificate as it was drawn.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console::template) struct CertificatePreview {
    /// Where it is, for a while.
    pub(in crate::console::template) url: String,
    /// The paper on which it is printed.
    pub(in crate::console::template) page: PrintedPage,
    /// What keeps the template from being published, also with other samples.
    pub(in crate::console::template) problems: Vec<TemplateProblem>,
}

/// What is within the margins, in CSS pixels.
#[derive(cynic::QueryFragment, Clone, Copy, Debug, PartialEq)]
pub(in crate::console::template) struct PrintedPage {
    pub(in crate::console::template) width: f64,
    pub(in crate::console::template) height: f64,
}

#[derive(cynic::QueryFragment)]
struct PreviewCertificateError {
    code: PreviewCertificateErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum PreviewCertificateErrorCode {
    InvalidLanguage,
    #[cynic(fallback)]
    Other,
}
