//! Working a run off: page by page, each in one transaction.

mod ending;
mod grades;
mod page;
mod people;

use entity::{ReconciliationError, reconciliation, site};

use super::{LEASE, lease_name};
use crate::client::{ClientError, Platform};
use crate::context::Ctx;
use crate::domain::reconciliation::{Place, Progress};
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, lease, platform, site as sites};
use crate::store;
use crate::store::lease::Hold;

/// After so many answers in a row that cannot be used the platform is left alone.
const MAX_NONSENSE: u32 = 5;
/// Questions that are put to the platform at the same time.
const AT_ONCE: usize = 4;

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It has reached its end, or was given up: the row says which.
    Done(Box<reconciliation::Model>),
    /// The platform does not answer: the run goes on later.
    Postponed,
    /// Somebody else works at it.
    Elsewhere,
    /// The process stops; whoever works next goes on where this one was.
    LetGo,
}

/// Why a run stops before its end.
#[derive(Debug)]
enum Stop {
    /// It is given up.
    Failed(ReconciliationError, String),
    /// The platform does not answer.
    Unavailable(ClientError),
    /// Somebody else has taken it over.
    Overtaken,
    /// No fault of the platform: the run stays as it is, to be taken up again.
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A run in the hands of whoever works at it.
struct Run<'a> {
    ctx: &'a Ctx,
    permit: &'a Permit,
    site: &'a site::Model,
    platform: Platform,
    hold: &'a Hold,
    row: reconciliation::Model,
    progress: Progress,
    /// Answers in a row that could not be used.
    n_nonsense: u32,
}

/// Works off a run that waits, or one whose worker has gone.
pub async fn work_off(ctx: &Ctx, row: &reconciliation::Model) -> Result<Ended, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let site = sites::of_row(ctx, row.site_id).await?;
    let Some(hold) = lease::claim(ctx, &permit, &lease_name(site.id), LEASE).await? else {
        return Ok(Ended::Elsewhere);
    };
    let work = Box::pin(under_lease(ctx, (&permit, &hold), &site, row));
    let ended = lease::under(ctx, &permit, &hold, work).await?;
    Ok(ended.unwrap_or(Ended::LetGo))
}

/// The same once the site is claimed.
async fn under_lease(
    ctx: &Ctx,
    (permit, hold): (&Permit, &Hold),
    site: &site::Model,
    row: &reconciliation::Model,
) -> Result<Ended, Fault> {
    // Read again under the lease: whoever held it before may have ended the run.
    let active = store::reconciliation::find_active(&ctx.db.read, site.id).await?;
    let Some(row) = active.filter(|it| it.id == row.id) else {
        lease::release(ctx, permit, hold).await?;
        return Ok(Ended::Elsewhere);
    };
    let Some(platform) = platform::platform(ctx, site) else {
        let message = "the settings name no learning platform of the site any more".to_owned();
        return ending::give_up(ctx, permit, hold, row, ReconciliationError::NotConfigured, message).await;
    };
    let mut run = Run {
        progress: serde_json::from_value(row.progress.clone()).unwrap_or_default(),
        ctx,
        permit,
        site,
        platform,
        hold,
        row,
        n_nonsense: 0,
    };
    let outcome = run.compare().await;
    run.end(outcome).await
}

impl Run<'_> {
    async fn compare(&mut self) -> Result<(), Stop> {
        loop {
            match self.progress.place.clone() {
                Place::People { after } => self.compare_people(after).await?,
                Place::Grades { after, at } => {
                    if !self.row.compares_grades {
                        return Ok(());
                    }
                    if !self.compare_grades(after, at).await? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// What the platform answered; none where it cannot be used, which is no harm unless it happens again and again.
    fn usable<T>(&mut self, answer: Result<T, ClientError>) -> Result<Option<T>, Stop> {
        match answer {
            Ok(answer) => {
                self.n_nonsense = 0;
                Ok(Some(answer))
            }
            Err(error @ (ClientError::Invalid(_) | ClientError::NotFound)) => {
                self.n_nonsense += 1;
                if self.n_nonsense == MAX_NONSENSE {
                    let message = format!("the learning platform: {error}");
                    return Err(Stop::Failed(ReconciliationError::InvalidAnswer, message));
                }
                Ok(None)
            }
            Err(error @ ClientError::Unavailable { .. }) => Err(Stop::Unavailable(error)),
            Err(error @ ClientError::Refused(_)) => {
                let message = format!("the learning platform: {error}");
                Err(Stop::Failed(ReconciliationError::Refused, message))
            }
        }
    }

    /// Holds on to the lease in the middle of a page that takes long.
    async fn hold_on(&self) -> Result<(), Stop> {
        retry(|| async {
            let tx = self.ctx.db.begin().await?;
            let until = self.ctx.clock.now() + LEASE;
            if !store::lease::update_expiry(&tx, self.permit, self.hold, until).await? {
                return Err(Missed::Failed(Stop::Overtaken));
            }
            commit(tx).await
        })
        .await
    }
}
