//! What becomes of the rows as a file: the one that was read, with the line of each row and its fate beside it.
//!
//! Invariant: a trial is not taken for what was done: it has another name, another column and other words.

use leptos_i18n::I18nContext;

use super::query::Purpose;
use super::table::Table;
use super::verdict::{Fate, Verdict};
use crate::console::spreadsheet::Spreadsheet;
use crate::i18n::Locale;

/// What stands beside the columns of the file.
const fn columns(purpose: Purpose) -> [&'static str; 6] {
    let outcome = match purpose {
        Purpose::Trial => "would_be",
        Purpose::Award => "outcome",
    };
    [
        "line",
        outcome,
        "certificate_number",
        "certificate_url",
        "changes",
        "reason",
    ]
}

/// What the file is called.
pub(super) fn file_name(name: &str, purpose: Purpose) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let what = match purpose {
        Purpose::Trial => "preview",
        Purpose::Award => "result",
    };
    format!("{stem}-{what}.csv")
}

/// The file.
pub(super) fn write(i18n: I18nContext<Locale>, table: &Table, verdicts: &[Verdict], purpose: Purpose) -> Vec<u8> {
    let beside: Vec<[String; 5]> = verdicts.iter().map(|it| fate(i18n, it, purpose)).collect();
    // A list of bytes takes whatever is written into it.
    try_write(table, &beside, purpose).unwrap_or_default()
}

fn fate(i18n: I18nContext<Locale>, verdict: &Verdict, purpose: Purpose) -> [String; 5] {
    let (number, url, changes, reason) = match verdict {
        Verdict::Told {
            credential, changes, ..
        } => {
            let (number, url) = credential
                .as_ref()
                .map(|it| (it.uuid.to_string(), it.url.clone()))
                .unwrap_or_default();
            // What a new one has follows from its row.
            let lines: Vec<String> = changes.iter().map(|it| it.line(i18n)).collect();
            (number, url, lines.join("; "), String::new())
        }
        Verdict::Refused(reason) => (String::new(), String::new(), String::new(), reason.words(i18n)),
    };
    let outcome = match purpose {
        Purpose::Trial => trial_word(verdict.fate()).to_owned(),
        Purpose::Award => verdict.code().to_owned(),
    };
    [outcome, number, url, changes, reason]
}

/// What would become of a row: never a word for what was done.
const fn trial_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Created => "awarded",
        Fate::Changed => "changed",
        Fate::Unchanged => "left as it is",
        Fate::Refused => "refused",
    }
}

fn try_write(table: &Table, beside: &[[String; 5]], purpose: Purpose) -> Option<Vec<u8>> {
    let header = || table.header.iter().map(String::as_str);
    // Rows with more cells than there are columns keep them.
    let lengths = table.rows.iter().map(|it| it.cells().count());
    let width = lengths.chain([header().count()]).max()?;
    let mut sheet = Spreadsheet::new();
    sheet.write(filled(header(), width).chain(columns(purpose)))?;
    for (row, beside) in table.rows.iter().zip(beside) {
        let line = row.line.to_string();
        let beside = beside.iter().map(String::as_str);
        sheet.write(filled(row.cells(), width).chain([line.as_str()]).chain(beside))?;
    }
    sheet.finish()
}

/// So many cells, with empty ones at the end.
fn filled<'a>(cells: impl Iterator<Item = &'a str>, width: usize) -> impl Iterator<Item = &'a str> {
    cells.chain(std::iter::repeat("")).take(width)
}

#[cfg(test)]
mod tests {
    use super::{Purpose, file_name, try_write};
    use crate::console::bulk::table::read;

    fn written(text: &str, beside: &[[&str; 5]], purpose: Purpose) -> String {
        let table = read("a.csv", text.as_bytes()).expect("is read");
        let beside: Vec<_> = beside.iter().map(|it| it.map(ToOwned::to_owned)).collect();
        let bytes = try_write(&table, &beside, purpose).expect("is written");
        String::from_utf8(bytes).expect("a text")
    }

    #[test]
    fn result_stands_beside_the_rows() {
        let beside = [
            ["CREATED", "1", "https://x", "", ""],
            ["REFUSED", "", "", "", "no \"x\""],
        ];
        let text = "username;note\nada;\"a, b\"\n\ngrace;=1\n";
        assert_eq!(
            written(text, &beside, Purpose::Award),
            "\u{feff}username,note,line,outcome,certificate_number,certificate_url,changes,reason\r\n\
             ada,\"a, b\",2,CREATED,1,https://x,,\r\n\
             grace,'=1,4,REFUSED,,,,\"no \"\"x\"\"\"\r\n"
        );
    }

    #[test]
    fn trial_is_not_taken_for_a_result() {
        let text = written("u\nZoë\n", &[["awarded", "", "", "", ""]], Purpose::Trial);
        assert_eq!(
            text,
            "\u{feff}u,line,would_be,certificate_number,certificate_url,changes,reason\r\nZoë,2,awarded,,,,\r\n"
        );
        // What was handed over can be read again.
        let again = read("a.csv", text.as_bytes()).expect("is read");
        assert_eq!(again.header[0], "u");
        for (name, purpose, expected) in [
            ("May awards.csv", Purpose::Trial, "May awards-preview.csv"),
            ("May awards.csv", Purpose::Award, "May awards-result.csv"),
            ("awards", Purpose::Award, "awards-result.csv"),
        ] {
            assert_eq!(file_name(name, purpose), expected);
        }
    }

    #[test]
    fn rows_that_do_not_fit_the_columns_are_written_as_they_are() {
        let beside = [["REFUSED", "", "", "", "x"]; 2];
        assert_eq!(
            written("a,b\n1\n1,2,3\n", &beside, Purpose::Award),
            "\u{feff}a,b,,line,outcome,certificate_number,certificate_url,changes,reason\r\n\
             1,,,2,REFUSED,,,,x\r\n\
             1,2,3,3,REFUSED,,,,x\r\n"
        );
    }
}
