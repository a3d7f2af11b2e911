//! When everything was the same the last time.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::{self, CleanRun};
use super::style;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::path;
use crate::console::run::Stage;
use crate::format;
use crate::i18n::use_i18n;
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::skeleton::Skeleton;

/// The last clean run, asked for anew whenever a run has begun or ended.
#[component]
pub(super) fn LastClean(
    /// How far the latest run has come.
    stage: Memo<Stage>,
) -> impl IntoView {
    let i18n = use_i18n();
    let fetch = move || {
        stage.track();
        query::last_clean()
    };
    view! {
        <div class=style::start>
            <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:clean>
                <Told clean/>
            </Loaded>
            <p class=style::minor>{t!(i18n, console.reconciliation.clean_meaning)}</p>
        </div>
    }
}

#[component]
fn Told(clean: Option<CleanRun>) -> impl IntoView {
    let i18n = use_i18n();
    let Some(CleanRun { id, finished_at }) = clean else {
        return view! { <p>{t!(i18n, console.reconciliation.never_clean)}</p> }.into_any();
    };
    let when = move || format::moment(finished_at.as_ref().map(|it| it.0.as_str()), &date_language(i18n));
    view! {
        <p>
            {t!(i18n, console.reconciliation.last_clean)}
            " "
            <A href=path::reconciliation(id.inner())>{text(when)}</A>
        </p>
    }
    .into_any()
}
