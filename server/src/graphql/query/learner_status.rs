//! `learnerStatus` and `learnerStatuses`.

use async_graphql::{Context, InputObject, Object};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::learner_status::{LearnerStatus, LearnerStatusResult};
use crate::graphql::scalar::PublicUuid;
use crate::service::learner_status::{LearnerStatusError, StatusQuestion, learner_statuses};

/// A learner, and the runs to look at. The learner is named in one way.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct LearnerStatusQuestion {
    /// The learner's number on the learning platform.
    lms_user_id: Option<i64>,
    /// The learner's name on the learning platform; letter case does not matter.
    username: Option<String>,
    /// Courses by their UUID in the catalogue: all their runs. As text, so that what is no UUID is refused with this question alone.
    courses: Option<Vec<String>>,
    /// Runs, by course key or by UUID in the catalogue.
    course_runs: Option<Vec<String>>,
}

impl From<LearnerStatusQuestion> for StatusQuestion {
    fn from(it: LearnerStatusQuestion) -> Self {
        let LearnerStatusQuestion {
            lms_user_id,
            username,
            courses,
            course_runs,
        } = it;
        Self {
            lms_user_id,
            username,
            courses: courses.unwrap_or_default(),
            course_runs: course_runs.unwrap_or_default(),
        }
    }
}

/// Runs that a learner may have of each course that is asked for: as good as always one, sometimes another one.
const RUNS_OF_COURSE: usize = 2;

/// How many runs the answer to a question may hold, at least one.
fn n_runs<C, R>(courses: Option<&Vec<C>>, course_runs: Option<&Vec<R>>) -> usize {
    let n_courses = courses.map_or(0, Vec::len).saturating_mul(RUNS_OF_COURSE);
    course_runs.map_or(0, Vec::len).saturating_add(n_courses).max(1)
}

/// How many runs the answers to questions may hold.
fn n_runs_of_all(questions: &[LearnerStatusQuestion]) -> usize {
    let each = questions
        .iter()
        .map(|it| n_runs(it.courses.as_ref(), it.course_runs.as_ref()));
    each.fold(0, usize::saturating_add)
}

#[derive(Default)]
pub(in crate::graphql) struct LearnerStatusQuery;

#[Object]
impl LearnerStatusQuery {
    /// Where a learner stands in some courses and course runs, at most 500 together: the runs with a credential that stands and may be
    /// shown. A learner who is not known stands nowhere. Name the learner by `lmsUserId` or by `username`. Staff and service accounts
    /// only; what staff look at goes to the audit trail.
    #[graphql(complexity = "1 + n_runs(courses.as_ref(), course_runs.as_ref()).saturating_mul(child_complexity)")]
    async fn learner_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The learner's number on the learning platform.")] lms_user_id: Option<i64>,
        #[graphql(desc = "The learner's name on the learning platform; letter case does not matter.")] username: Option<
            String,
        >,
        #[graphql(desc = "Courses by their UUID in the catalogue: all their runs.")] courses: Option<Vec<PublicUuid>>,
        #[graphql(desc = "Runs, by course key or by UUID in the catalogue.")] course_runs: Option<Vec<String>>,
    ) -> async_graphql::Result<LearnerStatus> {
        let question = LearnerStatusQuestion {
            lms_user_id,
            username,
            courses: courses.map(|it| it.iter().map(|it| it.0.to_string()).collect()),
            course_runs,
        };
        let answers = learner_statuses(ctx.here()?, vec![question.into()])
            .await
            .map_err(refused)?;
        match answers.into_iter().next() {
            Some(Ok(status)) => Ok(LearnerStatus(status)),
            Some(Err(refusal)) => Err(error::bad_input(refusal)),
            None => Err(async_graphql::Error::new_with_source(anyhow::anyhow!(
                "a question without an answer"
            ))),
        }
    }

    /// Where many learners stand, at most 500, each in courses and runs of their own: the answers in the order of the questions. A
    /// question that cannot be answered does not fail the others. Staff and service accounts only; what staff look at goes to the
    /// audit trail.
    #[graphql(complexity = "1 + n_runs_of_all(&questions).saturating_mul(child_complexity)")]
    async fn learner_statuses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The learners.")] questions: Vec<LearnerStatusQuestion>,
    ) -> async_graphql::Result<Vec<LearnerStatusResult>> {
        let questions = questions.into_iter().map(Into::into).collect();
        let answers = learner_statuses(ctx.here()?, questions).await.map_err(refused)?;
        Ok(answers.into_iter().map(Into::into).collect())
    }
}

fn refused(error: LearnerStatusError) -> async_graphql::Error {
    match error {
        LearnerStatusError::Denied(denied) => error::denied(denied),
        LearnerStatusError::TooManyItems { .. } => error::coded(error::Code::LimitExceeded, error.to_string()),
        LearnerStatusError::Fault(fault) => error::fault(fault),
    }
}
