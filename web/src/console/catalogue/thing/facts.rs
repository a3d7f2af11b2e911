//! What is known of one thing in the catalogue.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::components::A;

use super::Thing;
use crate::api::scalar::Instant;
use crate::console::catalogue::draft::{Pick, Value};
use crate::console::catalogue::kind::Kind;
use crate::console::catalogue::part::{Entering, Part};
use crate::console::catalogue::state::{PathwayKind, State};
use crate::console::catalogue::style as own;
use crate::console::path;
use crate::console::sheet::style;
use crate::format;
use crate::i18n::{Locale, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// Every part with its word, and how it is known elsewhere.
#[component]
pub(super) fn Facts(
    /// What it shows.
    thing: Thing,
) -> impl IntoView {
    let i18n = use_i18n();
    let kind = thing.kind;
    let mut facts: Vec<(Text, AnyView)> = thing
        .draft
        .0
        .into_iter()
        // The logo has a card of its own.
        .filter(|(part, _)| *part != Part::Logo)
        .map(|(part, value)| (text(move || part.label(i18n)), shown(i18n, kind, part, value)))
        .collect();
    facts.push((
        t!(i18n, console.catalogue.part.uuid),
        plain(thing.uuid.as_str().to_owned()),
    ));
    facts.push((t!(i18n, console.credential.version), plain(thing.version.to_string())));
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(word, value)| view! { <dt>{word}</dt><dd>{value}</dd> })
        .collect();
    view! {
        <section class=style::card aria-labelledby="facts">
            <h2 id="facts">{t!(i18n, console.credential.facts)}</h2>
            <dl class=style::facts>{facts}</dl>
        </section>
    }
}

fn shown(i18n: I18nContext<Locale>, kind: Kind, part: Part, value: Value) -> AnyView {
    let words = match value {
        Value::Picks(picks) if picks.is_empty() => return plain(String::new()),
        Value::Picks(picks) => return links(picks),
        Value::Text(words) if words.is_empty() => return plain(words),
        Value::Text(words) => words,
    };
    match part.entering() {
        Entering::Day => {
            let at = Instant(words);
            view! { {text(move || format::long_date(&at, &date_language(i18n)))} }.into_any()
        }
        Entering::Choice if part == Part::State => match State::read(kind, &words) {
            Some(state) => view! { {text(move || state.words(i18n))} }.into_any(),
            None => plain(words),
        },
        Entering::Choice => match PathwayKind::read(&words) {
            Some(kind) => view! { {text(move || kind.words(i18n))} }.into_any(),
            None => plain(words),
        },
        Entering::Line(_) | Entering::Picks(..) => plain(words),
    }
}

fn plain(words: String) -> AnyView {
    let words = if words.is_empty() { NOTHING.to_owned() } else { words };
    view! { <bdi>{words}</bdi> }.into_any()
}

/// Things of the catalogue, each with the way to it.
fn links(picks: Vec<Pick>) -> AnyView {
    let items: Vec<_> = picks
        .into_iter()
        .map(|pick| {
            let minor = (!pick.minor.is_empty()).then(|| view! { " " <bdi class=style::minor>{pick.minor}</bdi> });
            view! { <li><A href=path::catalogued(pick.kind.path(), &pick.id) attr:dir="auto">{pick.name}</A> {minor}</li> }
        })
        .collect();
    view! { <ol class=own::list>{items}</ol> }.into_any()
}
