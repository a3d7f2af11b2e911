//! `editCompletionMail`.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use crate::domain::completion_mail::{Part, RawCompletionMail, Unfit};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::completion_mail_id;
use crate::graphql::mutation::configuration::edit_of;
use crate::graphql::object::completion_mail::CompletionMail;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::completion_mail::{Changed, CompletionMailError};

/// Changes of a completion mail. What is left out stays as it is; null takes the value away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditCompletionMailInput {
    /// The completion mail.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// Whether it is sent.
    is_enabled: Option<bool>,
    /// Language of greeting and built-in words, a BCP 47 tag; null for that of the certificate.
    language: MaybeUndefined<String>,
    /// Subject with places to fill in: 1 to 200 characters; null for the built-in one.
    subject: MaybeUndefined<String>,
    /// HTML with places to fill in, 1 to 20,000 characters; null for the built-in words.
    html: MaybeUndefined<String>,
    /// The same as plain text. Given exactly when `html` is.
    text: MaybeUndefined<String>,
}

/// What became of the changes of a completion mail.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditCompletionMailPayload {
    /// The completion mail as it is now; null where there is none.
    completion_mail: Option<CompletionMail>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<EditCompletionMailErrorCode>>,
}

/// Why a completion mail was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditCompletionMailErrorCode {
    /// There is no such completion mail.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The completion mail has another version than the expected one.
    VersionConflict,
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
pub(in crate::graphql) struct EditCompletionMail;

#[Object]
impl EditCompletionMail {
    /// Change what learners are told by mail, also by mail that waits to be sent. Repeating the request changes nothing. Staff only.
    async fn edit_completion_mail(
        &self,
        ctx: &Context<'_>,
        input: EditCompletionMailInput,
    ) -> async_graphql::Result<EditCompletionMailPayload> {
        use EditCompletionMailErrorCode as Code;
        let EditCompletionMailInput {
            id,
            expected_version,
            is_enabled,
            language,
            subject,
            html,
            text,
        } = input;
        let raw = RawCompletionMail {
            is_enabled,
            language: edit_of(language),
            subject: edit_of(subject),
            html: edit_of(html),
            text: edit_of(text),
        };
        let edited = service::completion_mail::edit(ctx.here()?, completion_mail_id(&id)?, raw, expected_version).await;
        let error = match edited {
            Ok(Changed { is_changed, mail }) => {
                return Ok(EditCompletionMailPayload {
                    completion_mail: Some(CompletionMail(mail)),
                    outcome: ChangeOutcome::of_edit(is_changed),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let one = |code, field: &str| vec![UserError::at(code, &message, [field])];
        let (user_errors, mail) = match error {
            CompletionMailError::Denied(denied) => return Err(error::denied(denied)),
            CompletionMailError::Fault(fault) => return Err(error::fault(fault)),
            CompletionMailError::NotFound => (one(Code::NotFound, "id"), None),
            CompletionMailError::InvalidVersion => (one(Code::InvalidExpectedVersion, "expectedVersion"), None),
            CompletionMailError::Stale(it) => (one(Code::VersionConflict, "expectedVersion"), Some(*it)),
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
                (errors, None)
            }
            CompletionMailError::Exists(_) | CompletionMailError::Idempotency(_) | CompletionMailError::NoAddress => {
                return Err(error::impossible(&message));
            }
        };
        Ok(EditCompletionMailPayload {
            completion_mail: mail.map(CompletionMail),
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
