//! What the service's own words mean to people.

use leptos_i18n::I18nContext;

use super::query::{BackgroundTaskKind, EventKind};
use crate::i18n::{Locale, t_string};
use crate::language::grouped;

/// A number; none is more than is counted.
pub(super) fn number_words(i18n: I18nContext<Locale>, number: Option<i32>) -> String {
    match number {
        Some(number) => grouped(i18n, number),
        None => t_string!(i18n, console.operations.many).to_owned(),
    }
}

/// A piece of background work.
pub(super) fn task_words(i18n: I18nContext<Locale>, kind: BackgroundTaskKind) -> &'static str {
    match kind {
        BackgroundTaskKind::TidyUp => t_string!(i18n, console.operations.task.tidy_up),
        BackgroundTaskKind::CatalogueSync => t_string!(i18n, console.operations.task.catalogue_sync),
        BackgroundTaskKind::Mail => t_string!(i18n, console.operations.task.mail),
        BackgroundTaskKind::ProgramCompletion => t_string!(i18n, console.operations.task.program_completion),
        BackgroundTaskKind::Retirement => t_string!(i18n, console.operations.task.retirement),
        BackgroundTaskKind::UserSync => t_string!(i18n, console.operations.task.user_sync),
        BackgroundTaskKind::Insight => t_string!(i18n, console.operations.task.insight),
        BackgroundTaskKind::Reconciliation => t_string!(i18n, console.operations.task.reconciliation),
        BackgroundTaskKind::TrailSealing => t_string!(i18n, console.operations.task.trail_sealing),
        BackgroundTaskKind::TrailVerification => t_string!(i18n, console.operations.task.trail_verification),
    }
}

/// What an event announces.
pub(super) fn event_words(i18n: I18nContext<Locale>, kind: EventKind) -> &'static str {
    match kind {
        EventKind::CredentialAwarded => t_string!(i18n, console.change.awarded),
        EventKind::CredentialUpdated => t_string!(i18n, console.change.updated),
        EventKind::CredentialRevoked => t_string!(i18n, console.change.revoked),
        EventKind::CredentialReinstated => t_string!(i18n, console.change.reinstated),
    }
}
