//! The second step: what would become of each credential, and the form that has to be filled in before it is done.

use std::sync::Arc;

use leptos::prelude::*;

use super::part::Extent;
use super::report::{DownloadButton, Report};
use super::run::Trial;
use super::verdict::{Counts, Seen};
use super::{progress, style};
use crate::browser::focus_soon;
use crate::console::confirmation::{Confirmation, Words};
use crate::console::credentials::filter::Filter;
use crate::console::pace::Phase;
use crate::console::progress::Progress;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::button::Button;

const WORDS: Words = Words {
    reason: Some((
        |i18n| t_string!(i18n, console.revoke.reason),
        |i18n| t_string!(i18n, console.revoke.reason_hint),
    )),
    spell_out: |i18n| t_string!(i18n, console.revoke.spell_out),
};

/// What was seen; none where there are more than can be revoked in one go.
type Outcome = Option<Arc<Vec<Seen>>>;

/// Tries out all that the filter lets through, then shows what would become of them.
#[component]
pub(super) fn CheckStep(
    filter: Filter,
    /// How many of them, as they were counted.
    extent: Extent,
    /// How many are a part.
    most: usize,
    /// Takes what was seen and confirmed, and why.
    on_confirmed: Callback<(Arc<Vec<Seen>>, String)>,
    /// Goes back to counting.
    on_again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let trial = Trial::start(filter, extent.count(), most);
    let tried = RwSignal::new(None::<Outcome>);
    Effect::new(move |_| {
        if *trial.pace.phase.read() == Phase::Ended {
            // A part is as large as it can be, and there are more; otherwise more came in between than can be revoked in one go.
            let is_whole = matches!(extent, Extent::Part(_)) || !trial.is_cut();
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
        Some(None) => view! { <p>{t!(i18n, console.revoke.too_many, count = grouped(i18n, most))}</p> }.into_any(),
        Some(Some(seen)) => view! { <Preview seen on_confirmed/> }.into_any(),
    };
    let part = match extent {
        Extent::Part(count) => Some(view! { <p>{t!(i18n, console.revoke.part, count = grouped(i18n, count))}</p> }),
        Extent::All(_) => None,
    };
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
        let on_confirm = Callback::new(move |reason| on_confirmed.run((Arc::clone(&seen), reason)));
        let go = move || {
            if n_to_do == 1 {
                t_string!(i18n, console.revoke.revoke_one).to_owned()
            } else {
                t_string!(i18n, console.revoke.revoke_many, count = grouped(i18n, n_to_do))
            }
        };
        view! {
            <Confirmation n_to_do words=WORDS go=text(go) on_confirm>
                <p>{t!(i18n, console.revoke.fixed)}</p>
                <p>{t!(i18n, console.revoke.meaning)}</p>
            </Confirmation>
        }
        .into_any()
    } else {
        view! { <p>{t!(i18n, console.revoke.nothing_to_do)}</p> }.into_any()
    };
    view! {
        <Report seen=Arc::clone(&seen) is_done=false/>
        <div class=style::tools><DownloadButton seen/></div>
        {go}
    }
}
