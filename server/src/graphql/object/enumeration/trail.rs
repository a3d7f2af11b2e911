//! What was done, and to what.

use async_graphql::Enum;
use entity::{AuditChange, AuditSubject, CredentialChange, TrailAction, TrailSubject};

use crate::service::trail::{Entry, Kind, Subject};

/// What somebody did and must answer for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum AuditTrailAction {
    /// Looked at all that is known of another person.
    LearnerViewed,
    /// Looked at what another person earned.
    LearnerRecordViewed,
    /// Sent another person's record to an institution.
    RecordSent,
    /// Ended another person's link to a record.
    RecordShareRevoked,
    /// Had an event delivered again that was given up.
    EventRetried,
    /// Had an event that was given up never delivered.
    EventDropped,
    /// Called a person by another name.
    UserRenamed,
    /// Had everything forgotten that was known of a person.
    UserRetired,
    /// Took a copy of the audit trail away as a file.
    TrailExported,
    /// Took along all that is kept of a person, their own included.
    PersonalDataExported,
    /// Granted a person a role at the site.
    RoleGranted,
    /// Revoked a person's role at the site.
    RoleRevoked,
    /// Had awards, grades and people compared with what the learning platform answers.
    ReconciliationStarted,
    /// Had the service say what the learning platform says.
    DifferenceRepaired,
    /// Decided that a difference stays.
    DifferenceIgnored,
    /// Made something that staff manage.
    Created,
    /// Changed it.
    Edited,
    /// Let it take effect.
    Activated,
    /// Let it take effect no longer.
    Deactivated,
    /// Had a version of it checked, which passed.
    Checked,
    /// Published a version of it.
    Published,
    /// Removed it.
    Deleted,
    /// Awarded a credential for the first time.
    CredentialAwarded,
    /// Changed attributes, mode, date or privacy of a credential.
    CredentialUpdated,
    /// Withdrew a credential.
    CredentialRevoked,
    /// Awarded a revoked credential again.
    CredentialReinstated,
    /// Pinned anew what the certificate of a credential shows.
    CredentialRefreshed,
    /// Let another credential of the same person stand in the place of one: two rows turned out to be one person's.
    CredentialReplaced,
    /// Took the name of a retired person off a credential.
    CredentialErased,
    /// Put on record what a credential says, which no entry before had done. Not told among all actions: an upgrade does it for every
    /// credential.
    CredentialAttested,
}

impl From<Kind> for AuditTrailAction {
    fn from(it: Kind) -> Self {
        match it {
            Kind::Deed(TrailAction::LearnerViewed) => Self::LearnerViewed,
            Kind::Deed(TrailAction::LearnerRecordViewed) => Self::LearnerRecordViewed,
            Kind::Deed(TrailAction::RecordSent) => Self::RecordSent,
            Kind::Deed(TrailAction::RecordShareRevoked) => Self::RecordShareRevoked,
            Kind::Deed(TrailAction::EventRetried) => Self::EventRetried,
            Kind::Deed(TrailAction::EventDropped) => Self::EventDropped,
            Kind::Deed(TrailAction::UserRenamed) => Self::UserRenamed,
            Kind::Deed(TrailAction::UserRetired) => Self::UserRetired,
            Kind::Deed(TrailAction::TrailExported) => Self::TrailExported,
            Kind::Deed(TrailAction::PersonalDataExported) => Self::PersonalDataExported,
            Kind::Deed(TrailAction::RoleGranted) => Self::RoleGranted,
            Kind::Deed(TrailAction::RoleRevoked) => Self::RoleRevoked,
            Kind::Deed(TrailAction::ReconciliationStarted) => Self::ReconciliationStarted,
            Kind::Deed(TrailAction::DifferenceRepaired) => Self::DifferenceRepaired,
            Kind::Deed(TrailAction::DifferenceIgnored) => Self::DifferenceIgnored,
            Kind::Change(AuditChange::Created) => Self::Created,
            Kind::Change(AuditChange::Edited) => Self::Edited,
            Kind::Change(AuditChange::Activated) => Self::Activated,
            Kind::Change(AuditChange::Deactivated) => Self::Deactivated,
            Kind::Change(AuditChange::Checked) => Self::Checked,
            Kind::Change(AuditChange::Published) => Self::Published,
            Kind::Change(AuditChange::Deleted) => Self::Deleted,
            Kind::Credential(CredentialChange::Awarded) => Self::CredentialAwarded,
            Kind::Credential(CredentialChange::Updated) => Self::CredentialUpdated,
            Kind::Credential(CredentialChange::Revoked) => Self::CredentialRevoked,
            Kind::Credential(CredentialChange::Reinstated) => Self::CredentialReinstated,
            Kind::Credential(CredentialChange::Refreshed) => Self::CredentialRefreshed,
            Kind::Credential(CredentialChange::Replaced) => Self::CredentialReplaced,
            Kind::Credential(CredentialChange::Erased) => Self::CredentialErased,
            Kind::Credential(CredentialChange::Attested) => Self::CredentialAttested,
        }
    }
}

impl From<AuditTrailAction> for Kind {
    fn from(it: AuditTrailAction) -> Self {
        match it {
            AuditTrailAction::LearnerViewed => Self::Deed(TrailAction::LearnerViewed),
            AuditTrailAction::LearnerRecordViewed => Self::Deed(TrailAction::LearnerRecordViewed),
            AuditTrailAction::RecordSent => Self::Deed(TrailAction::RecordSent),
            AuditTrailAction::RecordShareRevoked => Self::Deed(TrailAction::RecordShareRevoked),
            AuditTrailAction::EventRetried => Self::Deed(TrailAction::EventRetried),
            AuditTrailAction::EventDropped => Self::Deed(TrailAction::EventDropped),
            AuditTrailAction::UserRenamed => Self::Deed(TrailAction::UserRenamed),
            AuditTrailAction::UserRetired => Self::Deed(TrailAction::UserRetired),
            AuditTrailAction::TrailExported => Self::Deed(TrailAction::TrailExported),
            AuditTrailAction::PersonalDataExported => Self::Deed(TrailAction::PersonalDataExported),
            AuditTrailAction::RoleGranted => Self::Deed(TrailAction::RoleGranted),
            AuditTrailAction::RoleRevoked => Self::Deed(TrailAction::RoleRevoked),
            AuditTrailAction::ReconciliationStarted => Self::Deed(TrailAction::ReconciliationStarted),
            AuditTrailAction::DifferenceRepaired => Self::Deed(TrailAction::DifferenceRepaired),
            AuditTrailAction::DifferenceIgnored => Self::Deed(TrailAction::DifferenceIgnored),
            AuditTrailAction::Created => Self::Change(AuditChange::Created),
            AuditTrailAction::Edited => Self::Change(AuditChange::Edited),
            AuditTrailAction::Activated => Self::Change(AuditChange::Activated),
            AuditTrailAction::Deactivated => Self::Change(AuditChange::Deactivated),
            AuditTrailAction::Checked => Self::Change(AuditChange::Checked),
            AuditTrailAction::Published => Self::Change(AuditChange::Published),
            AuditTrailAction::Deleted => Self::Change(AuditChange::Deleted),
            AuditTrailAction::CredentialAwarded => Self::Credential(CredentialChange::Awarded),
            AuditTrailAction::CredentialUpdated => Self::Credential(CredentialChange::Updated),
            AuditTrailAction::CredentialRevoked => Self::Credential(CredentialChange::Revoked),
            AuditTrailAction::CredentialReinstated => Self::Credential(CredentialChange::Reinstated),
            AuditTrailAction::CredentialRefreshed => Self::Credential(CredentialChange::Refreshed),
            AuditTrailAction::CredentialReplaced => Self::Credential(CredentialChange::Replaced),
            AuditTrailAction::CredentialErased => Self::Credential(CredentialChange::Erased),
            AuditTrailAction::CredentialAttested => Self::Credential(CredentialChange::Attested),
        }
    }
}

/// What something was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum AuditTrailSubject {
    /// A person.
    User,
    /// A credential.
    Credential,
    /// A link to a learner's record.
    RecordShare,
    /// A site.
    Site,
    /// A comparison with the learning platform.
    Reconciliation,
    /// What such a comparison has found to differ.
    Difference,
    /// A credential configuration.
    Configuration,
    /// Somebody who signs certificates.
    Signatory,
    /// A picture.
    Asset,
    /// A template.
    Template,
    /// What learners are told by mail.
    CompletionMail,
    /// An organization of the catalogue.
    Organization,
    /// A course.
    Course,
    /// A run of a course.
    CourseRun,
    /// A program.
    Program,
    /// A pathway.
    Pathway,
    /// A program that uses the API.
    ApiClient,
}

impl From<TrailSubject> for AuditTrailSubject {
    fn from(it: TrailSubject) -> Self {
        match it {
            TrailSubject::User => Self::User,
            TrailSubject::Credential => Self::Credential,
            TrailSubject::RecordShare => Self::RecordShare,
            TrailSubject::Site => Self::Site,
            TrailSubject::Reconciliation => Self::Reconciliation,
            TrailSubject::Difference => Self::Difference,
        }
    }
}

impl From<AuditSubject> for AuditTrailSubject {
    fn from(it: AuditSubject) -> Self {
        match it {
            AuditSubject::Configuration => Self::Configuration,
            AuditSubject::Signatory => Self::Signatory,
            AuditSubject::Asset => Self::Asset,
            AuditSubject::Template => Self::Template,
            AuditSubject::CompletionMail => Self::CompletionMail,
            AuditSubject::Organization => Self::Organization,
            AuditSubject::Course => Self::Course,
            AuditSubject::CourseRun => Self::CourseRun,
            AuditSubject::Program => Self::Program,
            AuditSubject::Pathway => Self::Pathway,
            AuditSubject::Site => Self::Site,
            AuditSubject::ApiClient => Self::ApiClient,
        }
    }
}

impl From<AuditTrailSubject> for Subject {
    fn from(it: AuditTrailSubject) -> Self {
        let deed = |it| Self {
            deed: Some(it),
            ..Self::default()
        };
        let change = |it| Self {
            change: Some(it),
            ..Self::default()
        };
        match it {
            AuditTrailSubject::Credential => Self {
                is_credential: true,
                ..deed(TrailSubject::Credential)
            },
            AuditTrailSubject::Site => Self {
                change: Some(AuditSubject::Site),
                ..deed(TrailSubject::Site)
            },
            AuditTrailSubject::User => deed(TrailSubject::User),
            AuditTrailSubject::RecordShare => deed(TrailSubject::RecordShare),
            AuditTrailSubject::Reconciliation => deed(TrailSubject::Reconciliation),
            AuditTrailSubject::Difference => deed(TrailSubject::Difference),
            AuditTrailSubject::Configuration => change(AuditSubject::Configuration),
            AuditTrailSubject::Signatory => change(AuditSubject::Signatory),
            AuditTrailSubject::Asset => change(AuditSubject::Asset),
            AuditTrailSubject::Template => change(AuditSubject::Template),
            AuditTrailSubject::CompletionMail => change(AuditSubject::CompletionMail),
            AuditTrailSubject::Organization => change(AuditSubject::Organization),
            AuditTrailSubject::Course => change(AuditSubject::Course),
            AuditTrailSubject::CourseRun => change(AuditSubject::CourseRun),
            AuditTrailSubject::Program => change(AuditSubject::Program),
            AuditTrailSubject::Pathway => change(AuditSubject::Pathway),
            AuditTrailSubject::ApiClient => change(AuditSubject::ApiClient),
        }
    }
}

impl AuditTrailAction {
    /// What was done in an entry.
    pub(in crate::graphql) fn of(entry: &Entry) -> Self {
        match entry {
            Entry::Deed(it) => Kind::Deed(it.action).into(),
            Entry::Change(it) => Kind::Change(it.change).into(),
            Entry::Credential(it) => Kind::Credential(it.change).into(),
        }
    }
}

impl AuditTrailSubject {
    /// What kind of thing an entry is about.
    pub(in crate::graphql) fn of(entry: &Entry) -> Self {
        match entry {
            Entry::Deed(it) => it.subject_kind.into(),
            Entry::Change(it) => it.subject_type.into(),
            Entry::Credential(_) => Self::Credential,
        }
    }
}
