//! New pictures: as many as are chosen, one after the other, each with what became of it.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::console::picture::style;
use crate::console::sheet::style as sheet;
use crate::console::upload::{self, ACCEPTED, Refusal};
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::bar::Bar;

/// A file that was chosen.
#[derive(Clone)]
struct Item {
    name: String,
    /// Whether it is a new picture, or why it is none; none before that is known.
    outcome: Option<Result<bool, Refusal>>,
}

/// The field, how far the work has come, and what became of each file.
#[component]
pub(super) fn Uploads(
    /// Counts how often pictures were brought.
    n_uploads: RwSignal<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = NodeRef::<Input>::new();
    let items = RwSignal::new(Vec::<Item>::new());
    let is_busy = RwSignal::new(false);
    let take = move |_| {
        let Some(input) = field.get_untracked() else { return };
        if is_busy.get_untracked() {
            return;
        }
        let files = upload::files(&input);
        if files.is_empty() {
            return;
        }
        // The same files can be chosen again.
        input.set_value("");
        is_busy.set(true);
        let waiting = files.iter().map(|it| Item {
            name: upload::name(it),
            outcome: None,
        });
        items.set(waiting.collect());
        spawn_local(async move {
            for (index, file) in files.into_iter().enumerate() {
                let outcome = upload::send(file).await.map(|it| it.is_new);
                let noted = items.try_update(|items| {
                    if let Some(item) = items.get_mut(index) {
                        item.outcome = Some(outcome);
                    }
                });
                // The page was left meanwhile.
                if noted.is_none() {
                    return;
                }
            }
            is_busy.set(false);
            if items.with_untracked(|items| items.iter().any(is_kept)) {
                n_uploads.update(|it| *it += 1);
            }
        });
    };
    let status = move || {
        let items = items.read();
        let n_kept = items.iter().filter(|it| is_kept(it)).count();
        let n_done = items.iter().filter(|it| it.outcome.is_some()).count();
        if items.is_empty() {
            String::new()
        } else if is_busy.get() {
            t_string!(
                i18n,
                console.assets.uploading,
                number = grouped(i18n, n_done + 1),
                count = grouped(i18n, items.len())
            )
        } else {
            t_string!(
                i18n,
                console.assets.done,
                kept = grouped(i18n, n_kept),
                refused = grouped(i18n, n_done - n_kept)
            )
        }
    };
    let bar = move || {
        let number = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
        let items = items.read();
        let n_done = items.iter().filter(|it| it.outcome.is_some()).count();
        is_busy
            .get()
            .then(|| view! { <Bar max=number(items.len()) value=number(n_done)/> })
    };
    view! {
        <div class=style::uploads>
            <div class="field">
                <label for="files">{t!(i18n, console.assets.upload)}</label>
                <input
                    node_ref=field
                    class=sheet::file
                    id="files"
                    type="file"
                    multiple
                    accept=ACCEPTED
                    aria-describedby="files-hint"
                    on:change=take
                />
                <p class=style::minor id="files-hint">{t!(i18n, console.assets.upload_hint)}</p>
            </div>
            {bar}
            <p role="status">{text(status)}</p>
            <ul class=style::outcomes>{move || items.get().into_iter().map(shown).collect_view()}</ul>
        </div>
    }
}

fn is_kept(item: &Item) -> bool {
    matches!(item.outcome, Some(Ok(_)))
}

/// A file with what became of it.
fn shown(item: Item) -> AnyView {
    let i18n = use_i18n();
    let Item { name, outcome } = item;
    let words = move || match &outcome {
        None => t_string!(i18n, console.assets.waiting),
        Some(Ok(true)) => t_string!(i18n, console.assets.kept),
        Some(Ok(false)) => t_string!(i18n, console.assets.known),
        Some(Err(refusal)) => upload::words(i18n, refusal),
    };
    view! { <li><bdi>{name}</bdi> <span class=style::minor>" · " {text(words)}</span></li> }.into_any()
}
