//! The result as a file: the one that was read, with what became of each row beside it.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use leptos_i18n::I18nContext;

use super::table::Table;
use super::verdict::Verdict;
use crate::i18n::Locale;

/// What a formula begins with, in any of the spellings that spreadsheets take for one; the server knows the same.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// What stands beside the columns of the file, in the words of the API.
const COLUMNS: [&str; 4] = ["outcome", "certificate_number", "certificate_url", "reason"];

/// What the result is called as a file.
pub(super) fn file_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}-result.csv")
}

/// The file.
pub(super) fn write(i18n: I18nContext<Locale>, table: &Table, verdicts: &[Verdict]) -> Vec<u8> {
    let beside: Vec<[String; 4]> = verdicts.iter().map(|it| columns(i18n, it)).collect();
    // A list of bytes takes whatever is written into it.
    try_write(table, &beside).unwrap_or_default()
}

fn columns(i18n: I18nContext<Locale>, verdict: &Verdict) -> [String; 4] {
    let (number, url) = match verdict {
        Verdict::Told {
            credential: Some(credential),
            ..
        } => (credential.uuid.to_string(), credential.url.clone()),
        Verdict::Told { credential: None, .. } | Verdict::Refused(_) => Default::default(),
    };
    let reason = match verdict {
        Verdict::Refused(reason) => reason.words(i18n),
        Verdict::Told { .. } => String::new(),
    };
    [verdict.code().to_owned(), number, url, reason]
}

fn try_write(table: &Table, beside: &[[String; 4]]) -> Option<Vec<u8>> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let header = table.header.iter().map(String::as_str).chain(COLUMNS);
    write_row(&mut writer, header)?;
    for (row, beside) in table.rows.iter().zip(beside) {
        write_row(&mut writer, row.cells().chain(beside.iter().map(String::as_str)))?;
    }
    writer.into_inner().ok()
}

fn write_row<'a>(writer: &mut csv::Writer<Vec<u8>>, cells: impl Iterator<Item = &'a str>) -> Option<()> {
    for it in cells {
        writer.write_field(cell(it).as_bytes()).ok()?;
    }
    writer.write_record(None::<&[u8]>).ok()
}

/// Text that a spreadsheet shows as text: one that would begin a formula gets an apostrophe before it.
fn cell(text: &str) -> Cow<'_, str> {
    // Some trim before they look.
    if text.starts_with(FORMULA) || text.trim_start().starts_with(FORMULA) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, file_name, try_write};
    use crate::console::bulk::table::read;

    #[test]
    fn nothing_begins_a_formula() {
        for (text, expected) in [
            ("=1", "'=1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("Anne-Marie", "Anne-Marie"),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }

    #[test]
    fn result_stands_beside_the_rows() {
        let table = read("a.csv", b"username;note\nada;\"a, b\"\ngrace;=1\n").expect("is read");
        let beside = [["CREATED", "1", "https://x", ""], ["REFUSED", "", "", "no \"x\""]];
        let beside = beside.map(|it| it.map(ToOwned::to_owned));
        let bytes = try_write(&table, &beside).expect("is written");
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            "username,note,outcome,certificate_number,certificate_url,reason\r\n\
             ada,\"a, b\",CREATED,1,https://x,\r\n\
             grace,'=1,REFUSED,,,\"no \"\"x\"\"\"\r\n"
        );
        assert_eq!(file_name("May awards.csv"), "May awards-result.csv");
        assert_eq!(file_name("awards"), "awards-result.csv");
    }
}
