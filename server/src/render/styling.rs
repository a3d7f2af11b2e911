//! What the styles of a certificate do to its elements, as far as that can be told without laying it out: whether they hide one, and how
//! it lies among others.
//!
//! Invariant: what counts as hidden is hidden on screens. Rules are followed as far as they tell elements by name, class and place;
//! those that ask for more, and those of a medium's size, do nothing here.

mod effect;
mod rule;

use html5ever::tokenizer::Tag;

use self::effect::{Effect, declared, each_once};
use self::rule::{Rule, rules};
use super::markup::attribute;

pub(super) use self::effect::{Flow, Holds, Lies};

/// Elements without an end.
pub(super) const VOID: [&str; 4] = ["br", "col", "hr", "img"];
/// Comparisons of an element with a part of a selector; more than any certificate needs.
const STEPS: u32 = 2_000_000;

/// An element that is open.
struct Element {
    name: String,
    classes: Vec<String>,
    /// What its own style does.
    effects: Vec<Effect>,
}

/// What styles make of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Hidden with all that it holds.
    is_gone: bool,
    /// Hidden, but for what says otherwise.
    is_unseen: bool,
    /// Too small to be read, but for what says otherwise.
    is_tiny: bool,
    /// How it lies.
    pub(super) flow: Flow,
}

impl Look {
    /// Whether what stands in it is hidden.
    pub(super) fn is_hidden(self) -> bool {
        self.is_gone || self.is_unseen || self.is_tiny
    }

    /// That of an element in this one, which says these things of itself.
    fn inside(self, effects: &[Effect]) -> Self {
        Self {
            is_gone: self.is_gone || effects.contains(&Effect::Gone),
            is_unseen: inherited(self.is_unseen, effects, Effect::Unseen),
            is_tiny: inherited(self.is_tiny, effects, Effect::Tiny),
            flow: Flow::of(effects),
        }
    }
}

/// What an element says itself, or what the one around it says. Where its rules say both, it counts as hidden.
fn inherited(before: bool, effects: &[Effect], effect: fn(bool) -> Effect) -> bool {
    let says = |it: bool| effects.contains(&effect(it));
    says(true) || (before && !says(false))
}

/// Follows the elements of a certificate, and tells what its styles make of each.
pub(super) struct Styling {
    rules: Vec<Rule>,
    /// The elements that are open, outermost first.
    path: Vec<Element>,
    /// What is known of them, from the outermost on.
    looks: Vec<Look>,
    /// Comparisons that may still be made.
    steps: u32,
}

impl Styling {
    /// By a style sheet as [`super::style`] writes it.
    pub(super) fn new(css: &str) -> Self {
        Self {
            rules: rules(css),
            path: Vec::new(),
            looks: Vec::new(),
            steps: STEPS,
        }
    }

    /// An element begins, one that has an end.
    pub(super) fn open(&mut self, tag: &Tag) {
        let value = |name: &str| attribute(tag, name).unwrap_or_default();
        self.path.push(Element {
            name: tag.name.to_string(),
            classes: value("class").split_ascii_whitespace().map(str::to_owned).collect(),
            effects: each_once(value("style").split(';').filter_map(declared)),
        });
    }

    /// An element ends; tells whether it was open.
    pub(super) fn close(&mut self, name: &str) -> bool {
        let is_open = self.path.last().is_some_and(|it| it.name == name);
        if is_open {
            self.path.pop();
            self.looks.truncate(self.path.len());
        }
        is_open
    }

    /// That of the innermost element; none once too much was compared.
    pub(super) fn look(&mut self) -> Option<Look> {
        for n_open in self.looks.len() + 1..=self.path.len() {
            let (open, _) = self.path.split_at(n_open);
            let Some(element) = open.last() else { continue };
            let mut effects: Vec<Effect> = Vec::new();
            for rule in &self.rules {
                if rule.selector.fits(open, &mut self.steps)? {
                    effects.extend(&rule.effects);
                }
            }
            effects.extend(&element.effects);
            let around = self.looks.last().copied().unwrap_or_default();
            self.looks.push(around.inside(&effects));
        }
        Some(self.looks.last().copied().unwrap_or_default())
    }
}
