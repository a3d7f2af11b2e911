//! Files for spreadsheets.

use std::borrow::Cow;

use csv::{Terminator, Writer, WriterBuilder};

/// By it spreadsheets know that letters are not those of an old code page.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a formula begins with, in any of the spellings that spreadsheets take for one; the server knows the same.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A file to be written.
pub(super) struct Spreadsheet(Writer<Vec<u8>>);

impl Spreadsheet {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self(
            WriterBuilder::new()
                .terminator(Terminator::CRLF)
                .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec()),
        )
    }

    /// Adds a row. None only where it has more or fewer cells than those before.
    pub(super) fn write<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Option<()> {
        for it in cells {
            self.0.write_field(cell(it).as_bytes()).ok()?;
        }
        self.0.write_record(None::<&[u8]>).ok()
    }

    /// The file.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        self.0.into_inner().ok()
    }
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
    use super::cell;
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
}
