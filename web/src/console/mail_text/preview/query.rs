//! What a preview asks for.

use cynic::MutationBuilder;

use crate::api::schema;
use crate::api::transport::send;
use crate::console::mail_text::draft::Wording;
use crate::console::mail_text::fault::{Fault, Refusal, Wrong};
use crate::console::mail_text::save::some;

/// The mail as it would be sent. Nothing is kept of it.
pub(super) async fn preview(wording: Wording) -> Result<CompletionMailPreview, Refusal> {
    use PreviewCompletionMailErrorCode as Code;
    let input = PreviewCompletionMailInput {
        language: some(wording.language),
        subject: some(wording.subject),
        html: some(wording.html),
        text: some(wording.text),
    };
    let operation = Preview::build(PreviewVariables { input });
    let payload = send(operation).await?.data.preview_completion_mail;
    if payload.user_errors.is_empty() {
        return payload.preview.ok_or(Refusal::Outdated);
    }
    Err(Refusal::of(payload.user_errors.into_iter().map(|it| {
        let wrong = match it.code {
            Code::InvalidTemplate => Wrong::Template,
            Code::OtherFormMissing => Wrong::Missing,
            Code::Other => Wrong::Unfit,
        };
        Fault::told(&it.path, wrong, it.message)
    })))
}

/// What is none is built in.
#[derive(cynic::InputObject)]
struct PreviewCompletionMailInput {
    language: Option<String>,
    subject: Option<String>,
    html: Option<String>,
    text: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct PreviewVariables {
    input: PreviewCompletionMailInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PreviewVariables")]
struct Preview {
    #[arguments(input: $input)]
    preview_completion_mail: PreviewCompletionMailPayload,
}

#[derive(cynic::QueryFragment)]
struct PreviewCompletionMailPayload {
    preview: Option<CompletionMailPreview>,
    user_errors: Vec<PreviewCompletionMailError>,
}

/// A mail to somebody of a made-up name.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CompletionMailPreview {
    pub(super) subject: String,
    /// A whole page.
    pub(super) html: String,
    pub(super) text: String,
    /// Of greeting and built-in words.
    pub(super) language: String,
    /// What was taken out of the HTML.
    pub(super) problems: Vec<TemplateProblem>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct TemplateProblem {
    /// In English.
    pub(super) message: String,
    /// From 1; none where it is not known.
    pub(super) line: Option<i32>,
}

#[derive(cynic::QueryFragment)]
struct PreviewCompletionMailError {
    code: PreviewCompletionMailErrorCode,
    message: String,
    path: Vec<String>,
}

/// What the path does not tell.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum PreviewCompletionMailErrorCode {
    InvalidTemplate,
    OtherFormMissing,
    #[cynic(fallback)]
    Other,
}
