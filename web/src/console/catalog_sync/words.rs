//! What kinds, changes and states are called.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::query::{CatalogChangeKind, CatalogKind, CatalogSyncFailure, CatalogSyncState};
use crate::console::audit_trail::{AuditTrailSubject, property_words};
use crate::console::run::StateOfRun;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::icon::Icon;

/// How far a run has come, and whether it writes anything.
#[component]
pub(in crate::console) fn StateOfSync(
    /// How far.
    state: CatalogSyncState,
    /// It only finds out what it would change.
    is_dry_run: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let note = is_dry_run.then(|| (Icon::Search, t!(i18n, console.catalog_syncs.trial)));
    view! { <StateOfRun state=state.into() note/> }
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

/// What a field of a kind is called; none where this app knows no words for it.
pub(super) fn field(i18n: I18nContext<Locale>, kind: CatalogKind, field: &str) -> Option<&'static str> {
    match field {
        // What a list is called that no column is.
        "authors" | "owners" => Some(many(i18n, CatalogKind::Organization)),
        // A key of another row is told without saying so.
        "course" => Some(one(i18n, CatalogKind::Course)),
        field => property_words(i18n, subject(kind), &field.replace(' ', "_")),
    }
}

/// What the audit trail calls one of a kind.
const fn subject(kind: CatalogKind) -> AuditTrailSubject {
    match kind {
        CatalogKind::Organization => AuditTrailSubject::Organization,
        CatalogKind::Course => AuditTrailSubject::Course,
        CatalogKind::CourseRun => AuditTrailSubject::CourseRun,
        CatalogKind::Program => AuditTrailSubject::Program,
        CatalogKind::Pathway => AuditTrailSubject::Pathway,
    }
}

/// What became of so many things, above their list.
pub(super) fn change(i18n: I18nContext<Locale>, change: CatalogChangeKind, count: usize) -> String {
    let count = grouped(i18n, count);
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
