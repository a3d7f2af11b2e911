//! `recordGrades`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::domain::grade::{RawGrade, Refusal};
use crate::domain::idempotency::IdempotencyError;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::enumeration::GradeOutcome;
use crate::graphql::object::grade::Grade;
use crate::graphql::scalar::Decimal;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::bulk::{Completeness, Effect};
use crate::service::grade::{BulkGrade, RecordGradesError, Recorded};

/// A grade to record.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct GradeInput {
    /// The learner's name on the learning platform. A learner who is not known yet is written down.
    username: String,
    /// The learner's number on the learning platform, where the caller knows it.
    lms_user_id: Option<i64>,
    /// The run, by its course key; the catalogue need not know it.
    course_key: String,
    /// Letter or word, at most 255 characters, such as `A` or `Pass`. Without it the grade has none.
    letter: Option<String>,
    /// Share of the points, from 0 to 1 with at most four decimal places.
    percent: Decimal,
    /// Whether the platform is sure who did the work; only such grades count in records.
    #[graphql(default = true)]
    is_verified: bool,
    /// When the platform last changed the grade. An older message never overwrites a newer one; one without a time overwrites.
    lms_last_updated_at: Option<DateTime<Utc>>,
    /// Makes a repeated grade answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses for
    /// each grade.
    idempotency_key: Option<String>,
}

impl From<GradeInput> for RawGrade {
    fn from(it: GradeInput) -> Self {
        let GradeInput {
            username,
            lms_user_id,
            course_key,
            letter,
            percent: Decimal(percent),
            is_verified,
            lms_last_updated_at,
            idempotency_key,
        } = it;
        Self {
            username,
            lms_user_id,
            course_key,
            letter,
            percent,
            is_verified,
            lms_last_updated_at,
            idempotency_key,
        }
    }
}

/// Grades to record together.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RecordGradesInput {
    /// The grades, at most 500, none of them twice.
    items: Vec<GradeInput>,
    /// Store what can be stored even if some items are refused. Without it all are stored or none.
    #[graphql(default)]
    partial: bool,
    /// Tell what would become of the items, and write nothing.
    #[graphql(default)]
    dry_run: bool,
    /// Makes a repeated request answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses for
    /// each request.
    idempotency_key: Option<String>,
}

/// What became of one grade.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RecordedGrade {
    /// The grade that is stored now; null where none is.
    grade: Option<Grade>,
    /// What became of it.
    outcome: GradeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<RecordGradesErrorCode>>,
}

impl RecordedGrade {
    /// The verdict on the grade at this place of the list.
    fn of(recorded: Recorded, index: usize) -> Self {
        let Recorded {
            outcome,
            grade,
            refusals,
        } = recorded;
        let place = |it: &Refusal| {
            let path = ["items".to_owned(), index.to_string()].into_iter();
            path.chain(it.path().map(str::to_owned))
        };
        Self {
            grade: grade.map(Grade),
            outcome: outcome.into(),
            user_errors: refusals
                .iter()
                .map(|it| UserError::at(it.into(), it, place(it)))
                .collect(),
        }
    }
}

/// What became of grades recorded together.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RecordGradesPayload {
    /// What became of each item, in their order; empty where the request was refused as a whole. In a dry run, what would become
    /// of it.
    results: Vec<RecordedGrade>,
    /// Why nothing was stored; empty otherwise.
    user_errors: Vec<UserError<RecordGradesErrorCode>>,
}

/// Why a grade, or all of them, was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RecordGradesErrorCode {
    /// The username breaks the platform's rule.
    InvalidUsername,
    /// The learner's number is not positive, or is another learner's.
    InvalidLmsUserId,
    /// The learner was retired: nothing is kept of them any more.
    LearnerRetired,
    /// The run's key is no course key.
    InvalidCourseKey,
    /// The letter is too long or has control characters.
    InvalidLetter,
    /// The percentage does not lie between 0 and 1, or has more than four decimal places.
    InvalidPercent,
    /// The time of the platform's last change lies before 1900 or in the future.
    InvalidLmsLastUpdatedAt,
    /// An earlier item grades the same learner in the same run.
    DuplicateItem,
    /// Another item of an all-or-none request was refused.
    BatchRefused,
    /// An item was refused, and `partial` was not asked for. `results` say which, and why.
    ItemsRefused,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
}

impl From<&Refusal> for RecordGradesErrorCode {
    fn from(it: &Refusal) -> Self {
        match it {
            Refusal::Username(_) => Self::InvalidUsername,
            Refusal::LmsUserId | Refusal::LmsUserIdTaken => Self::InvalidLmsUserId,
            Refusal::LearnerRetired => Self::LearnerRetired,
            Refusal::CourseKey(_) => Self::InvalidCourseKey,
            Refusal::Letter(_) => Self::InvalidLetter,
            Refusal::Percent(_) => Self::InvalidPercent,
            Refusal::LmsLastUpdatedAt => Self::InvalidLmsLastUpdatedAt,
            Refusal::DuplicateItem { .. } => Self::DuplicateItem,
            Refusal::IdempotencyKey(error) => error.into(),
            Refusal::BatchRefused => Self::BatchRefused,
        }
    }
}

impl From<&IdempotencyError> for RecordGradesErrorCode {
    fn from(it: &IdempotencyError) -> Self {
        match it {
            IdempotencyError::InvalidKey => Self::InvalidIdempotencyKey,
            IdempotencyError::Mismatch => Self::IdempotencyMismatch,
        }
    }
}

#[derive(Default)]
pub(in crate::graphql) struct RecordGrades;

#[Object]
impl RecordGrades {
    /// Record up to 500 grades: all of them or none, unless `partial` is true. A learner has one grade in a run; a newer one takes
    /// its place. More than 500 are refused with `LIMIT_EXCEEDED`. Staff and service accounts only.
    #[graphql(complexity = "1 + input.items.len() * child_complexity")]
    async fn record_grades(
        &self,
        ctx: &Context<'_>,
        input: RecordGradesInput,
    ) -> async_graphql::Result<RecordGradesPayload> {
        let RecordGradesInput {
            items,
            partial,
            dry_run,
            idempotency_key,
        } = input;
        let bulk = BulkGrade {
            items: items.into_iter().map(Into::into).collect(),
            completeness: if partial {
                Completeness::Partial
            } else {
                Completeness::AllOrNone
            },
            effect: if dry_run { Effect::DryRun } else { Effect::Write },
            idempotency_key,
        };
        match service::grade::record_many(ctx.here()?, bulk).await {
            Ok(recorded) => {
                let results: Vec<_> = recorded
                    .into_iter()
                    .enumerate()
                    .map(|(index, it)| RecordedGrade::of(it, index))
                    .collect();
                let is_any_refused = results.iter().any(|it| it.outcome == GradeOutcome::Refused);
                let user_errors = if is_any_refused && !partial {
                    let message = "nothing was stored, because an item was refused";
                    vec![UserError::at(RecordGradesErrorCode::ItemsRefused, message, ["items"])]
                } else {
                    Vec::new()
                };
                Ok(RecordGradesPayload { results, user_errors })
            }
            Err(RecordGradesError::Idempotency(error)) => Ok(RecordGradesPayload {
                results: Vec::new(),
                user_errors: vec![UserError::at((&error).into(), error, ["idempotencyKey"])],
            }),
            Err(RecordGradesError::Denied(denied)) => Err(error::denied(denied)),
            Err(error @ RecordGradesError::TooManyItems { .. }) => {
                Err(error::coded(error::Code::LimitExceeded, error.to_string()))
            }
            Err(RecordGradesError::Fault(fault)) => Err(error::fault(fault)),
        }
    }
}
