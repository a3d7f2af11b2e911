//! The result as a file: the one that was read, with what became of each row beside it.

use leptos_i18n::I18nContext;

use super::table::Table;
use super::verdict::Verdict;
use crate::console::spreadsheet::Spreadsheet;
use crate::i18n::Locale;

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
    let mut sheet = Spreadsheet::new();
    sheet.write(table.header.iter().map(String::as_str).chain(COLUMNS))?;
    for (row, beside) in table.rows.iter().zip(beside) {
        sheet.write(row.cells().chain(beside.iter().map(String::as_str)))?;
    }
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::{file_name, try_write};
    use crate::console::bulk::table::read;

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
