//! The row of one course.

use chrono::{DateTime, Utc};
use entity::id::CourseId;
use entity::{CredentialStatus, grade};

use super::{Audience, Membership, Proof, RunResult};

/// Why a course, or a run of it, counts or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Earned, with a grade.
    Earned,
    /// Earned; the grade has not arrived.
    AwaitingGrade,
    /// Earned, and shown later.
    VisibleFrom,
    /// The credential was revoked.
    Revoked,
    /// Earned in this run as well, but another run of the course counts.
    OtherRunCounted,
    /// Earned in a run that is not in the program, which does not count.
    RunNotInProgram,
    /// There is a grade, and no credential yet.
    InProgress,
    /// Nothing is known.
    NotStarted,
}

impl Status {
    /// Whether a course of this status counts towards the program.
    #[must_use]
    pub fn is_earned(self) -> bool {
        match self {
            Self::Earned | Self::AwaitingGrade => true,
            Self::VisibleFrom
            | Self::Revoked
            | Self::OtherRunCounted
            | Self::RunNotInProgram
            | Self::InProgress
            | Self::NotStarted => false,
        }
    }
}

/// The row of one course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseRecord {
    /// The course.
    pub course: CourseId,
    /// Whether it is earned, or why not.
    pub status: Status,
    /// The date that goes with the status; none for courses in progress or not started.
    pub status_at: Option<DateTime<Utc>>,
    /// Place, among the runs given, of the one that the row is about; none for a course that is not started.
    pub run: Option<usize>,
    /// Grade of that run, where it counts.
    pub grade: Option<grade::Model>,
    /// How many runs of the program have a grade that counts.
    pub n_attempts: u32,
    /// Every run of the course of which something is told, in order.
    pub runs: Vec<RunRecord>,
}

/// What is told of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRecord {
    /// Its place among the runs given.
    pub run: usize,
    /// Why it counts or does not.
    pub status: Status,
    /// The date that goes with the status.
    pub status_at: Option<DateTime<Utc>>,
    /// Its grade, where it counts.
    pub grade: Option<grade::Model>,
}

/// Puts the rows together: one for each course of the program, in the order of their first runs in it. `runs` come in the program's
/// order; those outside of it may stand anywhere.
#[must_use]
pub fn courses(runs: &[RunResult], audience: Audience, now: DateTime<Utc>) -> Vec<CourseRecord> {
    let mut seen = Vec::new();
    for run in runs.iter().filter(|it| it.membership == Membership::InProgram) {
        if !seen.contains(&run.course) {
            seen.push(run.course);
        }
    }
    seen.into_iter().map(|it| course(it, runs, audience, now)).collect()
}

fn course(id: CourseId, runs: &[RunResult], audience: Audience, now: DateTime<Utc>) -> CourseRecord {
    let own: Vec<(usize, &RunResult)> = runs.iter().enumerate().filter(|(_, it)| it.course == id).collect();
    let counted = best(&own, now);
    let told: Vec<RunRecord> = own
        .iter()
        .filter_map(|(place, it)| run(*place, it, counted, audience, now))
        .collect();
    // The strongest reason speaks for the course; of equals, the first run's.
    let row = told.iter().min_by_key(|it| (rank(it.status), it.run));
    CourseRecord {
        course: id,
        status: row.map_or(Status::NotStarted, |it| it.status),
        status_at: row.and_then(|it| it.status_at),
        run: row.map(|it| it.run),
        grade: row.and_then(|it| it.grade.clone()),
        n_attempts: u32::try_from(own.iter().filter(|(_, it)| is_attempt(it, now)).count()).unwrap_or(u32::MAX),
        runs: told,
    }
}

fn is_attempt(run: &RunResult, now: DateTime<Utc>) -> bool {
    run.membership == Membership::InProgram && run.counted_grade(now).is_some()
}

/// The run that counts: of those in the program that are earned and may be shown the one with the best grade; of equals the first. One
/// without a grade comes after all with one.
fn best(own: &[(usize, &RunResult)], now: DateTime<Utc>) -> Option<usize> {
    own.iter()
        .filter(|(_, it)| it.membership == Membership::InProgram)
        .filter(|(_, it)| it.proof.as_ref().is_some_and(|proof| proof.stands(now)))
        .max_by_key(|(place, it)| {
            let percent = it.counted_grade(now).map(|grade| grade.percent);
            (percent, std::cmp::Reverse(*place))
        })
        .map(|(place, _)| *place)
}

/// What is told of a run; none where nothing is.
fn run(
    place: usize,
    run: &RunResult,
    counted: Option<usize>,
    audience: Audience,
    now: DateTime<Utc>,
) -> Option<RunRecord> {
    let told = |status, status_at| {
        Some(RunRecord {
            run: place,
            status,
            status_at,
            grade: None,
        })
    };
    let with_grade = |status, proof: &Proof| {
        Some(RunRecord {
            run: place,
            status,
            status_at: Some(proof.issued_at),
            grade: run.counted_grade(now).cloned(),
        })
    };
    let is_for_learner = audience == Audience::Learner;
    let is_inside = run.membership == Membership::InProgram;
    match &run.proof {
        Some(proof) if proof.stands(now) => match (is_inside, counted == Some(place)) {
            (true, true) if run.counted_grade(now).is_some() => with_grade(Status::Earned, proof),
            (true, true) => with_grade(Status::AwaitingGrade, proof),
            (true, false) => with_grade(Status::OtherRunCounted, proof),
            (false, _) if is_for_learner => told(Status::RunNotInProgram, Some(proof.issued_at)),
            (false, _) => None,
        },
        Some(proof) if is_inside && (is_for_learner || proof.is_visible(now)) => match proof.status {
            CredentialStatus::Awarded => told(Status::VisibleFrom, Some(proof.visible_at)),
            CredentialStatus::Revoked => told(Status::Revoked, proof.revoked_at),
        },
        None if is_inside && is_for_learner && run.grade.is_some() => told(Status::InProgress, None),
        Some(_) | None => None,
    }
}

/// Which reason speaks for a course, the strongest first.
fn rank(status: Status) -> u8 {
    match status {
        Status::Earned | Status::AwaitingGrade => 0,
        Status::VisibleFrom => 1,
        Status::Revoked => 2,
        Status::RunNotInProgram => 3,
        Status::InProgress => 4,
        // Only beside the run that counts.
        Status::OtherRunCounted => 5,
        Status::NotStarted => 6,
    }
}
