//! `createConfiguration`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::ExpiryInput;
use crate::domain::configuration::{RawEdit, Unfit};
use crate::domain::edit::Edit;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::{ids, signatory_id, template_id};
use crate::graphql::mutation::credential::LearningObjectInput;
use crate::graphql::object::configuration::CredentialConfiguration;
use crate::graphql::object::enumeration::{ChangeOutcome, OrganizationLabel};
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::configuration::ChangeConfigurationError;

/// A configuration to make. It accepts no awards until it is activated.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateConfigurationInput {
    /// What earns the credential. It has at most one configuration.
    learning_object: LearningObjectInput,
    /// Title to print instead of the learning object's own: at most 255 characters.
    title: Option<String>,
    /// Language of the certificates, a BCP 47 tag such as `es-419`. Text of the built-in template exists in English, Spanish, French
    /// and Arabic.
    language: Option<String>,
    /// Who signs, in order: ids of at most 20 signatories.
    signatories: Option<Vec<ID>>,
    /// How the certificates name organizations. Without it, by name.
    organization_label: Option<OrganizationLabel>,
    /// Whether the certificates tell the expected effort in hours, as the catalogue knows it of programs. Without it they do not.
    has_hours_of_effort: Option<bool>,
    /// From when visitors may see the credentials. Without it, at once.
    available_at: Option<DateTime<Utc>>,
    /// When credentials expire. Without it, never.
    expiry: Option<ExpiryInput>,
    /// Template of the certificates. Without it, the built-in one.
    template: Option<ID>,
    /// Whether the service awards the credential of a program by itself to who has earned every course. Without it, the learning
    /// platform decides.
    award_automatically: Option<bool>,
}

/// What became of a configuration to make.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CreateConfigurationPayload {
    /// The configuration; with `ALREADY_EXISTS` the one that exists. Null where there is none.
    configuration: Option<CredentialConfiguration>,
    /// `CREATED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<CreateConfigurationErrorCode>>,
}

/// Why a configuration was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum CreateConfigurationErrorCode {
    /// The learning object's id does not fit its kind.
    InvalidLearningObject,
    /// The learning object has a configuration already.
    AlreadyExists,
    /// The title is blank, too long, or has control characters.
    InvalidTitle,
    /// The language is no BCP 47 tag.
    InvalidLanguage,
    /// A signatory does not exist.
    SignatoryNotFound,
    /// Somebody signs twice, or more people sign than a certificate has room for.
    InvalidSignatories,
    /// The date cannot be kept.
    InvalidAvailableAt,
    /// The expiry rule is unclear or out of range.
    InvalidExpiry,
    /// The template does not exist.
    TemplateNotFound,
    /// Only programs can be awarded automatically.
    AutomaticRun,
    /// Only certificates of programs tell hours of effort.
    EffortOfRun,
}

fn code(unfit: &Unfit) -> CreateConfigurationErrorCode {
    use CreateConfigurationErrorCode as Code;
    match unfit {
        Unfit::Title(_) | Unfit::BlankTitle => Code::InvalidTitle,
        Unfit::Language(_) => Code::InvalidLanguage,
        Unfit::TooManySignatories | Unfit::DuplicateSignatory { .. } => Code::InvalidSignatories,
        Unfit::UnknownSignatory { .. } => Code::SignatoryNotFound,
        Unfit::AvailableAt => Code::InvalidAvailableAt,
        Unfit::Expiry(_) => Code::InvalidExpiry,
        Unfit::AutomaticRun => Code::AutomaticRun,
        Unfit::EffortOfRun => Code::EffortOfRun,
        Unfit::UnknownTemplate => Code::TemplateNotFound,
    }
}

#[derive(Default)]
pub(in crate::graphql) struct CreateConfiguration;

#[Object]
impl CreateConfiguration {
    /// Say that a learning object can earn a credential, and how its certificate looks. Activate it to let it accept awards. Staff
    /// and service accounts only.
    async fn create_configuration(
        &self,
        ctx: &Context<'_>,
        input: CreateConfigurationInput,
    ) -> async_graphql::Result<CreateConfigurationPayload> {
        use CreateConfigurationErrorCode as Code;
        let CreateConfigurationInput {
            learning_object,
            title,
            language,
            signatories,
            organization_label,
            has_hours_of_effort,
            available_at,
            expiry,
            template,
            award_automatically,
        } = input;
        let raw = RawEdit {
            title: title.map_or(Edit::Keep, Edit::Set),
            language: language.map_or(Edit::Keep, Edit::Set),
            signatories: ids(signatories, signatory_id)?,
            organization_label: organization_label.map(Into::into),
            shows_hours_of_effort: has_hours_of_effort,
            available_at: available_at.map_or(Edit::Keep, Edit::Set),
            expiry: expiry.map_or(Edit::Keep, |it| Edit::Set(it.into())),
            template: match template {
                Some(id) => Edit::Set(template_id(&id)?),
                None => Edit::Keep,
            },
            awards_automatically: award_automatically,
        };
        let error = match service::configuration::create(ctx.here()?, learning_object.into(), raw).await {
            Ok(made) => {
                return Ok(CreateConfigurationPayload {
                    configuration: Some(CredentialConfiguration(made.configuration)),
                    outcome: ChangeOutcome::Created,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let of_object = |code| vec![UserError::at(code, &message, ["learningObject", "id"])];
        let (user_errors, configuration) = match error {
            ChangeConfigurationError::Denied(denied) => return Err(error::denied(denied)),
            ChangeConfigurationError::Fault(fault) => return Err(error::fault(fault)),
            ChangeConfigurationError::LearningObject(_) => (of_object(Code::InvalidLearningObject), None),
            ChangeConfigurationError::AlreadyExists(it) => (of_object(Code::AlreadyExists), Some(*it)),
            ChangeConfigurationError::Unfit(unfit) => (
                unfit.iter().map(|it| UserError::at(code(it), it, it.path())).collect(),
                None,
            ),
            ChangeConfigurationError::NotFound
            | ChangeConfigurationError::Incomplete(..)
            | ChangeConfigurationError::InvalidVersion
            | ChangeConfigurationError::Stale(_) => return Err(error::impossible(&message)),
        };
        Ok(CreateConfigurationPayload {
            configuration: configuration.map(CredentialConfiguration),
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
