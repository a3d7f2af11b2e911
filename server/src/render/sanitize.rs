//! The one list of elements and attributes of certificates. What is not on it is taken away, and told. Links open pages of their own:
//! what stands in a frame stays there.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use html5ever::tokenizer::{Tag, TagKind, Token};

use super::problem::{self, Problem, ProblemKind};
use super::{markup, style};
use crate::domain::asset_address;

/// Elements.
const ELEMENTS: [&str; 49] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
];
/// Further elements.
const MORE_ELEMENTS: [&str; 3] = ["tfoot", "u", "ul"];
/// Attributes of every element.
const ATTRIBUTES: [&str; 8] = [
    "aria-hidden",
    "aria-label",
    "class",
    "dir",
    "lang",
    "role",
    "style",
    "title",
];
/// Attributes of single elements.
const OWN_ATTRIBUTES: [(&str, &[&str]); 6] = [
    ("a", &["href"]),
    ("img", &["src", "alt", "width", "height"]),
    ("time", &["datetime"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("ol", &["start"]),
];

/// A certificate without what is not allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clean {
    /// A fragment of HTML.
    pub html: String,
    /// What stood in its `<style>` elements, as far as it is allowed.
    pub css: String,
    /// What was taken away.
    pub problems: Vec<Problem>,
}

/// Keeps of a filled template what is allowed; tells where it is too complex to be read.
pub fn clean(html: &str) -> Result<Clean, Problem> {
    let mut walk = Walk::default();
    markup::read(html, |token, line| walk.token(token, usize::try_from(line).ok()))?;
    let Walk {
        styles, mut problems, ..
    } = walk;
    let sheet = style::sheet(&styles);
    problems.extend(sheet.problems);
    problems.sort();
    problems.dedup();
    Ok(Clean {
        html: CLEANER.clean(html).to_string(),
        css: sheet.css,
        problems,
    })
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into_iter().chain(MORE_ELEMENTS).collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "template", "noscript", "textarea", "xmp", "iframe",
        ]))
        .generic_attributes(HashSet::from(ATTRIBUTES))
        .tag_attributes(
            OWN_ATTRIBUTES
                .into_iter()
                .map(|(element, attributes)| (element, attributes.iter().copied().collect()))
                .collect::<HashMap<_, HashSet<_>>>(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto", "data"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") => is_own_picture(value).then_some(Cow::Borrowed(value)),
            ("a", "href") => is_link(value).then_some(Cow::Borrowed(value)),
            (_, "style") => {
                let css = style::attribute(value).css;
                (!css.is_empty()).then_some(Cow::Owned(css))
            }
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

/// Whether a picture comes from our own store, is the code of a certificate's address, or is written out in the page.
fn is_own_picture(src: &str) -> bool {
    let is_asset = asset_address::hash(src).is_some_and(|hash| has_digits(hash, 64));
    let is_written_out = ["png", "jpeg", "webp", "svg+xml"].iter().any(|kind| {
        src.strip_prefix("data:image/")
            .and_then(|it| it.strip_prefix(kind))
            .and_then(|it| it.strip_prefix(";base64,"))
            .is_some_and(|data| {
                data.bytes()
                    .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'='))
            })
    });
    is_asset || is_code(src) || is_written_out
}

/// Whether a picture is the code of a certificate's address.
pub(super) fn is_code(src: &str) -> bool {
    src.strip_prefix("/credentials/")
        .and_then(|it| it.strip_suffix("/qr.svg"))
        .is_some_and(|number| has_digits(number, 32))
}

fn has_digits(text: &str, n: usize) -> bool {
    text.len() == n && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a link leads to a page or a mail address.
fn is_link(href: &str) -> bool {
    let is_plain = !href.chars().any(|it| it.is_control() || it.is_whitespace());
    let has_scheme = ["https://", "http://", "mailto:"]
        .iter()
        .any(|it| href.get(..it.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(it)));
    is_plain && has_scheme && !href.contains('\\')
}

/// What a walk along the tags finds.
#[derive(Default)]
struct Walk {
    styles: String,
    is_in_style: bool,
    /// Each once, and no more than are told.
    problems: Vec<Problem>,
}

impl Walk {
    fn token(&mut self, token: &Token, line: Option<usize>) {
        match token {
            Token::TagToken(tag) => self.tag(tag, line),
            Token::CharacterTokens(text) if self.is_in_style => self.styles.push_str(text),
            Token::DoctypeToken(_)
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

    fn tag(&mut self, tag: &Tag, line: Option<usize>) {
        let name: &str = &tag.name;
        if name == "style" {
            self.is_in_style = tag.kind == TagKind::StartTag;
            if self.is_in_style {
                self.styles.push('\n');
            }
            return;
        }
        if tag.kind == TagKind::EndTag {
            return;
        }
        if !ELEMENTS.contains(&name) && !MORE_ELEMENTS.contains(&name) {
            let message = format!("the element `<{name}>` is not on the list for certificates");
            self.note(ProblemKind::ElementNotAllowed, line, message);
            return;
        }
        for attribute in &tag.attrs {
            self.attribute(name, &attribute.name.local, &attribute.value, line);
        }
        let value = |wanted: &str| markup::attribute(tag, wanted);
        let is_decoration = value("role") == Some("presentation") && value("alt") == Some("");
        if name == "img" && value("alt").is_none_or(|it| it.trim().is_empty()) && !is_decoration {
            let message =
                "a picture needs an `alt` text; one that only decorates has alt=\"\" and role=\"presentation\"";
            self.note(ProblemKind::AltTextMissing, line, message.to_owned());
        }
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str, line: Option<usize>) {
        let is_own = OWN_ATTRIBUTES
            .iter()
            .any(|(it, attributes)| *it == element && attributes.contains(&name));
        if !ATTRIBUTES.contains(&name) && !is_own {
            let message = format!("the attribute `{name}` of `<{element}>` is not on the list for certificates");
            self.note(ProblemKind::AttributeNotAllowed, line, message);
        }
        match (element, name) {
            ("img", "src") if !is_own_picture(value) => {
                let message = "pictures come from `/assets/`; upload them there".to_owned();
                self.note(ProblemKind::ExternalReference, line, message);
            }
            ("a", "href") if !is_link(value) => {
                let message = "a link begins with https://, http:// or mailto:".to_owned();
                self.note(ProblemKind::ExternalReference, line, message);
            }
            (_, "style") => {
                for problem in style::attribute(value).problems {
                    self.note(problem.kind, line, problem.message);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::problem::MAX_PROBLEMS;

    fn kinds(html: &str) -> Vec<ProblemKind> {
        let Clean { problems, .. } = clean(html).expect("is read");
        let mut kinds: Vec<_> = problems.into_iter().map(|it| it.kind).collect();
        kinds.dedup();
        kinds
    }

    #[test]
    fn a_decent_certificate_passes_whole() {
        let html = "<style>.a { color: red }</style><section class=\"a\" dir=\"rtl\" lang=\"ar\"><h1>Title</h1>\
             <p style=\"color: red\">A <strong>name</strong><br></p><a href=\"https://example.org/\">x</a></section>";
        let clean = clean(html).expect("is read");
        assert_eq!(clean.problems, []);
        assert!(clean.css.contains("color: red"));
        assert!(!clean.html.contains("<style"));
        assert!(
            clean.html.contains("<section class=\"a\" dir=\"rtl\" lang=\"ar\">"),
            "{}",
            clean.html
        );
    }

    #[test]
    fn what_acts_or_fetches_is_told_and_taken_away() {
        use ProblemKind as Kind;
        for (html, kind) in [
            ("<script>alert(1)</script>", Kind::ElementNotAllowed),
            (
                "<iframe src=\"https://evil.example\"></iframe>",
                Kind::ElementNotAllowed,
            ),
            (
                "<form action=\"https://evil.example\"><input></form>",
                Kind::ElementNotAllowed,
            ),
            (
                "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\">",
                Kind::ElementNotAllowed,
            ),
            ("<base href=\"https://evil.example\">", Kind::ElementNotAllowed),
            (
                "<link rel=\"stylesheet\" href=\"https://evil.example\">",
                Kind::ElementNotAllowed,
            ),
            ("<svg><script>alert(1)</script></svg>", Kind::ElementNotAllowed),
            (
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                Kind::ElementNotAllowed,
            ),
            ("<p onclick=\"alert(1)\">x</p>", Kind::AttributeNotAllowed),
            ("<p OnClick = alert(1)>x</p>", Kind::AttributeNotAllowed),
            ("<p id=\"x\">x</p>", Kind::AttributeNotAllowed),
            (
                "<img src=\"https://evil.example/x.png\" alt=\"x\">",
                Kind::ExternalReference,
            ),
            ("<img src=\"//evil.example/x.png\" alt=\"x\">", Kind::ExternalReference),
            ("<img src=\"/assets/../graphql\" alt=\"x\">", Kind::ExternalReference),
            (
                "<img src=\"/credentials/../sign-out/qr.svg\" alt=\"x\">",
                Kind::ExternalReference,
            ),
            (
                "<img src=\"data:text/html;base64,PHNjcmlwdD4=\" alt=\"x\">",
                Kind::ExternalReference,
            ),
            ("<a href=\"javascript:alert(1)\">x</a>", Kind::ExternalReference),
            ("<a href=\"java&#115;cript:alert(1)\">x</a>", Kind::ExternalReference),
            ("<a href=\"//evil.example\">x</a>", Kind::ExternalReference),
            ("<a href=\"data:text/html,x\">x</a>", Kind::ExternalReference),
            (
                "<p style=\"background: url(https://evil.example)\">x</p>",
                Kind::StyleNotAllowed,
            ),
            ("<style>@import 'https://evil.example';</style>", Kind::StyleNotAllowed),
            (
                "<style>a { background: url(https://evil.example) }",
                Kind::StyleNotAllowed,
            ),
        ] {
            assert!(kinds(html).contains(&kind), "{html}: {:?}", kinds(html));
            let Clean { html: left, css, .. } = clean(html).expect("is read");
            for text in [left.to_lowercase(), css.to_lowercase()] {
                for bad in [
                    "evil",
                    "alert",
                    "<script",
                    "<iframe",
                    "<form",
                    "javascript",
                    "onclick",
                    "onerror",
                    "url(",
                ] {
                    assert!(!text.contains(bad), "{html}: {text}");
                }
            }
        }
    }

    #[test]
    fn links_open_pages_of_their_own() {
        for address in ["https://example.org/", "http://example.org/", "mailto:ada@example.org"] {
            let clean = clean(&format!("<a class=\"a\" href=\"{address}\">x</a>")).expect("is read");
            assert_eq!(clean.problems, []);
            assert_eq!(
                clean.html,
                format!(
                    "<a class=\"a\" href=\"{address}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>"
                )
            );
        }
        // Nothing else says where a link opens.
        let other = clean("<a href=\"https://example.org/\" target=\"_top\" rel=\"opener\">x</a>").expect("is read");
        assert!(
            other
                .html
                .contains("target=\"_blank\" rel=\"noopener noreferrer nofollow\""),
            "{}",
            other.html
        );
        assert!(
            !other.html.contains("_top") && !other.html.contains("\"opener"),
            "{}",
            other.html
        );
    }

    #[test]
    fn what_takes_too_long_to_read_is_told_and_nothing_else() {
        let html = "<p onclick=\"x\">".to_owned() + &"<div>".repeat(5_000);
        assert_eq!(clean(&html).map_err(|it| it.kind), Err(ProblemKind::TooComplex));
        // The same fault is told once, and no more faults than anybody reads.
        let many = (0..5_000).fold(String::new(), |html, it| {
            html + &format!("<p a{it}=\"x\" b=\"x\">x</p>\n")
        });
        let found = clean(&many).expect("is read").problems;
        assert_eq!(found.len(), MAX_PROBLEMS);
        assert_eq!(found.iter().filter(|it| it.message.contains("`b`")).count(), 1);
    }

    #[test]
    fn pictures_have_words_beside_them() {
        let asset = format!("/assets/{}", "a".repeat(64));
        let code = format!("/credentials/{}/qr.svg", "1".repeat(32));
        for picture in [&asset, &code] {
            assert_eq!(kinds(&format!("<img src=\"{picture}\" alt=\"Logo\">")), []);
        }
        assert_eq!(
            kinds(&format!("<img src=\"{asset}\" alt=\"\" role=\"presentation\">")),
            []
        );
        for html in [
            format!("<img src=\"{asset}\">"),
            format!("<img src=\"{asset}\" alt=\" \">"),
        ] {
            assert_eq!(kinds(&html), [ProblemKind::AltTextMissing]);
        }
    }
}
