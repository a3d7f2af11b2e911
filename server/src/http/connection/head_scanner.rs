//! Follows the bytes of a connection from header to header.
//!
//! The HTTP library settles a request with both `Content-Length` and `Transfer-Encoding`, or with two lengths, silently.
//! This sees the lines themselves. It stops after a chunked request, which is the last of its connection.

/// What the scanner is in the middle of.
#[derive(Debug, PartialEq, Eq)]
enum State {
    /// Before the first byte of a header.
    Between,
    /// Within a header.
    Head {
        lengths: usize,
        is_chunked: bool,
        length: u64,
    },
    /// Within a body of so many more bytes.
    Body(u64),
    /// No longer interested.
    Done,
}

/// Follows the bytes of a connection from header to header.
#[derive(Debug)]
pub(super) struct HeadScanner {
    state: State,
    line: Vec<u8>,
    is_ambiguous: bool,
}

/// Longer lines hold nothing of interest; the HTTP library refuses longer headers anyway.
const MAX_LINE: usize = 256;

impl HeadScanner {
    pub(super) fn new() -> Self {
        Self {
            state: State::Between,
            line: Vec::new(),
            is_ambiguous: false,
        }
    }

    /// Whether a header has begun and not ended.
    pub(super) fn is_in_head(&self) -> bool {
        matches!(self.state, State::Head { .. })
    }

    /// Whether a header told a length twice.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    /// Reads on.
    pub(super) fn read(&mut self, mut bytes: &[u8]) {
        while let Some((&byte, rest)) = bytes.split_first() {
            match &mut self.state {
                State::Done => return,
                State::Body(left) => {
                    let taken = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
                    *left -= taken as u64;
                    if *left == 0 {
                        self.state = State::Between;
                    }
                    bytes = &bytes[taken..];
                }
                State::Between => {
                    // Line ends before a header belong to nothing.
                    if matches!(byte, b'\r' | b'\n') {
                        bytes = rest;
                    } else {
                        self.line.clear();
                        self.state = State::Head {
                            lengths: 0,
                            is_chunked: false,
                            length: 0,
                        };
                    }
                }
                State::Head { .. } => {
                    bytes = rest;
                    if byte == b'\n' {
                        self.end_line();
                    } else if self.line.len() < MAX_LINE {
                        self.line.push(byte);
                    }
                }
            }
        }
    }

    fn end_line(&mut self) {
        let State::Head {
            lengths,
            is_chunked,
            length,
        } = &mut self.state
        else {
            return;
        };
        let line = std::mem::take(&mut self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        if line.is_empty() {
            self.is_ambiguous |= *lengths + usize::from(*is_chunked) > 1;
            self.state = match (*is_chunked, *length) {
                (true, _) => State::Done,
                (false, 0) => State::Between,
                (false, length) => State::Body(length),
            };
            return;
        }
        let Some(colon) = line.iter().position(|it| *it == b':') else {
            return;
        };
        let (name, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"content-length") {
            *lengths += 1;
            // What is no number is refused by the HTTP library, and the connection with it.
            *length = std::str::from_utf8(value)
                .ok()
                .and_then(|it| it.parse().ok())
                .unwrap_or(0);
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            *is_chunked = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HeadScanner;

    fn scanned(bytes: &str) -> HeadScanner {
        let mut whole = HeadScanner::new();
        whole.read(bytes.as_bytes());
        let mut dripped = HeadScanner::new();
        bytes.as_bytes().chunks(1).for_each(|it| dripped.read(it));
        assert_eq!(whole.is_ambiguous(), dripped.is_ambiguous());
        assert_eq!(whole.is_in_head(), dripped.is_in_head());
        whole
    }

    #[test]
    fn lengths_told_twice_are_seen_in_any_request() {
        for (bytes, expected) in [
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab", false),
            (
                "POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab",
                true,
            ),
            (
                "POST / HTTP/1.1\r\ncontent-length: 2\r\nTRANSFER-ENCODING: chunked\r\n\r\n",
                true,
            ),
            ("POST / HTTP/1.1\nTransfer-Encoding:chunked\nContent-Length:2\n\n", true),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false),
            // The body of the first looks like a header; the second is ambiguous.
            (
                "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\na:b\nGET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                true,
            ),
            (
                "POST / HTTP/1.1\r\nContent-Length: 36\r\n\r\nContent-Length: 1\nContent-Length: 2\n",
                false,
            ),
        ] {
            assert_eq!(scanned(bytes).is_ambiguous(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_begun_header_is_told_from_a_pause() {
        assert!(!scanned("").is_in_head());
        assert!(!scanned("\r\n").is_in_head());
        assert!(scanned("G").is_in_head());
        assert!(!scanned("GET / HTTP/1.1\r\nHost: a\r\n\r\n").is_in_head());
        assert!(!scanned("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc").is_in_head());
    }
}
