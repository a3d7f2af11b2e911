//! All runs, newest first.

use leptos::prelude::*;
use leptos_router::components::A;

use super::report::asker;
use super::{Stage, style};
use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::paged::{Chunk, Paged};
use crate::format;
use crate::i18n::use_i18n;
use crate::language::date_language;
use crate::text::{Text, t, text};
use crate::ui::skeleton::Skeleton;

/// The list, asked for anew whenever a run has begun or ended.
#[component]
pub(in crate::console) fn History<T, F, V>(
    /// How far the latest run has come.
    stage: Memo<Stage>,
    /// Asks for the page after a cursor, or the first.
    page: impl Fn(Option<String>) -> F + Copy + Send + Sync + 'static,
    /// Shows a run of the list.
    children: impl Fn(T) -> V + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<Chunk<T>, ApiError>> + 'static,
    V: IntoView + 'static,
{
    let i18n = use_i18n();
    let fetch = move || {
        stage.track();
        page(None)
    };
    view! {
        <section class=style::section aria-labelledby="runs">
            <h2 id="runs">{t!(i18n, console.catalog_syncs.history)}</h2>
            <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:first>
                <Paged first more=move |cursor| page(Some(cursor)) class=style::runs let:run>{children(run)}</Paged>
            </Loaded>
        </section>
    }
}

/// A run of the list: when and by whom it was asked for, and what came of it.
#[component]
pub(in crate::console) fn RunLink(
    /// Its page.
    href: String,
    /// When it was asked for.
    requested_at: Instant,
    /// By whom; none where nobody did but the schedule.
    requested_by: Option<String>,
    /// What came of it; none while it goes.
    totals: Option<Text>,
) -> impl IntoView {
    let i18n = use_i18n();
    let when = move || format::moment(Some(&requested_at.0), &date_language(i18n));
    let totals = totals.map(|it| view! { " · " {it} });
    view! {
        <div>
            <A href>{text(when)}</A>
            <p class=style::minor><bdi>{asker(requested_by)}</bdi>{totals}</p>
        </div>
    }
}
