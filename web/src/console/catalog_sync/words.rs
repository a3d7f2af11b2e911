//! What kinds, changes and states are called.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::query::{CatalogChangeKind, CatalogKind, CatalogSyncFailure, CatalogSyncState};
use super::style;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// How far a run has come, and whether it writes anything.
#[component]
pub(in crate::console) fn StateOfRun(
    /// How far.
    state: CatalogSyncState,
    /// It only finds out what it would change.
    is_dry_run: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, icon) = match state {
        CatalogSyncState::Queued => (Tone::Waiting, Icon::Clock),
        CatalogSyncState::Running => (Tone::Waiting, Icon::Retry),
        CatalogSyncState::Succeeded => (Tone::Good, Icon::Check),
        CatalogSyncState::Failed => (Tone::Bad, Icon::Cross),
    };
    let words = move || match state {
        CatalogSyncState::Queued => t_string!(i18n, console.catalog_syncs.state.queued),
        CatalogSyncState::Running => t_string!(i18n, console.catalog_syncs.state.running),
        CatalogSyncState::Succeeded => t_string!(i18n, console.catalog_syncs.state.succeeded),
        CatalogSyncState::Failed => t_string!(i18n, console.catalog_syncs.state.failed),
    };
    view! {
        <span class=style::badges>
            <Badge tone icon>{text(words)}</Badge>
            {is_dry_run.then(|| view! {
                <Badge tone=Tone::Quiet icon=Icon::Search>{t!(i18n, console.catalog_syncs.trial)}</Badge>
            })}
        </span>
    }
}

/// Who asked for a run.
pub(in crate::console) fn asker(i18n: I18nContext<Locale>, username: Option<&str>) -> String {
    username
        .unwrap_or(t_string!(i18n, console.credential.service))
        .to_owned()
}

/// Many of a kind.
pub(super) fn many(i18n: I18nContext<Locale>, kind: CatalogKind) -> &'static str {
    match kind {
        CatalogKind::Organization => t_string!(i18n, console.catalog_syncs.many.organization),
        CatalogKind::Course => t_string!(i18n, console.catalog_syncs.many.course),
        CatalogKind::CourseRun => t_string!(i18n, console.catalog_syncs.many.course_run),
        CatalogKind::Program => t_string!(i18n, console.catalog_syncs.many.program),
        CatalogKind::Pathway => t_string!(i18n, console.catalog_syncs.many.pathway),
    }
}

/// One of a kind.
pub(super) fn one(i18n: I18nContext<Locale>, kind: CatalogKind) -> &'static str {
    match kind {
        CatalogKind::Organization => t_string!(i18n, console.catalog_syncs.one.organization),
        CatalogKind::Course => t_string!(i18n, console.catalog_syncs.one.course),
        CatalogKind::CourseRun => t_string!(i18n, console.catalog_syncs.one.course_run),
        CatalogKind::Program => t_string!(i18n, console.catalog_syncs.one.program),
        CatalogKind::Pathway => t_string!(i18n, console.catalog_syncs.one.pathway),
    }
}

/// What became of so many things, above their list.
pub(super) fn change(i18n: I18nContext<Locale>, change: CatalogChangeKind, count: usize) -> String {
    match change {
        CatalogChangeKind::Added => t_string!(i18n, console.catalog_syncs.change.added, count = count),
        CatalogChangeKind::Changed => t_string!(i18n, console.catalog_syncs.change.changed, count = count),
        CatalogChangeKind::Conflict => t_string!(i18n, console.catalog_syncs.change.conflict, count = count),
        CatalogChangeKind::Missing => t_string!(i18n, console.catalog_syncs.change.missing, count = count),
        CatalogChangeKind::Note => t_string!(i18n, console.catalog_syncs.change.note, count = count),
        CatalogChangeKind::Removed => t_string!(i18n, console.catalog_syncs.change.removed, count = count),
        CatalogChangeKind::Restored => t_string!(i18n, console.catalog_syncs.change.restored, count = count),
        CatalogChangeKind::Skipped => t_string!(i18n, console.catalog_syncs.change.skipped, count = count),
    }
}

/// Why a run was given up, and what to do.
pub(super) fn failure(i18n: I18nContext<Locale>, failure: CatalogSyncFailure) -> &'static str {
    match failure {
        CatalogSyncFailure::InvalidAnswer => t_string!(i18n, console.catalog_syncs.failure.invalid_answer),
        CatalogSyncFailure::MassDeleteGuard => t_string!(i18n, console.catalog_syncs.failure.mass_delete_guard),
        CatalogSyncFailure::NotConfigured => t_string!(i18n, console.catalog_syncs.not_configured),
        CatalogSyncFailure::Refused => t_string!(i18n, console.catalog_syncs.failure.refused),
        CatalogSyncFailure::Unavailable => t_string!(i18n, console.catalog_syncs.failure.unavailable),
    }
}
