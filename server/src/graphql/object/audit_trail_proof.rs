//! What the audit trail proves of itself.

use async_graphql::{Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::trail_verification;

use crate::domain::trail_chain::{Finding, Flaw, Head};
use crate::service::trail::{Proof, findings};

/// What the audit trail of the site proves of itself.
pub(in crate::graphql) struct AuditTrailProof(pub(in crate::graphql) Proof);

/// What the audit trail of the site proves of itself.
#[Object]
impl AuditTrailProof {
    /// How many entries are sealed: those of the audit trail, and those of the histories of credentials.
    async fn sealed_count(&self) -> i64 {
        self.0.last.as_ref().map_or(0, |it| it.sequence)
    }

    /// How many entries wait to be sealed, which takes seconds; null where there are more than 5,000.
    async fn waiting_count(&self) -> Option<u64> {
        self.0.n_waiting
    }

    /// The end of the chain, as `1024:` and a hash: whoever notes it down elsewhere can prove later that nothing up to there was changed.
    /// Null where nothing is sealed yet.
    async fn head(&self) -> Option<String> {
        let last = self.0.last.as_ref()?;
        Head::stored(last.sequence, &last.hash).map(|it| it.to_string())
    }

    /// When the last entry was sealed; null where none is.
    async fn sealed_at(&self) -> Option<DateTime<Utc>> {
        self.0.last.as_ref().map(|it| it.sealed_at)
    }

    /// The chain's verification, each night and when asked for; null before the first.
    async fn verification(&self) -> Option<AuditTrailVerification> {
        self.0.verification.clone().map(AuditTrailVerification)
    }
}

/// How far a verification of the chain has come, and how the last one ended.
pub(in crate::graphql) struct AuditTrailVerification(trail_verification::Model);

/// How far a verification of the chain has come, and how the last one ended.
#[Object]
impl AuditTrailVerification {
    /// Whether one waits or is in progress.
    async fn state(&self) -> AuditTrailVerificationState {
        if self.0.began_at.is_some() {
            AuditTrailVerificationState::Running
        } else if self.0.asked_at.is_some() {
            AuditTrailVerificationState::Queued
        } else {
            AuditTrailVerificationState::Idle
        }
    }

    /// How many entries the one in progress has looked at; null while there is none.
    async fn checked_count(&self) -> Option<i64> {
        self.0.began_at.map(|_| self.0.n_checked)
    }

    /// How many entries the one in progress will look at; null while there is none.
    async fn expected_count(&self) -> Option<i64> {
        self.0.began_at.map(|_| self.0.n_expected)
    }

    /// When the last one ended; null before that.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }

    /// How many entries the last one looked at; null before it ended.
    async fn verified_count(&self) -> Option<i64> {
        self.0.finished_at.map(|_| self.0.n_verified)
    }

    /// What the last one found wrong: the first ten, in the order of the chain, then what is not as entries tell. Empty where everything is
    /// as it was sealed.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn findings(&self) -> Vec<AuditTrailFinding> {
        findings(&self.0).into_iter().map(Into::into).collect()
    }
}

/// Whether a verification waits or is in progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum AuditTrailVerificationState {
    /// Neither.
    Idle,
    /// It was asked for; a worker begins within seconds.
    Queued,
    /// It is in progress.
    Running,
}

/// Something that a verification found wrong.
#[derive(SimpleObject)]
pub(in crate::graphql) struct AuditTrailFinding {
    /// What is wrong.
    flaw: AuditTrailFlaw,
    /// Where in the chain; 0 where it is no place in it.
    sequence: i64,
    /// Which entry it is, or which row that is not what entries tell, as it is stored, for whoever looks into the database; null where only
    /// the chain could tell.
    entry: Option<String>,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum AuditTrailFlaw {
    /// It, or its link, is not what was sealed.
    Altered,
    /// It was sealed, and is gone.
    Removed,
    /// It was added where it does not belong, or later than it says.
    Inserted,
    /// It is no entry: a credential, a role, an API client or a site is not what its newest entries tell.
    Forged,
}

impl From<Finding> for AuditTrailFinding {
    fn from(it: Finding) -> Self {
        Self {
            flaw: match it.flaw {
                Flaw::Altered => AuditTrailFlaw::Altered,
                Flaw::Removed => AuditTrailFlaw::Removed,
                Flaw::Inserted => AuditTrailFlaw::Inserted,
                Flaw::Forged => AuditTrailFlaw::Forged,
            },
            sequence: it.sequence,
            entry: it.row.map(|it| it.to_string()).or(it.entry.map(|it| it.to_string())),
        }
    }
}
