//! Writing what the form holds.

use cynic::{Id, MutationBuilder};

use super::draft::{Draft, Lapse};
use super::query::{CredentialConfiguration, OrganizationLabel};
use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::learning_object::LearningObjectInput;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// Neither a course key nor a program's UUID.
    Object,
    /// It has one already.
    Exists,
    Title,
    Language,
    Signatories,
    Available,
    Expiry,
    /// The template is gone, or has no published version.
    Template,
    /// It takes awards, and without this it could not.
    Lacking,
    /// Only programs are awarded automatically.
    Automatic,
    /// Only certificates of programs tell hours.
    Effort,
    /// Somebody else changed it: as it is now.
    Conflict(Box<CredentialConfiguration>),
    /// It is gone, or something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Changes the version that is `now`.
pub(super) async fn edit(now: &CredentialConfiguration, draft: Draft) -> Result<(), Refusal> {
    use EditConfigurationErrorCode as Code;
    let available = kept(now.available_at.as_ref(), &draft.available, "T00:00:00Z");
    let until = now.expiry.as_ref().and_then(|it| it.expires_at.as_ref());
    let input = EditConfigurationInput {
        learning_object: now.learning_object.told(),
        expected_version: now.version,
        available_at: available,
        expiry: expiry(&draft.lapse, until)?,
        title: some(draft.title),
        language: some(draft.language),
        organization_label: draft.organization_label,
        has_hours_of_effort: draft.has_hours_of_effort,
        award_automatically: draft.award_automatically,
        signatories: draft.signatories.into_iter().map(Id::new).collect(),
        template: some(draft.template).map(Id::new),
    };
    let payload = send(Edit::build(EditVariables { input }))
        .await?
        .data
        .edit_configuration;
    let Some(code) = payload.user_errors.first().map(|it| it.code) else {
        return Ok(());
    };
    Err(match code {
        Code::AutomaticRun => Refusal::Automatic,
        Code::EffortOfRun => Refusal::Effort,
        Code::InvalidAvailableAt => Refusal::Available,
        Code::InvalidExpiry => Refusal::Expiry,
        Code::InvalidLanguage => Refusal::Language,
        Code::InvalidSignatories | Code::SignatoryNotFound => Refusal::Signatories,
        Code::InvalidTitle => Refusal::Title,
        Code::TemplateNotFound | Code::TemplateUnpublished => Refusal::Template,
        Code::SignatoryMissing | Code::CatalogueMissing | Code::TitleMissing => Refusal::Lacking,
        Code::VersionConflict => match payload.configuration {
            Some(now) => Refusal::Conflict(Box::new(now)),
            None => Refusal::Outdated,
        },
        Code::Other => Refusal::Outdated,
    })
}

/// Makes one.
pub(super) async fn create(object: LearningObjectInput, draft: Draft) -> Result<(), Refusal> {
    use CreateConfigurationErrorCode as Code;
    let input = CreateConfigurationInput {
        learning_object: object,
        available_at: kept(None, &draft.available, "T00:00:00Z"),
        expiry: expiry(&draft.lapse, None)?,
        title: some(draft.title),
        language: some(draft.language),
        organization_label: draft.organization_label,
        has_hours_of_effort: draft.has_hours_of_effort,
        award_automatically: draft.award_automatically,
        signatories: draft.signatories.into_iter().map(Id::new).collect(),
        template: some(draft.template).map(Id::new),
    };
    let payload = send(Create::build(CreateVariables { input }))
        .await?
        .data
        .create_configuration;
    let Some(code) = payload.user_errors.first().map(|it| it.code) else {
        return Ok(());
    };
    Err(match code {
        Code::AlreadyExists => Refusal::Exists,
        Code::AutomaticRun => Refusal::Automatic,
        Code::EffortOfRun => Refusal::Effort,
        Code::InvalidAvailableAt => Refusal::Available,
        Code::InvalidExpiry => Refusal::Expiry,
        Code::InvalidLanguage => Refusal::Language,
        Code::InvalidLearningObject => Refusal::Object,
        Code::InvalidSignatories | Code::SignatoryNotFound => Refusal::Signatories,
        Code::InvalidTitle => Refusal::Title,
        Code::TemplateNotFound => Refusal::Template,
        Code::Other => Refusal::Outdated,
    })
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The instant that a day stands for. One that is of this day already stays, because the form shows no time.
fn kept(now: Option<&Instant>, day: &str, time: &str) -> Option<Instant> {
    if day.is_empty() {
        return None;
    }
    let same = now.filter(|it| it.day() == day).cloned();
    Some(same.unwrap_or_else(|| Instant(format!("{day}{time}"))))
}

fn expiry(lapse: &Lapse, now: Option<&Instant>) -> Result<Option<ExpiryInput>, Refusal> {
    let number = |text: &str| text.parse::<i32>().map_err(|_| Refusal::Expiry);
    let none = ExpiryInput {
        after_days: None,
        after_months: None,
        expires_at: None,
    };
    Ok(match lapse {
        Lapse::Never => None,
        Lapse::Days(days) => Some(ExpiryInput {
            after_days: Some(number(days)?),
            ..none
        }),
        Lapse::Months(months) => Some(ExpiryInput {
            after_months: Some(number(months)?),
            ..none
        }),
        // The day is over before they expire.
        Lapse::Day(day) => Some(ExpiryInput {
            expires_at: Some(kept(now, day, "T23:59:59Z").ok_or(Refusal::Expiry)?),
            ..none
        }),
    })
}

#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
struct ExpiryInput {
    #[cynic(skip_serializing_if = "Option::is_none")]
    after_days: Option<i32>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    after_months: Option<i32>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Instant>,
}

/// What is none is taken away.
#[derive(cynic::InputObject)]
struct EditConfigurationInput {
    learning_object: LearningObjectInput,
    expected_version: i32,
    available_at: Option<Instant>,
    award_automatically: bool,
    expiry: Option<ExpiryInput>,
    has_hours_of_effort: bool,
    language: Option<String>,
    organization_label: OrganizationLabel,
    signatories: Vec<Id>,
    template: Option<Id>,
    title: Option<String>,
}

#[derive(cynic::InputObject)]
struct CreateConfigurationInput {
    learning_object: LearningObjectInput,
    available_at: Option<Instant>,
    award_automatically: bool,
    expiry: Option<ExpiryInput>,
    has_hours_of_effort: bool,
    language: Option<String>,
    organization_label: OrganizationLabel,
    signatories: Vec<Id>,
    template: Option<Id>,
    title: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    input: EditConfigurationInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: $input)]
    edit_configuration: EditConfigurationPayload,
}

#[derive(cynic::QueryFragment)]
struct EditConfigurationPayload {
    configuration: Option<CredentialConfiguration>,
    user_errors: Vec<EditConfigurationError>,
}

#[derive(cynic::QueryFragment)]
struct EditConfigurationError {
    code: EditConfigurationErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum EditConfigurationErrorCode {
    AutomaticRun,
    CatalogueMissing,
    EffortOfRun,
    InvalidAvailableAt,
    InvalidExpiry,
    InvalidLanguage,
    InvalidSignatories,
    InvalidTitle,
    SignatoryMissing,
    SignatoryNotFound,
    TemplateNotFound,
    TemplateUnpublished,
    TitleMissing,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct CreateVariables {
    input: CreateConfigurationInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    create_configuration: CreateConfigurationPayload,
}

#[derive(cynic::QueryFragment)]
struct CreateConfigurationPayload {
    user_errors: Vec<CreateConfigurationError>,
}

#[derive(cynic::QueryFragment)]
struct CreateConfigurationError {
    code: CreateConfigurationErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum CreateConfigurationErrorCode {
    AlreadyExists,
    AutomaticRun,
    EffortOfRun,
    InvalidAvailableAt,
    InvalidExpiry,
    InvalidLanguage,
    InvalidLearningObject,
    InvalidSignatories,
    InvalidTitle,
    SignatoryNotFound,
    TemplateNotFound,
    #[cynic(fallback)]
    Other,
}
