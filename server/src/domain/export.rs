//! Text for spreadsheets, which take some text for formulas.

use std::borrow::Cow;

/// What a formula begins with, in any of the spellings that spreadsheets take for one.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Text that a spreadsheet shows as text: one that would begin a formula gets an apostrophe before it, and NUL is dropped.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    let text = if text.contains('\0') {
        Cow::Owned(text.replace('\0', ""))
    } else {
        Cow::Borrowed(text)
    };
    // Some trim before they look.
    let begins_formula = text.starts_with(FORMULA) || text.trim_start().starts_with(FORMULA);
    if begins_formula {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_a_formula() {
        for (text, expected) in [
            ("=HYPERLINK(\"https://evil\")", "'=HYPERLINK(\"https://evil\")"),
            ("+1", "'+1"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\r\n=1", "'\r\n=1"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("\0=1", "'=1"),
            ("a\0b", "ab"),
            ("Anne-Marie = A+", "Anne-Marie = A+"),
            ("", ""),
            ("林美玲", "林美玲"),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }
}
