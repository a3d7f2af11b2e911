//! A run that is followed until it ends.
//!
//! Invariant: nothing is asked any more once it has ended, or once the page is left.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Run, RunState, style};
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::i18n::{t_string, use_i18n};
use crate::text::Text;
use crate::ui::problem::Problem;

/// How often a run is asked about.
const PACE: Duration = Duration::from_secs(2);

/// The run as it is now; nothing where there is none.
#[component]
pub(in crate::console) fn LiveRun<R, V>(
    /// The run; takes what is learned of it.
    run: RwSignal<Option<R>>,
    /// What stands above it.
    heading: Text,
    /// Shows what is known of it.
    children: impl Fn(R) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    R: Run,
    V: IntoView + 'static,
{
    let i18n = use_i18n();
    let error = follow(run);
    // Most answers are like the one before; then the page is left alone.
    let shown = Memo::new(move |_| run.get());
    let problem = Signal::derive(move || {
        let error = error.get();
        error.map(|it| explanation(i18n, &it).to_owned()).unwrap_or_default()
    });
    view! {
        <section id="run" class=style::run tabindex="-1" aria-labelledby="run-heading">
            <h2 id="run-heading">{heading}</h2>
            <Problem words=problem/>
            {move || shown.get().map(&children)}
        </section>
    }
}

/// Asks about a run as long as it has not ended. Gives why the last question had no answer.
fn follow<R: Run>(run: RwSignal<Option<R>>) -> RwSignal<Option<ApiError>> {
    let i18n = use_i18n();
    let say = speaker();
    let error = RwSignal::new(None::<ApiError>);
    let n_failures = RwSignal::new(0_u32);
    let ask = move |id: String| {
        spawn_local(async move {
            match R::find(id).await {
                Ok(now) => {
                    let state = now.as_ref().map(Run::state);
                    // The page was left while the answer was on its way.
                    if run.try_set(now).is_some() {
                        return;
                    }
                    error.set(None);
                    match state {
                        Some(RunState::Succeeded) => say(t_string!(i18n, console.catalog_syncs.succeeded)),
                        Some(RunState::Failed) => say(t_string!(i18n, console.catalog_syncs.failed)),
                        None | Some(RunState::Queued | RunState::Running) => {}
                    }
                }
                Err(failure) => {
                    let is_pointless = failure.needs_sign_in();
                    if error.try_set(Some(failure)).is_none() && !is_pointless {
                        n_failures.update(|it| *it += 1);
                    }
                }
            }
        });
    };
    Effect::new(move |_| {
        n_failures.track();
        let under_way = |it: &Option<R>| {
            let it = it.as_ref().filter(|it| it.state().is_under_way())?;
            Some(it.id().clone())
        };
        let Some(id) = run.with(under_way) else { return };
        let timer = set_timeout_with_handle(move || ask(id.into_inner()), PACE);
        if let Ok(timer) = timer {
            on_cleanup(move || timer.clear());
        }
    });
    error
}
