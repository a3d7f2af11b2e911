//! Learner records: how far somebody has come in the programs that they work on, and why.
//!
//! Nothing of a record is stored but what it is made of. However many programs and courses, it takes a constant number of statements.

mod evidence;

use chrono::{DateTime, Utc};
use entity::id::{CredentialId, UserId};
use entity::{CourseKey, TrailAction, TrailSubject, UsernameKey};
use serde_json::json;
use uuid::Uuid;

use self::evidence::Evidence;
use super::catalogue::KnownProgram;
use super::trail::{self, Deed};
use super::{Fault, Position};
use crate::context::Request;
use crate::domain::program_record::{Audience, CourseRecord, Progress, Status, courses, last_updated_at, progress};
use crate::policy::{Action, Actor, Denied, Permit, authorize, must_account};
use crate::store::{self, Page};

/// What is shown of a record, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// For whom it is put together.
    pub audience: Audience,
    /// Whether grades are shown.
    pub grades: Shown,
    /// Whether the learner's name is shown.
    pub name: Shown,
    /// Whether the learner's mail address is shown.
    pub email: Shown,
}

/// Whether something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is.
    Yes,
    /// It is not.
    No,
}

impl View {
    /// Everything, for the learner and for staff in their stead.
    pub const WHOLE: Self = Self {
        audience: Audience::Learner,
        grades: Shown::Yes,
        name: Shown::Yes,
        email: Shown::Yes,
    };
}

/// A learner's record in a program.
#[derive(Clone, Debug)]
pub struct ProgramRecord {
    /// The program.
    pub program: KnownProgram,
    /// The learner.
    pub learner: UserId,
    /// What is shown of it.
    pub view: View,
    /// How far the learner has come.
    pub progress: Progress,
    /// The date that goes with it.
    pub progress_at: Option<DateTime<Utc>>,
    /// When it last changed; none where there is nothing.
    pub last_updated_at: Option<DateTime<Utc>>,
    /// The program's credential, where it is told.
    pub credential: Option<CredentialId>,
    /// One row for each course.
    pub courses: Vec<CourseRow>,
}

/// The row of one course.
#[derive(Clone, Debug)]
pub struct CourseRow {
    /// What it says.
    pub record: CourseRecord,
    /// The runs that it tells of: key and credential, by their place among all runs.
    pub runs: Vec<(usize, CourseKey, Option<CredentialId>)>,
}

impl CourseRow {
    /// Key and credential of the run at this place.
    #[must_use]
    pub fn run(&self, place: usize) -> Option<(&CourseKey, Option<CredentialId>)> {
        let (_, key, credential) = self.runs.iter().find(|(it, _, _)| *it == place)?;
        Some((key, *credential))
    }
}

impl ProgramRecord {
    /// How many courses are earned.
    #[must_use]
    pub fn n_earned(&self) -> usize {
        self.courses.iter().filter(|it| it.record.status.is_earned()).count()
    }

    /// Whether anything is known of any course, or of the program itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.credential.is_none() && self.courses.iter().all(|it| it.record.status == Status::NotStarted)
    }

    fn position(&self) -> Position {
        Position {
            at: self.last_updated_at.unwrap_or(DateTime::UNIX_EPOCH),
            id: self.program.program.id.0,
        }
    }
}

/// Why records are refused.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The caller has no records, and may not see those of others.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for RecordError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

/// Records of a learner: a page, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Records {
    /// The page.
    pub page: Page<ProgramRecord>,
    /// How many there are in all.
    pub n_all: usize,
}

/// Who asks, if they may have records at all.
pub fn caller(request: &Request) -> Result<UserId, RecordError> {
    request.actor.user_id().ok_or_else(|| Denied::Unauthenticated.into())
}

/// The learner who is asked for, and proof that the caller may see what they earned; none where there is nobody for the caller.
/// Without a name it is the caller. Somebody else who looks is noted in the audit trail.
pub(super) async fn learner(
    request: &Request,
    username: Option<&UsernameKey>,
    program: Option<Uuid>,
) -> Result<Option<(UserId, Permit)>, RecordError> {
    let Actor::User {
        id: own,
        username: name,
        ..
    } = &request.actor
    else {
        return Err(Denied::Unauthenticated.into());
    };
    let learner = match username {
        None => *own,
        Some(key) if *key == name.key() => *own,
        Some(key) => match store::user::find(&request.ctx.db.read, key).await? {
            Some(user) => user.id,
            None => return Ok(None),
        },
    };
    let Ok(permit) = authorize(&request.actor, Action::ViewRecord { learner }) else {
        return Ok(None);
    };
    if learner != *own && must_account(&request.actor) {
        let mut deed = Deed::of(TrailAction::LearnerRecordViewed, (TrailSubject::User, learner.0));
        deed.details = json!({ "program": program });
        trail::note_alone(request, &permit, &[deed]).await?;
    }
    Ok(Some((learner, permit)))
}

/// A page of the programs on which a learner works, the one that changed last first; empty where there is nobody for the caller.
pub async fn list(
    request: &Request,
    username: Option<&UsernameKey>,
    after: Option<Position>,
    size: usize,
) -> Result<Records, RecordError> {
    let Some((learner, _permit)) = learner(request, username, None).await? else {
        let page = Page::of(Vec::new(), size);
        return Ok(Records { page, n_all: 0 });
    };
    Ok(of_learner(request, learner, after, size).await?)
}

/// The same of a learner at whom the caller looks already, which was noted then; empty where the caller may not.
pub async fn of_learner(
    request: &Request,
    learner: UserId,
    after: Option<Position>,
    size: usize,
) -> Result<Records, Fault> {
    if authorize(&request.actor, Action::ViewRecord { learner }).is_err() {
        let page = Page::of(Vec::new(), size);
        return Ok(Records { page, n_all: 0 });
    }
    let evidence = Evidence::of_all(request, learner).await?;
    let now = request.ctx.clock.now();
    let mut records: Vec<ProgramRecord> = evidence
        .programs()
        .map(|it| assemble(&evidence, it, View::WHOLE, now))
        .collect();
    records.sort_by(|a, b| {
        let key = |it: &ProgramRecord| (it.position().at, it.position().id);
        key(b).cmp(&key(a))
    });
    let n_all = records.len();
    if let Some(after) = after {
        records.retain(|it| (it.position().at, it.position().id) < (after.at, after.id));
    }
    Ok(Records {
        page: Page::of(records, size),
        n_all,
    })
}

/// Where a list goes on after a record.
#[must_use]
pub fn position(record: &ProgramRecord) -> Position {
    record.position()
}

/// A learner's record in a program; none where either does not exist for the caller.
pub async fn find(
    request: &Request,
    username: Option<&UsernameKey>,
    program: Uuid,
) -> Result<Option<ProgramRecord>, RecordError> {
    let Some((learner, _permit)) = learner(request, username, Some(program)).await? else {
        return Ok(None);
    };
    Ok(of_program(request, learner, program, View::WHOLE).await?)
}

/// The record itself, whoever asks.
pub(super) async fn of_program(
    request: &Request,
    learner: UserId,
    program: Uuid,
    view: View,
) -> Result<Option<ProgramRecord>, Fault> {
    let evidence = Evidence::of_program(request, learner, program).await?;
    let now = request.ctx.clock.now();
    let record = evidence.programs().next().map(|it| assemble(&evidence, it, view, now));
    Ok(record)
}

fn assemble(evidence: &Evidence, program: &KnownProgram, view: View, now: DateTime<Utc>) -> ProgramRecord {
    let runs = evidence.runs(program.program.id);
    let proof = evidence.proof_of_program(program.program.uuid);
    let rows = courses(&runs, view.audience, now);
    let (progress, progress_at) = progress(&rows, proof, view.audience, now);
    ProgramRecord {
        program: program.clone(),
        learner: evidence.learner,
        view,
        progress,
        progress_at,
        last_updated_at: last_updated_at(&runs, proof, now),
        credential: proof
            .filter(|it| view.audience == Audience::Learner || it.visible_at <= now)
            .map(|it| it.id),
        courses: rows
            .into_iter()
            .map(|record| CourseRow {
                runs: record
                    .runs
                    .iter()
                    .filter_map(|it| {
                        let run = runs.get(it.run)?;
                        Some((it.run, run.key.clone(), run.proof.as_ref().map(|it| it.id)))
                    })
                    .collect(),
                record,
            })
            .collect(),
    }
}
