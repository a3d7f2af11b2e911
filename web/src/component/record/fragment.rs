//! What pages of records ask for, however they come to the record.

use crate::api::scalar::{Decimal, Instant, Uuid};
use crate::api::schema;
use crate::certificate_number::CertificateNumber;

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct ProgramRecord {
    pub(crate) program: Program,
    pub(crate) learner: RecordLearner,
    pub(crate) progress: ProgramProgress,
    pub(crate) progress_at: Option<Instant>,
    pub(crate) course_count: i32,
    pub(crate) earned_course_count: i32,
    pub(crate) last_updated_at: Option<Instant>,
    pub(crate) credential: Option<RecordCredential>,
    pub(crate) courses: Vec<CourseRecord>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Program {
    pub(crate) uuid: Uuid,
    pub(crate) title: String,
    pub(crate) type_label: String,
    pub(crate) organizations: Vec<Organization>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Organization {
    pub(crate) name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RecordLearner {
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Credential")]
pub(crate) struct RecordCredential {
    pub(crate) uuid: CertificateNumber,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct CourseRecord {
    pub(crate) course: Course,
    pub(crate) course_key: Option<String>,
    pub(crate) status: CourseRecordStatus,
    pub(crate) status_at: Option<Instant>,
    pub(crate) attempts: Option<i32>,
    pub(crate) grade: Option<Grade>,
    pub(crate) credential: Option<RecordCredential>,
    pub(crate) runs: Vec<RunRecord>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Course {
    pub(crate) title: String,
    pub(crate) organizations: Vec<Organization>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RunRecord {
    pub(crate) course_key: String,
    pub(crate) status: CourseRecordStatus,
    pub(crate) status_at: Option<Instant>,
    pub(crate) grade: Option<Grade>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Grade {
    pub(crate) percent: Decimal,
    pub(crate) letter: Option<String>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProgramProgress {
    Completed,
    CoursesEarned,
    InProgress,
    NotStarted,
    NotYetVisible,
    Revoked,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CourseRecordStatus {
    Earned,
    AwaitingGrade,
    VisibleFrom,
    Revoked,
    OtherRunCounted,
    RunNotInProgram,
    InProgress,
    NotStarted,
}
