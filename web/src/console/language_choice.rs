//! Choosing the language of something by its name; one that is not offered is named by its tag.
//!
//! Invariant: what is chosen is a tag, whatever words stand for it.

use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::choice::Choice;
use super::sheet::style;
use crate::browser::focus_soon;
use crate::format::language_name;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::date_language;
use crate::text::text;
use crate::ui::field::Field;
use crate::ui::problem::Problem;

/// Those in which the service has words.
const BUILT_IN: [&str; 4] = ["en", "es", "fr", "ar"];
/// Stands for a language that is not among those to choose from.
const OTHER: &str = "other";
const MAX_LENGTH: &str = "35";

/// What the choice holds.
#[derive(Clone, Copy)]
pub(super) struct LanguageControl {
    /// Tags to choose from.
    offered: RwSignal<Vec<String>>,
    /// The tag that is chosen, or the word above; empty for the usual language.
    chosen: RwSignal<String>,
    /// The tag of one that is not offered.
    other: NodeRef<Input>,
}

impl LanguageControl {
    /// One that holds this tag, empty for the usual language, and offers these beside those in which the service has words.
    pub(super) fn holding(tag: &str, used: &[String]) -> Self {
        let used = used.iter().map(String::as_str);
        let mut offered: Vec<String> = Vec::new();
        for it in BUILT_IN.into_iter().chain(used) {
            if !offered.iter().any(|known| known == it) {
                offered.push(it.to_owned());
            }
        }
        let control = Self {
            offered: RwSignal::new(offered),
            chosen: RwSignal::new(String::new()),
            other: NodeRef::new(),
        };
        control.hold(tag);
        control
    }

    /// Lets it hold this tag.
    pub(super) fn hold(self, tag: &str) {
        let is_offered = self.offered.with_untracked(|it| it.iter().any(|it| it == tag));
        if !(tag.is_empty() || is_offered) {
            self.offered.update(|it| it.push(tag.to_owned()));
        }
        self.chosen.set(tag.to_owned());
    }

    /// The tag that it holds; empty for the usual language.
    pub(super) fn tag(self) -> String {
        let chosen = self.chosen.get_untracked();
        if chosen == OTHER {
            let written = self.other.get_untracked().map(|it| it.value());
            written.map(|it| it.trim().to_owned()).unwrap_or_default()
        } else {
            chosen
        }
    }

    /// Leads there.
    pub(super) fn focus() {
        focus_soon(SELECTOR.to_owned());
    }
}

/// Where it is in the page: the field, or the choice where there is no field.
pub(super) const SELECTOR: &str = "#language-tag, #language-choice:not(:has(#language-tag)) #language";

/// A language by its name in another one, with its tag.
pub(super) fn named(tag: &str, language: &str) -> String {
    let name = language_name(tag, language);
    if name == tag { name } else { format!("{name} ({tag})") }
}

/// The choice, and the field for a language that is not offered.
#[component]
pub(super) fn LanguageChoice(
    /// What it holds.
    control: LanguageControl,
    /// What is chosen where no language is.
    usual: fn(I18nContext<Locale>) -> &'static str,
    /// What to know before choosing.
    hint: fn(I18nContext<Locale>) -> &'static str,
    /// What is wrong with it; empty while nothing is.
    problem: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        let language = date_language(i18n);
        let mut options = vec![(String::new(), usual(i18n).to_owned())];
        options.extend(control.offered.get().into_iter().map(|tag| {
            let words = named(&tag, &language);
            (tag, words)
        }));
        let other = t_string!(i18n, console.configuration.language_other);
        options.push((OTHER.to_owned(), other.to_owned()));
        options
    });
    let is_other = Memo::new(move |_| *control.chosen.read() == OTHER);
    let more = move || {
        if is_other.get() {
            view! {
                <Field
                    id="language-tag"
                    kind="text"
                    label=move || t_string!(i18n, console.configuration.language_tag)
                    hint=move || t_string!(i18n, console.configuration.language_tag_hint)
                    value=String::new()
                    limit=MAX_LENGTH.to_owned()
                    problem
                    node_ref=control.other
                />
            }
            .into_any()
        } else {
            view! { <Problem words=problem/> }.into_any()
        }
    };
    view! {
        <div id="language-choice" class=style::form>
            <div>
                <Choice
                    id="language"
                    label=move || t_string!(i18n, console.configuration.language)
                    options
                    value=control.chosen
                    described_by="language-hint"
                />
                <p class=style::minor id="language-hint">{text(move || hint(i18n))}</p>
            </div>
            {more}
        </div>
    }
}
