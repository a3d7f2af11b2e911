//! A learner's record in a program: one row for each course, and why it says what it says.
//!
//! Run, date and grade of a row always come from the same run. Runs that are not in the program never count. What may not be shown yet
//! tells nothing but, to the learner, from when it may.

mod course;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use entity::id::{CourseId, CredentialId};
use entity::{CourseKey, CredentialStatus, grade};

pub use course::{CourseRecord, RunRecord, Status, courses};

/// For whom a record is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The learner, and staff in their stead: also what others may not see yet.
    Learner,
    /// Whoever the learner showed it to: only what may be shown.
    Visitor,
}

/// A credential, as far as a record needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Certificate number.
    pub id: CredentialId,
    /// What was decided.
    pub status: CredentialStatus,
    /// The date that its certificate shows.
    pub issued_at: DateTime<Utc>,
    /// From when it may be shown.
    pub visible_at: DateTime<Utc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Proof {
    /// Whether it stands and may be shown.
    fn stands(&self, now: DateTime<Utc>) -> bool {
        self.status == CredentialStatus::Awarded && self.is_visible(now)
    }

    fn is_visible(&self, now: DateTime<Utc>) -> bool {
        self.visible_at <= now
    }
}

/// Whether a run belongs to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// It does.
    InProgram,
    /// It is another run of one of the program's courses.
    Outside,
}

/// What is known of a learner in one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunResult {
    /// The course.
    pub course: CourseId,
    /// The run.
    pub key: CourseKey,
    /// Whether it belongs to the program.
    pub membership: Membership,
    /// The learner's credential for it.
    pub proof: Option<Proof>,
    /// The learner's grade in it.
    pub grade: Option<grade::Model>,
}

/// How far a learner has come in a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The program's credential stands and may be shown.
    Completed,
    /// The program's credential stands, and may be shown later.
    NotYetVisible,
    /// The program's credential was revoked.
    Revoked,
    /// Every course is earned, and the program's credential is not there yet.
    CoursesEarned,
    /// Some course is earned, or something else is known of one.
    InProgress,
    /// Nothing is known of any course.
    NotStarted,
}

/// How far a learner has come, and the date that goes with it: of the certificate, of its becoming visible, or of its revocation.
#[must_use]
pub fn progress(
    courses: &[CourseRecord],
    proof: Option<&Proof>,
    audience: Audience,
    now: DateTime<Utc>,
) -> (Progress, Option<DateTime<Utc>>) {
    if let Some(proof) = proof {
        match (proof.status, proof.is_visible(now), audience) {
            (CredentialStatus::Awarded, true, _) => return (Progress::Completed, Some(proof.issued_at)),
            (CredentialStatus::Awarded, false, Audience::Learner) => {
                return (Progress::NotYetVisible, Some(proof.visible_at));
            }
            (CredentialStatus::Revoked, true, _) | (CredentialStatus::Revoked, false, Audience::Learner) => {
                return (Progress::Revoked, proof.revoked_at);
            }
            (CredentialStatus::Awarded | CredentialStatus::Revoked, false, Audience::Visitor) => {}
        }
    }
    let progress = if is_complete(courses) {
        Progress::CoursesEarned
    } else if courses.iter().any(|it| it.status != Status::NotStarted) {
        Progress::InProgress
    } else {
        Progress::NotStarted
    };
    (progress, None)
}

/// Whether every course of a program is earned. A program without courses is never complete.
#[must_use]
pub fn is_complete(courses: &[CourseRecord]) -> bool {
    !courses.is_empty() && courses.iter().all(|it| it.status.is_earned())
}

/// When what may be shown of a record last changed; none where there is nothing.
#[must_use]
pub fn last_updated_at(runs: &[RunResult], proof: Option<&Proof>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let of_proof = |it: &Proof| it.is_visible(now).then(|| it.visible_at.max(it.updated_at));
    runs.iter()
        .filter(|it| it.membership == Membership::InProgram)
        .flat_map(|it| {
            let grade = it.counted_grade(now).map(|grade| grade.updated_at);
            [it.proof.as_ref().and_then(of_proof), grade]
        })
        .chain([proof.and_then(of_proof)])
        .flatten()
        .max()
}

impl RunResult {
    /// The grade, if it counts: a verified one, in a run for which there is a credential that may be shown, revoked or not.
    fn counted_grade(&self, now: DateTime<Utc>) -> Option<&grade::Model> {
        self.grade
            .as_ref()
            .filter(|it| it.is_verified && self.proof.as_ref().is_some_and(|proof| proof.is_visible(now)))
    }
}
