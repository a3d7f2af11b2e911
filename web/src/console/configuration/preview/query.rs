//! What the preview of a configuration asks for.

use cynic::MutationBuilder;

use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::learning_object::LearningObjectInput;
use crate::console::sample::CertificateSample;

/// Draws what the next award would show, with the name of who asks; none where the configuration is gone. It is kept for a quarter of an
/// hour.
pub(super) async fn preview(
    object: LearningObjectInput,
    sample: CertificateSample,
) -> Result<Option<CertificatePreview>, ApiError> {
    let operation = Preview::build(PreviewVariables { object, sample });
    Ok(send(operation).await?.data.preview_certificate.preview)
}

#[derive(cynic::QueryVariables)]
struct PreviewVariables {
    object: LearningObjectInput,
    sample: CertificateSample,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PreviewVariables")]
struct Preview {
    #[arguments(input: { learningObject: $object, sample: $sample })]
    preview_certificate: PreviewCertificatePayload,
}

#[derive(cynic::QueryFragment)]
struct PreviewCertificatePayload {
    preview: Option<CertificatePreview>,
}

/// A certificate as it was drawn.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CertificatePreview {
    /// Where it is, for a while.
    pub(super) url: String,
    /// What is wrong with its template.
    pub(super) problems: Vec<TemplateProblem>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct TemplateProblem {
    /// In English.
    pub(super) message: String,
}
