//! What people call the words that an entry tells of states, kinds and roles: as the pages of these things do.
//!
//! Invariant: every word of the lists that the server stores is told here; `tests/tidy` compares them.

use leptos_i18n::I18nContext;

use super::fragment::AuditTrailSubject;
use crate::i18n::{Locale, t_string};

/// The word of a property in words; none where it is no word of a list.
pub(in crate::console) fn word(
    i18n: I18nContext<Locale>,
    subject: AuditTrailSubject,
    name: &str,
    value: &str,
) -> Option<&'static str> {
    match name {
        "kind" => kind(i18n, value).or_else(|| difference(i18n, value)),
        "learning_object_type" => learning_object(i18n, value),
        "organization_label" => label(i18n, value),
        "origin" => origin(i18n, value),
        "role" => role(i18n, value),
        "scope" => whom(i18n, value),
        "scopes" => scope(i18n, value),
        "status" if subject == AuditTrailSubject::Credential => standing(i18n, value),
        "status" => state(i18n, value),
        _ => None,
    }
}

fn learning_object(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "program" => t_string!(i18n, console.kind.program),
        "course_run" => t_string!(i18n, console.kind.course_run),
        _ => return None,
    })
}

/// What an organization is called on certificates.
fn label(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "name" => t_string!(i18n, console.configuration.by_name),
        "key" => t_string!(i18n, console.configuration.by_key),
        _ => return None,
    })
}

/// Who keeps something in the catalogue.
fn origin(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "local" => t_string!(i18n, console.catalogue.keeper.staff),
        "synced" => t_string!(i18n, console.catalogue.keeper.service),
        _ => return None,
    })
}

fn role(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "viewer" => t_string!(i18n, console.roles.name.viewer),
        "registrar" => t_string!(i18n, console.roles.name.registrar),
        "template_author" => t_string!(i18n, console.roles.name.template_author),
        "site_admin" => t_string!(i18n, console.roles.name.site_admin),
        _ => return None,
    })
}

/// For which programs a mail is, and of which sites a person's data was taken along.
fn whom(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "default" => t_string!(i18n, console.mail_text.whom_all),
        "program_type" => t_string!(i18n, console.mail_text.a_type),
        "program" => t_string!(i18n, console.mail_text.a_program),
        "site" => t_string!(i18n, console.trail.this_site),
        "every_site" => t_string!(i18n, console.trail.every_site),
        _ => return None,
    })
}

/// What a key is good for.
fn scope(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "catalogue:write" => t_string!(i18n, console.api_clients.scope.catalogue_write),
        "configurations:read" => t_string!(i18n, console.api_clients.scope.configurations_read),
        "configurations:write" => t_string!(i18n, console.api_clients.scope.configurations_write),
        "credentials:read" => t_string!(i18n, console.api_clients.scope.credentials_read),
        "credentials:write" => t_string!(i18n, console.api_clients.scope.credentials_write),
        "grades:write" => t_string!(i18n, console.api_clients.scope.grades_write),
        "records:read" => t_string!(i18n, console.api_clients.scope.records_read),
        _ => return None,
    })
}

/// Whether a credential stands.
fn standing(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "awarded" => t_string!(i18n, console.change.awarded),
        "revoked" => t_string!(i18n, console.change.revoked),
        _ => return None,
    })
}

/// Whether a program or a pathway is offered.
fn state(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "active" | "published" => t_string!(i18n, console.catalogue.state.offered),
        "unpublished" => t_string!(i18n, console.catalogue.state.unpublished),
        "retired" => t_string!(i18n, console.catalogue.state.retired),
        "deleted" => t_string!(i18n, console.catalogue.state.deleted),
        _ => return None,
    })
}

/// Of a pathway, or of an event.
fn kind(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "credit" => t_string!(i18n, console.catalogue.pathway.credit),
        "industry" => t_string!(i18n, console.catalogue.pathway.industry),
        "credential.awarded" => t_string!(i18n, console.change.awarded),
        "credential.updated" => t_string!(i18n, console.change.updated),
        "credential.revoked" => t_string!(i18n, console.change.revoked),
        "credential.reinstated" => t_string!(i18n, console.change.reinstated),
        _ => return None,
    })
}

/// What differs between the service and the learning platform.
fn difference(i18n: I18nContext<Locale>, value: &str) -> Option<&'static str> {
    Some(match value {
        "award_missing" => t_string!(i18n, console.reconciliation.kind.award_missing),
        "award_unknown" => t_string!(i18n, console.reconciliation.kind.award_unknown),
        "award_not_passing" => t_string!(i18n, console.reconciliation.kind.award_not_passing),
        "award_revoked" => t_string!(i18n, console.reconciliation.kind.award_revoked),
        "grade_missing" => t_string!(i18n, console.reconciliation.kind.grade_missing),
        "grade_differs" => t_string!(i18n, console.reconciliation.kind.grade_differs),
        "username_changed" => t_string!(i18n, console.reconciliation.kind.username_changed),
        "account_retired" => t_string!(i18n, console.reconciliation.kind.account_retired),
        "account_unknown" => t_string!(i18n, console.reconciliation.kind.account_unknown),
        _ => return None,
    })
}
