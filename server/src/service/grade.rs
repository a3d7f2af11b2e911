//! Recording grades: read what is stored, decide, write in one transaction, begin again when another writer was first.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::id::{GradeId, UserId};
use entity::{CourseKey, grade};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};

use super::Fault;
use super::bulk::{self, BulkRefusal, Completeness, Effect, Judged, Verdict};
use super::idempotency::Key;
use super::learner::{Learners, Named};
use super::retry::{Missed, commit, retry};
use crate::context::Request;
use crate::domain::grade::{Decision, GradeRequest, Outcome, RawGrade, Refusal, decide, parse};
use crate::domain::idempotency::IdempotencyError;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::store;
use crate::store::user::Reliance;

/// What became of one grade.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recorded {
    /// What became of it.
    pub outcome: Outcome,
    /// The grade that is stored now; none where none is.
    pub grade: Option<grade::Model>,
    /// Why it was refused; empty otherwise.
    pub refusals: Vec<Refusal>,
}

impl Verdict<Refusal> for Recorded {
    fn refused(refusals: Vec<Refusal>) -> Self {
        Self {
            outcome: Outcome::Refused,
            grade: None,
            refusals,
        }
    }

    fn is_refused(&self) -> bool {
        self.outcome == Outcome::Refused
    }

    fn forget_what_is_new(&mut self) {
        if self.outcome == Outcome::Created {
            self.grade = None;
        }
    }
}

/// Most grades of a learner that are told.
const MAX_TOLD: usize = 500;

/// A learner's grades, by course key; none for those who may not see them.
pub async fn of_learner(request: &Request, learner: UserId) -> Result<Vec<grade::Model>, Fault> {
    if authorize(&request.actor, Action::ViewRecord { learner }).is_err() {
        return Ok(Vec::new());
    }
    let mut grades = store::grade::of_learner(&request.ctx.db.read, request.site.id, learner).await?;
    grades.truncate(MAX_TOLD);
    Ok(grades)
}

impl BulkRefusal for Refusal {
    const BATCH_REFUSED: Self = Self::BatchRefused;
}

impl Recorded {
    fn stored(outcome: Outcome, grade: grade::Model) -> Self {
        Self {
            outcome,
            grade: Some(grade),
            refusals: Vec::new(),
        }
    }
}

/// Grades of many learners.
#[derive(Clone, Debug)]
pub struct BulkGrade {
    /// The grades.
    pub items: Vec<RawGrade>,
    /// What happens to the others when one is refused.
    pub completeness: Completeness,
    /// Whether anything is written.
    pub effect: Effect,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// Why a whole request to record grades is refused.
#[derive(Debug, thiserror::Error)]
pub enum RecordGradesError {
    /// The caller may not record grades.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The list is too long.
    #[error("one request records at most {max} grades")]
    TooManyItems {
        /// How many there may be.
        max: usize,
    },
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Records grades, and tells what became of each, in their order.
pub async fn record_many(request: &Request, bulk: BulkGrade) -> Result<Vec<Recorded>, RecordGradesError> {
    let permit = authorize(&request.actor, Action::RecordGrades)?;
    let max = request.ctx.config.limits.bulk_items;
    if bulk.items.len() > max {
        return Err(RecordGradesError::TooManyItems { max });
    }
    let BulkGrade {
        items,
        completeness,
        effect,
        idempotency_key,
    } = bulk;
    let key = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(
            key,
            caller,
            "recordGrades",
            &(request.site.id, &items, completeness, effect),
        )?),
        _ => None,
    };
    let now = request.ctx.clock.now();
    let order = Order {
        items: items.into_iter().map(|it| item(request, it, now)).collect(),
        completeness,
        effect,
        key,
    };
    retry(|| attempt(request, &permit, &order)).await
}

type Order = bulk::Order<GradeRequest, Refusal>;

fn item(request: &Request, raw: RawGrade, now: DateTime<Utc>) -> bulk::Item<GradeRequest, Refusal> {
    let key = match (raw.idempotency_key.clone(), request.actor.user_id()) {
        (Some(key), Some(caller)) => Key::parse(key, caller, "recordGrade", &(request.site.id, &raw)).map(Some),
        _ => Ok(None),
    };
    let asked = parse(raw, request.ctx.config.username_rule, now);
    bulk::Item::new(asked, key, crate::id::ordered())
}

/// One try: whatever it reads may have changed when it writes, and then it is [lost](Missed::Lost).
async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
) -> Result<Vec<Recorded>, Missed<RecordGradesError>> {
    let ctx = &request.ctx;
    let connection = &ctx.db.read;
    let now = ctx.clock.now();
    if let Some(answer) = order.answer(connection, now).await? {
        return answer.map_err(|error| Missed::Failed(error.into()));
    }
    let answered = order.answered(connection, now).await?;
    let mut plan = Plan::read(request, order.asked(), now).await?;
    let judged = order.judge(answered, |index, grade, new_id| {
        plan.add(index, grade, GradeId(new_id))
            .unwrap_or_else(|refusal| Recorded::refused(vec![refusal]))
    });
    let (recorded, answered) = match judged {
        Judged::Told(recorded) => return Ok(recorded),
        Judged::Accepted(recorded, answered) => (recorded, answered),
    };
    if plan.learners.merge(request, permit, now).await? {
        return Err(Missed::Lost);
    }
    if plan.is_empty() && !order.has_answers_to_store(&recorded, &answered) {
        return Ok(recorded);
    }
    let tx = ctx.db.begin().await?;
    if !plan.write(&tx, permit).await? {
        return Err(Missed::Lost);
    }
    order.store_answers(&tx, permit, &recorded, &answered, now).await?;
    commit(tx).await?;
    Ok(recorded)
}

/// Tells a learner's grade in a run from every other.
type Slot = (UserId, CourseKey);

/// The rows that a list of grades writes, gathered before anything is written.
struct Plan<'a> {
    request: &'a Request,
    now: DateTime<Utc>,
    learners: Learners,
    stored: BTreeMap<Slot, grade::Model>,
    /// Which item claimed a learner's grade first.
    claimed: BTreeMap<Slot, usize>,
    written: Vec<grade::Model>,
}

impl<'a> Plan<'a> {
    /// Reads what is stored: a constant number of statements.
    async fn read(
        request: &'a Request,
        grades: impl Iterator<Item = &GradeRequest> + Clone,
        now: DateTime<Utc>,
    ) -> Result<Self, DbErr> {
        let connection = &request.ctx.db.read;
        let learners = Learners::read(connection, grades.clone().map(named)).await?;
        let users = learners.ids();
        let keys: BTreeSet<CourseKey> = grades.map(|it| it.course_key.clone()).collect();
        let keys: Vec<CourseKey> = keys.into_iter().collect();
        let stored = store::grade::by_learners(connection, request.site.id, &users, &keys)
            .await?
            .into_iter()
            .map(|it| ((it.user_id, it.course_key.clone()), it))
            .collect();
        Ok(Self {
            request,
            now,
            learners,
            stored,
            claimed: BTreeMap::new(),
            written: Vec::new(),
        })
    }

    /// Decides on a grade and notes what it writes.
    fn add(&mut self, index: usize, grade: &GradeRequest, new_id: GradeId) -> Result<Recorded, Refusal> {
        // Everything that may refuse comes before anything is noted.
        let (learner, second) = self.learners.identify(named(grade), self.now)?;
        let slot = (learner.id, grade.course_key.clone());
        if let Some(&first) = self.claimed.get(&slot) {
            return Err(Refusal::DuplicateItem { first });
        }
        if learner.lms_user_id.is_none() {
            let reliance = Reliance {
                is_named: learner.full_name.is_some(),
                is_name_due: false,
            };
            self.learners.touch(&learner, reliance);
        }
        self.learners.note(&learner, second, self.now);
        let stored = self.stored.get(&slot);
        self.claimed.insert(slot, index);
        if let Some(made) = stored.filter(|it| it.id == new_id) {
            // An earlier attempt of this very request made it, and the answer to its commit was lost.
            return Ok(Recorded::stored(Outcome::Created, made.clone()));
        }
        Ok(match (decide(grade, stored, self.now), stored) {
            (Decision::Change(after), _) => {
                self.written.push((*after).clone());
                Recorded::stored(Outcome::Updated, *after)
            }
            (Decision::Unchanged, Some(stored)) => Recorded::stored(Outcome::Unchanged, stored.clone()),
            (Decision::Stale, Some(stored)) => Recorded::stored(Outcome::Stale, stored.clone()),
            (Decision::Create, _) | (Decision::Unchanged | Decision::Stale, None) => {
                let grade = self.new_row(grade, learner.id, new_id);
                self.written.push(grade.clone());
                Recorded::stored(Outcome::Created, grade)
            }
        })
    }

    fn new_row(&self, grade: &GradeRequest, user_id: UserId, id: GradeId) -> grade::Model {
        grade::Model {
            user_id,
            site_id: self.request.site.id,
            course_key: grade.course_key.clone(),
            id,
            letter: grade.letter.clone(),
            percent: grade.percent,
            is_verified: grade.is_verified,
            lms_last_updated_at: grade.lms_last_updated_at,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
        }
    }

    /// Whether nothing has to be written.
    fn is_empty(&self) -> bool {
        self.written.is_empty() && !self.learners.has_changed()
    }

    /// Writes the rows; tells whether every changed grade still had the version that was read.
    async fn write(&self, tx: &impl ConnectionTrait, permit: &Permit) -> Result<bool, DbErr> {
        Ok(self.learners.write(tx, permit, self.now).await?
            && store::grade::upsert_many(tx, permit, &self.written).await?)
    }
}

/// The learner as a grade names them.
fn named(grade: &GradeRequest) -> Named<'_> {
    Named {
        username: &grade.username,
        lms_user_id: grade.lms_user_id,
        full_name: None,
    }
}
