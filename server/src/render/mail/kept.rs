//! What is kept of the HTML of a mail: a short list, for mail programs show little else alike. What is not on it is taken away, and told.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use html5ever::tokenizer::{Tag, TagKind, Token};
use url::Url;

use crate::render::markup;
use crate::render::problem::{self, Problem, ProblemKind};

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

/// HTML without what is not on the list; tells where it is too complex to be read.
pub(super) fn clean(html: &str) -> Result<String, Problem> {
    markup::read(html, |_, _| {})?;
    Ok(CLEANER.clean(html).to_string())
}

/// What of it is not on the list, in order, each once; or that it is too complex to be read.
pub(super) fn removed(html: &str) -> Vec<Problem> {
    let mut walk = Walk::default();
    let read = markup::read(html, |token, line| walk.token(token, usize::try_from(line).ok()));
    read.map_or_else(|problem| vec![problem], |()| walk.problems)
}

/// What a walk along the tags finds.
#[derive(Default)]
struct Walk {
    /// Each once, and no more than are told.
    problems: Vec<Problem>,
}

impl Walk {
    fn token(&mut self, token: &Token, line: Option<usize>) {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(tag, line),
            Token::TagToken(_)
            | Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::CharacterTokens(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
    }

    fn note(&mut self, kind: ProblemKind, line: Option<usize>, message: String) {
        problem::note(&mut self.problems, Problem::new(kind, message).at(line));
    }

    fn start(&mut self, tag: &Tag, line: Option<usize>) {
        let name: &str = &tag.name;
        if !ELEMENTS.contains(&name) {
            let message = format!("the element `<{name}>` is not kept in mail");
            self.note(ProblemKind::ElementNotAllowed, line, message);
            return;
        }
        for attribute in &tag.attrs {
            self.attribute(name, &attribute.name.local, &attribute.value, line);
        }
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str, line: Option<usize>) {
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
