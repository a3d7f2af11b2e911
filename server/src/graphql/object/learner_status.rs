//! Where learners stand.

use async_graphql::{Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::enumeration::CredentialStatus;
use super::grade::Grade;
use crate::graphql::scalar::{EnrollmentMode, PublicUuid};
use crate::service::learner_status as service;

/// Where a learner stands in the runs that were asked for.
pub(in crate::graphql) struct LearnerStatus(pub(in crate::graphql) service::LearnerStatus);

/// Where a learner stands in the runs that were asked for.
#[Object]
impl LearnerStatus {
    /// The learner's number on the learning platform; null where it is not known.
    async fn lms_user_id(&self) -> Option<i64> {
        self.0.lms_user_id
    }

    /// The learner's name on the learning platform; null where only a number was asked for that nobody is known by.
    async fn username(&self) -> Option<&str> {
        self.0.username.as_deref()
    }

    /// The runs for which the learner holds a credential that stands and may be shown now, by course key; at most some hundred.
    /// Empty for a learner who is not known.
    // How many a question may find is counted where it is asked.
    async fn course_runs(&self) -> Vec<CourseRunStatus> {
        self.0.runs.iter().cloned().map(CourseRunStatus).collect()
    }
}

/// A run for which a learner holds a credential that stands and may be shown.
pub(in crate::graphql) struct CourseRunStatus(service::RunStatus);

/// A run for which a learner holds a credential that stands and may be shown.
#[Object]
impl CourseRunStatus {
    /// UUID of the course in the catalogue; null where the catalogue does not know the run.
    async fn course_uuid(&self) -> Option<PublicUuid> {
        self.0.course_uuid.map(PublicUuid)
    }

    /// UUID of the run in the catalogue; null where the catalogue does not know it.
    async fn uuid(&self) -> Option<PublicUuid> {
        self.0.run_uuid.map(PublicUuid)
    }

    /// The run's course key.
    async fn key(&self) -> &str {
        self.0.key.as_str()
    }

    /// Status of the credential: always `AWARDED`, others are left out.
    async fn status(&self) -> CredentialStatus {
        CredentialStatus::Awarded
    }

    /// Enrollment mode under which the run was completed; null where the award named none.
    async fn mode(&self) -> Option<EnrollmentMode> {
        self.0.mode.as_ref().map(|it| EnrollmentMode(it.to_string()))
    }

    /// From when certificates of the run may be seen; null for at once.
    async fn available_at(&self) -> Option<DateTime<Utc>> {
        self.0.available_at
    }

    /// The learner's grade in the run; null where the platform told none.
    async fn grade(&self) -> Option<Grade> {
        self.0.grade.clone().map(Grade)
    }
}

/// The answer to one question of many.
#[derive(SimpleObject)]
pub(in crate::graphql) struct LearnerStatusResult {
    /// Where the learner stands; null where the question could not be answered.
    status: Option<LearnerStatus>,
    /// Why it could not be answered; null where it was.
    refusal: Option<LearnerStatusRefusal>,
}

impl From<Result<service::LearnerStatus, service::StatusRefusal>> for LearnerStatusResult {
    fn from(it: Result<service::LearnerStatus, service::StatusRefusal>) -> Self {
        match it {
            Ok(status) => Self {
                status: Some(LearnerStatus(status)),
                refusal: None,
            },
            Err(refusal) => Self {
                status: None,
                refusal: Some(LearnerStatusRefusal {
                    code: (&refusal).into(),
                    message: refusal.to_string(),
                }),
            },
        }
    }
}

/// Why a question could not be answered; the others are.
#[derive(SimpleObject)]
pub(in crate::graphql) struct LearnerStatusRefusal {
    /// What is wrong, for programs.
    code: LearnerStatusRefusalCode,
    /// What is wrong, for people. In English; may change.
    message: String,
}

/// What is wrong with a question about a learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum LearnerStatusRefusalCode {
    /// The learner is not named in exactly one way.
    UnclearLearner,
    /// The username breaks the platform's rule.
    InvalidUsername,
    /// Neither a course nor a run is named.
    NothingAsked,
    /// A course is named by what is no UUID.
    InvalidCourse,
    /// A run is named by what is neither a course key nor a UUID.
    InvalidCourseRun,
    /// More than 500 courses and runs.
    TooManyObjects,
}

impl From<&service::StatusRefusal> for LearnerStatusRefusalCode {
    fn from(it: &service::StatusRefusal) -> Self {
        use service::StatusRefusal as Refusal;
        match it {
            Refusal::UnclearLearner => Self::UnclearLearner,
            Refusal::Username(_) => Self::InvalidUsername,
            Refusal::NothingAsked => Self::NothingAsked,
            Refusal::Course { .. } => Self::InvalidCourse,
            Refusal::CourseRun { .. } => Self::InvalidCourseRun,
            Refusal::TooManyObjects => Self::TooManyObjects,
        }
    }
}
