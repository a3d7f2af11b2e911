//! Style sheets and style attributes: what is on the lists is written anew, everything else is left out and told.
//!
//! Nothing that is written can fetch anything: there is no `url()`, no `@import`, no `@font-face`.

use cssparser::{
    AtRuleParser, BasicParseErrorKind, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser,
    StyleSheetParser, ToCss as _, Token,
};

use super::page;
use super::problem::{Problem, ProblemKind};

/// Functions of values.
const VALUE_FUNCTIONS: [&str; 27] = [
    "attr",
    "calc",
    "clamp",
    "color-mix",
    "conic-gradient",
    "counter",
    "fit-content",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "linear-gradient",
    "max",
    "min",
    "minmax",
    "oklab",
    "oklch",
    "radial-gradient",
    "repeat",
    "repeating-linear-gradient",
    "rgb",
    "rgba",
    "rotate",
    "scale",
    "translate",
    "var",
];
/// Functions of selectors and conditions.
const SELECTOR_FUNCTIONS: [&str; 10] = [
    "dir",
    "has",
    "is",
    "lang",
    "not",
    "nth-child",
    "nth-last-child",
    "nth-last-of-type",
    "nth-of-type",
    "where",
];
/// Properties, by exact name or, with a dash at the end, by beginning.
const PROPERTIES: [&str; 82] = [
    "align-",
    "aspect-ratio",
    "background",
    "background-",
    "block-size",
    "border",
    "border-",
    "bottom",
    "box-",
    "break-",
    "caption-side",
    "clear",
    "color",
    "color-scheme",
    "column-",
    "columns",
    "content",
    "counter-",
    "direction",
    "display",
    "empty-cells",
    "flex",
    "flex-",
    "float",
    "font",
    "font-",
    "gap",
    "grid",
    "grid-",
    "height",
    "hyphens",
    "inline-size",
    "inset",
    "inset-",
    "isolation",
    "justify-",
    "left",
    "letter-spacing",
    "line-",
    "list-style",
    "list-style-",
    "margin",
    "margin-",
    "max-",
    "min-",
    "mix-blend-mode",
    "object-",
    "opacity",
    "order",
    "orphans",
    "outline",
    "outline-",
    "overflow",
    "overflow-",
    "padding",
    "padding-",
    "page",
    "page-",
    "place-",
    "position",
    "print-color-adjust",
    "quotes",
    "right",
    "rotate",
    "row-gap",
    "scale",
    "size",
    "table-layout",
    "text-",
    "top",
    "transform",
    "transform-",
    "translate",
    "unicode-bidi",
    "vertical-align",
    "visibility",
    "white-space",
    "widows",
    "width",
    "word-",
    "writing-mode",
    "z-index",
];

/// What is left of a style, and what was not allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Styled {
    /// The style.
    pub css: String,
    /// What was left out.
    pub problems: Vec<Problem>,
}

/// Keeps of a style sheet what is allowed.
#[must_use]
pub fn sheet(text: &str) -> Styled {
    let mut sheet = Sheet::default();
    let mut parser = Parser::new(text);
    let mut css = String::new();
    for rule in StyleSheetParser::new(&mut parser, &mut sheet) {
        match rule {
            Ok(rule) => css.push_str(&rule),
            Err((error, slice, _)) => {
                let why = why(&error);
                sheet_problem(&mut css, slice, &why);
            }
        }
    }
    let mut problems = sheet.problems;
    // Notes of refused rules travel in the text and are taken out again here: the parser holds the sheet while it runs.
    let css = css
        .split_inclusive('\n')
        .filter(|line| match line.strip_prefix(NOTE) {
            Some(note) => {
                problems.push(Problem::new(ProblemKind::StyleNotAllowed, note.trim_end()));
                false
            }
            None => true,
        })
        .collect();
    Styled { css, problems }
}

/// Keeps of a style attribute what is allowed.
#[must_use]
pub fn attribute(text: &str) -> Styled {
    let mut styled = Styled::default();
    declarations(&mut Parser::new(text), &mut styled, Block::Element);
    // One line, as attributes are.
    let one_line = styled.css.replace('\n', " ");
    styled.css = one_line.trim().into();
    styled
}

const NOTE: &str = "\u{1}";

fn sheet_problem(css: &mut String, slice: &str, why: &str) {
    let begin: String = slice
        .chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .take(60)
        .collect();
    css.extend([NOTE, "the rule `", begin.trim(), "` is left out: ", why, "\n"]);
}

/// Why a part is left out.
type Reason = String;

fn why(error: &ParseError<Reason>) -> String {
    match &error.kind {
        cssparser::ParseErrorKind::Custom(reason) => reason.clone(),
        cssparser::ParseErrorKind::Basic(_) => "it is not understood".to_owned(),
    }
}

#[derive(Default)]
struct Sheet {
    problems: Vec<Problem>,
    depth: u8,
}

/// A condition of an at-rule, ready to be written.
enum At {
    Media(String),
    Page,
}

impl<'i> QualifiedRuleParser<'i> for Sheet {
    type Prelude = String;
    type QualifiedRule = String;
    type Error = Reason;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<String, ParseError<Reason>> {
        let mut selector = String::new();
        write(input, &mut selector, Place::Selector).map_err(ParseError::custom)?;
        let selector = selector.trim().to_owned();
        // A rule reaches what is inside the certificate, never its neighbors.
        let leads_out = |it: &str| it.trim_start().starts_with(['+', '~', '>']) || it.trim().is_empty();
        if selector.split(',').any(leads_out) {
            return Err(ParseError::custom("its selector does not name an element".to_owned()));
        }
        Ok(selector)
    }

    fn parse_block(
        &mut self,
        selector: String,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<String, ParseError<Reason>> {
        let mut styled = Styled::default();
        declarations(input, &mut styled, Block::Element);
        self.problems.append(&mut styled.problems);
        Ok(format!("{selector} {{\n{}}}\n", styled.css))
    }
}

impl<'i> AtRuleParser<'i> for Sheet {
    type Prelude = At;
    type AtRule = String;
    type Error = Reason;

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<At, ParseError<Reason>> {
        let mut prelude = String::new();
        write(input, &mut prelude, Place::Condition).map_err(ParseError::custom)?;
        match name.to_ascii_lowercase().as_str() {
            "media" => Ok(At::Media(prelude.trim().to_owned())),
            "page" if prelude.trim().is_empty() => Ok(At::Page),
            _ => Err(ParseError::custom(format!("there is no `@{name}` in certificates"))),
        }
    }

    fn parse_block(
        &mut self,
        prelude: At,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<String, ParseError<Reason>> {
        match prelude {
            At::Page => {
                let mut styled = Styled::default();
                declarations(input, &mut styled, Block::Page);
                self.problems.append(&mut styled.problems);
                Ok(format!("@page {{\n{}}}\n", styled.css))
            }
            At::Media(_) if self.depth > 2 => Err(ParseError::custom("it is nested too deeply".to_owned())),
            At::Media(condition) => {
                let mut inner = Self {
                    problems: Vec::new(),
                    depth: self.depth + 1,
                };
                let mut css = String::new();
                for rule in StyleSheetParser::new(input, &mut inner) {
                    match rule {
                        Ok(rule) => css.push_str(&rule),
                        Err((error, slice, _)) => sheet_problem(&mut css, slice, &why(&error)),
                    }
                }
                self.problems.append(&mut inner.problems);
                Ok(format!("@media {condition} {{\n{css}}}\n"))
            }
        }
    }
}

/// What a block is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Element,
    /// The paper: nothing but what the service itself can read.
    Page,
}

/// Writes the declarations of a block that are allowed.
fn declarations(input: &mut Parser<'_>, styled: &mut Styled, block: Block) {
    loop {
        let declaration = input.parse_until_before(cssparser::Delimiter::Semicolon, |input| {
            if input.is_exhausted() {
                return Ok(None);
            }
            declaration(input, block)
                .map(Some)
                .map_err(ParseError::custom::<Reason>)
        });
        match declaration {
            Ok(Some((name, value))) => {
                styled.css.extend([name.as_str(), ": ", &value, ";\n"]);
                if page::begins_another(&name, &value) {
                    // It stays: certificates that were awarded go on as they are.
                    let message = format!("`{name}: {value}` begins another page");
                    styled.problems.push(Problem::new(ProblemKind::PageOverflow, message));
                }
            }
            Ok(None) => {}
            Err(error) => styled
                .problems
                .push(Problem::new(ProblemKind::StyleNotAllowed, why(&error))),
        }
        // The semicolon, or the end of the block.
        if input.next().is_err() {
            return;
        }
    }
}

/// A property and its value.
fn declaration(input: &mut Parser<'_>, block: Block) -> Result<(String, String), Reason> {
    let name = match input.expect_ident() {
        Ok(name) => name.to_ascii_lowercase(),
        Err(_) => return Err("a declaration does not begin with a property".to_owned()),
    };
    // A name is written as it was read: with a sign that was escaped it would lead out of the block.
    let is_plain = name
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'));
    let is_listed = || {
        PROPERTIES.iter().any(|it| {
            if it.ends_with('-') {
                name.starts_with(it)
            } else {
                name == *it
            }
        })
    };
    let is_allowed = is_plain && (name.starts_with("--") || is_listed());
    if !is_allowed {
        return Err(format!("the property `{name}` is not on the list for certificates"));
    }
    input
        .expect_colon()
        .map_err(|_| format!("the property `{name}` has no value"))?;
    let mut value = String::new();
    write(input, &mut value, Place::Value).map_err(|why| format!("the property `{name}` is left out: {why}"))?;
    let value = value.trim().to_owned();
    match block {
        Block::Page if !name.starts_with("background") && !page::is_readable(&name, &value) => Err(format!(
            "`@page` has a size by name, by direction or of two lengths, and margins, and no `{name}: {value}`"
        )),
        Block::Page | Block::Element => Ok((name, value)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Selector,
    Condition,
    Value,
}

/// Writes tokens anew, up to the end of what the parser may see.
fn write(input: &mut Parser<'_>, out: &mut String, place: Place) -> Result<(), Reason> {
    loop {
        let token = match input.next_including_whitespace_and_comments() {
            Ok(token) => token.clone(),
            Err(error) if error.kind == BasicParseErrorKind::EndOfInput => return Ok(()),
            Err(_) => return Err("it is not understood".to_owned()),
        };
        let close = match &token {
            // A space, so that what stood apart does not become one word.
            Token::WhiteSpace(_) | Token::Comment(_) => {
                out.push(' ');
                continue;
            }
            Token::UnquotedUrl(_) | Token::BadUrl(_) => return Err("nothing can be fetched by `url()`".to_owned()),
            Token::Ident(name) if name.eq_ignore_ascii_case("url") => {
                return Err("nothing can be fetched by `url()`".to_owned());
            }
            Token::BadString(_)
            | Token::CurlyBracketBlock
            | Token::CloseParenthesis
            | Token::CloseSquareBracket
            | Token::CloseCurlyBracket
            | Token::AtKeyword(_)
            | Token::CDO
            | Token::CDC
            | Token::Delim('&' | '@' | '\\' | '<') => return Err("it is not understood".to_owned()),
            Token::QuotedString(text) if text.contains(['<', '\\']) => {
                return Err("a text in it has a sign that is not allowed".to_owned());
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                let list: &[&str] = match place {
                    Place::Value => &VALUE_FUNCTIONS,
                    Place::Selector => &SELECTOR_FUNCTIONS,
                    Place::Condition => &[],
                };
                if !list.contains(&name.as_str()) {
                    return Err(format!("there is no `{name}()` in certificates"));
                }
                Some(')')
            }
            Token::ParenthesisBlock => Some(')'),
            Token::SquareBracketBlock => Some(']'),
            _ => None,
        };
        token.to_css(out).map_err(|_| "it cannot be written".to_owned())?;
        if let Some(close) = close {
            input
                .parse_nested_block(|input| write(input, out, place).map_err(ParseError::custom::<Reason>))
                .map_err(|error| why(&error))?;
            out.push(close);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_is_written_anew() {
        let styled = sheet(
            "@page { size: A4 landscape; margin: 0 }\n.name { color: rgb(0 0 0 / 50%); font: 700 2rem/1.2 serif }\n\
             @media print { h1, h2:not(.a) > p { display: none } }",
        );
        assert_eq!(styled.problems, []);
        for part in [
            "size: A4 landscape;",
            "color: rgb(0 0 0 / 50%);",
            "@media print {",
            "h1, h2:not(.a) > p {",
        ] {
            assert!(styled.css.contains(part), "{part}: {}", styled.css);
        }
    }

    #[test]
    fn nothing_can_fetch_or_escape() {
        for text in [
            "a { background: url(https://evil.example/x) }",
            "a { background: URL('https://evil.example/x') }",
            r"a { background: \75rl(https://evil.example/x) }",
            "a { background: url/**/(https://evil.example/x) }",
            "a { background-image: image-set('https://evil.example/x' 1x) }",
            "a { background: image(https://evil.example/x) }",
            "@import 'https://evil.example/x';",
            "@import url(https://evil.example/x);",
            "@font-face { font-family: x; src: url(https://evil.example/x) }",
            "@media print { @import 'x'; }",
            "a { behavior: url(#default#time2) }",
            "a { -moz-binding: url(https://evil.example/x) }",
            "a { content: '</style><script>' }",
            "a { color: expression(alert(1)) }",
            "& + p { color: red }",
            "+ p { color: red }",
            "h1, ~ p { color: red }",
            "a { b { color: red } }",
            "@keyframes x { from { color: red } }",
            "@property --x { syntax: '*' }",
            "@layer x;",
            "} </style> a { color: red }",
            r"a { --x\7d\7d\2estate\7b display: none }",
            r"a { text-\7d\7d\2estate\7b display: none }",
            "@page { size: calc(1mm * 9) }",
            "@page { padding: 20mm }",
        ] {
            let styled = sheet(text);
            assert!(!styled.problems.is_empty(), "{text}: {}", styled.css);
            let low = styled.css.to_lowercase();
            for bad in [
                "url(",
                "import",
                "http",
                "<",
                "&",
                "expression",
                "script",
                "font-face",
                "state",
            ] {
                assert!(!low.contains(bad), "{text}: {}", styled.css);
            }
        }
    }

    #[test]
    fn certificate_takes_one_page() {
        for text in ["a { break-before: page }", "a { page: second }"] {
            let styled = sheet(text);
            let kinds: Vec<_> = styled.problems.iter().map(|it| it.kind).collect();
            assert_eq!(kinds, [ProblemKind::PageOverflow], "{text}");
            assert!(
                styled.css.contains(text.trim_matches(['a', ' ', '{', '}'])),
                "{}",
                styled.css
            );
        }
        assert_eq!(attribute("page-break-after: always").problems.len(), 1);
        assert_eq!(sheet("a { break-inside: avoid; break-before: auto }").problems, []);
    }

    #[test]
    fn attributes_follow_the_same_list() {
        assert_eq!(
            attribute("color: red; text-align: center").css,
            "color: red; text-align: center;"
        );
        let styled = attribute("color: red; background: url(x); behavior: x");
        assert_eq!((styled.css.as_str(), styled.problems.len()), ("color: red;", 2));
    }
}
