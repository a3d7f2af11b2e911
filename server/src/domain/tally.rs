//! Counting what happens by day, and adding days up.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use entity::id::SiteId;
use entity::{CredentialChange, LearningObjectType, TallyKind, TallySpan, TallySubject};
use uuid::Uuid;

/// Before anything was ever counted.
pub const BEGINNING: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// Longest period that can be asked for.
pub const MAX_DAYS: i64 = 1096;
/// How long after its end a day may still gain something: requests end within seconds, and clocks of replicas differ by less.
const SETTLING: TimeDelta = TimeDelta::hours(1);

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Tenant.
    pub site: SiteId,
    /// What happened.
    pub kind: TallyKind,
    /// What kind of thing it happened to.
    pub subject_kind: TallySubject,
    /// What it happened to.
    pub subject: Uuid,
}

/// How often things happened on a day.
pub type Counts = BTreeMap<Key, i64>;

/// Counts that something happened `n` times to a thing, and so to its site.
pub fn count(counts: &mut Counts, key: Key, n: i64) {
    let of_site = Key {
        subject_kind: TallySubject::Site,
        subject: Uuid::nil(),
        ..key
    };
    for key in [key, of_site] {
        *counts.entry(key).or_default() += n;
    }
}

/// What differs: the counts as they are now, with the difference to those before.
#[must_use]
pub fn differences(before: &Counts, now: &Counts) -> Vec<(Key, i64, i64)> {
    let gone = before.keys().filter(|it| !now.contains_key(it)).map(|it| (*it, 0));
    now.iter()
        .map(|(key, n)| (*key, *n))
        .chain(gone)
        .map(|(key, n)| (key, n, n - before.get(&key).copied().unwrap_or_default()))
        .filter(|(_, _, difference)| *difference != 0)
        .collect()
}

/// What a change of a credential counts as; none where it is not counted.
#[must_use]
pub fn kind(change: CredentialChange) -> Option<TallyKind> {
    match change {
        CredentialChange::Awarded => Some(TallyKind::Awarded),
        CredentialChange::Revoked => Some(TallyKind::Revoked),
        CredentialChange::Reinstated => Some(TallyKind::Reinstated),
        CredentialChange::Updated
        | CredentialChange::Refreshed
        | CredentialChange::Replaced
        | CredentialChange::Erased
        | CredentialChange::Attested => None,
    }
}

/// What kind of thing a credential for such a learning object is counted for.
#[must_use]
pub fn subject_kind(kind: LearningObjectType) -> TallySubject {
    match kind {
        LearningObjectType::Program => TallySubject::Program,
        LearningObjectType::CourseRun => TallySubject::CourseRun,
    }
}

/// When a day begins.
#[must_use]
pub fn beginning(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// The day after.
#[must_use]
pub fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
}

/// The first day that is not over: whatever comes before gains nothing any more.
#[must_use]
pub fn first_open(now: DateTime<Utc>) -> NaiveDate {
    (now - SETTLING).date_naive()
}

/// The first day of a day's month.
#[must_use]
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of the month after a day's.
fn next_month(day: NaiveDate) -> NaiveDate {
    month_of(day)
        .checked_add_months(Months::new(1))
        .unwrap_or(NaiveDate::MAX)
}

/// A number of days, both ends among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day.
    pub ends_on: NaiveDate,
}

/// What is wrong with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPeriod {
    /// It ends before it begins.
    #[error("a period ends on the day on which it starts, or later")]
    Backwards,
    /// It is too long.
    #[error("a period has at most {MAX_DAYS} days")]
    TooLong,
    /// It lies outside the years that the service knows.
    #[error("a period lies between 1900 and 2199")]
    OutOfRange,
}

/// By what a period is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Days.
    Day,
    /// Weeks, which begin on Monday.
    Week,
    /// Calendar months.
    Month,
}

impl Period {
    /// Reads a period.
    pub fn parse(starts_on: NaiveDate, ends_on: NaiveDate) -> Result<Self, InvalidPeriod> {
        if ends_on < starts_on {
            return Err(InvalidPeriod::Backwards);
        }
        if starts_on.year() < 1900 || ends_on.year() > 2199 {
            return Err(InvalidPeriod::OutOfRange);
        }
        if (ends_on - starts_on).num_days() >= MAX_DAYS {
            return Err(InvalidPeriod::TooLong);
        }
        Ok(Self { starts_on, ends_on })
    }

    /// The period by steps, none left out; the first and the last may be cut short by the period's ends.
    #[must_use]
    pub fn steps(self, step: Step) -> Vec<Self> {
        let mut steps = Vec::new();
        let mut starts_on = self.starts_on;
        while starts_on <= self.ends_on {
            let after = match step {
                Step::Day => next(starts_on),
                Step::Week => {
                    let rest = 7 - starts_on.weekday().num_days_from_monday();
                    starts_on + Days::new(rest.into())
                }
                Step::Month => next_month(starts_on),
            };
            let ends_on = after.pred_opt().unwrap_or(starts_on).min(self.ends_on);
            steps.push(Self { starts_on, ends_on });
            starts_on = after;
        }
        steps
    }

    /// The same days in as few tallies as there are: whole months as months, the others as days.
    #[must_use]
    pub fn spans(self) -> Vec<(TallySpan, NaiveDate)> {
        let mut spans = Vec::new();
        let mut day = self.starts_on;
        while day <= self.ends_on {
            let after = next_month(day);
            let last_of_month = after.pred_opt().unwrap_or(day);
            if day == month_of(day) && last_of_month <= self.ends_on {
                spans.push((TallySpan::Month, day));
                day = after;
            } else {
                spans.push((TallySpan::Day, day));
                day = next(day);
            }
        }
        spans
    }

    /// The same days in tallies none of which is of more than one step.
    #[must_use]
    pub fn spans_by(self, step: Step) -> Vec<(TallySpan, NaiveDate)> {
        match step {
            Step::Month => self.spans(),
            Step::Day | Step::Week => {
                let days = self.steps(Step::Day).into_iter();
                days.map(|it| (TallySpan::Day, it.starts_on)).collect()
            }
        }
    }
}

/// How often each thing happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Credentials that were awarded for the first time.
    pub n_awarded: i64,
    /// Credentials that were revoked.
    pub n_revoked: i64,
    /// Revoked credentials that were awarded again.
    pub n_reinstated: i64,
    /// Links to records that were made.
    pub n_shared: i64,
    /// Views of shared records.
    pub n_viewed: i64,
}

impl Figures {
    /// Adds that something happened `n` times.
    pub fn add(&mut self, kind: TallyKind, n: i64) {
        let figure = match kind {
            TallyKind::Awarded => &mut self.n_awarded,
            TallyKind::Revoked => &mut self.n_revoked,
            TallyKind::Reinstated => &mut self.n_reinstated,
            TallyKind::Shared => &mut self.n_shared,
            TallyKind::Viewed => &mut self.n_viewed,
        };
        *figure += n;
    }

    /// Credentials that stand by these figures.
    #[must_use]
    pub fn n_standing(&self) -> i64 {
        self.n_awarded + self.n_reinstated - self.n_revoked
    }
}

/// What days and months tell, by their first days, in one figure of each kind for each step. None is [of more than one](Period::spans_by).
#[must_use]
pub fn sum(steps: &[Period], spans: &[(TallyKind, NaiveDate, i64)]) -> Vec<(Period, Figures)> {
    let mut sums: Vec<(Period, Figures)> = steps.iter().map(|it| (*it, Figures::default())).collect();
    for (kind, day, n) in spans {
        let at = sums.partition_point(|(step, _)| step.ends_on < *day);
        if let Some((step, figures)) = sums.get_mut(at)
            && step.starts_on <= *day
        {
            figures.add(*kind, *n);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn period(starts_on: &str, ends_on: &str) -> Period {
        Period::parse(day(starts_on), day(ends_on)).expect("a period")
    }

    #[test]
    fn a_period_has_an_end_and_a_bound() {
        let of = |from: &str, until: &str| Period::parse(day(from), day(until));
        assert_eq!(of("2026-03-02", "2026-03-01"), Err(InvalidPeriod::Backwards));
        assert_eq!(of("1899-12-31", "1900-01-01"), Err(InvalidPeriod::OutOfRange));
        assert_eq!(of("2199-12-31", "2200-01-01"), Err(InvalidPeriod::OutOfRange));
        assert_eq!(of("2024-01-01", "2027-01-01"), Err(InvalidPeriod::TooLong));
        assert!(of("2024-01-01", "2026-12-31").is_ok());
        assert!(of("2026-03-01", "2026-03-01").is_ok());
    }

    #[test]
    fn steps_follow_the_calendar_and_leave_no_day_out() {
        let march = period("2026-02-27", "2026-03-10");
        assert_eq!(march.steps(Step::Day).len(), 12);
        assert_eq!(
            march.steps(Step::Week),
            [
                period("2026-02-27", "2026-03-01"),
                period("2026-03-02", "2026-03-08"),
                period("2026-03-09", "2026-03-10"),
            ]
        );
        assert_eq!(
            march.steps(Step::Month),
            [period("2026-02-27", "2026-02-28"), period("2026-03-01", "2026-03-10")]
        );
    }

    #[test]
    fn whole_months_are_read_as_months() {
        let spans = period("2026-01-31", "2026-04-01").spans();
        assert_eq!(
            spans,
            [
                (TallySpan::Day, day("2026-01-31")),
                (TallySpan::Month, day("2026-02-01")),
                (TallySpan::Month, day("2026-03-01")),
                (TallySpan::Day, day("2026-04-01")),
            ]
        );
        let longest = period("2024-01-02", "2026-12-30").spans();
        assert_eq!(longest.len(), 30 + 34 + 30);
        assert_eq!(period("2026-02-01", "2026-02-28").spans().len(), 1);
    }

    #[test]
    fn no_tally_is_of_two_steps() {
        let all = period("2026-01-30", "2026-03-02");
        assert_eq!(all.spans_by(Step::Month), all.spans());
        for step in [Step::Day, Step::Week] {
            let spans = all.spans_by(step);
            assert_eq!(spans.len(), 2 + 28 + 2);
            assert!(spans.iter().all(|(span, _)| *span == TallySpan::Day));
            assert_eq!([spans[0].1, spans[31].1], [all.starts_on, all.ends_on]);
        }
        let steps = all.steps(Step::Month);
        let told: Vec<_> = all
            .spans_by(Step::Month)
            .into_iter()
            .map(|(_, starts_on)| (TallyKind::Awarded, starts_on, 1))
            .collect();
        let figures: Vec<_> = sum(&steps, &told).iter().map(|(_, it)| it.n_awarded).collect();
        assert_eq!(figures, [2, 1, 2]);
    }

    #[test]
    fn days_are_added_to_their_step() {
        let steps = period("2026-03-01", "2026-03-14").steps(Step::Week);
        let sums = sum(
            &steps,
            &[
                (TallyKind::Awarded, day("2026-02-28"), 1),
                (TallyKind::Awarded, day("2026-03-01"), 2),
                (TallyKind::Awarded, day("2026-03-08"), 4),
                (TallyKind::Viewed, day("2026-03-09"), 8),
                (TallyKind::Revoked, day("2026-03-14"), 16),
                (TallyKind::Awarded, day("2026-03-15"), 32),
            ],
        );
        let figures: Vec<_> = sums
            .iter()
            .map(|(_, it)| (it.n_awarded, it.n_viewed, it.n_revoked))
            .collect();
        assert_eq!(figures, [(2, 0, 0), (4, 0, 0), (0, 8, 16)]);
    }

    #[test]
    fn only_what_differs_is_written() {
        let key = |subject: u128| Key {
            site: SiteId(Uuid::nil()),
            kind: TallyKind::Awarded,
            subject_kind: TallySubject::Program,
            subject: Uuid::from_u128(subject),
        };
        let before = Counts::from([(key(1), 1), (key(2), 2), (key(3), 3)]);
        let now = Counts::from([(key(1), 1), (key(2), 5), (key(4), 4)]);
        let mut differences = differences(&before, &now);
        differences.sort();
        assert_eq!(differences, [(key(2), 5, 3), (key(3), 0, -3), (key(4), 4, 4)]);
    }

    #[test]
    fn what_happens_to_a_thing_happens_to_its_site() {
        let mut counts = Counts::new();
        for subject in [1, 2, 2] {
            let key = Key {
                site: SiteId(Uuid::nil()),
                kind: TallyKind::Revoked,
                subject_kind: TallySubject::CourseRun,
                subject: Uuid::from_u128(subject),
            };
            count(&mut counts, key, 3);
        }
        let of_site: Vec<_> = counts.iter().filter(|(it, _)| it.subject.is_nil()).collect();
        assert_eq!(counts.len(), 3);
        assert_eq!(of_site.iter().map(|(_, n)| **n).sum::<i64>(), 9);
    }

    #[test]
    fn a_day_is_over_an_hour_after_its_end() {
        let first = |text: &str| first_open(text.parse().expect("an instant"));
        assert_eq!(first("2026-03-02T00:59:59Z"), day("2026-03-01"));
        assert_eq!(first("2026-03-02T01:00:00Z"), day("2026-03-02"));
    }
}
