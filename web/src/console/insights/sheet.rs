//! The figures as a file for a spreadsheet: days and numbers, nothing that could be a formula.

use csv::{Terminator, WriterBuilder};

use super::query::Figures;

/// What the file is called.
pub(super) fn file_name(steps: &[Figures]) -> String {
    match (steps.first(), steps.last()) {
        (Some(first), Some(last)) => format!("insights-{}-{}.csv", first.starts_on.0, last.ends_on.0),
        (None, _) | (_, None) => "insights.csv".to_owned(),
    }
}

/// A line for each step, below a head.
pub(super) fn write(head: [&str; 7], steps: &[Figures]) -> Vec<u8> {
    // Writing into memory does not fail.
    try_write(head, steps).unwrap_or_default()
}

fn try_write(head: [&str; 7], steps: &[Figures]) -> Option<Vec<u8>> {
    // Spreadsheets know by it that letters are not those of an old code page.
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(head).ok()?;
    for it in steps {
        let counts = [
            it.award_count,
            it.revocation_count,
            it.reinstatement_count,
            it.share_count,
            it.view_count,
        ];
        let days = [it.starts_on.0.clone(), it.ends_on.0.clone()];
        writer
            .write_record(days.into_iter().chain(counts.map(|it| it.to_string())))
            .ok()?;
    }
    writer.into_inner().ok()
}

#[cfg(test)]
mod tests {
    use super::{file_name, write};
    use crate::api::scalar::Day;
    use crate::console::insights::query::Figures;

    #[test]
    fn every_step_is_a_line() {
        let steps = [Figures {
            starts_on: Day("2026-01-01".to_owned()),
            ends_on: Day("2026-01-31".to_owned()),
            award_count: 5,
            revocation_count: 4,
            reinstatement_count: 3,
            share_count: 2,
            view_count: 1,
        }];
        let bytes = write(["a", "b", "c", "d", "e", "f", "g"], &steps);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(text, "\u{feff}a,b,c,d,e,f,g\r\n2026-01-01,2026-01-31,5,4,3,2,1\r\n");
        assert_eq!(file_name(&steps), "insights-2026-01-01-2026-01-31.csv");
        assert_eq!(file_name(&[]), "insights.csv");
    }
}
