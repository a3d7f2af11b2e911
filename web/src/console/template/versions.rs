//! Any two versions of a template, chosen and compared.
//!
//! Invariant: at first the newest one is held against the one that is published, or against the one before it.

use cynic::Id;
use leptos::prelude::*;

use super::comparison::Comparison;
use super::query::{self, Template};
use super::style;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::choice::Choice;
use crate::console::sheet::style as sheet;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::skeleton::Skeleton;

/// The choice and what comes of it; nothing while there is one version only.
#[component]
pub(super) fn Versions(
    /// As it is shown.
    template: Template,
) -> impl IntoView {
    let latest = template.latest_version.number;
    let published = template.published_version.as_ref().map(|it| it.number);
    let first = published.filter(|it| *it != latest).unwrap_or(latest - 1);
    let mut numbers: Vec<i32> = template.versions.iter().map(|it| it.number).collect();
    if let Some(published) = published.filter(|it| !numbers.contains(it)) {
        numbers.push(published);
    }
    (latest > 1).then(|| view! { <Compared id=template.id numbers first latest/> })
}

#[component]
fn Compared(
    /// The template.
    id: Id,
    /// Versions among which to choose, newest first.
    numbers: Vec<i32>,
    /// What the newest one is held against at first.
    first: i32,
    /// The newest one.
    latest: i32,
) -> impl IntoView {
    let i18n = use_i18n();
    let (before, after) = (RwSignal::new(first.to_string()), RwSignal::new(latest.to_string()));
    let options = Signal::derive(move || -> Vec<(String, String)> {
        let words = |number: i32| t_string!(i18n, console.template.version_of, number = number);
        numbers.iter().map(|it| (it.to_string(), words(*it))).collect()
    });
    let fetch = move || {
        let number = |it: RwSignal<String>| it.get().parse().unwrap_or_default();
        query::versions(id.clone(), number(before), number(after))
    };
    view! {
        <section class=sheet::card aria-labelledby="comparison">
            <h2 id="comparison">{t!(i18n, console.template.comparison)}</h2>
            <div class=style::versions>
                <Choice id="before" label=move || t_string!(i18n, console.template.before) options value=before/>
                <Choice id="after" label=move || t_string!(i18n, console.template.after) options value=after/>
            </div>
            <Loaded fetch subject=Subject::Page loading=Skeleton let:versions>
                {versions.map(|(before, after)| view! { <Comparison before after/> })}
            </Loaded>
        </section>
    }
}
