//! What is taken out of the HTML before it is sent, each with its place.

use leptos::prelude::*;

use super::query::{CompletionMailPreview, TemplateProblem};
use crate::console::mail_text::style;
use crate::console::sheet::style as sheet;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};

/// The list; nothing where everything is kept.
#[component]
pub(super) fn Removed(
    /// The last preview.
    shown: RwSignal<Option<CompletionMailPreview>>,
) -> impl IntoView {
    let i18n = use_i18n();
    // Most answers are like the one before; then the list is left alone.
    let problems = Memo::new(move |_| shown.read().as_ref().map(|it| it.problems.clone()).unwrap_or_default());
    move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            let items: Vec<_> = problems.into_iter().map(item).collect();
            view! {
                <p class=sheet::change>{t!(i18n, console.mail_text.removed)}</p>
                <ul class=style::removed role="list">{items}</ul>
            }
        })
    }
}

fn item(problem: TemplateProblem) -> AnyView {
    let i18n = use_i18n();
    let TemplateProblem { message, line } = problem;
    let place = line.map(|line| {
        view! { <p class=sheet::minor>{text(move || t_string!(i18n, console.template.at_line, line = line))}</p> }
    });
    view! { <li><p lang="en" dir="ltr">{message}</p> {place}</li> }.into_any()
}
