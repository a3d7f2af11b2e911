//! `previewCompletionMail`.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use crate::domain::completion_mail::{Part, RawCompletionMail, Unfit};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::completion_mail_id;
use crate::graphql::mutation::configuration::edit_of;
use crate::graphql::object::template_problem::TemplateProblem;
use crate::graphql::user_error::UserError;
use crate::render::mail::Letter;
use crate::service;
use crate::service::completion_mail::{CompletionMailError, Draft, Shown};

/// What to preview: a completion mail that is stored (`id`), with the parts that are given in place of its own, or a draft that is stored
/// nowhere.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct PreviewCompletionMailInput {
    /// A completion mail.
    id: Option<ID>,
    /// Language of greeting and built-in words, a BCP 47 tag; null for that of the certificate.
    language: MaybeUndefined<String>,
    /// Subject with places to fill in: 1 to 200 characters; null for the built-in one.
    subject: MaybeUndefined<String>,
    /// HTML with places to fill in, 1 to 20,000 characters; null for the built-in words.
    html: MaybeUndefined<String>,
    /// The same as plain text. Given exactly when `html` is.
    text: MaybeUndefined<String>,
}

/// A mail as it would be sent to somebody of a made-up name.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CompletionMailPreview {
    /// Language of greeting and built-in words.
    language: String,
    /// Subject.
    subject: String,
    /// Plain text.
    text: String,
    /// A whole page of HTML, cleaned: show it in a sandboxed frame.
    html: String,
    /// What was taken out of the HTML, because mail keeps little of HTML; at most 50.
    problems: Vec<TemplateProblem>,
}

impl From<Shown> for CompletionMailPreview {
    fn from(it: Shown) -> Self {
        let Letter {
            language,
            subject,
            text,
            html,
        } = it.letter;
        Self {
            language,
            subject,
            text,
            html,
            problems: it.removed.into_iter().map(Into::into).collect(),
        }
    }
}

/// What became of a preview.
#[derive(SimpleObject)]
pub(in crate::graphql) struct PreviewCompletionMailPayload {
    /// The preview; null where it was refused.
    preview: Option<CompletionMailPreview>,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<PreviewCompletionMailErrorCode>>,
}

/// Why there is no preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum PreviewCompletionMailErrorCode {
    /// There is no such completion mail.
    NotFound,
    /// The language is no BCP 47 tag.
    InvalidLanguage,
    /// The subject is blank, too long, or more than one line.
    InvalidSubject,
    /// The HTML is blank, too long, or has control characters other than line breaks and tabs.
    InvalidHtml,
    /// The text is blank, too long, or has control characters other than line breaks and tabs.
    InvalidText,
    /// HTML is given without text, or text without HTML.
    OtherFormMissing,
    /// Subject, HTML or text cannot be filled in: the message says why.
    InvalidTemplate,
}

#[derive(Default)]
pub(in crate::graphql) struct PreviewCompletionMail;

#[Object]
impl PreviewCompletionMail {
    /// Show what learners would be told by mail. Stores and sends nothing. Staff only.
    async fn preview_completion_mail(
        &self,
        ctx: &Context<'_>,
        input: PreviewCompletionMailInput,
    ) -> async_graphql::Result<PreviewCompletionMailPayload> {
        use PreviewCompletionMailErrorCode as Code;
        let PreviewCompletionMailInput {
            id,
            language,
            subject,
            html,
            text,
        } = input;
        let draft = Draft {
            id: id.map(|it| completion_mail_id(&it)).transpose()?,
            mail: RawCompletionMail {
                is_enabled: None,
                language: edit_of(language),
                subject: edit_of(subject),
                html: edit_of(html),
                text: edit_of(text),
            },
        };
        let error = match service::completion_mail::preview(ctx.here()?, draft).await {
            Ok(shown) => {
                return Ok(PreviewCompletionMailPayload {
                    preview: Some(shown.into()),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let user_errors = match error {
            CompletionMailError::Denied(denied) => return Err(error::denied(denied)),
            CompletionMailError::Fault(fault) => return Err(error::fault(fault)),
            CompletionMailError::NotFound => vec![UserError::at(Code::NotFound, &message, ["id"])],
            CompletionMailError::Unfit(unfit) => {
                let mut errors = Vec::new();
                for it in unfit {
                    let code = match &it {
                        Unfit::Language(_) => Code::InvalidLanguage,
                        Unfit::Subject => Code::InvalidSubject,
                        Unfit::Body(Part::Html) => Code::InvalidHtml,
                        Unfit::Body(Part::Text | Part::Subject) => Code::InvalidText,
                        Unfit::HalfBody(_) => Code::OtherFormMissing,
                        Unfit::Template { .. } => Code::InvalidTemplate,
                        Unfit::TwoScopes | Unfit::ProgramType => return Err(error::impossible(&message)),
                    };
                    let path = it.path();
                    errors.push(UserError::at(code, it, [path]));
                }
                errors
            }
            CompletionMailError::Exists(_)
            | CompletionMailError::Idempotency(_)
            | CompletionMailError::InvalidVersion
            | CompletionMailError::Stale(_)
            | CompletionMailError::NoAddress => return Err(error::impossible(&message)),
        };
        Ok(PreviewCompletionMailPayload {
            preview: None,
            user_errors,
        })
    }
}
