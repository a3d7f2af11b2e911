//! The third step: what would become of each row, and the question before it is done.

use std::sync::Arc;

use leptos::html::Input;
use leptos::prelude::*;

use super::plan::{Counts, Plan};
use super::query::Purpose;
use super::report::{DownloadButton, Report};
use super::run::Run;
use super::verdict::Verdict;
use super::{progress, style};
use crate::browser::focus_soon;
use crate::console::pace::Phase;
use crate::console::progress::Progress;
use crate::console::reason::ReasonField;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};

type Tried = Arc<Vec<Verdict>>;

/// What was seen and confirmed, and why what exists is changed; none where nothing is.
type Confirmed = (Tried, Option<String>);

/// Tries out all rows, then shows what would become of them.
#[component]
pub(super) fn CheckStep(
    plan: Arc<Plan>,
    /// Takes what was seen and confirmed.
    on_confirmed: Callback<Confirmed>,
    /// Goes back to the columns.
    on_back: Callback<()>,
    /// Goes back to choosing a file.
    on_another: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let run = Run::start(plan.trial(), Purpose::Trial);
    let tried = RwSignal::new(None::<Tried>);
    let kept = Arc::clone(&plan);
    Effect::new(move |_| {
        if *run.pace.phase.read() == Phase::Ended {
            tried.set(Some(Arc::new(kept.tried(run.verdicts()))));
            focus_soon("#step".to_owned());
        }
    });
    let heading = move || {
        if tried.read().is_some() {
            t_string!(i18n, console.bulk.checked)
        } else {
            t_string!(i18n, console.bulk.checking)
        }
    };
    let body = move || match tried.get() {
        None => view! { <Progress pace=run.pace words=progress stop=t!(i18n, console.bulk.stop)/> }.into_any(),
        Some(tried) => view! { <Preview plan=Arc::clone(&plan) tried on_confirmed/> }.into_any(),
    };
    view! {
        <section class=style::step aria-labelledby="step">
            <h2 id="step" tabindex="-1">{text(heading)}</h2>
            {body}
            <div class=style::tools>
                <Button on_press=move || on_back.run(())>{t!(i18n, console.bulk.other_columns)}</Button>
                <Button on_press=move || on_another.run(())>{t!(i18n, console.bulk.another)}</Button>
            </div>
        </section>
    }
}

/// What would become of the rows, and the button that goes on.
#[component]
fn Preview(plan: Arc<Plan>, tried: Tried, on_confirmed: Callback<Confirmed>) -> impl IntoView {
    let i18n = use_i18n();
    let counts = Counts::of(&tried);
    let n_rows = counts.to_do();
    let is_open = RwSignal::new(false);
    let award = move || {
        if n_rows == 1 {
            t_string!(i18n, console.bulk.award_one).to_owned()
        } else {
            t_string!(i18n, console.bulk.award_many, count = grouped(i18n, n_rows))
        }
    };
    let go = if n_rows > 0 {
        view! { <Button on_press=move || is_open.set(true) weight=Weight::Primary>{text(award)}</Button> }.into_any()
    } else {
        view! { <p>{t!(i18n, console.bulk.nothing_to_do)}</p> }.into_any()
    };
    let confirmed = Arc::clone(&tried);
    view! {
        <Report plan=Arc::clone(&plan) verdicts=Arc::clone(&tried) is_done=false/>
        <div class=style::tools>
            <DownloadButton plan verdicts=tried purpose=Purpose::Trial/>
            {go}
        </div>
        <Dialog is_open heading=move || t_string!(i18n, console.bulk.confirm)>
            <Confirmation counts is_open on_confirm=confirm(on_confirmed, Arc::clone(&confirmed))/>
        </Dialog>
    }
}

fn confirm(on_confirmed: Callback<Confirmed>, tried: Tried) -> Callback<Option<String>> {
    Callback::new(move |reason| on_confirmed.run((Arc::clone(&tried), reason)))
}

/// What will be done, what will not, and why where something is changed.
#[component]
fn Confirmation(
    counts: Counts,
    is_open: RwSignal<bool>,
    /// Takes the reason; none where nothing is changed.
    on_confirm: Callback<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = NodeRef::<Input>::new();
    let lacks_reason = RwSignal::new(false);
    let press = move || {
        let field = reason.get_untracked();
        let why = field.as_ref().map(|it| it.value().trim().to_owned());
        if why.as_ref().is_some_and(String::is_empty) {
            lacks_reason.set(true);
            if let Some(field) = field {
                // The field is in the page; focusing it cannot fail.
                let _ = field.focus();
            }
            return;
        }
        is_open.set(false);
        on_confirm.run(why);
    };
    let problem = Signal::derive(move || {
        if lacks_reason.get() {
            t_string!(i18n, console.problem.reason).to_owned()
        } else {
            String::new()
        }
    });
    let reason_field = (counts.changed > 0).then(|| {
        view! {
            <ReasonField hint=move || t_string!(i18n, console.bulk.reason_hint) problem node_ref=reason/>
        }
    });
    let left_out = (counts.refused > 0)
        .then(|| view! { <p>{t!(i18n, console.bulk.left_out, count = grouped(i18n, counts.refused))}</p> });
    view! {
        <p>{t!(i18n, console.bulk.confirm_meaning, created = grouped(i18n, counts.created), changed = grouped(i18n, counts.changed))}</p>
        {left_out}
        <p>{t!(i18n, console.bulk.confirm_safe)}</p>
        {reason_field}
        <DialogFoot>
            <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
            <Button on_press=press weight=Weight::Primary>{t!(i18n, console.award.award)}</Button>
        </DialogFoot>
    }
}
