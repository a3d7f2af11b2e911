//! Keeping what is known of people in step with their accounts on the learning platform: in batches that may end anywhere and begin
//! anew.
//!
//! Every row tells when it is due to be compared with its account; those who are new are due at once. Whoever holds the lease takes
//! those that have been due for longest, so that an interrupted run goes on where it was, and nobody is passed over while the set
//! shrinks. What the platform owns is taken over: mail address, and whether the account may be used; numbers and names are filled in
//! where they lack. The verified name is asked for one by one, where no name is known and where credentials wait for the one that
//! certificates show.

mod batch;

use std::ops::AddAssign;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::UserId;
use entity::{UsernameKey, user};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use self::batch::{Accounts, Batch};
use super::merge::merge;
use crate::client::{ClientError, NamedAccount, Platform};
use crate::context::Ctx;
use crate::domain::account_sync::{Comparison, is_locked};
use crate::domain::person::name_due_since;
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::credential::Amendment;
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, lease, platform, site};
use crate::store;
use crate::store::lease::Hold;

/// Whoever works at it holds this.
pub(in crate::service) const LEASE_NAME: &str = "user-sync";
/// How long the lease lasts; every batch prolongs it. Longer than the slowest platform keeps one batch waiting.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// People whom the platform is asked for at a time.
const BATCH: u64 = 100;
/// Names that the platform is asked for at the same time.
const NAMES_AT_ONCE: usize = 4;
/// People whose answer could not be used are asked for again after this time.
const AFTER_NONSENSE: TimeDelta = TimeDelta::hours(1);
/// After so many unusable answers in a row the platform is left alone.
const MAX_NONSENSE: u32 = 3;

/// What a run has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// People who were due when it began.
    pub n_due: u64,
    /// People who were compared.
    pub n_compared: u64,
    /// People of whom something was written.
    pub n_changed: u64,
    /// People whom the platform does not know.
    pub n_unknown: u64,
    /// People whose name is somebody else's on the platform.
    pub n_conflicts: u64,
    /// People of whom the platform told nothing that can be used; they are asked for again later.
    pub n_skipped: u64,
}

impl AddAssign for Progress {
    fn add_assign(&mut self, other: Self) {
        let Self {
            n_due,
            n_compared,
            n_changed,
            n_unknown,
            n_conflicts,
            n_skipped,
        } = other;
        self.n_due += n_due;
        self.n_compared += n_compared;
        self.n_changed += n_changed;
        self.n_unknown += n_unknown;
        self.n_conflicts += n_conflicts;
        self.n_skipped += n_skipped;
    }
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nobody is due any more.
    Done(Progress),
    /// The platform cannot be asked: the others stay due.
    Stopped(Progress, ClientError),
    /// Somebody else works at it.
    Elsewhere,
    /// The process stops: the others stay due.
    LetGo,
    /// The service calls no platform.
    NotConfigured,
}

/// A run in the hands of whoever works at it.
struct Run<'a> {
    ctx: &'a Ctx,
    permit: &'a Permit,
    platform: Platform,
    hold: &'a Hold,
    progress: Progress,
}

/// Why a run stops before its end.
#[derive(Debug)]
enum Stop {
    Failed(ClientError),
    Overtaken,
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<ClientError> for Stop {
    fn from(error: ClientError) -> Self {
        Self::Failed(error)
    }
}

/// Compares everybody who is due. `observe` is told after every batch how far it has come.
pub async fn sync_due(ctx: &Ctx, observe: &(dyn Fn(Progress) + Sync)) -> Result<Ended, Fault> {
    let permit = permit()?;
    let site = site::default_site(ctx).await?;
    let Some(platform) = platform::platform(ctx, &site) else {
        return Ok(Ended::NotConfigured);
    };
    let now = ctx.clock.now();
    let n_due = store::user::count_due(&ctx.db.read, now).await?;
    if n_due == 0 {
        return Ok(Ended::Done(Progress::default()));
    }
    let Some(hold) = lease::claim(ctx, &permit, LEASE_NAME, LEASE).await? else {
        return Ok(Ended::Elsewhere);
    };
    let progress = Progress {
        n_due,
        ..Progress::default()
    };
    let mut run = Run {
        ctx,
        permit: &permit,
        platform,
        hold: &hold,
        progress,
    };
    let work = Box::pin(async {
        let outcome = run.work_off(now, observe).await;
        let ended = match outcome {
            Ok(()) => Ended::Done(run.progress),
            Err(Stop::Failed(error)) => Ended::Stopped(run.progress, error),
            Err(Stop::Overtaken) => return Ok(Ended::Elsewhere),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        lease::release(ctx, &permit, &hold).await?;
        Ok(ended)
    });
    let ended = lease::under(ctx, &permit, &hold, work).await?;
    Ok(ended.unwrap_or(Ended::LetGo))
}

/// Lets everybody be due now.
pub async fn make_all_due(ctx: &Ctx) -> Result<(), Fault> {
    let permit = permit()?;
    let now = ctx.clock.now();
    let mut beyond = None;
    loop {
        let ids = store::user::list_not_due(&ctx.db.read, now, beyond, BATCH).await?;
        let Some(last) = ids.last().copied() else { return Ok(()) };
        beyond = Some(last);
        retry(|| attempt_to_set_due(ctx, &permit, &ids, now)).await?;
    }
}

async fn attempt_to_set_due(
    ctx: &Ctx,
    permit: &Permit,
    ids: &[UserId],
    due_at: DateTime<Utc>,
) -> Result<(), Missed<Fault>> {
    let tx = ctx.db.begin().await?;
    store::user::update_due(&tx, permit, ids, due_at).await?;
    commit(tx).await
}

fn permit() -> Result<Permit, Fault> {
    authorize(&Actor::Anonymous, Action::FollowUp).map_err(|denied| Fault::Internal(denied.into()))
}

impl Run<'_> {
    async fn work_off(&mut self, began_at: DateTime<Utc>, observe: &(dyn Fn(Progress) + Sync)) -> Result<(), Stop> {
        let mut n_nonsense = 0;
        loop {
            let people = store::user::list_due(&self.ctx.db.read, began_at, BATCH)
                .await
                .map_err(Fault::from)?;
            if people.is_empty() {
                return Ok(());
            }
            let asked_at = self.ctx.clock.now();
            match self.read(&people).await {
                Ok(accounts) => {
                    n_nonsense = 0;
                    self.take_over(&people, &accounts, asked_at).await?;
                }
                Err(error @ ClientError::Invalid(_)) => {
                    n_nonsense += 1;
                    let ids: Vec<UserId> = people.iter().map(|it| it.id).collect();
                    self.postpone(&ids).await?;
                    if n_nonsense == MAX_NONSENSE {
                        return Err(error.into());
                    }
                }
                Err(error @ (ClientError::Unavailable { .. } | ClientError::Refused(_) | ClientError::NotFound)) => {
                    return Err(error.into());
                }
            }
            observe(self.progress);
        }
    }

    /// The accounts of these people, with the verified names of those who have no name, and of those whose credentials wait for it.
    async fn read(&self, people: &[user::Model]) -> Result<Accounts, ClientError> {
        let clients = &self.ctx.clients;
        let usernames: Vec<_> = people.iter().map(|it| it.username.clone()).collect();
        let mut accounts = Accounts {
            by_name: clients.accounts(&self.platform, &usernames).await?,
            ..Accounts::default()
        };
        let waiting = people
            .iter()
            .filter(|it| name_due_since(it).is_some() && accounts.by_name.contains_key(&it.username_key));
        let asked: Vec<_> = waiting.map(|it| self.read_name(it)).collect();
        let named: Vec<_> = stream::iter(asked)
            .buffer_unordered(NAMES_AT_ONCE)
            .try_collect()
            .await?;
        for (key, named) in named {
            // The verified name alone: the list was answered now, and what is asked for one by one is kept for a minute.
            match named {
                Some(named) => drop(accounts.verified_names.insert(key, named.verified_name.clone())),
                None => drop(accounts.unusable.insert(key)),
            }
        }
        Ok(accounts)
    }

    /// One person's account with the name for certificates; none where the answer cannot be used, which keeps nobody else waiting.
    async fn read_name(&self, person: &user::Model) -> Result<(UsernameKey, Option<Arc<NamedAccount>>), ClientError> {
        let answer = self.ctx.clients.account(&self.platform, &person.username).await;
        let named = match answer {
            Ok(named) => Some(named),
            Err(ClientError::Invalid(_) | ClientError::NotFound) => None,
            Err(error @ (ClientError::Unavailable { .. } | ClientError::Refused(_))) => return Err(error),
        };
        Ok((person.username_key.clone(), named))
    }

    /// Writes what a batch of accounts tells.
    async fn take_over(
        &mut self,
        people: &[user::Model],
        accounts: &Accounts,
        asked_at: DateTime<Utc>,
    ) -> Result<(), Stop> {
        let (unusable, usable): (Vec<_>, Vec<_>) = people
            .iter()
            .partition(|it| accounts.unusable.contains(&it.username_key));
        let ids: Vec<UserId> = usable.iter().map(|it| it.id).collect();
        self.merge_doubles(&ids, accounts).await?;
        let (counted, is_anybody_locked) = retry(|| self.attempt(&ids, accounts, asked_at)).await?;
        if is_anybody_locked {
            // Tokens seen lately count no longer.
            self.ctx.bearers.forget();
        }
        self.progress += counted;
        let unusable: Vec<UserId> = unusable.iter().map(|it| it.id).collect();
        self.postpone(&unusable).await
    }

    /// Makes one person of each two rows that the accounts tell to be one person's, one after the other.
    async fn merge_doubles(&mut self, ids: &[UserId], accounts: &Accounts) -> Result<(), Stop> {
        for (person, bearer) in Batch::read(self.ctx, ids, accounts).await?.doubles(accounts) {
            self.progress.n_changed += retry(|| self.attempt_merge(person.id, bearer.id, accounts)).await?;
        }
        Ok(())
    }

    /// Merges two rows if they are still one person's; tells how many people changed.
    async fn attempt_merge(&self, person: UserId, bearer: UserId, accounts: &Accounts) -> Result<u64, Missed<Stop>> {
        let now = self.ctx.clock.now();
        let batch = Batch::read(self.ctx, &[person], accounts).await?;
        let Some((person, numbered)) = batch.doubles(accounts).into_iter().find(|(_, it)| it.id == bearer) else {
            return Ok(0);
        };
        let numbered = user::Model {
            version: numbered.version + 1,
            updated_at: now,
            ..numbered
        };
        merge::<Stop>(self.ctx, self.permit, &numbered, person, None, now).await?;
        Ok(1)
    }

    /// One transaction: the lease is held, what differs is written, and when everybody is due next. Tells what it came to, and whether
    /// anybody's account may not be used any more.
    async fn attempt(
        &self,
        ids: &[UserId],
        accounts: &Accounts,
        asked_at: DateTime<Utc>,
    ) -> Result<(Progress, bool), Missed<Stop>> {
        let ctx = self.ctx;
        let now = ctx.clock.now();
        // Read again: an attempt before may have written, and others may have, too.
        let batch = Batch::read(ctx, ids, accounts).await?;
        let mut counted = Progress::default();
        let (mut changed, mut amendments, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        let mut addressed = Vec::new();
        for (person, comparison) in batch.compared(accounts) {
            counted.n_compared += 1;
            let waits_since =
                name_due_since(person).filter(|_| accounts.verified_names.contains_key(&person.username_key));
            if waits_since.is_some() {
                asked.push(person.id);
            }
            match comparison {
                Comparison::Unknown => counted.n_unknown += 1,
                Comparison::Conflict => counted.n_conflicts += 1,
                Comparison::Same => {
                    // An award may have taken the name from the row as it was before.
                    if let Some(since) = waits_since.and(person.name_due_since) {
                        amendments.push(Amendment::read_named(ctx, person, since, now).await?);
                    }
                }
                Comparison::Differs(after) => {
                    let after = user::Model {
                        version: after.version + 1,
                        updated_at: now,
                        ..*after
                    };
                    if let Some(since) = waits_since {
                        amendments.push(Amendment::read_named(ctx, &after, since, now).await?);
                    }
                    if person.email.is_none() && after.email.is_some() {
                        addressed.push(after.id);
                    }
                    changed.push(after);
                    counted.n_changed += 1;
                }
                // Somebody has got the number since: looked at again at once.
                Comparison::Twice(_) => return Err(Missed::Lost),
            }
        }
        let tx = ctx.db.begin().await?;
        if !store::lease::update_expiry(&tx, self.permit, self.hold, now + LEASE).await? {
            return Err(Missed::Failed(Stop::Overtaken));
        }
        for user in &changed {
            if !store::user::update(&tx, self.permit, user).await? {
                return Err(Missed::Lost);
            }
        }
        for amendment in amendments {
            if !amendment.write(&tx, self.permit).await? {
                return Err(Missed::Lost);
            }
        }
        store::outgoing_mail::update_addressed(&tx, self.permit, &addressed, now).await?;
        store::user::update_name_asked(&tx, self.permit, &asked, asked_at).await?;
        store::user::update_compared(&tx, self.permit, ids, asked_at, now + self.interval()).await?;
        commit(tx).await?;
        let is_anybody_locked = changed.iter().any(is_locked);
        Ok((counted, is_anybody_locked))
    }

    /// Leaves people for later of whom the platform told nothing that can be used.
    async fn postpone(&mut self, ids: &[UserId]) -> Result<(), Stop> {
        let n_skipped = ids.len();
        if n_skipped == 0 {
            return Ok(());
        }
        tracing::warn!(
            n_skipped,
            "the platform tells nothing usable of {n_skipped} people; they are asked for later"
        );
        let later = self.ctx.clock.now() + AFTER_NONSENSE;
        retry(|| attempt_to_set_due(self.ctx, self.permit, ids, later)).await?;
        self.progress.n_skipped += u64::try_from(n_skipped).unwrap_or_default();
        Ok(())
    }

    fn interval(&self) -> TimeDelta {
        let configured = self.ctx.config.platform.as_ref().map(|it| it.sync_interval);
        configured
            .and_then(|it| TimeDelta::from_std(it).ok())
            .unwrap_or(TimeDelta::days(1))
    }
}
