//! What of a certificate is to be seen: text outside of everything that its own styles hide.
//!
//! Invariant: what counts as hidden is hidden on screens. Rules are followed as far as they tell elements by name, class and place;
//! those that ask for more, and those of a medium's size, hide nothing here.

use std::cell::RefCell;

use cssparser::{Delimiter, ParseError, Parser, Token};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token as HtmlToken, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::Body;

/// Elements without an end.
const VOID: [&str; 4] = ["br", "col", "hr", "img"];
/// Comparisons of an element with a part of a selector; more than any certificate needs.
const STEPS: u32 = 2_000_000;
/// What can hardly be seen: opacity, and height of letters in CSS pixels.
const FAINT: f32 = 0.1;
const TINY: f32 = 1.0;

/// Whether a text is to be seen; letter case does not matter.
#[must_use]
pub fn shows(body: &Body, text: &str) -> bool {
    let walker = Walker(RefCell::new(Walk {
        wanted: text.to_lowercase(),
        rules: rules(&body.css),
        path: Vec::new(),
        text: String::new(),
        steps: STEPS,
        is_found: false,
    }));
    let tokenizer = Tokenizer::new(walker, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(body.html.as_str()));
    // Nothing in the sink asks for a pause.
    drop(tokenizer.feed(&input));
    tokenizer.end();
    let mut walk = tokenizer.sink.0.into_inner();
    walk.read();
    walk.is_found
}

/// An element that is open.
struct Element {
    name: String,
    classes: Vec<String>,
    /// What its own style does.
    effects: Vec<Effect>,
}

struct Walk {
    wanted: String,
    rules: Vec<Rule>,
    /// The elements that are open, outermost first.
    path: Vec<Element>,
    /// What was read since the last tag.
    text: String,
    /// Comparisons that may still be made.
    steps: u32,
    is_found: bool,
}

struct Walker(RefCell<Walk>);

impl TokenSink for Walker {
    type Handle = ();

    fn process_token(&self, token: HtmlToken, _: u64) -> TokenSinkResult<()> {
        let mut walk = self.0.borrow_mut();
        match token {
            HtmlToken::TagToken(tag) => {
                walk.read();
                walk.tag(&tag);
            }
            HtmlToken::CharacterTokens(text) => walk.text.push_str(&text),
            HtmlToken::DoctypeToken(_)
            | HtmlToken::CommentToken(_)
            | HtmlToken::NullCharacterToken
            | HtmlToken::EOFToken
            | HtmlToken::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl Walk {
    /// Whether what was read is what is looked for, and is to be seen.
    fn read(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !self.is_found && text.to_lowercase().contains(&self.wanted) {
            self.is_found = !self.is_hidden();
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if tag.kind == TagKind::EndTag {
            if self.path.last().is_some_and(|it| it.name == name) {
                self.path.pop();
            }
            return;
        }
        if VOID.contains(&name) {
            return;
        }
        let value = |wanted: &str| {
            let found = tag.attrs.iter().find(|it| &*it.name.local == wanted);
            found.map(|it| it.value.to_string()).unwrap_or_default()
        };
        self.path.push(Element {
            name: name.to_owned(),
            classes: value("class").split_ascii_whitespace().map(str::to_owned).collect(),
            effects: each_once(value("style").split(';').filter_map(declared)),
        });
    }

    /// Whether what stands in the innermost element is hidden by it or by one around it.
    fn is_hidden(&mut self) -> bool {
        let (mut is_unseen, mut is_tiny) = (false, false);
        for n_open in 1..=self.path.len() {
            let (open, _) = self.path.split_at(n_open);
            let Some(element) = open.last() else { continue };
            let mut effects = element.effects.clone();
            for rule in &self.rules {
                match rule.selector.fits(open, &mut self.steps) {
                    Some(true) => effects.extend(&rule.effects),
                    Some(false) => {}
                    None => return true,
                }
            }
            if effects.contains(&Effect::Gone) {
                return true;
            }
            is_unseen = inherited(is_unseen, &effects, Effect::Unseen);
            is_tiny = inherited(is_tiny, &effects, Effect::Tiny);
        }
        is_unseen || is_tiny
    }
}

/// What an element says itself, or what the one around it says. Where its rules say both, it counts as hidden.
fn inherited(before: bool, effects: &[Effect], effect: fn(bool) -> Effect) -> bool {
    let says = |it: bool| effects.contains(&effect(it));
    says(true) || (before && !says(false))
}

/// What a declaration does to what stands inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// Hidden with all that it holds.
    Gone,
    /// Hidden, but for what says otherwise.
    Unseen(bool),
    /// Too small to be read, but for what says otherwise.
    Tiny(bool),
}

/// A rule that may hide something, or show it again.
struct Rule {
    selector: Selector,
    effects: Vec<Effect>,
}

/// The rules of a style sheet, as [`super::style`] writes it, that hold on every screen.
fn rules(css: &str) -> Vec<Rule> {
    /// What a line is inside of.
    enum Inside {
        Block(Vec<Selector>, Vec<Effect>),
        /// Rules that count, or do not.
        Medium(bool),
    }
    let mut rules = Vec::new();
    let mut inside: Vec<Inside> = Vec::new();
    for line in css.lines() {
        if let Some(prelude) = line.strip_suffix(" {") {
            inside.push(match prelude.strip_prefix("@media") {
                Some(condition) => Inside::Medium(is_every_screen(condition)),
                None if prelude.starts_with('@') => Inside::Medium(false),
                None => Inside::Block(selectors(prelude), Vec::new()),
            });
        } else if line == "}" {
            let counts = inside.iter().all(|it| !matches!(it, Inside::Medium(false)));
            if let Some(Inside::Block(selectors, effects)) = inside.pop()
                && counts
                && !effects.is_empty()
            {
                rules.extend(selectors.into_iter().map(|selector| Rule {
                    selector,
                    effects: effects.clone(),
                }));
            }
        } else if let Some(Inside::Block(_, effects)) = inside.last_mut()
            && let Some(effect) = declared(line.trim_end_matches(';')).filter(|it| !effects.contains(it))
        {
            effects.push(effect);
        }
    }
    rules
}

fn is_every_screen(condition: &str) -> bool {
    let names_all = |query: &str| {
        let query = query.trim().to_ascii_lowercase();
        matches!(query.trim_start_matches("only ").trim(), "screen" | "all")
    };
    condition.trim().is_empty() || condition.split(',').any(names_all)
}

/// There are few, however often they are said.
fn each_once(effects: impl Iterator<Item = Effect>) -> Vec<Effect> {
    effects.fold(Vec::new(), |mut all, it| {
        if !all.contains(&it) {
            all.push(it);
        }
        all
    })
}

/// The effect of a declaration, if it has one.
fn declared(text: &str) -> Option<Effect> {
    let (name, value) = text.split_once(':')?;
    let value = value.split('!').next().unwrap_or_default().trim().to_ascii_lowercase();
    match name.trim() {
        "display" => (value == "none").then_some(Effect::Gone),
        "opacity" => {
            let (number, whole) = value.strip_suffix('%').map_or((value.as_str(), 1.0), |it| (it, 100.0));
            let number: f32 = number.trim().parse().ok()?;
            (number / whole < FAINT).then_some(Effect::Gone)
        }
        "visibility" => match value.as_str() {
            "hidden" | "collapse" => Some(Effect::Unseen(true)),
            "visible" => Some(Effect::Unseen(false)),
            _ => None,
        },
        "font-size" => size(&value),
        // The size is the first length, before the height of lines.
        "font" => value.split_ascii_whitespace().find_map(|it| {
            let word = it.split('/').next().unwrap_or_default();
            let is_weight = word.len() == 3 && word.bytes().all(|it| it.is_ascii_digit());
            size(word).filter(|_| !is_weight)
        }),
        _ => None,
    }
}

/// What a size of letters does; one that depends on that of the element around it does nothing.
fn size(value: &str) -> Option<Effect> {
    let is_number = |it: char| it.is_ascii_digit() || matches!(it, '.' | '-' | '+');
    let at = value.find(|it| !is_number(it)).unwrap_or(value.len());
    let (number, unit) = value.split_at(at);
    let Ok(number) = number.parse::<f32>() else {
        let is_named = ["small", "medium", "large"].iter().any(|it| value.ends_with(it));
        return is_named.then_some(Effect::Tiny(false));
    };
    let pixels = match unit {
        "%" | "em" | "ex" | "ch" | "lh" if number > 0.0 => return None,
        "mm" | "pt" | "px" | "q" => number,
        _ => number * 16.0,
    };
    Some(Effect::Tiny(pixels < TINY))
}

/// The parts of a selector, from the outermost to the element itself.
struct Selector(Vec<Part>);

#[derive(Default)]
struct Part {
    /// Whether it is a child of what the part before tells, and not just somewhere inside.
    is_child: bool,
    name: Option<String>,
    classes: Vec<String>,
}

/// The selectors of a list that ask for nothing but names, classes and place.
fn selectors(list: &str) -> Vec<Selector> {
    let mut parser = Parser::new(list);
    let mut all = Vec::new();
    loop {
        let one = parser.parse_until_before(Delimiter::Comma, |input| {
            selector(input).ok_or_else(|| ParseError::<()>::custom(()))
        });
        all.extend(one);
        // The comma, or the end.
        if parser.next().is_err() {
            return all;
        }
    }
}

fn selector(input: &mut Parser<'_>) -> Option<Selector> {
    let mut parts = Vec::new();
    let mut part: Option<Part> = None;
    let mut is_child = false;
    while let Ok(token) = input.next_including_whitespace() {
        match token.clone() {
            Token::WhiteSpace(_) => parts.extend(part.take()),
            Token::Delim('>') => {
                parts.extend(part.take());
                is_child = true;
            }
            mark @ (Token::Delim('*' | '.') | Token::Ident(_)) => {
                let part = part.get_or_insert_with(|| Part {
                    is_child: std::mem::take(&mut is_child),
                    ..Part::default()
                });
                match mark {
                    Token::Ident(name) => part.name = Some(name.to_ascii_lowercase()),
                    Token::Delim('.') => match input.next_including_whitespace() {
                        Ok(Token::Ident(name)) => part.classes.push(name.to_string()),
                        _ => return None,
                    },
                    _ => {}
                }
            }
            _ => return None,
        }
    }
    parts.extend(part);
    Some(Selector(parts))
}

impl Selector {
    /// Whether it tells the innermost of the elements that are open; none once too much was compared.
    fn fits(&self, open: &[Element], steps: &mut u32) -> Option<bool> {
        // For each element, whether the parts up to now lead to it.
        let mut reached: Vec<bool> = Vec::new();
        for (index, part) in self.0.iter().enumerate() {
            *steps = steps.checked_sub(u32::try_from(open.len()).ok()?)?;
            let (mut is_child, mut is_inside) = (false, false);
            let mut next = Vec::with_capacity(open.len());
            for (at, element) in open.iter().enumerate() {
                let leads = index == 0 || if part.is_child { is_child } else { is_inside };
                next.push(leads && part.is(element));
                is_child = reached.get(at).is_some_and(|it| *it);
                is_inside |= is_child;
            }
            reached = next;
        }
        Some(reached.last().is_some_and(|it| *it))
    }
}

impl Part {
    fn is(&self, element: &Element) -> bool {
        self.name.as_ref().is_none_or(|it| *it == element.name)
            && self.classes.iter().all(|it| element.classes.contains(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sanitize::{Clean, clean};

    fn is_seen(html: &str) -> bool {
        let Clean { html, css, .. } = clean(html).expect("is read");
        shows(&Body { html, css }, "Ada Lovelace")
    }

    #[test]
    fn text_is_seen_where_nothing_hides_it() {
        for html in [
            "<p>Ada Lovelace</p>",
            "<p>ADA LOVELACE, born <b>1815</b></p>",
            "<img src=\"x\" alt=\"\"><br><p>by <bdi>Ada Lovelace</bdi>!</p>",
            "<p style=\"display: none\">Ada Lovelace</p><p>Ada Lovelace</p>",
            "<div style=\"font-size: 0\"><p style=\"font-size: 12pt\">Ada Lovelace</p></div>",
            "<div style=\"visibility: hidden\"><p style=\"visibility: visible\">Ada Lovelace</p></div>",
            "<style>.a { display: none }</style><p class=\"b\">Ada Lovelace</p>",
            "<style>.a .b { display: none } .a > i { opacity: 0 }</style><p class=\"b\"><b class=\"a\"><b><i>Ada Lovelace</i></b></b></p>",
            "<style>p:empty, p::before, .a + p { display: none }</style><p>Ada Lovelace</p>",
            "<style>@media print { p { display: none } }</style><p>Ada Lovelace</p>",
            "<style>@media (max-width: 640px) { p { display: none } } p { display: flex }</style><p>Ada Lovelace</p>",
            "<style>p { opacity: 0.9; font: 700 2rem/1.2 serif; font-size: 80% }</style><p>Ada Lovelace</p>",
        ] {
            assert!(is_seen(html), "{html}");
        }
    }

    #[test]
    fn text_that_styles_hide_is_not_seen() {
        for html in [
            "<p>Ada</p><p>Lovelace</p>",
            "<p title=\"Ada Lovelace\">x</p>",
            "<p style=\"display: none\">Ada Lovelace</p>",
            "<p style=\"color: red; DISPLAY: None !important\">Ada Lovelace</p>",
            "<div style=\"opacity: 0%\"><p style=\"opacity: 1\">Ada Lovelace</p></div>",
            "<div style=\"visibility: hidden\"><p>Ada Lovelace</p></div>",
            "<p style=\"font-size: 0\">Ada Lovelace</p>",
            "<p style=\"font: bold 0.2px/1 serif\"><b style=\"font-size: 2em\">Ada Lovelace</b></p>",
            "<style>.a { display: none }</style><div class=\"b a\"><p>Ada Lovelace</p></div>",
            "<style>h1, .x .y > p.z { display: none }</style><i class=\"x\"><b><i class=\"y\"><p class=\"z\">Ada Lovelace",
            "<style>@media screen { * { visibility: collapse } }</style><p>Ada Lovelace</p>",
            "<style>.a\\:b { display: none }</style><p class=\"a:b\">Ada Lovelace</p>",
        ] {
            assert!(!is_seen(html), "{html}");
        }
    }

    #[test]
    fn more_comparisons_than_any_certificate_needs_are_not_made() {
        let rules = ".a .b .c { display: none }\n".repeat(1_000);
        let html = format!(
            "<style>{rules}</style>{}Ada Lovelace{}",
            "<div>".repeat(200),
            "</div>".repeat(200)
        );
        assert!(!is_seen(&html));
    }
}
