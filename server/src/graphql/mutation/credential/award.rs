//! `awardCredential`.

use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::LearningObjectInput;
use crate::domain::award::{AttributeValue, DateOverride, RawAward, Refusal};
use crate::domain::idempotency::IdempotencyError;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::audit_trail_entry::AuditTrailChange;
use crate::graphql::object::credential::Credential;
use crate::graphql::object::enumeration::AwardOutcome;
use crate::graphql::scalar::EnrollmentMode;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::credential::award::{AwardCredentialsError, Awarded};

/// A credential to award.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct AwardCredentialInput {
    /// The learner's name on the learning platform. A learner who is not known yet is written down.
    username: String,
    /// What was earned. A program needs an active configuration; a course run gets one with its first award.
    learning_object: LearningObjectInput,
    /// Name/value pairs to set or take away, at most 50, no name twice; others stay as they are.
    attributes: Option<Vec<AttributeInput>>,
    /// Date for the certificate to show, between 1900 and 2199; visitors see the credential from then on if it lies ahead. Null for
    /// the award's own date. Without it the date stays as it is.
    date_override: MaybeUndefined<DateTime<Utc>>,
    /// Enrollment mode under which a course run was completed. Without it the mode stays as it is.
    mode: Option<EnrollmentMode>,
    /// The learner's full name for the certificate, at most 255 characters. Without it the name that the platform told before. A
    /// certificate keeps the name it was awarded with.
    recipient_name: Option<String>,
    /// The learner's number on the learning platform, where the caller knows it.
    lms_user_id: Option<i64>,
    /// Why, for staff and the learner: at most 1,000 characters. Kept in the history, if anything is made or changed.
    reason: Option<String>,
    /// Change the credential only if it has this version.
    expected_version: Option<i32>,
    /// Makes a repeated award answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses for
    /// each award.
    idempotency_key: Option<String>,
}

/// A name/value pair to set or take away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct AttributeInput {
    /// Name, 1 to 255 characters.
    name: String,
    /// Value, at most 255 characters; null takes the attribute away. Leaving it out is refused.
    value: MaybeUndefined<String>,
}

impl From<AttributeInput> for (String, AttributeValue) {
    fn from(it: AttributeInput) -> Self {
        let AttributeInput { name, value } = it;
        let value = match value {
            MaybeUndefined::Undefined => AttributeValue::Untold,
            MaybeUndefined::Null => AttributeValue::Remove,
            MaybeUndefined::Value(value) => AttributeValue::Set(value),
        };
        (name, value)
    }
}

impl From<AwardCredentialInput> for RawAward {
    fn from(it: AwardCredentialInput) -> Self {
        let AwardCredentialInput {
            username,
            learning_object,
            attributes,
            date_override,
            mode,
            recipient_name,
            lms_user_id,
            reason,
            expected_version,
            idempotency_key,
        } = it;
        Self {
            username,
            learning_object: learning_object.into(),
            attributes: attributes.unwrap_or_default().into_iter().map(Into::into).collect(),
            date_override: match date_override {
                MaybeUndefined::Undefined => DateOverride::Keep,
                MaybeUndefined::Null => DateOverride::Clear,
                MaybeUndefined::Value(date) => DateOverride::Set(date),
            },
            mode: mode.map(|it| it.0),
            recipient_name,
            lms_user_id,
            reason,
            expected_version,
            idempotency_key,
        }
    }
}

/// What became of an award.
#[derive(SimpleObject)]
pub(in crate::graphql) struct AwardCredentialPayload {
    /// The credential afterwards; null where nothing is stored.
    credential: Option<Credential>,
    /// What became of each property that changed, or in a dry run would; empty where the credential is made, and where it stays as it
    /// is.
    #[graphql(complexity = "1 + 3 * child_complexity")]
    changes: Vec<AuditTrailChange>,
    /// What became of the award.
    pub(super) outcome: AwardOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<AwardCredentialErrorCode>>,
}

impl AwardCredentialPayload {
    /// The verdict on the award at a place below `input`.
    pub(super) fn of(awarded: Awarded, place: &[String]) -> Self {
        let Awarded {
            outcome,
            credential,
            changes,
            refusals,
        } = awarded;
        let user_errors = refusals
            .iter()
            .map(|it| UserError::at(it.into(), it, place.iter().cloned().chain(it.path())))
            .collect();
        Self {
            credential: credential.map(Credential::from),
            changes: changes
                .iter()
                .map(|(name, value)| AuditTrailChange::of(name, value))
                .collect(),
            outcome: outcome.into(),
            user_errors,
        }
    }
}

/// Why an award was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum AwardCredentialErrorCode {
    /// The username breaks the platform's rule.
    InvalidUsername,
    /// The learning object's id does not fit its kind.
    InvalidLearningObject,
    /// An attribute's name or value is unfit, the value was left out, or a name is given twice.
    InvalidAttribute,
    /// More than 50 attributes in one award, or more than 200 of the credential with those it has.
    TooManyAttributes,
    /// The date lies outside 1900 to 2199.
    InvalidDateOverride,
    /// The mode is no slug, or the learning object has none.
    InvalidMode,
    /// The recipient's name is unfit.
    InvalidRecipientName,
    /// The learner's number is not positive, or is another learner's.
    InvalidLmsUserId,
    /// The reason is too long or has control characters.
    InvalidReason,
    /// The learner was retired: nothing is kept of them any more.
    LearnerRetired,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// No credential is configured for the program.
    ConfigurationNotFound,
    /// The configuration takes no new awards.
    ConfigurationInactive,
    /// The credential has another version than the expected one.
    VersionConflict,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
    /// An earlier item awards the same credential.
    DuplicateItem,
    /// Another item of an all-or-none request was refused.
    BatchRefused,
}

impl From<&Refusal> for AwardCredentialErrorCode {
    fn from(it: &Refusal) -> Self {
        match it {
            Refusal::Username(_) => Self::InvalidUsername,
            Refusal::LearningObject(_) => Self::InvalidLearningObject,
            Refusal::AttributeName { .. }
            | Refusal::AttributeValue { .. }
            | Refusal::AttributeUntold { .. }
            | Refusal::DuplicateAttribute { .. } => Self::InvalidAttribute,
            Refusal::TooManyAttributes { .. } => Self::TooManyAttributes,
            Refusal::DateOverride => Self::InvalidDateOverride,
            Refusal::Mode(_) | Refusal::ModeNotApplicable => Self::InvalidMode,
            Refusal::RecipientName(_) => Self::InvalidRecipientName,
            Refusal::LmsUserId | Refusal::LmsUserIdTaken => Self::InvalidLmsUserId,
            Refusal::Reason(_) => Self::InvalidReason,
            Refusal::LearnerRetired => Self::LearnerRetired,
            Refusal::InvalidVersion => Self::InvalidExpectedVersion,
            Refusal::Stale { .. } => Self::VersionConflict,
            Refusal::ConfigurationNotFound => Self::ConfigurationNotFound,
            Refusal::ConfigurationInactive => Self::ConfigurationInactive,
            Refusal::IdempotencyKey(IdempotencyError::InvalidKey) => Self::InvalidIdempotencyKey,
            Refusal::IdempotencyKey(IdempotencyError::Mismatch) => Self::IdempotencyMismatch,
            Refusal::DuplicateItem { .. } => Self::DuplicateItem,
            Refusal::BatchRefused => Self::BatchRefused,
        }
    }
}

#[derive(Default)]
pub(in crate::graphql) struct AwardCredential;

#[Object]
impl AwardCredential {
    /// Award a credential; where it exists already, change or reinstate it. Repeating the request changes nothing. Staff and service
    /// accounts only.
    async fn award_credential(
        &self,
        ctx: &Context<'_>,
        input: AwardCredentialInput,
    ) -> async_graphql::Result<AwardCredentialPayload> {
        match service::credential::award::award(ctx.here()?, input.into()).await {
            Ok(awarded) => Ok(AwardCredentialPayload::of(awarded, &[])),
            Err(AwardCredentialsError::Denied(denied)) => Err(error::denied(denied)),
            Err(error @ (AwardCredentialsError::TooManyItems { .. } | AwardCredentialsError::Idempotency(_))) => {
                Err(error::coded(error::Code::LimitExceeded, error.to_string()))
            }
            Err(AwardCredentialsError::Fault(fault)) => Err(error::fault(fault)),
        }
    }
}
