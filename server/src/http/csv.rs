//! A learner's record as a file for spreadsheets: RFC 4180, and no cell that begins a formula.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse as _;
use csv::{Terminator, WriterBuilder};

use super::attachment;
use crate::domain::export::cell;
use crate::domain::program_record::Status;
use crate::service::record_export::{ExportRow, RecordExport};

const COLUMNS: [&str; 10] = [
    "program",
    "learner",
    "course",
    "school",
    "course_key",
    "status",
    "date",
    "attempts",
    "percent_grade",
    "letter_grade",
];

/// The answer that hands the file over.
pub(super) fn answer(export: &RecordExport) -> Response<Body> {
    let Ok(bytes) = write(export) else {
        tracing::error!("cannot write a record as CSV");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    attachment::answer(bytes, kind, &export.program, "csv")
}

fn write(export: &RecordExport) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in &export.rows {
        let ExportRow {
            program,
            learner,
            course,
            school,
            course_key,
            status,
            status_at,
            n_attempts,
            grade,
        } = row;
        let letter = grade.as_ref().and_then(|it| it.letter.as_deref());
        writer.write_record([
            cell(program).as_ref(),
            cell(learner.as_deref().unwrap_or_default()).as_ref(),
            cell(course).as_ref(),
            cell(school).as_ref(),
            course_key.as_deref().unwrap_or_default(),
            status_word(*status),
            &status_at.map(|it| it.to_rfc3339()).unwrap_or_default(),
            &n_attempts.map(|it| it.to_string()).unwrap_or_default(),
            &grade.as_ref().map(|it| it.percent.to_string()).unwrap_or_default(),
            cell(letter.unwrap_or_default()).as_ref(),
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The words of the API.
fn status_word(status: Status) -> &'static str {
    match status {
        Status::Earned => "EARNED",
        Status::AwaitingGrade => "AWAITING_GRADE",
        Status::VisibleFrom => "VISIBLE_FROM",
        Status::Revoked => "REVOKED",
        Status::OtherRunCounted => "OTHER_RUN_COUNTED",
        Status::RunNotInProgram => "RUN_NOT_IN_PROGRAM",
        Status::InProgress => "IN_PROGRESS",
        Status::NotStarted => "NOT_STARTED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_record_is_a_header_alone() {
        let export = RecordExport {
            program: "Data Science".to_owned(),
            rows: Vec::new(),
        };
        let written = write(&export).expect("it can be written");
        assert_eq!(
            String::from_utf8(written).expect("text"),
            "program,learner,course,school,course_key,status,date,attempts,percent_grade,letter_grade\r\n"
        );
    }
}
