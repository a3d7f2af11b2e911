//! Letting a configuration take awards, and no more.

use cynic::MutationBuilder;

use super::query::CredentialConfiguration;
use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::learning_object::LearningObjectInput;

/// Why it was neither activated nor deactivated.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// It was changed elsewhere, or is gone.
    Outdated,
    /// Something is lacking since it was shown.
    Lacking,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Lets the version that was seen take awards.
pub(super) async fn activate(configuration: &CredentialConfiguration) -> Result<CredentialConfiguration, Refusal> {
    let operation = Activate::build(ChangeVariables {
        object: configuration.learning_object.told(),
        version: configuration.version,
    });
    let payload = send(operation).await?.data.activate_configuration;
    match payload.user_errors.first().map(|it| it.code) {
        None => payload.configuration.ok_or(Refusal::Outdated),
        Some(ActivateConfigurationErrorCode::VersionConflict | ActivateConfigurationErrorCode::NotFound) => {
            Err(Refusal::Outdated)
        }
        Some(ActivateConfigurationErrorCode::Other) => Err(Refusal::Lacking),
    }
}

/// Lets the version that was seen take no more awards.
pub(super) async fn deactivate(configuration: &CredentialConfiguration) -> Result<CredentialConfiguration, Refusal> {
    let operation = Deactivate::build(ChangeVariables {
        object: configuration.learning_object.told(),
        version: configuration.version,
    });
    let payload = send(operation).await?.data.deactivate_configuration;
    if payload.user_errors.is_empty() {
        payload.configuration.ok_or(Refusal::Outdated)
    } else {
        Err(Refusal::Outdated)
    }
}

#[derive(cynic::QueryVariables)]
struct ChangeVariables {
    object: LearningObjectInput,
    version: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ChangeVariables")]
struct Activate {
    #[arguments(input: { learningObject: $object, expectedVersion: $version })]
    activate_configuration: ActivateConfigurationPayload,
}

#[derive(cynic::QueryFragment)]
struct ActivateConfigurationPayload {
    configuration: Option<CredentialConfiguration>,
    user_errors: Vec<ActivateConfigurationError>,
}

#[derive(cynic::QueryFragment)]
struct ActivateConfigurationError {
    code: ActivateConfigurationErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum ActivateConfigurationErrorCode {
    NotFound,
    VersionConflict,
    /// What is lacking.
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ChangeVariables")]
struct Deactivate {
    #[arguments(input: { learningObject: $object, expectedVersion: $version })]
    deactivate_configuration: DeactivateConfigurationPayload,
}

#[derive(cynic::QueryFragment)]
struct DeactivateConfigurationPayload {
    configuration: Option<CredentialConfiguration>,
    user_errors: Vec<DeactivateConfigurationError>,
}

#[derive(cynic::QueryFragment)]
struct DeactivateConfigurationError {
    message: String,
}
