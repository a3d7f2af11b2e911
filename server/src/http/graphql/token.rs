//! Counts the lexical tokens of a document, how deep its brackets nest, and whether a value is named twice, in one pass
//! without recursion.
//!
//! The parser works recursively and takes far longer for a token than this does; so this comes first. It also keeps the last
//! of two values of one name without a word, which is why they are looked for here.

use std::collections::HashSet;

/// What a document's text measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) tokens: usize,
    pub(super) nesting: usize,
    /// Whether an argument, a variable or a field of an input is given twice in one place.
    pub(super) has_repeated_name: bool,
}

/// What the brackets that are open hold.
#[derive(Debug, Default)]
struct Open<'a> {
    /// Names met so far, for brackets with values: arguments, variables, fields of an input.
    brackets: Vec<Option<HashSet<&'a [u8]>>>,
    parentheses: usize,
}

impl<'a> Open<'a> {
    fn open(&mut self, bracket: u8) {
        self.parentheses += usize::from(bracket == b'(');
        // Outside of parentheses, braces hold selections.
        let has_names = bracket == b'(' || (bracket == b'{' && self.parentheses > 0);
        self.brackets.push(has_names.then(HashSet::new));
    }

    fn close(&mut self, bracket: u8) {
        self.parentheses = self.parentheses.saturating_sub(usize::from(bracket == b')'));
        self.brackets.pop();
    }

    /// Takes note of a name with a colon after it; false where it was met before.
    fn name(&mut self, name: &'a [u8]) -> bool {
        match self.brackets.last_mut() {
            Some(Some(names)) => names.insert(name),
            Some(None) | None => true,
        }
    }
}

/// Measures a document, up to `max_tokens` and one. Text that is no GraphQL is measured too: the parser will refuse it.
pub(super) fn measure(document: &str, max_tokens: usize) -> Measure {
    let bytes = document.as_bytes();
    let mut measure = Measure::default();
    let mut open = Open::default();
    let mut last: &[u8] = b"";
    let mut at = 0;
    while at < bytes.len() && measure.tokens <= max_tokens {
        let byte = bytes[at];
        let length = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += run(&bytes[at..], |it| !matches!(it, b'\r' | b'\n'));
                continue;
            }
            b'"' => string(&bytes[at..]),
            b'{' | b'[' | b'(' => {
                open.open(byte);
                measure.nesting = measure.nesting.max(open.brackets.len());
                1
            }
            b'}' | b']' | b')' => {
                open.close(byte);
                1
            }
            b':' => {
                measure.has_repeated_name |= !open.name(last);
                1
            }
            b'.' if bytes[at..].starts_with(b"...") => 3,
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => run(&bytes[at..], |it| it == b'_' || it.is_ascii_alphanumeric()),
            b'-' | b'0'..=b'9' => run(&bytes[at..], |it| {
                matches!(it, b'-' | b'+' | b'.') || it.is_ascii_alphanumeric()
            }),
            _ => 1,
        };
        measure.tokens += 1;
        last = bytes.get(at..at + length).unwrap_or_default();
        at += length;
    }
    measure
}

fn run(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|it| !belongs(*it)).unwrap_or(bytes.len())
}

/// Length of the string at the start of `bytes`; one that does not end takes the rest.
fn string(bytes: &[u8]) -> usize {
    let (quote, escape): (&[u8], &[u8]) = if bytes.starts_with(b"\"\"\"") {
        (b"\"\"\"", b"\\\"\"\"")
    } else {
        (b"\"", b"\\")
    };
    let is_block = quote.len() == 3;
    let mut at = quote.len();
    while at < bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(escape) {
            at += if is_block { escape.len() } else { 2 };
        } else if rest.starts_with(quote) {
            return at + quote.len();
        } else if !is_block && matches!(rest[0], b'\n' | b'\r') {
            return at;
        } else {
            at += 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{Measure, measure};

    #[test]
    fn tokens_and_nesting_are_those_of_the_specification() {
        for (document, tokens, nesting) in [
            ("", 0, 0),
            (" ,\n\t# {comment}\r\n", 0, 0),
            ("{a}", 3, 1),
            ("{ a { b } }", 6, 2),
            (
                "query Q($x: [Int!] = [1, -2.5e3]) { a(b: $x) @skip(if: true) { ...F } }",
                36,
                2,
            ),
            (r#"{a(b:"}}} \" {{{")}"#, 8, 2),
            (r#"{a(b:"""}} \""" { "" {""" )}"#, 8, 2),
            ("{a(b:\"open", 6, 2),
            ("{a(b:\"open\n)}", 8, 2),
            ("}}}}{", 5, 1),
            ("\u{feff}{a}", 6, 1),
        ] {
            let expected = Measure {
                tokens,
                nesting,
                has_repeated_name: false,
            };
            assert_eq!(measure(document, 1_000), expected, "{document}");
        }
    }

    #[test]
    fn a_value_is_named_once_in_one_place() {
        for (document, expected) in [
            ("{ a: b a: b }", false),
            ("{ a(b: 1) a(b: 1) }", false),
            ("{ a(b: { c: 1 }, d: { c: 1 }) }", false),
            ("{ a(b: [{ c: 1 }, { c: 2 }]) { e: f(c: 1) e: f(c: 1) } }", false),
            ("{ a(b: c, c: b, d: c) }", false),
            (r#"{ a(b: "b: 1, b: 2") }"#, false),
            ("{ a(b: 1, b: 1) }", true),
            ("{ a(b: { c: 1, d: 2, c: 1 }) }", true),
            ("{ a(b: [{ c: { d: 1 d: 2 } }]) }", true),
            ("query($a: Int, $a: Int) { b }", true),
            ("query($a: A = { b: 1, b: 2 }) { c }", true),
        ] {
            assert_eq!(measure(document, 1_000).has_repeated_name, expected, "{document}");
        }
    }

    #[test]
    fn counting_stops_at_the_limit() {
        assert_eq!(measure(&"a ".repeat(1_000), 10).tokens, 11);
        assert_eq!(
            measure(&"{".repeat(200_000), 10),
            Measure {
                tokens: 11,
                nesting: 11,
                has_repeated_name: false
            }
        );
    }
}
