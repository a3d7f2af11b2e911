//! `activateConfiguration`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::domain::configuration::Missing;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::mutation::credential::LearningObjectInput;
use crate::graphql::object::configuration::CredentialConfiguration;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::configuration::{Activity, Changed, TurnConfigurationError};

/// A configuration to activate.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct ActivateConfigurationInput {
    /// What earns the credential.
    learning_object: LearningObjectInput,
    /// Activate it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of a configuration to activate.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ActivateConfigurationPayload {
    /// The configuration as it is now; null where there is none.
    configuration: Option<CredentialConfiguration>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<ActivateConfigurationErrorCode>>,
}

/// Why a configuration was not activated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum ActivateConfigurationErrorCode {
    /// The learning object's id does not fit its kind.
    InvalidLearningObject,
    /// The learning object has no configuration.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The configuration has another version than the expected one.
    VersionConflict,
    /// The catalogue does not know the program.
    ProgramUnknown,
    /// The catalogue names no organization for the program.
    OrganizationMissing,
    /// Neither the catalogue nor the configuration has a title for the course run.
    TitleMissing,
    /// Nobody signs, which certificates of a program need.
    SignatoryMissing,
    /// The template has no published version.
    TemplateUnpublished,
}

#[derive(Default)]
pub(in crate::graphql) struct ActivateConfiguration;

#[Object]
impl ActivateConfiguration {
    /// Let a configuration accept awards. Refused, with all reasons at once, while its certificates would lack something. Staff and
    /// service accounts only.
    async fn activate_configuration(
        &self,
        ctx: &Context<'_>,
        input: ActivateConfigurationInput,
    ) -> async_graphql::Result<ActivateConfigurationPayload> {
        use ActivateConfigurationErrorCode as Code;
        let ActivateConfigurationInput {
            learning_object,
            expected_version,
        } = input;
        let turned =
            service::configuration::turn(ctx.here()?, learning_object.into(), Activity::Active, expected_version).await;
        let error = match turned {
            Ok(Changed {
                is_changed,
                configuration,
            }) => {
                return Ok(ActivateConfigurationPayload {
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
            TurnConfigurationError::Denied(denied) => return Err(error::denied(denied)),
            TurnConfigurationError::Fault(fault) => return Err(error::fault(fault)),
            TurnConfigurationError::LearningObject(_) => {
                (one(Code::InvalidLearningObject, &["learningObject", "id"]), None)
            }
            TurnConfigurationError::NotFound => (one(Code::NotFound, &["learningObject", "id"]), None),
            TurnConfigurationError::InvalidVersion => (one(Code::InvalidExpectedVersion, &["expectedVersion"]), None),
            TurnConfigurationError::Stale(it) => (one(Code::VersionConflict, &["expectedVersion"]), Some(*it)),
            TurnConfigurationError::Incomplete(it, lacks) => (
                lacks
                    .into_iter()
                    .map(|lack| {
                        let code = match lack {
                            Missing::LearningObject => Code::ProgramUnknown,
                            Missing::Organization => Code::OrganizationMissing,
                            Missing::Title => Code::TitleMissing,
                            Missing::Signatory => Code::SignatoryMissing,
                            Missing::PublishedTemplate => Code::TemplateUnpublished,
                        };
                        UserError::at(code, lack, ["learningObject"])
                    })
                    .collect(),
                Some(*it),
            ),
        };
        Ok(ActivateConfigurationPayload {
            configuration: configuration.map(CredentialConfiguration),
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
