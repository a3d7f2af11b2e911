//! Entries of the audit trail, as pages ask for them.

use leptos_i18n::I18nContext;

use crate::api::scalar::Instant;
use crate::api::schema;
use crate::certificate_number::CertificateNumber;
use crate::i18n::{Locale, t_string};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct AuditTrailEntry {
    pub(crate) happened_at: Instant,
    pub(crate) action: AuditTrailAction,
    pub(crate) actor: Option<String>,
    pub(crate) subject_type: AuditTrailSubject,
    pub(crate) subject: cynic::Id,
    pub(crate) subject_name: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) sequence: Option<i32>,
    pub(crate) hash: Option<String>,
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
    Checked,
    Created,
    CredentialAttested,
    CredentialAwarded,
    CredentialErased,
    CredentialRefreshed,
    CredentialReinstated,
    CredentialReplaced,
    CredentialRevoked,
    CredentialUpdated,
    Deactivated,
    Deleted,
    DifferenceIgnored,
    DifferenceRepaired,
    Edited,
    EventDropped,
    EventRetried,
    LearnerRecordViewed,
    LearnerViewed,
    PersonalDataExported,
    Published,
    ReconciliationStarted,
    RecordSent,
    RecordShareRevoked,
    TrailExported,
    RoleGranted,
    RoleRevoked,
    UserRenamed,
    UserRetired,
}

/// What it was done to.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuditTrailSubject {
    ApiClient,
    Asset,
    CompletionMail,
    Configuration,
    Course,
    CourseRun,
    Difference,
    Credential,
    Organization,
    Pathway,
    Program,
    Reconciliation,
    RecordShare,
    Signatory,
    Site,
    Template,
    User,
}

impl AuditTrailEntry {
    /// The credential that it was done to.
    pub(crate) fn credential(&self) -> Option<CertificateNumber> {
        let number = self.subject.inner().strip_prefix("credential:")?;
        number.parse().ok()
    }
}

impl AuditTrailAction {
    /// All of them, in the order of the choice.
    pub(super) const ALL: [Self; 30] = [
        Self::CredentialAwarded,
        Self::CredentialUpdated,
        Self::CredentialRevoked,
        Self::CredentialReinstated,
        Self::CredentialRefreshed,
        Self::CredentialReplaced,
        Self::CredentialErased,
        Self::CredentialAttested,
        Self::LearnerViewed,
        Self::LearnerRecordViewed,
        Self::RecordSent,
        Self::RecordShareRevoked,
        Self::UserRenamed,
        Self::UserRetired,
        Self::TrailExported,
        Self::PersonalDataExported,
        Self::RoleGranted,
        Self::RoleRevoked,
        Self::ReconciliationStarted,
        Self::DifferenceRepaired,
        Self::DifferenceIgnored,
        Self::EventRetried,
        Self::EventDropped,
        Self::Created,
        Self::Edited,
        Self::Activated,
        Self::Deactivated,
        Self::Checked,
        Self::Published,
        Self::Deleted,
    ];

    /// What addresses call it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Activated => "activated",
            Self::Checked => "checked",
            Self::Created => "created",
            Self::CredentialAttested => "credential-attested",
            Self::CredentialAwarded => "credential-awarded",
            Self::CredentialErased => "credential-erased",
            Self::CredentialRefreshed => "credential-refreshed",
            Self::CredentialReinstated => "credential-reinstated",
            Self::CredentialReplaced => "credential-replaced",
            Self::CredentialRevoked => "credential-revoked",
            Self::CredentialUpdated => "credential-updated",
            Self::Deactivated => "deactivated",
            Self::Deleted => "deleted",
            Self::DifferenceIgnored => "difference-ignored",
            Self::DifferenceRepaired => "difference-repaired",
            Self::Edited => "edited",
            Self::EventDropped => "event-dropped",
            Self::EventRetried => "event-retried",
            Self::LearnerRecordViewed => "record-viewed",
            Self::LearnerViewed => "learner-viewed",
            Self::PersonalDataExported => "data-exported",
            Self::Published => "published",
            Self::ReconciliationStarted => "compared",
            Self::RecordSent => "record-sent",
            Self::RecordShareRevoked => "share-revoked",
            Self::TrailExported => "exported",
            Self::RoleGranted => "role-granted",
            Self::RoleRevoked => "role-revoked",
            Self::UserRenamed => "renamed",
            Self::UserRetired => "retired",
        }
    }

    /// What the API calls it.
    pub(super) const fn api_word(self) -> &'static str {
        match self {
            Self::Activated => "ACTIVATED",
            Self::Checked => "CHECKED",
            Self::Created => "CREATED",
            Self::CredentialAttested => "CREDENTIAL_ATTESTED",
            Self::CredentialAwarded => "CREDENTIAL_AWARDED",
            Self::CredentialErased => "CREDENTIAL_ERASED",
            Self::CredentialRefreshed => "CREDENTIAL_REFRESHED",
            Self::CredentialReinstated => "CREDENTIAL_REINSTATED",
            Self::CredentialReplaced => "CREDENTIAL_REPLACED",
            Self::CredentialRevoked => "CREDENTIAL_REVOKED",
            Self::CredentialUpdated => "CREDENTIAL_UPDATED",
            Self::Deactivated => "DEACTIVATED",
            Self::Deleted => "DELETED",
            Self::DifferenceIgnored => "DIFFERENCE_IGNORED",
            Self::DifferenceRepaired => "DIFFERENCE_REPAIRED",
            Self::Edited => "EDITED",
            Self::EventDropped => "EVENT_DROPPED",
            Self::EventRetried => "EVENT_RETRIED",
            Self::LearnerRecordViewed => "LEARNER_RECORD_VIEWED",
            Self::LearnerViewed => "LEARNER_VIEWED",
            Self::PersonalDataExported => "PERSONAL_DATA_EXPORTED",
            Self::Published => "PUBLISHED",
            Self::ReconciliationStarted => "RECONCILIATION_STARTED",
            Self::RecordSent => "RECORD_SENT",
            Self::RecordShareRevoked => "RECORD_SHARE_REVOKED",
            Self::RoleGranted => "ROLE_GRANTED",
            Self::RoleRevoked => "ROLE_REVOKED",
            Self::TrailExported => "TRAIL_EXPORTED",
            Self::UserRenamed => "USER_RENAMED",
            Self::UserRetired => "USER_RETIRED",
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
            Self::Checked => t_string!(i18n, console.trail.action.checked),
            Self::Created => t_string!(i18n, console.trail.action.created),
            Self::CredentialAttested => t_string!(i18n, console.trail.action.credential_attested),
            Self::CredentialAwarded => t_string!(i18n, console.trail.action.credential_awarded),
            Self::CredentialErased => t_string!(i18n, console.trail.action.credential_erased),
            Self::CredentialRefreshed => t_string!(i18n, console.trail.action.credential_refreshed),
            Self::CredentialReinstated => t_string!(i18n, console.trail.action.credential_reinstated),
            Self::CredentialReplaced => t_string!(i18n, console.trail.action.credential_replaced),
            Self::CredentialRevoked => t_string!(i18n, console.trail.action.credential_revoked),
            Self::CredentialUpdated => t_string!(i18n, console.trail.action.credential_updated),
            Self::Deactivated => t_string!(i18n, console.trail.action.deactivated),
            Self::Deleted => t_string!(i18n, console.trail.action.deleted),
            Self::DifferenceIgnored => t_string!(i18n, console.trail.action.difference_ignored),
            Self::DifferenceRepaired => t_string!(i18n, console.trail.action.difference_repaired),
            Self::Edited => t_string!(i18n, console.trail.action.edited),
            Self::EventDropped => t_string!(i18n, console.trail.action.event_dropped),
            Self::EventRetried => t_string!(i18n, console.trail.action.event_retried),
            Self::LearnerRecordViewed => t_string!(i18n, console.trail.action.record_viewed),
            Self::LearnerViewed => t_string!(i18n, console.trail.action.learner_viewed),
            Self::PersonalDataExported => t_string!(i18n, console.trail.action.data_exported),
            Self::Published => t_string!(i18n, console.trail.action.published),
            Self::ReconciliationStarted => t_string!(i18n, console.trail.action.compared),
            Self::RecordSent => t_string!(i18n, console.trail.action.record_sent),
            Self::RecordShareRevoked => t_string!(i18n, console.trail.action.share_revoked),
            Self::TrailExported => t_string!(i18n, console.chain.exported),
            Self::RoleGranted => t_string!(i18n, console.roles.was_granted),
            Self::RoleRevoked => t_string!(i18n, console.roles.was_revoked),
            Self::UserRenamed => t_string!(i18n, console.trail.action.renamed),
            Self::UserRetired => t_string!(i18n, console.trail.action.retired),
        }
    }
}

impl AuditTrailSubject {
    /// All of them, in the order of the choice.
    pub(super) const ALL: [Self; 17] = [
        Self::User,
        Self::Credential,
        Self::RecordShare,
        Self::Site,
        Self::Configuration,
        Self::Signatory,
        Self::Asset,
        Self::Template,
        Self::CompletionMail,
        Self::Organization,
        Self::Course,
        Self::CourseRun,
        Self::Program,
        Self::Pathway,
        Self::ApiClient,
        Self::Reconciliation,
        Self::Difference,
    ];

    /// What addresses call it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::ApiClient => "api-client",
            Self::Asset => "asset",
            Self::CompletionMail => "completion-mail",
            Self::Configuration => "configuration",
            Self::Course => "course",
            Self::CourseRun => "course-run",
            Self::Credential => "credential",
            Self::Difference => "difference",
            Self::Organization => "organization",
            Self::Pathway => "pathway",
            Self::Program => "program",
            Self::Reconciliation => "comparison",
            Self::RecordShare => "record-share",
            Self::Signatory => "signatory",
            Self::Site => "site",
            Self::Template => "template",
            Self::User => "user",
        }
    }

    /// What the API calls it.
    pub(super) const fn api_word(self) -> &'static str {
        match self {
            Self::ApiClient => "API_CLIENT",
            Self::Asset => "ASSET",
            Self::CompletionMail => "COMPLETION_MAIL",
            Self::Configuration => "CONFIGURATION",
            Self::Course => "COURSE",
            Self::CourseRun => "COURSE_RUN",
            Self::Credential => "CREDENTIAL",
            Self::Difference => "DIFFERENCE",
            Self::Organization => "ORGANIZATION",
            Self::Pathway => "PATHWAY",
            Self::Program => "PROGRAM",
            Self::Reconciliation => "RECONCILIATION",
            Self::RecordShare => "RECORD_SHARE",
            Self::Signatory => "SIGNATORY",
            Self::Site => "SITE",
            Self::Template => "TEMPLATE",
            Self::User => "USER",
        }
    }

    /// Reads what addresses call it.
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What kind of thing has an id, such as `courseRun:…`; none where that is no id of any.
    pub(super) fn of(id: &str) -> Option<Self> {
        let (kind, _) = id.split_once(':')?;
        let is_kind = |it: &Self| it.api_word().replace('_', "").eq_ignore_ascii_case(kind);
        Self::ALL.into_iter().find(is_kind)
    }

    /// What people call it.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::ApiClient => t_string!(i18n, console.api_clients.one),
            Self::Asset => t_string!(i18n, console.trail.subject.asset),
            Self::CompletionMail => t_string!(i18n, console.trail.subject.completion_mail),
            Self::Configuration => t_string!(i18n, console.trail.subject.configuration),
            Self::Course => t_string!(i18n, console.catalog_syncs.one.course),
            Self::CourseRun => t_string!(i18n, console.catalog_syncs.one.course_run),
            Self::Credential => t_string!(i18n, console.trail.subject.credential),
            Self::Difference => t_string!(i18n, console.trail.subject.difference),
            Self::Organization => t_string!(i18n, console.catalog_syncs.one.organization),
            Self::Pathway => t_string!(i18n, console.catalog_syncs.one.pathway),
            Self::Program => t_string!(i18n, console.catalog_syncs.one.program),
            Self::Reconciliation => t_string!(i18n, console.trail.subject.comparison),
            Self::RecordShare => t_string!(i18n, console.trail.subject.record_share),
            Self::Signatory => t_string!(i18n, console.trail.subject.signatory),
            Self::Site => t_string!(i18n, console.chain.site),
            Self::Template => t_string!(i18n, console.trail.subject.template),
            Self::User => t_string!(i18n, console.trail.subject.user),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AuditTrailAction, AuditTrailSubject};

    #[test]
    fn words_of_addresses_are_read_back() {
        for action in AuditTrailAction::ALL {
            assert_eq!(AuditTrailAction::read(action.word()), Some(action));
        }
        assert_eq!(AuditTrailAction::read("looked"), None);
        for subject in AuditTrailSubject::ALL {
            assert_eq!(AuditTrailSubject::read(subject.word()), Some(subject));
        }
        assert_eq!(AuditTrailSubject::read("thing"), None);
        assert_eq!(AuditTrailSubject::of("courseRun:1"), Some(AuditTrailSubject::CourseRun));
        assert_eq!(AuditTrailSubject::of("apiClient"), None);
    }
}
