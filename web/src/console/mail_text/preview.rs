//! What learners would get of what is written, after each pause in writing.
//!
//! Invariant: an answer about something that is not written any more is not shown, and nothing in a mail can run here or lead away.

mod query;
mod removed;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Wording;
use super::fault::{Refusal, Wrong};
use super::problems::Problems;
use super::style;
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::console::sheet::style as sheet;
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, t, text};
use crate::ui::button::Button;
use crate::ui::problem::Problem;
use crate::ui::skeleton::Skeleton;
use query::CompletionMailPreview;
use removed::Removed;

/// How long nothing is written before a preview is asked for.
const PAUSE: Duration = Duration::from_millis(600);

/// Why there is no preview of what is written now.
#[derive(Clone, Debug, PartialEq)]
enum Trouble {
    /// HTML is there without plain text, or the other way round.
    Half,
    /// Something has to be corrected; the form says where.
    Unfit,
    /// No answer that could be used.
    Failed(ApiError),
}

/// The last preview, and why there is no newer one.
#[component]
pub(super) fn Preview(
    /// What is written.
    wording: Memo<Wording>,
    /// Are told what is wrong with it.
    problems: Problems,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let shown = RwSignal::new(None::<CompletionMailPreview>);
    let trouble = RwSignal::new(None::<Trouble>);
    let ask = move |wanted: Wording| {
        spawn_local(async move {
            let answer = query::preview(wanted.clone()).await;
            // Something else was written since, or the page was left.
            if wording.try_get_untracked() != Some(wanted) {
                return;
            }
            let found = match answer {
                Ok(preview) => {
                    problems.take_of_preview(Vec::new());
                    // How much is taken out is news where it was another number before.
                    let before = shown.with_untracked(|it| it.as_ref().map(|it| it.problems.len()));
                    let n_removed = preview.problems.len();
                    shown.set(Some(preview));
                    if n_removed != 0 && before.is_some_and(|it| it != n_removed) {
                        say(t_string!(i18n, console.mail_text.removed));
                    }
                    None
                }
                Err(Refusal::Faults(faults)) => {
                    let is_half = faults.iter().all(|it| it.wrong == Wrong::Missing);
                    problems.take_of_preview(faults);
                    Some(if is_half { Trouble::Half } else { Trouble::Unfit })
                }
                Err(Refusal::Failed(error)) => Some(Trouble::Failed(error)),
                Err(Refusal::Conflict(_) | Refusal::Outdated) => Some(Trouble::Unfit),
            };
            if found != trouble.get_untracked() {
                if found == Some(Trouble::Half) {
                    say(t_string!(i18n, console.mail_text.preview_half));
                }
                trouble.set(found);
            }
        });
    };
    Effect::new(move |before: Option<()>| {
        let wanted = wording.get();
        let pause = if before.is_some() { PAUSE } else { Duration::ZERO };
        let timer = set_timeout_with_handle(move || ask(wanted), pause);
        if let Ok(timer) = timer {
            on_cleanup(move || timer.clear());
        }
    });
    let again = move || ask(wording.get_untracked());
    let note = move || {
        trouble.get().map(|trouble| match trouble {
            Trouble::Half => view! { <p>{t!(i18n, console.mail_text.preview_half)}</p> }.into_any(),
            Trouble::Unfit => view! { <p>{t!(i18n, console.mail_text.preview_unfit)}</p> }.into_any(),
            Trouble::Failed(error) => {
                let words = Signal::derive(move || explanation(i18n, &error).to_owned());
                view! {
                    <Problem words/>
                    <p><Button on_press=again>{t!(i18n, failure.retry)}</Button></p>
                }
                .into_any()
            }
        })
    };
    let is_waiting = Memo::new(move |_| shown.read().is_none() && trouble.read().is_none());
    let has_one = Memo::new(move |_| shown.read().is_some());
    view! {
        <section class=sheet::card aria-labelledby="preview">
            <h2 id="preview">{t!(i18n, console.mail_text.preview)}</h2>
            <p class=sheet::minor>{t!(i18n, console.mail_text.preview_lead)}</p>
            {note}
            {move || is_waiting.get().then(Skeleton)}
            <Removed shown/>
            {move || has_one.get().then(|| view! { <Letter shown/> })}
        </section>
    }
}

/// Subject, HTML and plain text, each as soon as it changes.
#[component]
fn Letter(shown: RwSignal<Option<CompletionMailPreview>>) -> impl IntoView {
    let i18n = use_i18n();
    let part = move |pick: fn(&CompletionMailPreview) -> String| -> Text {
        let part = Memo::new(move |_| shown.read().as_ref().map(pick).unwrap_or_default());
        text(move || part.get())
    };
    let language = move || part(|it| it.language.clone());
    view! {
        <h3>{t!(i18n, console.mail_text.subject)}</h3>
        <p class=style::subject lang=language() dir="auto">{part(|it| it.subject.clone())}</p>
        <h3>{t!(i18n, console.mail_text.html)}</h3>
        <iframe
            class=style::frame
            sandbox=""
            srcdoc=part(|it| kept_here(&it.html))
            title=t!(i18n, console.mail_text.preview_frame)
        ></iframe>
        <h3>{t!(i18n, console.mail_text.text)}</h3>
        <p class=style::plain lang=language() dir="auto">{part(|it| it.text.clone())}</p>
    }
}

/// The page with links that would open a window of their own: in a sandbox none opens, and the preview stays.
fn kept_here(html: &str) -> String {
    html.replacen("<head>", "<head><base target=\"_blank\">", 1)
}

#[cfg(test)]
mod tests {
    use super::kept_here;

    #[test]
    fn links_of_a_mail_lead_nowhere_in_its_preview() {
        assert_eq!(
            kept_here("<html><head><title>A</title></head><body><head></body></html>"),
            "<html><head><base target=\"_blank\"><title>A</title></head><body><head></body></html>"
        );
    }
}
