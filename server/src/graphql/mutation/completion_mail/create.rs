//! `createCompletionMail`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::domain::completion_mail::{Part, RawCompletionMail, Scope, Unfit};
use crate::domain::edit::Edit;
use crate::domain::idempotency::IdempotencyError;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::completion_mail::CompletionMail;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::completion_mail::{CompletionMailError, NewCompletionMail};

/// What learners are to be told by mail when they complete programs: a type of programs, one program, or without either all that have no
/// other.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateCompletionMailInput {
    /// Slug of a type of programs, such as `professional-certificate`.
    program_type: Option<String>,
    /// UUID of a program in the catalogue.
    program: Option<PublicUuid>,
    /// Whether it is sent. One that is not keeps a wider one from being sent, too.
    #[graphql(default)]
    is_enabled: bool,
    /// Language of greeting and built-in words, a BCP 47 tag; without it that of the certificate.
    language: Option<String>,
    /// Subject with places to fill in, such as `{{ program.title }}`: 1 to 200 characters. Without it, the built-in one.
    subject: Option<String>,
    /// What stands between greeting and link: HTML with places to fill in, 1 to 20,000 characters. Without it, the built-in words.
    html: Option<String>,
    /// The same as plain text. Given exactly when `html` is.
    text: Option<String>,
    /// Makes a repeated request answer with the mail that the first one made, for 7 days: a text of at most 255 characters that the
    /// caller chooses for each request.
    idempotency_key: Option<String>,
}

/// What became of a completion mail to make.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CreateCompletionMailPayload {
    /// The completion mail; null where it was refused, but the other one where there is one for these programs already.
    completion_mail: Option<CompletionMail>,
    /// `CREATED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<CreateCompletionMailErrorCode>>,
}

/// Why a completion mail was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum CreateCompletionMailErrorCode {
    /// There is one for these programs already.
    AlreadyExists,
    /// Both a type and a program are given.
    TwoScopes,
    /// The type is blank, too long, or has control characters.
    InvalidProgramType,
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
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
    /// The completion mail that this idempotency key made was removed since.
    NotFound,
}

#[derive(Default)]
pub(in crate::graphql) struct CreateCompletionMail;

#[Object]
impl CreateCompletionMail {
    /// Decide what learners are told by mail when they complete programs. Staff only.
    async fn create_completion_mail(
        &self,
        ctx: &Context<'_>,
        input: CreateCompletionMailInput,
    ) -> async_graphql::Result<CreateCompletionMailPayload> {
        use CreateCompletionMailErrorCode as Code;
        let CreateCompletionMailInput {
            program_type,
            program,
            is_enabled,
            language,
            subject,
            html,
            text,
            idempotency_key,
        } = input;
        let set = |it: Option<String>| it.map_or(Edit::Keep, Edit::Set);
        let new = NewCompletionMail {
            scope: Scope::parse(program_type, program.map(|it| it.0)),
            mail: RawCompletionMail {
                is_enabled: Some(is_enabled),
                language: set(language),
                subject: set(subject),
                html: set(html),
                text: set(text),
            },
            idempotency_key,
        };
        let error = match service::completion_mail::create(ctx.here()?, new).await {
            Ok(made) => {
                return Ok(CreateCompletionMailPayload {
                    completion_mail: Some(CompletionMail(made.mail)),
                    outcome: ChangeOutcome::Created,
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
            CompletionMailError::Exists(it) => {
                let field = match it.scope {
                    entity::MailScope::Program => "program",
                    entity::MailScope::ProgramType | entity::MailScope::Default => "programType",
                };
                (one(Code::AlreadyExists, field), Some(*it))
            }
            CompletionMailError::Unfit(unfit) => {
                let errors = unfit.into_iter().map(|it| {
                    let code = match &it {
                        Unfit::Language(_) => Code::InvalidLanguage,
                        Unfit::Subject => Code::InvalidSubject,
                        Unfit::Body(Part::Html) => Code::InvalidHtml,
                        Unfit::Body(Part::Text | Part::Subject) => Code::InvalidText,
                        Unfit::HalfBody(_) => Code::OtherFormMissing,
                        Unfit::Template { .. } => Code::InvalidTemplate,
                        Unfit::TwoScopes => Code::TwoScopes,
                        Unfit::ProgramType => Code::InvalidProgramType,
                    };
                    let path = it.path();
                    UserError::at(code, it, [path])
                });
                (errors.collect(), None)
            }
            CompletionMailError::Idempotency(IdempotencyError::InvalidKey) => {
                (one(Code::InvalidIdempotencyKey, "idempotencyKey"), None)
            }
            CompletionMailError::Idempotency(IdempotencyError::Mismatch) => {
                (one(Code::IdempotencyMismatch, "idempotencyKey"), None)
            }
            CompletionMailError::NotFound => (one(Code::NotFound, "idempotencyKey"), None),
            CompletionMailError::InvalidVersion | CompletionMailError::Stale(_) | CompletionMailError::NoAddress => {
                return Err(error::impossible(&message));
            }
        };
        Ok(CreateCompletionMailPayload {
            completion_mail: mail.map(CompletionMail),
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
