//! The rules of a style sheet that tell elements by name, class and place.

use cssparser::{Delimiter, ParseError, Parser, Token};

use super::Element;
use super::effect::{Effect, declared, note};

/// A rule that does something.
pub(super) struct Rule {
    pub(super) selector: Selector,
    pub(super) effects: Vec<Effect>,
}

/// The rules of a style sheet, as [`crate::render::style`] writes it, that hold on every screen.
pub(super) fn rules(css: &str) -> Vec<Rule> {
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
        } else if let Some(Inside::Block(_, effects)) = inside.last_mut() {
            note(effects, declared(line.trim_end_matches(';')));
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

/// The parts of a selector, from the outermost to the element itself.
pub(super) struct Selector(Vec<Part>);

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
    pub(super) fn fits(&self, open: &[Element], steps: &mut u32) -> Option<bool> {
        *steps = steps.checked_sub(1)?;
        let (part, element) = (self.0.last(), open.last());
        if !part.zip(element).is_some_and(|(part, element)| part.is(element)) {
            return Some(false);
        }
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
