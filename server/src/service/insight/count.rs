//! Counting what happens, day by day, from the rows that tell of it.
//!
//! A day is counted as a whole, again and again until an hour after its end, and what differs from what is written is written:
//! however often, by whom and how far it is done, the result is the same. Rows are read some thousand at a time. Who counts holds
//! the lease, and every transaction makes sure of it: the sums of months are kept by adding differences.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{TallyKind, TallySpan, TallySubject, tally};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::context::Ctx;
use crate::domain::tally::{self as rules, Counts, Key};
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::retry::{Missed, commit};
use crate::service::{Fault, lease};
use crate::store;
use crate::store::Carrier;
use crate::store::lease::Hold;

/// Whoever counts holds this.
pub(in crate::service) const LEASE_NAME: &str = "tally";
/// How long the lease lasts; every transaction prolongs it, and a day of a million changes is read in less.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// How long what was counted stands, whichever worker counted it.
const REST: TimeDelta = TimeDelta::seconds(50);
/// Rows that one statement reads.
const BATCH: u64 = 2_000;
/// Differences that one transaction writes.
const WRITTEN: usize = 250;

/// Counts the days that are not over, and those that never were counted; tells how many. Does nothing where that was done a moment
/// ago, or where another worker is at it.
pub async fn count(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let mark = store::tally::find_mark(&ctx.db.read).await?;
    let now = ctx.clock.now();
    if mark
        .and_then(|it| it.counted_at)
        .is_some_and(|it| (it..it + REST).contains(&now))
    {
        return Ok(0);
    }
    let Some(hold) = lease::claim(ctx, &permit, LEASE_NAME, LEASE).await? else {
        return Ok(0);
    };
    let run = Run {
        ctx,
        permit: &permit,
        hold: &hold,
    };
    let work = Box::pin(async {
        let n_days = run.work_off().await?;
        lease::release(ctx, &permit, &hold).await?;
        Ok(n_days)
    });
    Ok(lease::under(ctx, &permit, &hold, work).await?.unwrap_or(0))
}

struct Run<'a> {
    ctx: &'a Ctx,
    permit: &'a Permit,
    hold: &'a Hold,
}

impl Run<'_> {
    async fn work_off(&self) -> Result<usize, Fault> {
        let connection = &self.ctx.db.read;
        // Before anything is read: what comes meanwhile is counted in the next round.
        let began_at = self.ctx.clock.now();
        let first_open = rules::first_open(began_at);
        let mark = store::tally::find_mark(connection).await?;
        let mut day = mark.map_or(rules::BEGINNING, |it| it.open_from);
        let mut n_days = 0;
        while day <= began_at.date_naive() {
            if day < first_open {
                // Days on which nothing happened are passed over.
                let found = store::happening::first_day(connection, day).await?;
                day = found.map_or(first_open, |it| it.min(first_open));
            }
            self.count_day(day).await?;
            day = rules::next(day);
            n_days += 1;
            if day < first_open {
                self.note(day, None).await?;
            }
        }
        self.note(first_open, Some(began_at)).await?;
        Ok(n_days)
    }

    /// Notes how far is counted.
    async fn note(&self, open_from: NaiveDate, counted_at: Option<DateTime<Utc>>) -> Result<(), Fault> {
        self.write(async |tx| store::tally::upsert_mark(tx, self.permit, open_from, counted_at).await)
            .await
    }

    async fn count_day(&self, day: NaiveDate) -> Result<(), Fault> {
        let now = self.read_day(day).await?;
        let before = self.read_tallies(day).await?;
        for differences in rules::differences(&before, &now).chunks(WRITTEN) {
            let of_day = differences.iter().map(|(key, n, _)| row(key, TallySpan::Day, day, *n));
            let month = rules::month_of(day);
            let of_month = differences
                .iter()
                .map(|(key, _, difference)| row(key, TallySpan::Month, month, *difference));
            let (days, months): (Vec<_>, Vec<_>) = (of_day.collect(), of_month.collect());
            self.write(async |tx| {
                store::tally::upsert_many(tx, self.permit, &days).await?;
                store::tally::add_many(tx, self.permit, &months).await
            })
            .await?;
        }
        Ok(())
    }

    /// Writes while the lease is still held. What another worker overtakes, or whose end is not known, is left to the next round,
    /// which reads anew.
    async fn write(
        &self,
        work: impl AsyncFnOnce(&Carrier<DatabaseTransaction>) -> Result<(), DbErr>,
    ) -> Result<(), Fault> {
        let until = self.ctx.clock.now() + LEASE;
        let written: Result<(), Missed<Fault>> = async {
            let tx = self.ctx.db.begin().await?;
            if !store::lease::update_expiry(&tx, self.permit, self.hold, until).await? {
                return Err(Missed::Lost);
            }
            work(&tx).await?;
            commit(tx).await
        }
        .await;
        match written {
            Ok(()) => Ok(()),
            Err(Missed::Lost) => Err(Fault::Unavailable),
            Err(Missed::Failed(fault)) => Err(fault),
        }
    }

    /// What happened on a day.
    async fn read_day(&self, day: NaiveDate) -> Result<Counts, Fault> {
        let mut counts = Counts::new();
        self.read_changes(day, &mut counts).await?;
        self.read_shares(day, &mut counts).await?;
        self.read_views(day, &mut counts).await?;
        Ok(counts)
    }

    async fn read_changes(&self, day: NaiveDate, counts: &mut Counts) -> Result<(), Fault> {
        let mut last = None;
        loop {
            let changes = store::happening::changes(&self.ctx.db.read, day, last.as_ref(), BATCH).await?;
            for it in &changes {
                let Some(kind) = rules::kind(it.change) else { continue };
                let key = Key {
                    site: it.site_id,
                    kind,
                    subject_kind: rules::subject_kind(it.learning_object_type),
                    subject: it.configuration_id.0,
                };
                rules::count(counts, key, 1);
            }
            last = changes.last().cloned();
            if last.is_none() {
                return Ok(());
            }
        }
    }

    async fn read_shares(&self, day: NaiveDate, counts: &mut Counts) -> Result<(), Fault> {
        let mut last = None;
        loop {
            let shares = store::happening::shares(&self.ctx.db.read, day, last.as_ref(), BATCH).await?;
            for it in &shares {
                let key = Key {
                    site: it.site_id,
                    kind: TallyKind::Shared,
                    subject_kind: TallySubject::Program,
                    subject: it.program,
                };
                rules::count(counts, key, 1);
            }
            last = shares.last().cloned();
            if last.is_none() {
                return Ok(());
            }
        }
    }

    async fn read_views(&self, day: NaiveDate, counts: &mut Counts) -> Result<(), Fault> {
        let mut last = None;
        loop {
            let views = store::happening::views(&self.ctx.db.read, day, last.as_ref(), BATCH).await?;
            for it in &views {
                let key = Key {
                    site: it.site_id,
                    kind: TallyKind::Viewed,
                    subject_kind: TallySubject::Program,
                    subject: it.program,
                };
                rules::count(counts, key, it.n_views.into());
            }
            last = views.last().cloned();
            if last.is_none() {
                return Ok(());
            }
        }
    }

    /// What is written of a day.
    async fn read_tallies(&self, day: NaiveDate) -> Result<Counts, Fault> {
        let mut counts = Counts::new();
        let mut last = None;
        loop {
            let rows = store::tally::list_of_day(&self.ctx.db.read, day, last, BATCH).await?;
            if rows.is_empty() {
                return Ok(counts);
            }
            for it in rows {
                let key = Key {
                    site: it.site_id,
                    kind: it.kind,
                    subject_kind: it.subject_kind,
                    subject: it.subject_id,
                };
                counts.insert(key, it.n);
                last = Some(key);
            }
        }
    }
}

fn row(key: &Key, span: TallySpan, starts_on: NaiveDate, n: i64) -> tally::Model {
    tally::Model {
        site_id: key.site,
        span,
        kind: key.kind,
        subject_kind: key.subject_kind,
        subject_id: key.subject,
        starts_on,
        n,
    }
}
