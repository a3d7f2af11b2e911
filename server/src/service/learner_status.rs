//! Where learners stand: what the learning platform asks to show badges on a dashboard, for one learner or for many.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::id::{CourseId, UserId};
use entity::{
    CourseKey, CredentialStatus, EnrollmentMode, LearningObjectType, TrailAction, TrailSubject, Username, UsernameKey,
    UsernameRule, course_run, grade, user,
};
use uuid::Uuid;

use super::Fault;
use super::trail::{self, Deed};
use crate::context::Request;
use crate::domain::learning_object::parse_uuid;
use crate::policy::{Action, Denied, authorize, must_account};
use crate::store;
use crate::store::credential::Earned;

/// Most courses and runs that may be asked for with one learner.
pub const MAX_OBJECTS: usize = 500;

/// Whom and what somebody asks for.
#[derive(Clone, Debug, Default)]
pub struct StatusQuestion {
    /// The learner, by number on the platform.
    pub lms_user_id: Option<i64>,
    /// The learner, by name.
    pub username: Option<String>,
    /// Courses, by UUID in the catalogue: all their runs.
    pub courses: Vec<String>,
    /// Runs, by course key or UUID in the catalogue.
    pub course_runs: Vec<String>,
}

/// Where a learner stands.
#[derive(Clone, Debug)]
pub struct LearnerStatus {
    /// Number on the platform, where known or asked for.
    pub lms_user_id: Option<i64>,
    /// Name on the platform, where known or asked for.
    pub username: Option<String>,
    /// The runs with a credential that stands and may be shown, by course key.
    pub runs: Vec<RunStatus>,
}

/// A run with a credential that stands and may be shown.
#[derive(Clone, Debug)]
pub struct RunStatus {
    /// The run's key.
    pub key: CourseKey,
    /// UUID of the run; none where the catalogue does not know it.
    pub run_uuid: Option<Uuid>,
    /// UUID of its course; none where the catalogue does not know the run.
    pub course_uuid: Option<Uuid>,
    /// Enrollment mode under which it was completed.
    pub mode: Option<EnrollmentMode>,
    /// From when its certificates may be seen; none for at once.
    pub available_at: Option<DateTime<Utc>>,
    /// The learner's grade; none where the platform told none.
    pub grade: Option<grade::Model>,
}

/// Why nothing is told about a learner.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusRefusal {
    /// Not exactly one way of naming the learner.
    #[error("name the learner either by lmsUserId or by username")]
    UnclearLearner,
    /// The username breaks the rule.
    #[error(transparent)]
    Username(#[from] entity::username::InvalidUsername),
    /// Neither courses nor runs.
    #[error("name at least one course or course run")]
    NothingAsked,
    /// A course is named by what is no UUID.
    #[error("course {index} is no UUID")]
    Course {
        /// Its place in the list, from 0.
        index: usize,
    },
    /// Something is neither a course key nor a UUID.
    #[error("course run {index} is neither a course key nor a UUID")]
    CourseRun {
        /// Its place in the list, from 0.
        index: usize,
    },
    /// Too many courses and runs.
    #[error("one learner is asked for with at most {MAX_OBJECTS} courses and course runs")]
    TooManyObjects,
}

/// Why a whole question is refused.
#[derive(Debug, thiserror::Error)]
pub enum LearnerStatusError {
    /// The caller may not ask.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Too many learners.
    #[error("one request asks for at most {max} learners")]
    TooManyItems {
        /// How many there may be.
        max: usize,
    },
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for LearnerStatusError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

/// Tells where each learner stands, in the order of the questions: however many learners and runs, in a constant number of
/// statements. A learner who is not known stands nowhere.
pub async fn learner_statuses(
    request: &Request,
    questions: Vec<StatusQuestion>,
) -> Result<Vec<Result<LearnerStatus, StatusRefusal>>, LearnerStatusError> {
    let permit = authorize(&request.actor, Action::ViewLearnerStatus)?;
    let max = request.ctx.config.limits.bulk_items;
    if questions.len() > max {
        return Err(LearnerStatusError::TooManyItems { max });
    }
    let rule = request.ctx.config.username_rule;
    let questions: Vec<_> = questions.into_iter().map(|it| Question::parse(it, rule)).collect();
    let people = People::read(request, questions.iter().filter_map(|it| it.as_ref().ok())).await?;
    if must_account(&request.actor) {
        let action = TrailAction::LearnerRecordViewed;
        let deeds: Vec<Deed> = people
            .0
            .iter()
            .filter(|it| Some(it.id) != request.actor.user_id())
            .map(|it| Deed::of(action, (TrailSubject::User, it.id.0)))
            .collect();
        trail::note_alone(request, &permit, &deeds).await?;
    }
    let known = Known::read(request, &people).await?;
    Ok(questions
        .into_iter()
        .map(|it| it.map(|question| known.answer(&people, question)))
        .collect())
}

/// How a learner is named.
enum Who {
    Number(i64),
    Name(Username, UsernameKey),
}

/// A question that can be answered.
struct Question {
    who: Who,
    courses: BTreeSet<Uuid>,
    run_keys: BTreeSet<CourseKey>,
    run_uuids: BTreeSet<Uuid>,
}

impl Question {
    fn parse(raw: StatusQuestion, rule: UsernameRule) -> Result<Self, StatusRefusal> {
        let StatusQuestion {
            lms_user_id,
            username,
            courses,
            course_runs,
        } = raw;
        let who = match (lms_user_id, username) {
            (Some(number), None) => Who::Number(number),
            (None, Some(name)) => {
                let name = Username::parse(&name, rule)?;
                let key = name.key();
                Who::Name(name, key)
            }
            (Some(_), Some(_)) | (None, None) => return Err(StatusRefusal::UnclearLearner),
        };
        match courses.len() + course_runs.len() {
            0 => return Err(StatusRefusal::NothingAsked),
            n if n > MAX_OBJECTS => return Err(StatusRefusal::TooManyObjects),
            _ => {}
        }
        let mut course_uuids = BTreeSet::new();
        for (index, text) in courses.iter().enumerate() {
            course_uuids.insert(parse_uuid(text).ok_or(StatusRefusal::Course { index })?);
        }
        let (mut run_keys, mut run_uuids) = (BTreeSet::new(), BTreeSet::new());
        for (index, text) in course_runs.iter().enumerate() {
            if let Some(uuid) = parse_uuid(text) {
                run_uuids.insert(uuid);
            } else {
                run_keys.insert(CourseKey::parse(text).map_err(|_| StatusRefusal::CourseRun { index })?);
            }
        }
        Ok(Self {
            who,
            courses: course_uuids,
            run_keys,
            run_uuids,
        })
    }
}

/// The learners who are asked for, as far as they are known.
struct People(Vec<user::Model>);

impl People {
    async fn read(request: &Request, questions: impl Iterator<Item = &Question>) -> Result<Self, Fault> {
        let (mut keys, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        for it in questions {
            match &it.who {
                Who::Number(number) => drop(numbers.insert(*number)),
                Who::Name(_, key) => drop(keys.insert(key.clone())),
            }
        }
        let connection = &request.ctx.db.read;
        let mut people = store::user::by_lms_user_ids(connection, numbers.into_iter().collect()).await?;
        people.extend(store::user::by_keys(connection, keys.into_iter().collect()).await?);
        // Of whom was retired nothing is known.
        people.retain(|it| it.retired_at.is_none());
        people.sort_by_key(|it| it.id);
        people.dedup_by_key(|it| it.id);
        Ok(Self(people))
    }

    fn find(&self, who: &Who) -> Option<&user::Model> {
        self.0.iter().find(|it| match who {
            Who::Number(number) => it.lms_user_id == Some(*number),
            Who::Name(_, key) => it.username_key == *key,
        })
    }
}

/// Everything that the learners have earned, and what the catalogue knows of it.
struct Known {
    earned: BTreeMap<UserId, Vec<(CourseKey, Earned)>>,
    runs: BTreeMap<CourseKey, course_run::Model>,
    courses: BTreeMap<CourseId, Uuid>,
    grades: BTreeMap<(UserId, CourseKey), grade::Model>,
}

impl Known {
    async fn read(request: &Request, people: &People) -> Result<Self, Fault> {
        let connection = &request.ctx.db.read;
        let site = request.site.id;
        let now = request.ctx.clock.now();
        let users: Vec<UserId> = people.0.iter().map(|it| it.id).collect();
        let mut earned: BTreeMap<UserId, Vec<(CourseKey, Earned)>> = BTreeMap::new();
        for it in store::credential::earned_by(connection, site, &users).await? {
            let counts = it.status == CredentialStatus::Awarded
                && it.visible_at <= now
                && it.expires_at.is_none_or(|at| at > now);
            if counts
                && it.learning_object_type == LearningObjectType::CourseRun
                && let Ok(key) = CourseKey::parse(&it.learning_object_id)
            {
                earned.entry(it.user_id).or_default().push((key, it));
            }
        }
        for list in earned.values_mut() {
            list.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        let keys: BTreeSet<CourseKey> = earned.values().flatten().map(|(key, _)| key.clone()).collect();
        let keys: Vec<CourseKey> = keys.into_iter().collect();
        let runs = store::course_run::by_keys(connection, site, &keys).await?;
        let course_ids: BTreeSet<CourseId> = runs.iter().map(|it| it.course_id).collect();
        let course_ids: Vec<CourseId> = course_ids.into_iter().collect();
        let courses = store::course_run::courses(connection, &course_ids).await?;
        let grades = store::grade::by_learners(connection, site, &users, &keys).await?;
        Ok(Self {
            earned,
            runs: runs.into_iter().map(|it| (it.key.clone(), it)).collect(),
            courses: courses.into_iter().map(|it| (it.id, it.uuid)).collect(),
            grades: grades
                .into_iter()
                .map(|it| ((it.user_id, it.course_key.clone()), it))
                .collect(),
        })
    }

    fn answer(&self, people: &People, question: Question) -> LearnerStatus {
        let Some(learner) = people.find(&question.who) else {
            let (lms_user_id, username) = match question.who {
                Who::Number(number) => (Some(number), None),
                Who::Name(name, _) => (None, Some(name.to_string())),
            };
            return LearnerStatus {
                lms_user_id,
                username,
                runs: Vec::new(),
            };
        };
        let earned = self.earned.get(&learner.id).map(Vec::as_slice).unwrap_or_default();
        LearnerStatus {
            lms_user_id: learner.lms_user_id,
            username: Some(learner.username.to_string()),
            runs: earned
                .iter()
                .map(|(key, it)| self.run(key, it))
                .filter(|it| {
                    question.run_keys.contains(&it.key)
                        || it.run_uuid.is_some_and(|uuid| question.run_uuids.contains(&uuid))
                        || it.course_uuid.is_some_and(|uuid| question.courses.contains(&uuid))
                })
                .collect(),
        }
    }

    fn run(&self, key: &CourseKey, earned: &Earned) -> RunStatus {
        let run = self.runs.get(key);
        RunStatus {
            key: key.clone(),
            run_uuid: run.map(|it| it.uuid),
            course_uuid: run.and_then(|it| self.courses.get(&it.course_id).copied()),
            mode: earned.mode.clone(),
            available_at: earned.available_at,
            grade: self.grades.get(&(earned.user_id, key.clone())).cloned(),
        }
    }
}
