//! HTML as browsers read it, within bounds: those who go on with it take time in proportion to its length.
//!
//! Invariant: it is read by the same rules as by the one who cleans it ([`ammonia`]), so what is allowed here is no deeper and no more there.

mod tree;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use self::tree::{Node, Tree};
use super::confined::MAX_FILLED;
use super::problem::{Problem, ProblemKind};

/// How deep elements may stand in each other.
const MAX_DEPTH: usize = 200;
/// Most attributes of an element.
const MAX_ATTRIBUTES: usize = 100;
/// Longest that a filled template may be once its tags are written out by what browsers make of it, in bytes.
const MAX_WRITTEN: usize = 2 * MAX_FILLED;
/// Most texts and elements that stand in tables outside of their cells: for each, who cleans looks for its place.
const MAX_MISPLACED: usize = 1_000;
/// Bytes that are read between two looks at what came of them.
const PIECE: usize = 4 << 10;
/// Places in what is no token yet at which attributes may begin; a picture that is written out has a thousand slashes.
const MAX_STARTS: usize = 4_000;

/// What is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Excess {
    Depth,
    Attributes,
    Written,
    Misplaced,
}

impl Excess {
    fn problem(self) -> Problem {
        let message = match self {
            Self::Depth => format!(
                "elements stand in each other more than {MAX_DEPTH} deep; perhaps one is never ended, which `<div/>` does not do"
            ),
            Self::Attributes => format!("an element has more than {MAX_ATTRIBUTES} attributes"),
            Self::Written => format!(
                "an element that is never ended goes on in all that follows, and comes to more than {MAX_WRITTEN} bytes with that"
            ),
            Self::Misplaced => {
                format!("more than {MAX_MISPLACED} texts and elements stand in tables outside of their cells")
            }
        };
        Problem::new(ProblemKind::TooComplex, message)
    }
}

/// Hands out the tokens of a fragment of HTML, each with its line; tells where it is too complex, and goes on no further.
pub(super) fn read(html: &str, see: impl FnMut(&Token, u64)) -> Result<(), Problem> {
    let reader = Reader {
        builder: TreeBuilder::new_for_fragment(Tree::new(), Tree::context(), None, TreeBuilderOpts::default()),
        see: RefCell::new(see),
        n_starts: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let input = BufferQueue::default();
    let (mut rest, mut before) = (html, b' ');
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        tokenizer.sink.expect(piece, before);
        tokenizer.sink.result()?;
        input.push_back(StrTendril::from(piece));
        // Nothing in the sink asks for a pause.
        drop(tokenizer.feed(&input));
        before = piece.as_bytes().last().copied().unwrap_or(before);
        rest = after;
    }
    tokenizer.end();
    tokenizer.sink.result()
}

/// The value of an attribute.
pub(super) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let found = tag.attrs.iter().find(|it| &*it.name.local == name);
    found.map(|it| &*it.value)
}

/// Builds the tree of what is read, and lets somebody see the tokens.
struct Reader<F> {
    builder: TreeBuilder<Rc<Node>, Tree>,
    see: RefCell<F>,
    /// Places at which attributes may begin, since the last token. A tag is one only once it has ended, and each of its attributes is
    /// compared with all before it.
    n_starts: Cell<usize>,
}

impl<F> Reader<F> {
    /// Takes note of what comes next.
    fn expect(&self, piece: &str, before: u8) {
        let n_starts = self.n_starts.get() + n_starts(piece, before);
        self.n_starts.set(n_starts);
        if n_starts > MAX_STARTS {
            self.builder.sink.note(Excess::Attributes);
        }
    }

    fn result(&self) -> Result<(), Problem> {
        self.builder.sink.excess().map_or(Ok(()), |it| Err(it.problem()))
    }
}

impl<F: FnMut(&Token, u64)> TokenSink for Reader<F> {
    type Handle = Rc<Node>;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Rc<Node>> {
        let tree = &self.builder.sink;
        if let Token::TagToken(tag) = &token
            && tag.attrs.len() > MAX_ATTRIBUTES
        {
            tree.note(Excess::Attributes);
        }
        if tree.excess().is_some() {
            return TokenSinkResult::Continue;
        }
        // Errors are told in the middle of a tag.
        if !matches!(token, Token::ParseError(_)) {
            self.n_starts.set(0);
        }
        (self.see.borrow_mut())(&token, line);
        match self.builder.process_token(token, line) {
            TokenSinkResult::Plaintext => TokenSinkResult::Plaintext,
            TokenSinkResult::RawData(kind) => TokenSinkResult::RawData(kind),
            // No script is run here, and what is read is text already.
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                TokenSinkResult::Continue
            }
        }
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// At how many places of a text an attribute may begin: behind a blank, a slash or a quotation mark.
fn n_starts(piece: &str, before: u8) -> usize {
    let is_blank = |it: u8| it.is_ascii_whitespace() || it == b'/';
    let is_end = |it: u8| is_blank(it) || matches!(it, b'"' | b'\'');
    let pairs = std::iter::once(before).chain(piece.bytes()).zip(piece.bytes());
    pairs.filter(|(before, it)| is_end(*before) && !is_blank(*it)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is too much; none where nothing is.
    fn excess(html: &str) -> Option<Problem> {
        read(html, |_, _| {}).err()
    }

    #[test]
    fn elements_stand_in_each_other_so_deep_and_no_deeper() {
        let nested = |begin: &str, n: usize, end: &str| begin.repeat(n) + "x" + &end.repeat(n);
        assert_eq!(excess(&nested("<div>", MAX_DEPTH, "</div>")), None);
        let deep = Some(Excess::Depth.problem());
        assert_eq!(excess(&nested("<div>", MAX_DEPTH + 1, "</div>")), deep);
        for html in [
            nested("<div>", 5_000, ""),
            // In HTML a slash ends nothing but what has no end anyway.
            nested("<div/>", 5_000, ""),
            nested("<table><tr><td>", 5_000, ""),
            nested("<table><td></div>", 5_000, ""),
            nested("<b><div></b>", 5_000, ""),
            // What is left open goes on in whatever follows.
            (0..5_000).fold(String::new(), |html, it| html + &format!("<p><i class=\"{it}\">x</p>")),
            nested("<svg><desc><path/>", 5_000, ""),
        ] {
            assert_eq!(excess(&html), deep, "{html:.60}");
        }
    }

    #[test]
    fn much_that_is_not_deep_is_fine() {
        let list = format!("<ul>{}</ul>", "<li>x".repeat(5_000));
        let table = format!(
            "<table>{}</table>",
            "<tr class='a'>\n <td>x\n <td><b>y</b></td>\n </tr>\n".repeat(2_000)
        );
        let pictures = format!("<img alt=\"\" src=\"data:image/png;base64,{}\">", "ab/".repeat(2_000)).repeat(10);
        for html in [
            list,
            table,
            pictures,
            "<p>some words<br><hr/>".repeat(5_000),
            "<style>p { color: red } /* a < b */</style>".repeat(1_000),
            "a b/c \"d\" 'e' ".repeat(20_000),
            String::new(),
        ] {
            assert_eq!(excess(&html), None, "{html:.60}");
        }
    }

    #[test]
    fn an_element_has_so_many_attributes_and_no_more() {
        let attributes = |n: usize| (0..n).fold(String::new(), |all, it| all + &format!(" a{it}"));
        assert_eq!(excess(&format!("<p{}>", attributes(MAX_ATTRIBUTES))), None);
        for html in [
            format!("<p{}>", attributes(MAX_ATTRIBUTES + 1)),
            format!("<p{}>", attributes(5_000)),
            // Whether the tag ever ends does not matter, nor what stands between them.
            format!("<p{}", attributes(50_000)),
            format!("<p{}", attributes(50_000).replace(' ', "/")),
            format!("<p {}", attributes(50_000).replace(' ', "=\"x\"")),
            format!("<p{}", attributes(50_000).replace(' ', "\n\"")),
            // Nor in how many tags of the root they are.
            (0..5_000).fold(String::new(), |html, it| html + &format!("<html a{it}>")),
        ] {
            assert_eq!(excess(&html), Some(Excess::Attributes.problem()), "{html:.60}");
        }
    }

    #[test]
    fn what_is_never_ended_is_written_out_again_and_again() {
        let html = format!("<p><b title=\"{}\">x{}", "x".repeat(60_000), "<p>x".repeat(1_000));
        assert_eq!(excess(&html), Some(Excess::Written.problem()));
        let html = format!("<table>{}", "x<tr>".repeat(5_000));
        assert_eq!(excess(&html), Some(Excess::Misplaced.problem()));
    }

    #[test]
    fn tokens_are_seen_as_browsers_read_them() {
        let mut seen = Vec::new();
        let html = "<p>a</p>\n<style>b { } <i></style><script>if (1 < 2) '<b>'</script><noscript><u></u></noscript>";
        let result = read(html, |token, line| {
            if let Token::TagToken(tag) = token {
                seen.push((tag.name.to_string(), line));
            }
        });
        assert_eq!(result, Ok(()));
        let names: Vec<&str> = seen.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["p", "p", "style", "style", "script", "script", "noscript", "noscript"]
        );
        assert_eq!((seen[1].1, seen[2].1), (1, 2));
    }
}
