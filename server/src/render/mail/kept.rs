//! What is kept of the HTML of a mail: a short list, for mail programs show little else alike. What is not on it is taken away, and told.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use url::Url;

use crate::render::problem::{Problem, ProblemKind};
use crate::render::sanitize::reading;

/// Elements that mail programs show alike.
const ELEMENTS: [&str; 19] = [
    "a",
    "b",
    "blockquote",
    "br",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "li",
    "ol",
    "p",
    "span",
    "strong",
    "ul",
];
/// Attributes of every element.
const ATTRIBUTES: [&str; 2] = ["dir", "lang"];
/// How the address of a link may begin.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into_iter().collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "template", "noscript", "textarea", "iframe",
        ]))
        .generic_attributes(HashSet::from(ATTRIBUTES))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(None);
    builder
});

/// HTML without what is not on the list.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// What of it is not on the list, in order.
pub(super) fn removed(html: &str) -> Vec<Problem> {
    let tokenizer = Tokenizer::new(Walker(RefCell::default()), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // Nothing in the sink asks for a pause.
    drop(tokenizer.feed(&input));
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

struct Walker(RefCell<Vec<Problem>>);

impl TokenSink for Walker {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(&tag, usize::try_from(line).ok()),
            Token::TagToken(_)
            | Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::CharacterTokens(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => TokenSinkResult::Continue,
        }
    }
}

impl Walker {
    fn note(&self, kind: ProblemKind, line: Option<usize>, message: String) {
        self.0.borrow_mut().push(Problem::new(kind, message).at(line));
    }

    fn start(&self, tag: &Tag, line: Option<usize>) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        if !ELEMENTS.contains(&name) {
            let message = format!("the element `<{name}>` is not kept in mail");
            self.note(ProblemKind::ElementNotAllowed, line, message);
            return reading(name);
        }
        for attribute in &tag.attrs {
            self.attribute(name, &attribute.name.local, &attribute.value, line);
        }
        TokenSinkResult::Continue
    }

    fn attribute(&self, element: &str, name: &str, value: &str, line: Option<usize>) {
        let is_address = (element, name) == ("a", "href");
        if !is_address && !ATTRIBUTES.contains(&name) {
            let message = format!("the attribute `{name}` of `<{element}>` is not kept in mail");
            self.note(ProblemKind::AttributeNotAllowed, line, message);
        }
        if is_address && !Url::parse(value).is_ok_and(|it| SCHEMES.contains(&it.scheme())) {
            let message = "a link of a mail begins with https://, http:// or mailto:".to_owned();
            self.note(ProblemKind::ExternalReference, line, message);
        }
    }
}
