//! A learner's record as a file for spreadsheets: RFC 4180, and no cell that begins a formula.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse as _;
use csv::{Terminator, WriterBuilder};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

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
/// Longest name of a file, in characters, without its ending.
const MAX_NAME_LENGTH: usize = 100;
/// What may stand as it is in `filename*` (RFC 8187, `attr-char`).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The answer that hands the file over.
pub(super) fn answer(export: &RecordExport) -> Response<Body> {
    let Ok(bytes) = write(export) else {
        tracing::error!("cannot write a record as CSV");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8; header=present"),
        ),
        (CONTENT_DISPOSITION, disposition(&export.program)),
        (CACHE_CONTROL, HeaderValue::from_static("private, max-age=0")),
        (
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        ),
    ];
    (headers, bytes).into_response()
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

/// The file's name twice (RFC 6266): in ASCII for old clients, and as it is.
fn disposition(program: &str) -> HeaderValue {
    let name: String = program
        .chars()
        .map(|it| if it.is_alphanumeric() { it } else { '-' })
        .take(MAX_NAME_LENGTH)
        .collect();
    let words: Vec<&str> = name.split('-').filter(|it| !it.is_empty()).collect();
    let name = format!("record-{}.csv", words.join("-")).replace("-.csv", ".csv");
    let plain: String = name.chars().map(|it| if it.is_ascii() { it } else { '_' }).collect();
    let encoded = utf8_percent_encode(&name, ENCODED);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
        .parse()
        .unwrap_or_else(|_| HeaderValue::from_static("attachment; filename=\"record.csv\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_of_the_file_splits_no_header() {
        for (program, expected) in [
            (
                "Data Science",
                "attachment; filename=\"record-Data-Science.csv\"; filename*=UTF-8''record-Data-Science.csv",
            ),
            (
                "a\"; x.csv\r\nX: y",
                "attachment; filename=\"record-a-x-csv-X-y.csv\"; filename*=UTF-8''record-a-x-csv-X-y.csv",
            ),
            (
                "..\\../",
                "attachment; filename=\"record.csv\"; filename*=UTF-8''record.csv",
            ),
            (
                "علم",
                "attachment; filename=\"record-___.csv\"; filename*=UTF-8''record-%D8%B9%D9%84%D9%85.csv",
            ),
        ] {
            assert_eq!(disposition(program), expected, "{program:?}");
        }
        assert!(disposition(&"x".repeat(1000)).len() < 300);
    }

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
