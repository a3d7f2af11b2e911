//! A learner's record as a table, to take along.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::id::{CourseId, ShareToken};
use entity::{UsernameKey, grade};
use uuid::Uuid;

use super::Fault;
use super::catalogue::{self, KnownCourse};
use super::program_record::{self, ProgramRecord, RecordError, Shown};
use super::record_share::{self, FollowError, Visitor};
use crate::context::Request;
use crate::domain::program_record::Status;
use crate::store;

/// A record as a table.
#[derive(Clone, Debug)]
pub struct RecordExport {
    /// Title of the program.
    pub program: String,
    /// One row for each course; none where nothing is known of any.
    pub rows: Vec<ExportRow>,
}

/// The row of one course.
#[derive(Clone, Debug)]
pub struct ExportRow {
    /// Title of the program.
    pub program: String,
    /// The learner's name, where it is known and shown.
    pub learner: Option<String>,
    /// Title of the course.
    pub course: String,
    /// Who offers it.
    pub school: String,
    /// Course key of the run that the row is about.
    pub course_key: Option<String>,
    /// Whether it is earned, or why not.
    pub status: Status,
    /// The date that goes with the status.
    pub status_at: Option<DateTime<Utc>>,
    /// How many runs have a grade that counts, where that is shown.
    pub n_attempts: Option<u32>,
    /// The grade, where there is one and it is shown.
    pub grade: Option<grade::Model>,
}

/// What a link to a record gives as a table.
#[derive(Clone, Debug)]
pub enum SharedExport {
    /// The table.
    Record(RecordExport),
    /// The link has ended.
    Ended,
}

/// A learner's own record, or any learner's for staff; none where it does not exist for the caller.
pub async fn own(
    request: &Request,
    username: Option<&UsernameKey>,
    program: Uuid,
) -> Result<Option<RecordExport>, RecordError> {
    match program_record::find(request, username, program).await? {
        Some(record) => Ok(Some(table(request, record).await?)),
        None => Ok(None),
    }
}

/// The record that a link opens, whoever asks; none where there is no such link.
pub async fn shared(
    request: &Request,
    token: ShareToken,
    visitor: Visitor,
) -> Result<Option<SharedExport>, FollowError> {
    let Some(followed) = record_share::follow(request, token, visitor).await? else {
        return Ok(None);
    };
    match followed.record {
        Some(record) => Ok(Some(SharedExport::Record(table(request, record).await?))),
        None => Ok(Some(SharedExport::Ended)),
    }
}

async fn table(request: &Request, record: ProgramRecord) -> Result<RecordExport, Fault> {
    let program = record.program.program.title.clone();
    if record.is_empty() {
        return Ok(RecordExport {
            program,
            rows: Vec::new(),
        });
    }
    let learner = match record.view.name {
        Shown::No => None,
        Shown::Yes => store::user::by_ids(&request.ctx.db.read, &[record.learner])
            .await?
            .pop()
            .and_then(|it| it.full_name),
    };
    let ids: Vec<CourseId> = record.courses.iter().map(|it| it.record.course).collect();
    let courses: BTreeMap<CourseId, KnownCourse> = catalogue::courses(request, &ids)
        .await?
        .into_iter()
        .map(|it| (it.course.id, it))
        .collect();
    let grades = record.view.grades;
    let rows = record
        .courses
        .into_iter()
        .map(|row| {
            let course = courses.get(&row.record.course);
            let names = course.map(|it| it.organizations.iter().map(|it| it.name.clone()).collect::<Vec<_>>());
            let run = row.record.run.and_then(|it| row.run(it));
            ExportRow {
                program: program.clone(),
                learner: learner.clone(),
                course: course.map(|it| it.course.title.clone()).unwrap_or_default(),
                school: names.unwrap_or_default().join(", "),
                course_key: run.map(|(key, _)| key.to_string()),
                status: row.record.status,
                status_at: row.record.status_at,
                n_attempts: Some(row.record.n_attempts).filter(|_| grades == Shown::Yes),
                grade: row.record.grade.clone().filter(|_| grades == Shown::Yes),
            }
        })
        .collect();
    Ok(RecordExport { program, rows })
}
