//! All runs, newest first.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::{self, Listed};
use super::style;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::paged::Paged;
use crate::console::catalog_sync::{CatalogCounts, CatalogSyncState, StateOfRun, asker};
use crate::console::path;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::skeleton::Skeleton;

/// The list, asked for anew whenever a run has begun or ended.
#[component]
pub(super) fn History(
    /// How far the latest run has come.
    stage: Memo<Option<(cynic::Id, CatalogSyncState)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let fetch = move || {
        stage.track();
        query::page(None)
    };
    view! {
        <section class=style::section aria-labelledby="runs">
            <h2 id="runs">{t!(i18n, console.catalog_syncs.history)}</h2>
            <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:first>
                <Paged first more=|cursor| query::page(Some(cursor)) class=style::runs let:run>
                    <Row run/>
                </Paged>
            </Loaded>
        </section>
    }
}

#[component]
fn Row(run: Listed) -> impl IntoView {
    let i18n = use_i18n();
    let Listed {
        id,
        state,
        is_dry_run,
        requested_at,
        requested_by,
        counts,
    } = run;
    let when = move || format::moment(Some(&requested_at.0), &date_language(i18n));
    let who = move || asker(i18n, requested_by.as_deref());
    let sum = |count: fn(&CatalogCounts) -> i32| counts.iter().map(count).sum::<i32>();
    let [added, changed, removed, skipped] = [
        sum(|it| it.added),
        sum(|it| it.changed),
        sum(|it| it.removed),
        sum(|it| it.skipped),
    ];
    let words = move || {
        t_string!(
            i18n,
            console.catalog_syncs.totals,
            added = added,
            changed = changed,
            removed = removed,
            skipped = skipped
        )
    };
    // While it goes, they are told above.
    let totals = (!state.is_under_way()).then(|| view! { " · " {text(words)} });
    view! {
        <div>
            <A href=path::catalog_sync(id.inner())>{text(when)}</A>
            <p class=style::minor><bdi>{text(who)}</bdi>{totals}</p>
        </div>
        <StateOfRun state is_dry_run/>
    }
}
