//! Counts the lexical tokens of a document, and how deep its brackets nest, in one pass without recursion.
//!
//! The parser works recursively and takes far longer for a token than this does; so this comes first.

/// What a document's text measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) tokens: usize,
    pub(super) nesting: usize,
}

/// Measures a document, up to `max_tokens` and one. Text that is no GraphQL is measured too: the parser will refuse it.
pub(super) fn measure(document: &str, max_tokens: usize) -> Measure {
    let bytes = document.as_bytes();
    let mut measure = Measure::default();
    let mut open = 0_usize;
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
                open += 1;
                measure.nesting = measure.nesting.max(open);
                1
            }
            b'}' | b']' | b')' => {
                open = open.saturating_sub(1);
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
            assert_eq!(measure(document, 1_000), Measure { tokens, nesting }, "{document}");
        }
    }

    #[test]
    fn counting_stops_at_the_limit() {
        assert_eq!(measure(&"a ".repeat(1_000), 10).tokens, 11);
        assert_eq!(
            measure(&"{".repeat(200_000), 10),
            Measure {
                tokens: 11,
                nesting: 11
            }
        );
    }
}
