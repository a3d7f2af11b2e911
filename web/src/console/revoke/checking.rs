//! The second step: what would become of each credential, and the form that has to be filled in before it is done.

use std::sync::Arc;

use leptos::prelude::*;

use super::confirmation::Confirmation;
use super::report::{DownloadButton, Report};
use super::run::Trial;
use super::verdict::{Counts, Seen};
use super::{MOST, progress, style};
use crate::browser::focus_soon;
use crate::console::credentials::filter::Filter;
use crate::console::pace::Phase;
use crate::console::progress::Progress;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;

/// What was seen; none where there are more than can be revoked in one go.
type Outcome = Option<Arc<Vec<Seen>>>;

/// Tries out all that the filter lets through, then shows what would become of them.
#[component]
pub(super) fn CheckStep(
    filter: Filter,
    /// How many there were when they were counted.
    n_found: usize,
    /// Takes what was seen and confirmed, and why.
    on_confirmed: Callback<(Arc<Vec<Seen>>, String)>,
    /// Goes back to counting.
    on_again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let trial = Trial::start(filter, n_found);
    let tried = RwSignal::new(None::<Outcome>);
    Effect::new(move |_| {
        if *trial.pace.phase.read() == Phase::Ended {
            // A part is as large as it can be, and there are more; otherwise more came in between than can be revoked in one go.
            let is_whole = n_found >= MOST || !trial.is_cut();
            tried.set(Some(is_whole.then(|| Arc::new(trial.seen()))));
            focus_soon("#step".to_owned());
        }
    });
    let heading = move || {
        if tried.read().is_some() {
            t_string!(i18n, console.revoke.checked)
        } else {
            t_string!(i18n, console.revoke.checking)
        }
    };
    let body = move || match tried.get() {
        None => view! { <Progress pace=trial.pace words=progress stop=t!(i18n, console.bulk.stop)/> }.into_any(),
        Some(None) => view! { <p>{t!(i18n, console.revoke.too_many, count = MOST)}</p> }.into_any(),
        Some(Some(seen)) => view! { <Preview seen on_confirmed/> }.into_any(),
    };
    let part = (n_found >= MOST).then(|| view! { <p>{t!(i18n, console.revoke.part, count = MOST)}</p> });
    view! {
        <section class=style::step aria-labelledby="step">
            <h2 id="step" tabindex="-1">{text(heading)}</h2>
            {part}
            {body}
            <div class=style::tools>
                <Button on_press=move || on_again.run(())>{t!(i18n, console.revoke.again)}</Button>
            </div>
        </section>
    }
}

/// What would become of the credentials, and the form that goes on.
#[component]
fn Preview(seen: Arc<Vec<Seen>>, on_confirmed: Callback<(Arc<Vec<Seen>>, String)>) -> impl IntoView {
    let i18n = use_i18n();
    let n_to_do = Counts::of(&seen).revoked;
    let go = if n_to_do > 0 {
        let seen = Arc::clone(&seen);
        let on_reason = Callback::new(move |reason| on_confirmed.run((Arc::clone(&seen), reason)));
        view! { <Confirmation n_to_do on_reason/> }.into_any()
    } else {
        view! { <p>{t!(i18n, console.revoke.nothing_to_do)}</p> }.into_any()
    };
    view! {
        <Report seen=Arc::clone(&seen) is_done=false/>
        <div class=style::tools><DownloadButton seen/></div>
        {go}
    }
}
