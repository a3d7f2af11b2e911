//! What one version of a template changes of another: the parts that differ, line by line.
//!
//! Invariant: what a line is, its sign and its words say; color only repeats it.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::diff::{Fate, Line, Piece, diff, pieces};
use super::query::TemplateVersion;
use super::source::Source;
use super::style;
use crate::console::sheet::style as sheet;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{Text, t, text};

/// How many lines around a change are shown with it.
const CONTEXT: usize = 3;

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Html,
    Partial(String),
    Texts,
}

/// Every part that differs, with what differs of it.
fn compare(before: &Source, after: &Source) -> Vec<(Part, Vec<Piece>)> {
    let partial = |source: &Source, name: &str| {
        let found = source.partials.iter().find(|it| it.name == name);
        found.map(|it| it.html.clone()).unwrap_or_default()
    };
    let texts = |source: &Source| {
        let lines = source.texts.iter();
        let lines: Vec<String> = lines
            .map(|it| format!("{} {}: {}", it.language, it.name, it.text))
            .collect();
        lines.join("\n")
    };
    let names = before.partials.iter().chain(&after.partials).map(|it| it.name.clone());
    let names: BTreeSet<String> = names.collect();
    let mut parts = vec![(Part::Html, before.html.clone(), after.html.clone())];
    parts.extend(names.into_iter().map(|name| {
        let (old, new) = (partial(before, &name), partial(after, &name));
        (Part::Partial(name), old, new)
    }));
    parts.push((Part::Texts, texts(before), texts(after)));
    let differing = parts.into_iter().filter(|(_, old, new)| old != new);
    differing
        .map(|(part, old, new)| (part, pieces(diff(&old, &new), CONTEXT)))
        .collect()
}

/// Both versions side by side in one column.
#[component]
pub(super) fn Comparison(
    /// What is changed.
    before: TemplateVersion,
    /// What it is changed to.
    after: TemplateVersion,
) -> impl IntoView {
    let i18n = use_i18n();
    let numbers = (before.number, after.number);
    let lead = move || {
        let (before, after) = numbers;
        t_string!(i18n, console.template.compared, before = before, after = after)
    };
    let parts: Vec<_> = compare(&before.source(), &after.source())
        .into_iter()
        .map(|(part, pieces)| view! { <ChangedPart part pieces/> })
        .collect();
    let is_same = parts.is_empty();
    view! {
        <p class=sheet::minor>{text(lead)}</p>
        {is_same.then(|| view! { <p>{t!(i18n, console.template.same)}</p> })}
        {parts}
    }
}

#[component]
fn ChangedPart(part: Part, pieces: Vec<Piece>) -> impl IntoView {
    let i18n = use_i18n();
    let heading: Text = match part {
        Part::Html => t!(i18n, console.template.html),
        Part::Partial(name) => text(move || t_string!(i18n, console.template.partial_of, name = name.clone())),
        Part::Texts => t!(i18n, console.template.texts),
    };
    let pieces = pieces.into_iter().map(|piece| match piece {
        Piece::Left(count) => {
            let words = move || {
                if count == 1 {
                    t_string!(i18n, console.template.line_left).to_owned()
                } else {
                    t_string!(i18n, console.template.lines_left, count = grouped(i18n, count))
                }
            };
            view! { <p class=style::left>{text(words)}</p> }.into_any()
        }
        Piece::Lines(lines) => {
            let lines: Vec<_> = lines.into_iter().map(|line| view! { <LineView line/> }).collect();
            view! { <ol class=style::lines dir="ltr" role="list">{lines}</ol> }.into_any()
        }
    });
    view! {
        <h3>{heading}</h3>
        <div class=style::diff>{pieces.collect_view()}</div>
    }
}

#[component]
fn LineView(line: Line) -> impl IntoView {
    let i18n = use_i18n();
    let Line { fate, text: code } = line;
    let (class, sign, words): (_, _, Option<Text>) = match fate {
        Fate::Kept => (style::kept, "\u{a0}", None),
        Fate::Removed => (style::removed, "−", Some(t!(i18n, console.template.removed))),
        Fate::Added => (style::added, "+", Some(t!(i18n, console.template.added))),
    };
    let words = words.map(|it| view! { <span class="visually-hidden">{it} " "</span> });
    view! {
        <li class=class>
            <span class=style::sign aria-hidden="true">{sign}</span>
            {words}
            <span class=style::code translate="no">{code}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::{TemplatePartial, TemplateText};
    use super::{Part, Piece, Source, compare};

    #[test]
    fn parts_that_differ_are_compared() {
        let partial = |name: &str, html: &str| TemplatePartial {
            name: name.to_owned(),
            html: html.to_owned(),
        };
        let before = Source {
            html: "<p>same</p>".to_owned(),
            partials: vec![partial("foot", "old"), partial("head", "same")],
            texts: Vec::new(),
        };
        let after = Source {
            partials: vec![partial("head", "same"), partial("side", "new")],
            texts: vec![TemplateText {
                language: "es".to_owned(),
                name: "by".to_owned(),
                text: "de".to_owned(),
            }],
            ..before.clone()
        };
        assert_eq!(compare(&before, &before), []);
        let parts: Vec<Part> = compare(&before, &after).into_iter().map(|(part, _)| part).collect();
        let partial = |name: &str| Part::Partial(name.to_owned());
        assert_eq!(parts, [partial("foot"), partial("side"), Part::Texts]);
        let pieces = compare(&before, &after).remove(2).1;
        assert!(matches!(pieces.as_slice(), [Piece::Lines(lines)] if lines[0].text == "es by: de"));
    }
}
