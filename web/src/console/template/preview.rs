//! What certificates of a template look like, after each pause in writing, and what keeps it from being published.
//!
//! Invariant: an answer about something that is not written any more is not shown.

mod problems;
mod query;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::last_check::LastCheck;
use super::problem::TemplateProblem;
use super::source::Source;
use super::style;
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::console::drawing::Drawing;
use crate::console::sample::{CertificateSample, SampleChoice};
use crate::console::sheet::style as sheet;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::problem::Problem;
use problems::Problems;
pub(super) use problems::{Place, ProblemList};
pub(super) use query::{CertificatePreview, Refusal as PreviewRefusal, Wanted, preview};

/// How long nothing is written before a preview is asked for.
const PAUSE: Duration = Duration::from_millis(600);
const MAX_LANGUAGE_LENGTH: &str = "35";

/// Why there is no preview of what is written now.
#[derive(Clone, Debug, PartialEq)]
enum Trouble {
    /// The language is no tag.
    Language,
    /// The template cannot be drawn.
    NotDrawn,
    /// No answer that could be used.
    Failed(ApiError),
}

/// What is known of what is written.
#[derive(Clone, Copy)]
struct Findings {
    /// Where the last drawing is; none before the first.
    url: RwSignal<Option<String>>,
    /// What keeps it from being published; none before it is known.
    problems: RwSignal<Option<Vec<TemplateProblem>>>,
    trouble: RwSignal<Option<Trouble>>,
}

/// The last drawing with a choice of certificates, why there is no newer one, and every problem.
#[component]
pub(super) fn Preview(
    /// What is written.
    source: Memo<Source>,
    /// Whether it passed every check.
    #[prop(optional, into)]
    is_checked: Signal<bool>,
    /// Leads to a place in it, where there are fields for it.
    #[prop(optional)]
    lead: Option<Callback<Place>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let of_check = LastCheck::expect().of(source);
    let sample = RwSignal::new(CertificateSample::Plain);
    let language = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| Wanted {
        source: source.get(),
        sample: sample.get(),
        language: language.get(),
        is_printed: false,
    });
    let findings = Findings {
        url: RwSignal::new(None),
        problems: RwSignal::new(None),
        trouble: RwSignal::new(None),
    };
    let ask = asker(wanted, findings);
    Effect::new(move |before: Option<Source>| {
        let wanted = wanted.get();
        let source = wanted.source.clone();
        // Only writing goes on for a while; a choice is made at once.
        let is_writing = before.is_some_and(|it| it != source);
        let pause = if is_writing { PAUSE } else { Duration::ZERO };
        let timer = set_timeout_with_handle(move || ask(wanted), pause);
        if let Ok(timer) = timer {
            on_cleanup(move || timer.clear());
        }
        source
    });
    let Findings { url, problems, trouble } = findings;
    let note = move || {
        trouble.get().map(|trouble| match trouble {
            Trouble::Language => ().into_any(),
            Trouble::NotDrawn => view! { <p class=style::stale>{t!(i18n, console.template.not_drawn)}</p> }.into_any(),
            Trouble::Failed(error) => {
                let words = Signal::derive(move || explanation(i18n, &error).to_owned());
                let again = move || ask(wanted.get_untracked());
                view! {
                    <Problem words/>
                    <p><Button on_press=again>{t!(i18n, failure.retry)}</Button></p>
                }
                .into_any()
            }
        })
    };
    let has_room = Memo::new(move |_| url.read().is_some() || trouble.read().is_none());
    view! {
        <section class=sheet::card aria-labelledby="preview">
            <h2 id="preview">{t!(i18n, console.template.preview)}</h2>
            <p class=sheet::minor>{t!(i18n, console.template.preview_lead)}</p>
            <Choices sample language trouble/>
            {note}
            {move || has_room.get().then(|| view! { <Drawing url/> })}
            <Problems problems is_checked of_check lead/>
        </section>
    }
}

/// A function that asks for a drawing, and takes the answer where it is still about what is written.
fn asker(wanted: Memo<Wanted>, findings: Findings) -> impl Fn(Wanted) + Copy + Send + Sync + 'static {
    let i18n = use_i18n();
    let say = speaker();
    let Findings { url, problems, trouble } = findings;
    // How many problems there are is news where it was another number before.
    let tell = move |found: Vec<TemplateProblem>| {
        let before = problems.with_untracked(|it| it.as_ref().map(Vec::len));
        let now = found.len();
        problems.set(Some(found));
        if before.is_some_and(|it| it != now) {
            match now {
                0 => say(t_string!(i18n, console.template.problems_none_in_text)),
                1 => say(t_string!(i18n, console.template.problems_one)),
                count => say(&t_string!(
                    i18n,
                    console.template.problems_many,
                    count = grouped(i18n, count)
                )),
            }
        }
    };
    move |asked: Wanted| {
        spawn_local(async move {
            let answer = preview(asked.clone()).await;
            // Something else was written or chosen since, or the page was left.
            if wanted.try_get_untracked() != Some(asked) {
                return;
            }
            let found = match answer {
                Ok(preview) => {
                    url.set(Some(preview.url));
                    tell(preview.problems);
                    None
                }
                Err(PreviewRefusal::Language) => Some(Trouble::Language),
                Err(PreviewRefusal::NotDrawn(problems)) => {
                    tell(problems);
                    Some(Trouble::NotDrawn)
                }
                Err(PreviewRefusal::Failed(error)) => Some(Trouble::Failed(error)),
            };
            if found != trouble.get_untracked() {
                trouble.set(found);
            }
        });
    }
}

/// Which certificate, and in which language.
#[component]
fn Choices(
    sample: RwSignal<CertificateSample>,
    language: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let problem = Signal::derive(move || {
        let words = match trouble.read().as_ref() {
            Some(Trouble::Language) => t_string!(i18n, console.configuration.bad_language),
            None | Some(Trouble::NotDrawn | Trouble::Failed(_)) => "",
        };
        words.to_owned()
    });
    view! {
        <div class=style::choices>
            <SampleChoice sample/>
            <div class="field">
                <label for="preview-language">{t!(i18n, console.template.preview_language)}</label>
                <input
                    class="control"
                    id="preview-language"
                    type="text"
                    dir="ltr"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="none"
                    maxlength=MAX_LANGUAGE_LENGTH
                    aria-describedby="preview-language-hint preview-language-problem"
                    aria-invalid=text(move || (!problem.read().is_empty()).to_string())
                    // Not with every sign: half a tag is none.
                    on:change=move |event| language.set(event_target_value(&event).trim().to_owned())
                />
                <p class=sheet::minor id="preview-language-hint">{t!(i18n, console.template.preview_language_hint)}</p>
                <div id="preview-language-problem"><Problem words=problem/></div>
            </div>
        </div>
    }
}
