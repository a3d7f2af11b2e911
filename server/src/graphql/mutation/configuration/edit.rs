//! `editConfiguration`.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::{ExpiryInput, edit_of, edit_of_id};
use crate::domain::configuration::{Missing, RawEdit, Unfit};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::{ids, signatory_id, template_id};
use crate::graphql::mutation::credential::LearningObjectInput;
use crate::graphql::object::configuration::CredentialConfiguration;
use crate::graphql::object::enumeration::{ChangeOutcome, OrganizationLabel};
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::configuration::{ChangeConfigurationError, Changed};

/// Changes of a configuration. What is left out stays as it is; null takes the value away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditConfigurationInput {
    /// What earns the credential.
    learning_object: LearningObjectInput,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// Title to print instead of the learning object's own: at most 255 characters.
    title: MaybeUndefined<String>,
    /// Language of the certificates, a BCP 47 tag such as `es-419`.
    language: MaybeUndefined<String>,
    /// Who signs, in order: ids of at most 20 signatories, who take the place of those before.
    signatories: Option<Vec<ID>>,
    /// How the certificates name organizations.
    organization_label: Option<OrganizationLabel>,
    /// Whether the certificates tell the expected effort in hours, as the catalogue knows it of programs.
    has_hours_of_effort: Option<bool>,
    /// From when visitors may see the credentials. Existing credentials follow: the first 200 at once, more within minutes.
    available_at: MaybeUndefined<DateTime<Utc>>,
    /// When credentials expire that are awarded from now on.
    expiry: MaybeUndefined<ExpiryInput>,
    /// Template of the certificates that are awarded from now on; null for the built-in one.
    template: MaybeUndefined<ID>,
    /// Whether the service awards the credential of a program by itself to who has earned every course of it.
    award_automatically: Option<bool>,
}

/// What became of the changes of a configuration.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditConfigurationPayload {
    /// The configuration as it is now; null where there is none.
    configuration: Option<CredentialConfiguration>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<EditConfigurationErrorCode>>,
}

/// Why a configuration was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditConfigurationErrorCode {
    /// The learning object's id does not fit its kind.
    InvalidLearningObject,
    /// The learning object has no configuration.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The configuration has another version than the expected one.
    VersionConflict,
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
    /// It is active, and nothing would give the course run a title.
    TitleMissing,
    /// It is active, and nobody would sign.
    SignatoryMissing,
    /// It is active, and the template has no published version.
    TemplateUnpublished,
    /// It is active, and the catalogue would know nothing of its program.
    CatalogueMissing,
}

fn unfit_code(unfit: &Unfit) -> EditConfigurationErrorCode {
    use EditConfigurationErrorCode as Code;
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

fn missing_code(missing: Missing) -> (EditConfigurationErrorCode, &'static str) {
    use EditConfigurationErrorCode as Code;
    match missing {
        Missing::LearningObject | Missing::Organization => (Code::CatalogueMissing, "learningObject"),
        Missing::Title => (Code::TitleMissing, "title"),
        Missing::Signatory => (Code::SignatoryMissing, "signatories"),
        Missing::PublishedTemplate => (Code::TemplateUnpublished, "template"),
    }
}

#[derive(Default)]
pub(in crate::graphql) struct EditConfiguration;

#[Object]
impl EditConfiguration {
    /// Change how the certificates of a learning object look from now on. Certificates that were awarded stay as they are, but for the
    /// date from which they may be seen. Repeating the request changes nothing. Staff only.
    async fn edit_configuration(
        &self,
        ctx: &Context<'_>,
        input: EditConfigurationInput,
    ) -> async_graphql::Result<EditConfigurationPayload> {
        use EditConfigurationErrorCode as Code;
        let EditConfigurationInput {
            learning_object,
            expected_version,
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
            title: edit_of(title),
            language: edit_of(language),
            signatories: ids(signatories, signatory_id)?,
            organization_label: organization_label.map(Into::into),
            shows_hours_of_effort: has_hours_of_effort,
            available_at: edit_of(available_at),
            expiry: edit_of(expiry).and_then(|it| Some(it.into())),
            template: edit_of_id(template, template_id)?,
            awards_automatically: award_automatically,
        };
        let edited = service::configuration::edit(ctx.here()?, learning_object.into(), raw, expected_version).await;
        let error = match edited {
            Ok(Changed {
                is_changed,
                configuration,
            }) => {
                return Ok(EditConfigurationPayload {
                    configuration: Some(CredentialConfiguration(configuration)),
                    outcome: ChangeOutcome::of_edit(is_changed),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let one = |code, path: &[&str]| vec![UserError::at(code, &message, path.iter().copied())];
        let (user_errors, configuration) = match error {
            ChangeConfigurationError::Denied(denied) => return Err(error::denied(denied)),
            ChangeConfigurationError::Fault(fault) => return Err(error::fault(fault)),
            ChangeConfigurationError::AlreadyExists(_) => return Err(error::impossible(&message)),
            ChangeConfigurationError::LearningObject(_) => {
                (one(Code::InvalidLearningObject, &["learningObject", "id"]), None)
            }
            ChangeConfigurationError::NotFound => (one(Code::NotFound, &["learningObject", "id"]), None),
            ChangeConfigurationError::InvalidVersion => (one(Code::InvalidExpectedVersion, &["expectedVersion"]), None),
            ChangeConfigurationError::Stale(it) => (one(Code::VersionConflict, &["expectedVersion"]), Some(*it)),
            ChangeConfigurationError::Unfit(unfit) => (
                unfit
                    .iter()
                    .map(|it| UserError::at(unfit_code(it), it, it.path()))
                    .collect(),
                None,
            ),
            ChangeConfigurationError::Incomplete(it, lacks) => (
                lacks
                    .into_iter()
                    .map(|lack| {
                        let (code, field) = missing_code(lack);
                        UserError::at(code, lack, [field])
                    })
                    .collect(),
                Some(*it),
            ),
        };
        Ok(EditConfigurationPayload {
            configuration: configuration.map(CredentialConfiguration),
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
