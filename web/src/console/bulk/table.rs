//! A file with values between separators, read as a table.
//!
//! Invariant: a file is read as a whole or not at all, so that no row is missed without a word; a row that does not fit the columns is a
//! row all the same, and says so.

use csv::{Position, ReaderBuilder, StringRecord};

/// What begins a text in UTF-8 that some programs write.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// What a file holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// What it is called.
    pub(super) name: String,
    /// Names of the columns.
    pub(super) header: Vec<String>,
    /// Everything below, but for rows in which nothing is written.
    pub(super) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The line of the file on which it begins.
    pub(super) line: u64,
    /// Whether it has as many cells as there are columns.
    pub(super) is_whole: bool,
    cells: StringRecord,
}

impl Row {
    /// What stands in a column, without spaces around it.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }

    /// Everything, as it stands.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }
}

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It has too many bytes.
    TooLarge,
    /// It cannot be got from the disk.
    Lost,
    /// It is no text in UTF-8.
    Encoding,
    /// There is no row below the names of the columns.
    Empty,
    /// On this line a quotation mark opens that nothing closes: whatever follows would be one cell.
    Quote(u64),
}

/// Reads a file of this name.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Table, Unreadable> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|_| Unreadable::Encoding)?;
    if text.contains('\0') {
        return Err(Unreadable::Encoding);
    }
    let separator = separator(text);
    if let Some(line) = unclosed_quote(bytes, separator) {
        return Err(Unreadable::Quote(line));
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Lines::of(bytes);
    let header = reader.headers().map_err(|_| Unreadable::Encoding)?;
    let header: Vec<String> = header.iter().map(|it| it.trim().to_owned()).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let cells = record.map_err(|_| Unreadable::Encoding)?;
        let line = cells.position().map_or(0, |it| lines.line(it));
        if cells.iter().any(|it| !it.trim().is_empty()) {
            rows.push(Row {
                line,
                is_whole: cells.len() == header.len(),
                cells,
            });
        }
    }
    if rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(Table {
        name: name.to_owned(),
        header,
        rows,
    })
}

/// Where the reader is within a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before a cell: here a quotation mark opens it.
    Before,
    /// In a cell without quotation marks, or behind those that closed.
    Bare,
    /// In a quoted cell.
    Quoted,
    /// Behind a quotation mark in a quoted cell: it closes the cell, or stands for itself where another follows.
    Closing,
}

/// The line on which a quotation mark opens a cell that nothing closes.
fn unclosed_quote(bytes: &[u8], separator: u8) -> Option<u64> {
    let (mut place, mut before) = (Place::Before, 0);
    let (mut line, mut opened) = (1, 1);
    for &byte in bytes {
        let is_end = matches!(byte, b'\n' | b'\r');
        place = match (place, byte) {
            (Place::Quoted, b'"') => Place::Closing,
            (Place::Quoted, _) | (Place::Closing, b'"') => Place::Quoted,
            (Place::Before, b'"') => {
                opened = line;
                Place::Quoted
            }
            (Place::Before | Place::Bare | Place::Closing, _) if is_end || byte == separator => Place::Before,
            (Place::Before | Place::Bare | Place::Closing, _) => Place::Bare,
        };
        let is_second_of_two = byte == b'\n' && before == b'\r';
        line += u64::from(is_end && !is_second_of_two);
        before = byte;
    }
    (place == Place::Quoted).then_some(opened)
}

/// Counts lines. The reader's own count is behind where a line ends in two characters or is empty.
struct Lines<'a> {
    bytes: &'a [u8],
    /// What was counted so far.
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    const fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    /// The line on which the row at a position begins; positions are asked for in their order.
    fn line(&mut self, position: &Position) -> u64 {
        let after = usize::try_from(position.byte()).unwrap_or(usize::MAX).max(self.at);
        let is_end = |it: &u8| matches!(it, b'\n' | b'\r');
        let before = self.bytes.get(after..).unwrap_or_default();
        let begin = after + before.iter().take_while(|it| is_end(it)).count();
        let passed = self.bytes.get(self.at..begin).unwrap_or_default();
        for (at, byte) in passed.iter().enumerate() {
            let is_first_of_two = *byte == b'\r' && self.bytes.get(self.at + at + 1) == Some(&b'\n');
            self.line += u64::from(is_end(byte) && !is_first_of_two);
        }
        self.at = begin;
        self.line
    }
}

/// What stands between the names of the columns most often, outside of quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if !is_quoted => {
                if let Some(at) = SEPARATORS.iter().position(|it| *it == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let at = counts.iter().position(|it| *it == most).unwrap_or_default();
    SEPARATORS[at]
}

#[cfg(test)]
mod tests {
    use super::{Table, Unreadable, read};

    fn cells(table: &Table) -> Vec<(u64, Vec<&str>)> {
        table.rows.iter().map(|it| (it.line, it.cells().collect())).collect()
    }

    #[test]
    fn separators_are_found_out() {
        for text in [
            "username,object\nada,x",
            "username;object\r\nada;x\r\n",
            "username\tobject\nada\tx",
            "\u{feff}username,object\nada,x",
            "\"username\",\"object\"\n\"ada\",x",
        ] {
            let table = read("a.csv", text.as_bytes()).expect("is read");
            assert_eq!(table.header, ["username", "object"], "{text:?}");
            assert_eq!(cells(&table), [(2, vec!["ada", "x"])], "{text:?}");
        }
        let table = read("a.csv", "\"name, first\";b\n1;2".as_bytes()).expect("is read");
        assert_eq!(table.header, ["name, first", "b"]);
    }

    #[test]
    fn rows_know_their_lines() {
        let text = "a,b\n\n1,\"x\ny\"\n , \n2,z\n\n\n3,é\n4,";
        for end in ["\n", "\r\n"] {
            let text = text.replace('\n', end);
            let table = read("a.csv", text.as_bytes()).expect("is read");
            let lines: Vec<_> = cells(&table)
                .into_iter()
                .map(|(line, cells)| (line, cells[0]))
                .collect();
            assert_eq!(lines, [(3, "1"), (6, "2"), (9, "3"), (10, "4")], "{end:?}");
            assert_eq!(table.rows[0].cell(9), "");
            let uneven = format!("{text}{end}{end}5{end}6,7,8{end}9,");
            let table = read("a.csv", uneven.as_bytes()).expect("is read");
            let uneven: Vec<_> = table.rows.iter().filter(|it| !it.is_whole).collect();
            let uneven: Vec<_> = uneven.iter().map(|it| (it.line, it.cells().count())).collect();
            assert_eq!(uneven, [(12, 1), (13, 3)], "{end:?}");
            assert_eq!(table.rows.len(), 7, "{end:?}");
        }
    }

    #[test]
    fn quote_that_nothing_closes_is_told_with_its_line() {
        for (text, expected) in [
            ("a,b\n1,\"x\n2,y\n3,z\n", Some(2)),
            ("a,b\r\n\r\n1,x\r\n2,\"y\r\n3,z\r\n", Some(4)),
            ("\"a,b\n1,2\n", Some(1)),
            ("a,b\n1,\"x\"\"\n2,y\n", Some(2)),
            ("a,b\n1,\"x\ny\"\n2,\"z", Some(4)),
            // Quotes that are none, or close.
            ("a,b\n1,5\" wide\n2,y\n", None),
            ("a,b\n1,\"x\" y\"\n2,z\n", None),
            ("a,b\n1,\"x\"\"y\"\n2,z", None),
            ("a,b\n1, \"x\n2,y\n", None),
        ] {
            let read = read("a.csv", text.as_bytes());
            assert_eq!(read.err(), expected.map(Unreadable::Quote), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_told() {
        let cases: [(&[u8], Unreadable); 5] = [
            (b"\x89PNG\r\n\x1a\n\0", Unreadable::Encoding),
            (b"a\0,b\n1,2", Unreadable::Encoding),
            (b"", Unreadable::Empty),
            (b"a,b\n", Unreadable::Empty),
            (b"a,b\n , \n", Unreadable::Empty),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read("a.csv", bytes), Err(expected), "{bytes:?}");
        }
    }
}
