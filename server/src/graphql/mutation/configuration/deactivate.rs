//! `deactivateConfiguration`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::mutation::credential::LearningObjectInput;
use crate::graphql::object::configuration::CredentialConfiguration;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::configuration::{Activity, Changed, TurnConfigurationError};

/// A configuration to deactivate.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct DeactivateConfigurationInput {
    /// What earns the credential.
    learning_object: LearningObjectInput,
    /// Deactivate it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of a configuration to deactivate.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DeactivateConfigurationPayload {
    /// The configuration as it is now; null where there is none.
    configuration: Option<CredentialConfiguration>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<DeactivateConfigurationErrorCode>>,
}

/// Why a configuration was not deactivated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum DeactivateConfigurationErrorCode {
    /// The learning object's id does not fit its kind.
    InvalidLearningObject,
    /// The learning object has no configuration.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The configuration has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct DeactivateConfiguration;

#[Object]
impl DeactivateConfiguration {
    /// Let a configuration accept no more awards. Credentials that exist stay as they are. Repeating the request changes nothing. Staff
    /// only.
    async fn deactivate_configuration(
        &self,
        ctx: &Context<'_>,
        input: DeactivateConfigurationInput,
    ) -> async_graphql::Result<DeactivateConfigurationPayload> {
        use DeactivateConfigurationErrorCode as Code;
        let DeactivateConfigurationInput {
            learning_object,
            expected_version,
        } = input;
        let turned = service::configuration::turn(
            ctx.here()?,
            learning_object.into(),
            Activity::Inactive,
            expected_version,
        )
        .await;
        let error = match turned {
            Ok(Changed {
                is_changed,
                configuration,
            }) => {
                return Ok(DeactivateConfigurationPayload {
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
            TurnConfigurationError::Incomplete(..) => return Err(error::impossible(&message)),
        };
        Ok(DeactivateConfigurationPayload {
            configuration: configuration.map(CredentialConfiguration),
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
