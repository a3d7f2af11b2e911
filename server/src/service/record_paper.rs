//! A learner's record for paper.

use chrono::{DateTime, Utc};
use entity::site;

use super::printing::{self, PrintError};
use super::record_export::{ExportRow, RecordExport};
use crate::context::Ctx;
use crate::domain::program_record::Status;
use crate::paper::{Cell, Record, record};
use crate::render::language::Words;

/// Prints a record as PDF, in a language that comes with the service.
pub async fn print(
    ctx: &Ctx,
    site: &site::Model,
    export: &RecordExport,
    language: &str,
) -> Result<Vec<u8>, PrintError> {
    let sheet = sheet(site, export, language, ctx.clock.now());
    printing::print(ctx, move || record(&sheet)).await
}

fn sheet(site: &site::Model, export: &RecordExport, language: &str, now: DateTime<Utc>) -> Record {
    let (language, words) = Words::find(language).map_or(("en", Words::english()), |it| (language, it));
    let word = |name: &str| words.of_record(name).to_owned();
    // Grades and attempts go together: a link shows both or neither.
    let has_grades = export.rows.iter().any(|it| it.n_attempts.is_some());
    let heads: &[&str] = if has_grades {
        &["course", "status", "grade", "attempts"]
    } else {
        &["course", "status"]
    };
    let rows = export.rows.iter().map(|it| {
        let mut cells = cells(it, words);
        cells.truncate(heads.len());
        cells
    });
    Record {
        language: language.to_owned(),
        is_rtl: words.direction == "rtl",
        kind: word("heading"),
        program: export.program.clone(),
        learner: export.rows.iter().find_map(|it| it.learner.clone()),
        origin: word("as_of").replace("{date}", &words.date(now)),
        heads: heads.iter().map(|it| word(it)).collect(),
        rows: rows.collect(),
        empty: word("empty"),
        page: word("page"),
        issuer: site.name.clone(),
    }
}

fn cells(row: &ExportRow, words: &Words) -> Vec<Cell> {
    let notes = |it: [Option<String>; 2]| it.into_iter().flatten().collect();
    let cell = |text: String, it| Cell { text, notes: notes(it) };
    let grade = row.grade.as_ref().map(|it| words.percent(it.percent));
    let letter = row.grade.as_ref().and_then(|it| it.letter.clone());
    let attempts = row.n_attempts.map(|it| it.to_string());
    vec![
        cell(row.course.clone(), [Some(row.school.clone()), row.course_key.clone()]),
        cell(
            words.of_record(word_of(row.status)).to_owned(),
            [row.status_at.map(|it| words.date(it)), None],
        ),
        cell(grade.unwrap_or_default(), [letter, None]),
        cell(attempts.unwrap_or_default(), [None, None]),
    ]
}

fn word_of(status: Status) -> &'static str {
    match status {
        Status::Earned => "earned",
        Status::AwaitingGrade => "awaiting_grade",
        Status::VisibleFrom => "visible_from",
        Status::Revoked => "revoked",
        Status::OtherRunCounted => "other_run_counted",
        Status::RunNotInProgram => "run_not_in_program",
        Status::InProgress => "in_progress",
        Status::NotStarted => "not_started",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_words() {
        for status in [
            Status::Earned,
            Status::AwaitingGrade,
            Status::VisibleFrom,
            Status::Revoked,
            Status::OtherRunCounted,
            Status::RunNotInProgram,
            Status::InProgress,
            Status::NotStarted,
        ] {
            for language in Words::languages() {
                let words = Words::find(language).expect("is there");
                assert_ne!(words.of_record(word_of(status)), "", "{language} {status:?}");
            }
        }
    }
}
