//! What the service does in the background, and how it fares.

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::outbox_event;

use crate::domain::worker_task::TaskState;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::scalar::PublicUuid;
use crate::service::operations::{self, KnownTask};

/// A piece of background work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::Task")]
pub(in crate::graphql) enum BackgroundTaskKind {
    /// Removes what has expired, and corrects what follows from changed configurations.
    TidyUp,
    /// Copies catalogues.
    CatalogueSync,
    /// Sends mail.
    Mail,
    /// Awards the programs that learners have completed.
    ProgramCompletion,
    /// Erases what is left of retired people.
    Retirement,
    /// Compares people with their accounts on the learning platform.
    UserSync,
    /// Counts what `insights` tells.
    Insight,
    /// Compares awards, grades and people with what the learning platform answers.
    Reconciliation,
    /// Seals the audit trail.
    TrailSealing,
    /// Verifies the audit trail.
    TrailVerification,
}

/// What came of a round of background work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::TaskOutcome")]
pub(in crate::graphql) enum BackgroundTaskOutcome {
    /// All that was due was done.
    Done,
    /// Something was not; it is tried again. The log says what.
    Failed,
}

/// Whether background work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum BackgroundTaskState {
    /// A process is at it.
    Running,
    /// The next round should have begun minutes ago, at `nextAt`, and nobody is at it: no worker runs, or it is stuck.
    Overdue,
    /// The next round is to come.
    Waiting,
}

/// What an event announces to other systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::EventKind")]
#[expect(clippy::enum_variant_names, reason = "consumers know the kinds by these names")]
pub(in crate::graphql) enum EventKind {
    /// A credential was awarded for the first time.
    CredentialAwarded,
    /// A credential's attributes, mode or date changed.
    CredentialUpdated,
    /// A credential was revoked.
    CredentialRevoked,
    /// A revoked credential was awarded again.
    CredentialReinstated,
}

/// What a piece of background work does, and did last, whichever process does it.
pub(in crate::graphql) struct BackgroundTask(KnownTask);

/// What a piece of background work does, and did last, whichever process does it.
#[Object]
impl BackgroundTask {
    /// Which work.
    async fn kind(&self) -> BackgroundTaskKind {
        self.0.row.task.into()
    }

    /// Whether it goes on.
    async fn state(&self) -> BackgroundTaskState {
        match self.0.state {
            TaskState::Running { .. } => BackgroundTaskState::Running,
            TaskState::Overdue => BackgroundTaskState::Overdue,
            TaskState::Waiting => BackgroundTaskState::Waiting,
        }
    }

    /// Since when a process is at it; null where none is, and where that is not known.
    async fn began_at(&self) -> Option<DateTime<Utc>> {
        match self.0.state {
            TaskState::Running { began_at } => began_at,
            TaskState::Overdue | TaskState::Waiting => None,
        }
    }

    /// What the process that did it calls itself, at random.
    async fn process(&self) -> PublicUuid {
        PublicUuid(self.0.row.worker_id)
    }

    /// What came of the last round.
    async fn outcome(&self) -> BackgroundTaskOutcome {
        self.0.row.outcome.into()
    }

    /// When the last round ended, to half a minute.
    async fn ended_at(&self) -> DateTime<Utc> {
        self.0.row.ended_at
    }

    /// When a round failed last; null where none did.
    async fn failed_at(&self) -> Option<DateTime<Utc>> {
        self.0.row.failed_at
    }

    /// When the process begins the next round; while one lasts, when it says again that it is at it.
    async fn next_at(&self) -> DateTime<Utc> {
        self.0.row.next_at
    }

    /// Until when a process has it for itself, unless it goes on; null where none has, and for work that many do at once.
    async fn hold_expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.hold.as_ref().map(|it| it.expires_at)
    }
}

/// An event for other systems that was given up.
#[derive(SimpleObject)]
pub(in crate::graphql) struct GivenUpEvent {
    /// Identity of the event; consumers tell repeated deliveries by it.
    uuid: PublicUuid,
    /// What it announces.
    kind: EventKind,
    /// When what it announces was done.
    created_at: DateTime<Utc>,
    /// How often delivering it was tried.
    attempts: i32,
}

impl From<outbox_event::Model> for GivenUpEvent {
    fn from(it: outbox_event::Model) -> Self {
        Self {
            uuid: PublicUuid(it.id.0),
            kind: it.kind.into(),
            created_at: it.created_at,
            attempts: it.attempts,
        }
    }
}

/// What the service does in the background, and how it fares. For staff. Numbers are counted up to 1,000; a larger one is null.
pub(in crate::graphql) struct Operations(pub(in crate::graphql) operations::Operations);

fn told(number: operations::Number) -> Option<i64> {
    number.and_then(|it| i64::try_from(it).ok())
}

/// What the service does in the background, and how it fares. For staff. Numbers are counted up to 1,000; a larger one is null.
#[Object]
impl Operations {
    /// Version of the server that answers.
    async fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    /// Why the database is not fit, as `/health/ready` tells it; null where it is fit.
    async fn database_problem(&self) -> Option<&str> {
        self.0.unfit.as_deref()
    }

    /// Events for other systems, of every site, that are not delivered yet: those that were given up are among them.
    async fn waiting_event_count(&self) -> Option<i64> {
        told(self.0.n_events)
    }

    /// Since when the event is due that waits for longest; null where none is due.
    async fn oldest_event_due_at(&self) -> Option<DateTime<Utc>> {
        self.0.events_due_since
    }

    /// Events that delivering was tried for in vain, and is tried for again.
    async fn retried_event_count(&self) -> Option<i64> {
        told(self.0.n_retried_events)
    }

    /// Events that were given up: delivering them was tried twelve times.
    async fn given_up_event_count(&self) -> Option<i64> {
        told(self.0.n_given_up_events)
    }

    /// Events that were given up, at most 20. Empty for everybody but superusers.
    #[graphql(complexity = "1 + 20 * child_complexity")]
    async fn given_up_events(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<GivenUpEvent>> {
        let events = operations::given_up_events(ctx.here()?)
            .await
            .map_err(error::unlisted)?;
        Ok(events.into_iter().map(Into::into).collect())
    }

    /// Mail of the site that waits to be sent.
    async fn queued_mail_count(&self) -> Option<i64> {
        told(self.0.n_queued_mails)
    }

    /// Mail of the site that was given up.
    async fn failed_mail_count(&self) -> Option<i64> {
        told(self.0.n_failed_mails)
    }

    /// People who wait to be compared with their accounts on the learning platform.
    async fn due_account_count(&self) -> Option<i64> {
        told(self.0.n_due_people)
    }

    /// Background work that was ever done: at most one entry for each kind.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn tasks(&self) -> Vec<BackgroundTask> {
        self.0.tasks.iter().cloned().map(BackgroundTask).collect()
    }
}
