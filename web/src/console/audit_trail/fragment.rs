//! Entries of the audit trail, as pages ask for them.

use leptos_i18n::I18nContext;

use crate::api::scalar::Instant;
use crate::api::schema;
use crate::i18n::{Locale, t_string};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct AuditTrailEntry {
    pub(crate) happened_at: Instant,
    pub(crate) action: AuditTrailAction,
    pub(crate) actor: Option<String>,
    pub(crate) subject_type: AuditTrailSubject,
    pub(crate) username: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) changes: Vec<AuditTrailChange>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct AuditTrailChange {
    pub(crate) name: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// What was done.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuditTrailAction {
    Activated,
    Created,
    Deactivated,
    Deleted,
    Edited,
    EventDropped,
    EventRetried,
    LearnerRecordViewed,
    LearnerViewed,
    Published,
    RecordSent,
    RecordShareRevoked,
    UserRenamed,
    UserRetired,
}

/// What it was done to.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuditTrailSubject {
    Asset,
    CompletionMail,
    Configuration,
    Course,
    CourseRun,
    Credential,
    Organization,
    Pathway,
    Program,
    RecordShare,
    Signatory,
    Template,
    User,
}

impl AuditTrailAction {
    /// All of them, in the order of the choice.
    pub(super) const ALL: [Self; 14] = [
        Self::LearnerViewed,
        Self::LearnerRecordViewed,
        Self::RecordSent,
        Self::RecordShareRevoked,
        Self::UserRenamed,
        Self::UserRetired,
        Self::EventRetried,
        Self::EventDropped,
        Self::Created,
        Self::Edited,
        Self::Activated,
        Self::Deactivated,
        Self::Published,
        Self::Deleted,
    ];

    /// What addresses call it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Activated => "activated",
            Self::Created => "created",
            Self::Deactivated => "deactivated",
            Self::Deleted => "deleted",
            Self::Edited => "edited",
            Self::EventDropped => "event-dropped",
            Self::EventRetried => "event-retried",
            Self::LearnerRecordViewed => "record-viewed",
            Self::LearnerViewed => "learner-viewed",
            Self::Published => "published",
            Self::RecordSent => "record-sent",
            Self::RecordShareRevoked => "share-revoked",
            Self::UserRenamed => "renamed",
            Self::UserRetired => "retired",
        }
    }

    /// Reads what addresses call it.
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// The same for people.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Activated => t_string!(i18n, console.trail.action.activated),
            Self::Created => t_string!(i18n, console.trail.action.created),
            Self::Deactivated => t_string!(i18n, console.trail.action.deactivated),
            Self::Deleted => t_string!(i18n, console.trail.action.deleted),
            Self::Edited => t_string!(i18n, console.trail.action.edited),
            Self::EventDropped => t_string!(i18n, console.trail.action.event_dropped),
            Self::EventRetried => t_string!(i18n, console.trail.action.event_retried),
            Self::LearnerRecordViewed => t_string!(i18n, console.trail.action.record_viewed),
            Self::LearnerViewed => t_string!(i18n, console.trail.action.learner_viewed),
            Self::Published => t_string!(i18n, console.trail.action.published),
            Self::RecordSent => t_string!(i18n, console.trail.action.record_sent),
            Self::RecordShareRevoked => t_string!(i18n, console.trail.action.share_revoked),
            Self::UserRenamed => t_string!(i18n, console.trail.action.renamed),
            Self::UserRetired => t_string!(i18n, console.trail.action.retired),
        }
    }
}

impl AuditTrailSubject {
    /// What people call it.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Asset => t_string!(i18n, console.trail.subject.asset),
            Self::CompletionMail => t_string!(i18n, console.trail.subject.completion_mail),
            Self::Configuration => t_string!(i18n, console.trail.subject.configuration),
            Self::Course => t_string!(i18n, console.catalog_syncs.one.course),
            Self::CourseRun => t_string!(i18n, console.catalog_syncs.one.course_run),
            Self::Credential => t_string!(i18n, console.trail.subject.credential),
            Self::Organization => t_string!(i18n, console.catalog_syncs.one.organization),
            Self::Pathway => t_string!(i18n, console.catalog_syncs.one.pathway),
            Self::Program => t_string!(i18n, console.catalog_syncs.one.program),
            Self::RecordShare => t_string!(i18n, console.trail.subject.record_share),
            Self::Signatory => t_string!(i18n, console.trail.subject.signatory),
            Self::Template => t_string!(i18n, console.trail.subject.template),
            Self::User => t_string!(i18n, console.trail.subject.user),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AuditTrailAction;

    #[test]
    fn words_of_addresses_are_read_back() {
        for action in AuditTrailAction::ALL {
            assert_eq!(AuditTrailAction::read(action.word()), Some(action));
        }
        assert_eq!(AuditTrailAction::read("looked"), None);
    }
}
