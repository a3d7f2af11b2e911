//! The last steps: the credentials are revoked, and what became of them.

use std::sync::Arc;

use leptos::prelude::*;

use super::report::{DownloadButton, Report};
use super::run::Run;
use super::verdict::{Seen, revoked};
use super::{progress, style};
use crate::browser::focus_soon;
use crate::console::pace::Phase;
use crate::console::progress::Progress;
use crate::console::unsaved::{Loss, Unsaved};
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;

/// Revokes what was seen and confirmed, then shows the result.
#[component]
pub(super) fn RevokeStep(
    /// What was seen.
    seen: Arc<Vec<Seen>>,
    /// Why it is revoked.
    reason: String,
    /// Goes back to counting.
    on_again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let unsaved = Unsaved::watch();
    unsaved.note_loss(Loss::Rest);
    let run = Run::start(&seen, reason);
    let result = RwSignal::new(None::<Arc<Vec<Seen>>>);
    Effect::new(move |_| {
        if *run.pace.phase.read() == Phase::Ended {
            result.set(Some(Arc::new(revoked(&seen, run.verdicts()))));
            unsaved.note_loss(Loss::Result);
            focus_soon("#step".to_owned());
        }
    });
    let heading = move || {
        if result.read().is_some() {
            t_string!(i18n, console.revoke.result)
        } else {
            t_string!(i18n, console.revoke.revoking)
        }
    };
    let body = move || match result.get() {
        None => view! {
            <p>{t!(i18n, console.bulk.stay)}</p>
            <p>{t!(i18n, console.revoke.safe)}</p>
            <Progress pace=run.pace words=progress stop=t!(i18n, console.bulk.pause)/>
        }
        .into_any(),
        Some(seen) => view! {
            <Report seen=Arc::clone(&seen) is_done=true/>
            <div class=style::tools>
                <Button on_press=move || on_again.run(())>{t!(i18n, console.revoke.again)}</Button>
                <DownloadButton seen unsaved/>
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
