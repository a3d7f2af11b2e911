//! Checking the newest version: every case is laid out for paper in a frame that nobody sees, and what is measured of it goes to the
//! server, which judges it together with everything else. What that finds stays on the template's pages.
//!
//! Invariant: nothing in the frame can run, and only a certificate is measured.

mod edges;
mod measure;
mod query;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::last_check::LastCheck;
use super::preview::{CertificatePreview, PreviewRefusal, ProblemList, Wanted, preview};
use super::query::Template;
use super::style;
use crate::announce::speaker;
use crate::api::error::{ApiError, Failure};
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::console::sample::{CertificateSample, SAMPLES};
use crate::console::sheet::style as sheet;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::bar::Bar;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;
use measure::measured;
use query::{MeasuredSheetInput, Refusal};

/// The button that asks.
#[component]
pub(super) fn CheckButton(
    /// As it is shown.
    template: Template,
    /// Takes the template as it is afterwards.
    current: RwSignal<Template>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    view! {
        <Button on_press=move || is_open.set(true) weight=Weight::Primary>{t!(i18n, console.template.check)}</Button>
        <Dialog is_open heading=move || t_string!(i18n, console.template.check)>
            <Question template=template.clone() current is_open/>
        </Dialog>
    }
}

/// How far it has come.
#[derive(Clone, Copy)]
struct Measuring {
    /// The certificate that lies in the frame; none between two of them.
    shown: RwSignal<Option<CertificatePreview>>,
    /// What was measured up to now.
    sheets: RwSignal<Vec<MeasuredSheetInput>>,
    is_busy: RwSignal<bool>,
    refusal: RwSignal<Option<Refusal>>,
    /// Takes what is found.
    last: LastCheck,
}

impl Measuring {
    /// Begins, with the first case.
    fn begin(self, template: Template) {
        self.last.forget();
        self.is_busy.set(true);
        self.refusal.set(None);
        self.sheets.set(Vec::new());
        spawn_local(self.draw(template));
    }

    /// Ends it without a result.
    fn stop(self, refusal: Refusal) {
        // The dialog may have been closed meanwhile; then there is nobody to tell.
        let _ = self.shown.try_set(None);
        let _ = self.refusal.try_set(Some(refusal));
        let _ = self.is_busy.try_set(false);
    }

    /// Has the next case drawn, as it lies on paper.
    async fn draw(self, template: Template) {
        let Some(sample) = self.sheets.try_with_untracked(Vec::len).and_then(case) else {
            return;
        };
        let wanted = Wanted {
            source: template.latest_version.source(),
            sample,
            language: String::new(),
            is_printed: true,
        };
        match preview(wanted).await {
            // What is wrong without any paper need not be measured.
            Ok(preview) if !preview.problems.is_empty() => self.stop(Refusal::Problems(preview.problems)),
            Ok(preview) => {
                let _ = self.shown.try_set(Some(preview));
            }
            Err(PreviewRefusal::NotDrawn(problems)) => self.stop(Refusal::Problems(problems)),
            Err(PreviewRefusal::Failed(error)) => self.stop(Refusal::Failed(error)),
            Err(PreviewRefusal::Language) => self.stop(Refusal::Outdated),
        }
    }
}

/// Has the server judge what was measured. What it finds is kept, whether or not somebody is still there to be told.
async fn judged(template: &Template, sheets: Vec<MeasuredSheetInput>, last: LastCheck) -> Result<Template, Refusal> {
    let answer = query::check(template, sheets).await;
    if let Err(Refusal::Problems(problems)) = &answer {
        last.keep(template.latest_version.source(), problems.clone());
    }
    answer
}

/// The case that comes after so many; none after the last.
fn case(n_measured: usize) -> Option<CertificateSample> {
    SAMPLES.get(n_measured).map(|(_, it)| *it)
}

#[component]
fn Question(
    template: Template,
    current: RwSignal<Template>,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let measuring = Measuring {
        shown: RwSignal::new(None),
        sheets: RwSignal::new(Vec::new()),
        is_busy: RwSignal::new(false),
        refusal: RwSignal::new(None),
        last: LastCheck::expect(),
    };
    let Measuring {
        shown,
        sheets,
        is_busy,
        refusal,
        last,
    } = measuring;
    let number = template.latest_version.number;
    let template = StoredValue::new(template);
    let judge = move || {
        let (template, sheets) = (template.get_value(), sheets.get_untracked());
        spawn_local(async move {
            let answer = judged(&template, sheets, last).await;
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(template) => {
                    is_open.set(false);
                    current.set(template);
                    say(t_string!(i18n, console.template.check_done));
                    // The button that opened the dialog was made anew with the page.
                    request_animation_frame(|| rescue_focus("h1"));
                }
                Err(error) => measuring.stop(error),
            }
        });
    };
    let measure = move |event: web_sys::Event| {
        let sample = case(sheets.with_untracked(Vec::len));
        let Some(sheet) = sample.and_then(|it| measured(&event_target(&event), it)) else {
            measuring.stop(Refusal::Failed(ApiError {
                failure: Failure::Unreadable,
                request_id: None,
            }));
            return;
        };
        sheets.update(|it| it.push(sheet));
        // Each has a frame of its own: the way back in the browser does not lead through them.
        shown.set(None);
        if sheets.with_untracked(Vec::len) < SAMPLES.len() {
            spawn_local(measuring.draw(template.get_value()));
        } else {
            judge();
        }
    };
    let press = move || measuring.begin(template.get_value());
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Problems(_)) => t_string!(i18n, console.template.check_refused),
            Some(Refusal::Outdated) => t_string!(i18n, console.problem.outdated),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let problems = move || match refusal.get() {
        Some(Refusal::Problems(problems)) => Some(view! { <ProblemList problems lead=None/> }),
        None | Some(Refusal::Outdated | Refusal::Failed(_)) => None,
    };
    let progress = move || {
        is_busy.get().then(|| {
            let (done, total) = (sheets.read().len(), SAMPLES.len());
            let count = |it: usize| i32::try_from(it).unwrap_or_default();
            let words = t_string!(
                i18n,
                console.template.checking,
                done = grouped(i18n, done),
                total = grouped(i18n, total)
            );
            view! {
                <Bar max=count(total) value=count(done)/>
                <p class=sheet::minor>{words}</p>
            }
        })
    };
    let frame = move || {
        shown
            .get()
            .map(|it| view! { <Paper preview=it on_load=Callback::new(measure)/> })
    };
    let meaning = move || t_string!(i18n, console.template.check_meaning, number = number);
    view! {
        <div class=sheet::form>
            <p>{text(meaning)}</p>
            {progress}
            {frame}
            <Problem words=problem/>
            {problems}
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Primary>{t!(i18n, console.template.check)}</Button>
            </DialogFoot>
        </div>
    }
}

/// A certificate as it lies on paper, in a frame as large as what is within the margins, which nobody sees.
#[component]
fn Paper(preview: CertificatePreview, on_load: Callback<web_sys::Event>) -> impl IntoView {
    let CertificatePreview { url, page, .. } = preview;
    // Lengths of frames are whole; a narrower sheet is no lower.
    let whole = |it: f64| format!("{:.0}", it.floor());
    view! {
        <iframe
            class=style::paper
            src=url
            width=whole(page.width)
            height=whole(page.height)
            sandbox="allow-same-origin"
            tabindex="-1"
            aria-hidden="true"
            on:load=move |event| on_load.run(event)
        ></iframe>
    }
}
