//! What the service does in the background, and how it fares.

mod event;
mod round;

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{MailState, Task, lease, outbox_event, worker_task};
use tokio::time::timeout;
use tokio::try_join;

pub use event::{EventError, drop_event, retry_event};
pub use round::{note, note_begun};

use crate::context::{Ctx, Request};
use crate::domain::outbox::MAX_ATTEMPTS;
use crate::domain::worker_task::{TaskState, state};
use crate::policy::{Action, authorize};
use crate::service::ListError;
use crate::store;

/// How long the database may take to show that it is fit.
const CHECK: Duration = Duration::from_millis(1_800);
/// Numbers are counted up to here: whoever looks after the service has seen enough.
const MAX_NUMBER: u64 = 1_000;
/// Events that were given up, of which each is told.
pub const MAX_EVENTS: u64 = 20;

/// A number; none where it is larger than what is counted.
pub type Number = Option<u64>;

/// What the service does in the background, and how it fares.
#[derive(Clone, Debug)]
pub struct Operations {
    /// Why the database is not fit; none where it is.
    pub unfit: Option<String>,
    /// Events that are not delivered.
    pub n_events: Number,
    /// Those that delivering was tried in vain for, without those that were given up.
    pub n_retried_events: Number,
    /// Those that were given up.
    pub n_given_up_events: Number,
    /// Since when the event is due that waits for longest.
    pub events_due_since: Option<DateTime<Utc>>,
    /// Mail of the site that waits.
    pub n_queued_mails: Number,
    /// Mail of the site that was given up.
    pub n_failed_mails: Number,
    /// People to be compared with their accounts now.
    pub n_due_people: Number,
    /// What is known of each piece of work.
    pub tasks: Vec<KnownTask>,
}

/// What is known of a piece of work that was done before.
#[derive(Clone, Debug)]
pub struct KnownTask {
    /// What was told of it last.
    pub row: worker_task::Model,
    /// Who holds it alone, of work that is done so; of work that is done for each site, at any of them.
    pub hold: Option<lease::Model>,
    /// Whether it goes on.
    pub state: TaskState,
}

/// Tells what the service does in the background, and how it fares.
pub async fn operations(request: &Request) -> Result<Operations, ListError> {
    authorize(&request.actor, Action::ViewOperations)?;
    let ctx = &request.ctx;
    let (connection, site) = (&ctx.db.read, request.site.id);
    let counted = |n: u64| Some(n).filter(|it| *it <= MAX_NUMBER);
    let events = async |attempts| store::outbox::count_waiting(connection, attempts, MAX_NUMBER + 1).await;
    let mails = async |state| store::outgoing_mail::count(connection, site, Some(state), MAX_NUMBER + 1).await;
    let now = ctx.clock.now();
    // At most four connections at a time, of which the first takes two: the rest of the pool is for those who use the service.
    let (unfit, n_events, n_tried) = try_join!(async { Ok(why_unfit(ctx).await) }, events(0), events(1))?;
    let (n_given_up, n_queued, n_failed, n_due) = try_join!(
        events(MAX_ATTEMPTS),
        mails(MailState::Queued),
        mails(MailState::Failed),
        store::user::count_due_up_to(connection, now, MAX_NUMBER + 1),
    )?;
    let (longest, leases, tasks) = try_join!(
        store::outbox::find_longest_due(connection),
        store::lease::list_held(connection, now),
        store::worker_task::list(connection),
    )?;
    let known = |row: worker_task::Model| {
        let hold = hold_of(row.task, request, &leases);
        KnownTask {
            state: state(&row, hold.as_ref(), now),
            row,
            hold,
        }
    };
    Ok(Operations {
        unfit,
        n_events: counted(n_events),
        n_retried_events: counted(n_tried.saturating_sub(n_given_up)),
        n_given_up_events: counted(n_given_up),
        events_due_since: longest.map(|it| it.available_at).filter(|it| *it <= now),
        n_queued_mails: counted(n_queued),
        n_failed_mails: counted(n_failed),
        n_due_people: counted(n_due),
        tasks: tasks.into_iter().map(known).collect(),
    })
}

/// Why the database is not fit; none where it is.
async fn why_unfit(ctx: &Ctx) -> Option<String> {
    match timeout(CHECK, ctx.db.check()).await {
        Ok(result) => result.err().map(|unfit| unfit.to_string()),
        Err(_) => Some("the database does not answer in time".to_owned()),
    }
}

/// Events that were given up, most often tried first: at most [`MAX_EVENTS`]. None for who may not decide about them.
pub async fn given_up_events(request: &Request) -> Result<Vec<outbox_event::Model>, ListError> {
    if authorize(&request.actor, Action::ManageEvents).is_err() {
        return Ok(Vec::new());
    }
    Ok(store::outbox::list_waiting(&request.ctx.db.read, MAX_ATTEMPTS, MAX_EVENTS).await?)
}

/// Who holds a piece of work alone: of work that is done for each site that of the request's, else of any other, since a round goes through
/// all of them.
fn hold_of(task: Task, request: &Request, held: &[lease::Model]) -> Option<lease::Model> {
    let own = lease_name(task, request)?;
    let of_work = held.iter().filter(|it| work_of(&it.name) == work_of(&own));
    of_work.min_by_key(|it| it.name != own).cloned()
}

/// The work that a lease is for, at whichever site.
fn work_of(name: &str) -> &str {
    name.split_once(':').map_or(name, |(work, _)| work)
}

/// What whoever does a piece of work alone holds.
fn lease_name(task: Task, request: &Request) -> Option<String> {
    match task {
        Task::CatalogueSync => Some(super::catalogue_sync::lease_name(request.site.id)),
        Task::UserSync => Some(super::user::sync::LEASE_NAME.to_owned()),
        Task::Insight => Some(super::insight::LEASE_NAME.to_owned()),
        Task::Reconciliation => Some(super::reconciliation::lease_name(request.site.id)),
        Task::TrailVerification => Some(super::trail::proof::lease_name(request.site.id)),
        Task::TidyUp | Task::Mail | Task::ProgramCompletion | Task::Retirement | Task::TrailSealing => None,
    }
}
