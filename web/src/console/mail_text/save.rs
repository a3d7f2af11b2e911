//! What changes, makes and removes a text.

use cynic::{Id, MutationBuilder};

use super::draft::Draft;
use super::fault::{Fault, Refusal, Wrong};
use super::query::CompletionMail;
use super::whom::Whom;
use crate::api::scalar::Uuid;
use crate::api::schema;
use crate::api::transport::send;

/// Changes the version that is `now`; gives it as it is then.
pub(super) async fn edit(now: &CompletionMail, draft: Draft) -> Result<CompletionMail, Refusal> {
    use EditCompletionMailErrorCode as Code;
    let wording = draft.wording;
    let input = EditCompletionMailInput {
        id: now.id.clone(),
        expected_version: now.version,
        is_enabled: draft.is_enabled,
        language: some(wording.language),
        subject: some(wording.subject),
        html: some(wording.html),
        text: some(wording.text),
    };
    let operation = Edit::build(EditVariables { input });
    let EditCompletionMailPayload {
        completion_mail,
        user_errors,
    } = send(operation).await?.data.edit_completion_mail;
    if user_errors.is_empty() {
        return completion_mail.ok_or(Refusal::Outdated);
    }
    if user_errors.iter().any(|it| it.code == Code::VersionConflict) {
        return Err(completion_mail.map_or(Refusal::Outdated, |it| Refusal::Conflict(Box::new(it))));
    }
    Err(Refusal::of(user_errors.into_iter().map(|it| {
        let wrong = match it.code {
            Code::InvalidTemplate => Wrong::Template,
            Code::OtherFormMissing => Wrong::Missing,
            Code::VersionConflict | Code::Other => Wrong::Unfit,
        };
        Fault::told(&it.path, wrong, it.message)
    })))
}

/// Makes one, and gives its id; a repeated request with the same key makes none.
pub(super) async fn create(whom: Whom, draft: Draft, key: String) -> Result<Id, Refusal> {
    use CreateCompletionMailErrorCode as Code;
    let (program_type, program) = match whom {
        Whom::All => (None, None),
        Whom::Type(slug) => (Some(slug), None),
        Whom::Program { uuid, .. } => (None, Some(uuid)),
    };
    let wording = draft.wording;
    let input = CreateCompletionMailInput {
        idempotency_key: key,
        program_type,
        program,
        is_enabled: draft.is_enabled,
        language: some(wording.language),
        subject: some(wording.subject),
        html: some(wording.html),
        text: some(wording.text),
    };
    let operation = Create::build(CreateVariables { input });
    let CreateCompletionMailPayload {
        completion_mail,
        user_errors,
    } = send(operation).await?.data.create_completion_mail;
    if user_errors.is_empty() {
        return completion_mail.map(|it| it.id).ok_or(Refusal::Outdated);
    }
    Err(Refusal::of(user_errors.into_iter().map(|it| {
        let wrong = match it.code {
            Code::AlreadyExists => Wrong::Exists,
            Code::InvalidTemplate => Wrong::Template,
            Code::OtherFormMissing => Wrong::Missing,
            Code::Other => Wrong::Unfit,
        };
        Fault::told(&it.path, wrong, it.message)
    })))
}

/// Removes the version that was seen.
pub(super) async fn delete(mail: &CompletionMail) -> Result<(), Refusal> {
    let operation = Delete::build(DeleteVariables {
        id: mail.id.clone(),
        version: mail.version,
    });
    let payload = send(operation).await?.data.delete_completion_mail;
    if payload.user_errors.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Outdated)
    }
}

/// What a field holds; none for nothing.
pub(super) fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// What is none is taken away.
#[derive(cynic::InputObject)]
struct EditCompletionMailInput {
    id: Id,
    expected_version: i32,
    is_enabled: bool,
    language: Option<String>,
    subject: Option<String>,
    html: Option<String>,
    text: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    input: EditCompletionMailInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: $input)]
    edit_completion_mail: EditCompletionMailPayload,
}

#[derive(cynic::QueryFragment)]
struct EditCompletionMailPayload {
    completion_mail: Option<CompletionMail>,
    user_errors: Vec<EditCompletionMailError>,
}

#[derive(cynic::QueryFragment)]
struct EditCompletionMailError {
    code: EditCompletionMailErrorCode,
    message: String,
    path: Vec<String>,
}

/// What the path does not tell.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum EditCompletionMailErrorCode {
    InvalidTemplate,
    OtherFormMissing,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::InputObject)]
struct CreateCompletionMailInput {
    idempotency_key: String,
    program_type: Option<String>,
    program: Option<Uuid>,
    is_enabled: bool,
    language: Option<String>,
    subject: Option<String>,
    html: Option<String>,
    text: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct CreateVariables {
    input: CreateCompletionMailInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    create_completion_mail: CreateCompletionMailPayload,
}

#[derive(cynic::QueryFragment)]
struct CreateCompletionMailPayload {
    completion_mail: Option<Made>,
    user_errors: Vec<CreateCompletionMailError>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CompletionMail")]
struct Made {
    id: Id,
}

#[derive(cynic::QueryFragment)]
struct CreateCompletionMailError {
    code: CreateCompletionMailErrorCode,
    message: String,
    path: Vec<String>,
}

/// What the path does not tell.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum CreateCompletionMailErrorCode {
    AlreadyExists,
    InvalidTemplate,
    OtherFormMissing,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct DeleteVariables {
    id: Id,
    version: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DeleteVariables")]
struct Delete {
    #[arguments(input: { id: $id, expectedVersion: $version })]
    delete_completion_mail: DeleteCompletionMailPayload,
}

#[derive(cynic::QueryFragment)]
struct DeleteCompletionMailPayload {
    user_errors: Vec<DeleteCompletionMailError>,
}

#[derive(cynic::QueryFragment)]
#[expect(dead_code, reason = "that there is one says enough")]
struct DeleteCompletionMailError {
    message: String,
}
