//! What the page asks for: what would become of an award, and the award.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::enumeration::LearningObjectType;
use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::audit_trail::AuditTrailChange;
use crate::console::configurations::CredentialConfiguration;
use crate::console::learning_object::LearningObjectInput;

/// Why a credential is not awarded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// No username of the platform.
    Username,
    /// The learner was retired.
    Retired,
    /// Neither a course key nor a program's UUID.
    Object,
    /// Nothing is configured for the program.
    Unconfigured,
    /// The configuration takes no awards now.
    Inactive,
    /// The name cannot stand on a certificate.
    Name,
    /// The date lies outside of what certificates can show.
    Date,
    /// An attribute cannot be kept, or they are too many.
    Attributes,
    /// The reason is missing, too long or unfit.
    Reason,
    /// It was changed since it was tried out.
    Outdated,
    /// What this page does not expect.
    Other,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// What became of an award, or would.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) outcome: AwardOutcome,
    /// None where it does not exist yet.
    pub(super) number: Option<CertificateNumber>,
    /// The version after the award; none where it does not exist yet.
    version: Option<i32>,
    /// What becomes of one that exists.
    pub(super) changes: Vec<AuditTrailChange>,
}

impl Verdict {
    /// The award as it was tried out: it is made only if what it changes is still what was seen.
    pub(super) fn confirmed(&self, award: Award) -> Award {
        let expected_version = match self.outcome {
            // A trial tells the version that the change would make.
            AwardOutcome::Updated | AwardOutcome::Reinstated => self.version.map(|it| it - 1),
            AwardOutcome::Unchanged => self.version,
            AwardOutcome::Created | AwardOutcome::Refused => None,
        };
        Award {
            expected_version,
            ..award
        }
    }
}

/// What would become of an award; nothing is written.
///
/// # Errors
/// All that is wrong with it.
pub(super) async fn try_out(award: Award) -> Result<Verdict, Vec<Refusal>> {
    let answer = send(DryRun::build(DryRunVariables { award })).await;
    let mut payload = answer
        .map_err(|error| vec![Refusal::Failed(error)])?
        .data
        .award_credentials;
    verdict(payload.results.pop().ok_or_else(|| vec![Refusal::Other])?)
}

/// Awards it.
pub(super) async fn award(award: Award) -> Result<Verdict, Refusal> {
    let payload = send(AwardOne::build(AwardVariables { award }))
        .await?
        .data
        .award_credential;
    verdict(payload).map_err(|refusals| refusals.into_iter().next().unwrap_or(Refusal::Other))
}

/// What is awarded to whom, in the words of people; none for what nobody knows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct About {
    /// Title of what can be earned.
    pub(super) title: Option<String>,
    /// The learner's name.
    pub(super) name: Option<String>,
}

/// What an award that was tried out is about.
///
/// # Errors
/// No answer that could be used.
pub(super) async fn about(award: &Award) -> Result<About, ApiError> {
    let object = &award.learning_object;
    let operation = AboutQuery::build(AboutVariables {
        learning_object: object.clone(),
        key: object.id.clone(),
        is_run: object.kind == LearningObjectType::CourseRun,
        username: award.username.clone(),
    });
    let AboutQuery {
        configuration,
        course_run,
        learners,
    } = send(operation).await?.data;
    let learner = learners.nodes.into_iter().next();
    // A run has no configuration before its first award.
    let title = configuration.map(|it| it.name()).or(course_run.map(|it| it.title));
    Ok(About {
        title: title.filter(|it| *it != object.id),
        name: learner.and_then(|it| it.name),
    })
}

fn verdict(payload: AwardCredentialPayload) -> Result<Verdict, Vec<Refusal>> {
    if !payload.user_errors.is_empty() {
        return Err(payload.user_errors.iter().map(|it| refusal(it.code)).collect());
    }
    Ok(Verdict {
        outcome: payload.outcome,
        number: payload.credential.as_ref().map(|it| it.uuid),
        version: payload.credential.map(|it| it.version),
        changes: payload.changes,
    })
}

fn refusal(code: AwardCredentialErrorCode) -> Refusal {
    use AwardCredentialErrorCode as Code;
    match code {
        Code::InvalidUsername => Refusal::Username,
        Code::LearnerRetired => Refusal::Retired,
        Code::InvalidLearningObject => Refusal::Object,
        Code::ConfigurationNotFound => Refusal::Unconfigured,
        Code::ConfigurationInactive => Refusal::Inactive,
        Code::InvalidRecipientName => Refusal::Name,
        Code::InvalidDateOverride => Refusal::Date,
        Code::InvalidAttribute | Code::TooManyAttributes => Refusal::Attributes,
        Code::InvalidReason => Refusal::Reason,
        Code::VersionConflict => Refusal::Outdated,
        Code::Other => Refusal::Other,
    }
}

/// What is to be awarded. What is none is not told: of a credential that exists it stays as it is.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "AwardCredentialInput")]
pub(super) struct Award {
    pub(super) username: String,
    pub(super) learning_object: LearningObjectInput,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) recipient_name: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) date_override: Option<Instant>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) attributes: Option<Vec<AttributeInput>>,
    /// Why; asked for where a credential that exists is changed.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
    /// Names the award: however often it is sent, it is made once.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) idempotency_key: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) expected_version: Option<i32>,
}

#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub(super) struct AttributeInput {
    pub(super) name: String,
    pub(super) value: String,
}

/// Reads attributes, one on each line: `name = value`. None where a line is neither that nor blank.
pub(super) fn read_attributes(text: &str) -> Option<Vec<AttributeInput>> {
    let read = |line: &str| {
        let (name, value) = line.split_once('=')?;
        let name = name.trim();
        (!name.is_empty()).then(|| AttributeInput {
            name: name.to_owned(),
            value: value.trim().to_owned(),
        })
    };
    text.lines().filter(|it| !it.trim().is_empty()).map(read).collect()
}

#[derive(cynic::QueryVariables)]
struct AboutVariables {
    learning_object: LearningObjectInput,
    key: String,
    is_run: bool,
    username: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "AboutVariables")]
struct AboutQuery {
    #[arguments(learningObject: $learning_object)]
    configuration: Option<CredentialConfiguration>,
    #[arguments(key: $key)]
    #[directives(include(if: $is_run))]
    course_run: Option<CourseRun>,
    // Not by `learner`, which notes that all that is known of them was looked at.
    #[arguments(filter: { username: $username }, first: 1)]
    learners: LearnerSummaryConnection,
}

#[derive(cynic::QueryFragment)]
struct CourseRun {
    title: String,
}

#[derive(cynic::QueryFragment)]
struct LearnerSummaryConnection {
    nodes: Vec<LearnerSummary>,
}

#[derive(cynic::QueryFragment)]
struct LearnerSummary {
    name: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct DryRunVariables {
    award: Award,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DryRunVariables")]
struct DryRun {
    #[arguments(input: { items: [$award], dryRun: true })]
    award_credentials: AwardCredentialsPayload,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialsPayload {
    results: Vec<AwardCredentialPayload>,
}

#[derive(cynic::QueryVariables)]
struct AwardVariables {
    award: Award,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AwardVariables")]
struct AwardOne {
    #[arguments(input: $award)]
    award_credential: AwardCredentialPayload,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialPayload {
    outcome: AwardOutcome,
    credential: Option<Credential>,
    changes: Vec<AuditTrailChange>,
    user_errors: Vec<AwardCredentialError>,
}

#[derive(cynic::QueryFragment)]
struct Credential {
    uuid: CertificateNumber,
    version: i32,
}

#[derive(cynic::QueryFragment)]
struct AwardCredentialError {
    code: AwardCredentialErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AwardOutcome {
    Created,
    Refused,
    Reinstated,
    Unchanged,
    Updated,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum AwardCredentialErrorCode {
    ConfigurationInactive,
    ConfigurationNotFound,
    InvalidAttribute,
    InvalidDateOverride,
    InvalidLearningObject,
    InvalidReason,
    InvalidRecipientName,
    InvalidUsername,
    LearnerRetired,
    TooManyAttributes,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}

#[cfg(test)]
mod tests {
    use super::{AttributeInput, Award, AwardOutcome, LearningObjectInput, Verdict, read_attributes};

    #[test]
    fn attributes_stand_on_lines() {
        let attribute = |name: &str, value: &str| AttributeInput {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        assert_eq!(read_attributes(" \n"), Some(Vec::new()));
        assert_eq!(
            read_attributes("honors = yes\r\n\n formula=a=b\nempty ="),
            Some(vec![
                attribute("honors", "yes"),
                attribute("formula", "a=b"),
                attribute("empty", "")
            ])
        );
        for text in ["honors", "= yes", "a = b\nhonors"] {
            assert_eq!(read_attributes(text), None, "{text}");
        }
    }

    #[test]
    fn award_is_made_to_the_version_that_was_seen() {
        let award = Award {
            username: "ada".to_owned(),
            learning_object: LearningObjectInput::told("course-v1:A+B+C"),
            recipient_name: None,
            date_override: None,
            attributes: None,
            reason: None,
            idempotency_key: None,
            expected_version: None,
        };
        for (outcome, version, expected) in [
            (AwardOutcome::Created, None, None),
            (AwardOutcome::Updated, Some(4), Some(3)),
            (AwardOutcome::Reinstated, Some(3), Some(2)),
            (AwardOutcome::Unchanged, Some(3), Some(3)),
        ] {
            let verdict = Verdict {
                outcome,
                number: None,
                version,
                changes: Vec::new(),
            };
            assert_eq!(
                verdict.confirmed(award.clone()).expected_version,
                expected,
                "{outcome:?}"
            );
        }
    }
}
