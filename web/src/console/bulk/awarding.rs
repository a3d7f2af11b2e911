//! The last steps: the rows are awarded, and what became of them.

use std::sync::Arc;

use leptos::prelude::*;

use super::plan::{Plan, awarded};
use super::query::Purpose;
use super::report::{DownloadButton, Report};
use super::run::Run;
use super::verdict::Verdict;
use super::{progress, style};
use crate::browser::focus_soon;
use crate::console::pace::Phase;
use crate::console::progress::Progress;
use crate::console::unsaved::{Loss, Unsaved};
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;

/// Awards what was seen and confirmed, then shows the result.
#[component]
pub(super) fn AwardStep(
    plan: Arc<Plan>,
    /// What was seen.
    tried: Arc<Vec<Verdict>>,
    /// Why what exists is changed; none where nothing is.
    reason: Option<String>,
    /// Goes back to choosing a file.
    on_another: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let unsaved = Unsaved::watch();
    unsaved.note_loss(Loss::Rest);
    let run = Run::start(plan.confirmed(&tried, reason.as_deref()), Purpose::Award);
    let result = RwSignal::new(None::<Arc<Vec<Verdict>>>);
    Effect::new(move |_| {
        if *run.pace.phase.read() == Phase::Ended {
            result.set(Some(Arc::new(awarded(&tried, run.verdicts()))));
            unsaved.note_loss(Loss::Result);
            focus_soon("#step".to_owned());
        }
    });
    let heading = move || {
        if result.read().is_some() {
            t_string!(i18n, console.bulk.result)
        } else {
            t_string!(i18n, console.bulk.awarding)
        }
    };
    let body = move || match result.get() {
        None => view! {
            <p>{t!(i18n, console.bulk.stay)}</p>
            <Progress pace=run.pace words=progress stop=t!(i18n, console.bulk.pause)/>
        }
        .into_any(),
        Some(verdicts) => view! {
            <Report plan=Arc::clone(&plan) verdicts=Arc::clone(&verdicts) is_done=true/>
            <div class=style::tools>
                <Button on_press=move || on_another.run(())>{t!(i18n, console.bulk.another)}</Button>
                <DownloadButton plan=Arc::clone(&plan) verdicts purpose=Purpose::Award unsaved/>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class=style::step aria-labelledby="step">
            <h2 id="step" tabindex="-1">{text(heading)}</h2>
            {body}
        </section>
    }
}
