//! The closed sets of comparisons with the learning platform.

use async_graphql::Enum;

/// How far a comparison has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::SyncState")]
pub(in crate::graphql) enum ReconciliationState {
    /// It waits for a worker.
    Queued,
    /// A worker is at it, or was until it was interrupted: then another one goes on.
    Running,
    /// It has reached its end.
    Succeeded,
    /// It was given up; what it had found until then stays.
    Failed,
}

/// Why a comparison was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::ReconciliationError")]
pub(in crate::graphql) enum ReconciliationFailure {
    /// The settings name no learning platform of the site any more.
    NotConfigured,
    /// The learning platform does not answer, again and again.
    Unavailable,
    /// It refuses to answer.
    Refused,
    /// What it answers cannot be used.
    InvalidAnswer,
}

/// What differs between the service and the learning platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::DifferenceKind")]
pub(in crate::graphql) enum DifferenceKind {
    /// The platform has a certificate that counts, and here is no credential. A repair awards it.
    AwardMissing,
    /// A credential is awarded here, and the platform has no certificate. A repair revokes it.
    AwardUnknown,
    /// A credential is awarded here, and the platform's certificate does not count, or does no longer. A repair revokes it.
    AwardNotPassing,
    /// A credential is revoked here, and the platform's certificate counts. A repair reinstates it.
    AwardRevoked,
    /// The platform has a grade, and here is a credential for the run without one. A repair records it.
    GradeMissing,
    /// Both have a grade, and not the same. A repair records the platform's.
    GradeDiffers,
    /// The platform calls the person otherwise. A repair gives them that name.
    UsernameChanged,
    /// The platform has retired the person's account. A repair retires the person.
    AccountRetired,
    /// The platform has no account of the person. Nothing repairs it.
    AccountUnknown,
}

/// What became of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::DifferenceState")]
pub(in crate::graphql) enum DifferenceState {
    /// Nobody has dealt with it.
    Open,
    /// The service says the same as the platform now.
    Repaired,
    /// Somebody decided that it stays.
    Ignored,
}

/// Something the caller may do with a difference as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::policy::DifferenceAction")]
pub(in crate::graphql) enum DifferenceAction {
    /// Make the service say what the learning platform says.
    Repair,
    /// Decide that it stays.
    Ignore,
}
