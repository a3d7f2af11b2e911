//! When credentials of a configuration stop being worth anything.

use chrono::{DateTime, Months, TimeDelta, Utc};
use entity::credential_configuration;

use super::instant;

/// Longest validity, in days and in months: a century.
const MAX_DAYS: i32 = 36_525;
const MAX_MONTHS: i32 = 1_200;

/// When credentials expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// So many days after their issue.
    AfterDays(i32),
    /// So many calendar months after their issue; where the month is shorter, on its last day.
    AfterMonths(i32),
    /// All at one instant.
    At(DateTime<Utc>),
}

/// An expiry rule as the caller wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RawExpiry {
    /// Days after the issue.
    pub after_days: Option<i32>,
    /// Months after the issue.
    pub after_months: Option<i32>,
    /// A fixed instant.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What is wrong with an expiry rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidExpiry {
    /// None or several of the three ways.
    #[error("give exactly one of afterDays, afterMonths and expiresAt")]
    Unclear,
    /// Nothing that a certificate could be valid for.
    #[error(
        "a certificate is valid for 1 to {MAX_DAYS} days or 1 to {MAX_MONTHS} months, or until a date between 1900 and 2199"
    )]
    OutOfRange,
}

impl Expiry {
    /// Reads a rule.
    pub fn parse(raw: RawExpiry) -> Result<Self, InvalidExpiry> {
        let RawExpiry {
            after_days,
            after_months,
            expires_at,
        } = raw;
        let (rule, is_in_range) = match (after_days, after_months, expires_at) {
            (Some(days), None, None) => (Self::AfterDays(days), (1..=MAX_DAYS).contains(&days)),
            (None, Some(months), None) => (Self::AfterMonths(months), (1..=MAX_MONTHS).contains(&months)),
            (None, None, Some(at)) => (
                Self::At(instant::parse(at).map_err(|_| InvalidExpiry::OutOfRange)?),
                true,
            ),
            _ => return Err(InvalidExpiry::Unclear),
        };
        is_in_range.then_some(rule).ok_or(InvalidExpiry::OutOfRange)
    }

    /// The rule of a configuration; none where its credentials never expire.
    #[must_use]
    pub fn of(configuration: &credential_configuration::Model) -> Option<Self> {
        configuration
            .expires_after_days
            .map(Self::AfterDays)
            .or(configuration.expires_after_months.map(Self::AfterMonths))
            .or(configuration.expires_at.map(Self::At))
    }

    /// When a credential of this issue date expires.
    #[must_use]
    pub fn expires_at(self, issued_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::AfterDays(days) => issued_at.checked_add_signed(TimeDelta::days(days.into())),
            Self::AfterMonths(months) => issued_at.checked_add_months(Months::new(u32::try_from(months).ok()?)),
            Self::At(at) => Some(at),
        }
        // No engine keeps later years; for people that is never.
        .filter(|it| instant::parse(*it).is_ok())
    }

    /// Writes a rule, or none, into a configuration.
    pub fn write(rule: Option<Self>, configuration: &mut credential_configuration::Model) {
        let (days, months, at) = match rule {
            None => (None, None, None),
            Some(Self::AfterDays(days)) => (Some(days), None, None),
            Some(Self::AfterMonths(months)) => (None, Some(months), None),
            Some(Self::At(at)) => (None, None, Some(at)),
        };
        configuration.expires_after_days = days;
        configuration.expires_after_months = months;
        configuration.expires_at = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> DateTime<Utc> {
        format!("{text}T10:00:00Z").parse().expect("a day")
    }

    fn raw(after_days: Option<i32>, after_months: Option<i32>, expires_at: Option<&str>) -> RawExpiry {
        RawExpiry {
            after_days,
            after_months,
            expires_at: expires_at.map(day),
        }
    }

    #[test]
    fn a_rule_is_given_in_one_way_and_within_bounds() {
        assert_eq!(Expiry::parse(raw(Some(1), None, None)), Ok(Expiry::AfterDays(1)));
        assert_eq!(
            Expiry::parse(raw(None, Some(1_200), None)),
            Ok(Expiry::AfterMonths(1_200))
        );
        for unclear in [
            raw(None, None, None),
            raw(Some(1), Some(1), None),
            raw(Some(1), None, Some("2030-01-01")),
        ] {
            assert_eq!(Expiry::parse(unclear), Err(InvalidExpiry::Unclear));
        }
        for wrong in [
            raw(Some(0), None, None),
            raw(Some(-1), None, None),
            raw(Some(36_526), None, None),
            raw(None, Some(0), None),
            raw(None, Some(1_201), None),
            raw(None, None, Some("1899-12-31")),
            raw(None, None, Some("2200-01-01")),
        ] {
            assert_eq!(Expiry::parse(wrong), Err(InvalidExpiry::OutOfRange), "{wrong:?}");
        }
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        for (issued, rule, expires) in [
            ("2026-11-25", Expiry::AfterMonths(24), Some("2028-11-25")),
            ("2027-01-31", Expiry::AfterMonths(1), Some("2027-02-28")),
            ("2028-02-29", Expiry::AfterMonths(12), Some("2029-02-28")),
            ("2026-11-25", Expiry::AfterDays(30), Some("2026-12-25")),
            ("2026-11-25", Expiry::At(day("2027-06-30")), Some("2027-06-30")),
            ("2150-01-01", Expiry::AfterMonths(1_200), None),
        ] {
            assert_eq!(rule.expires_at(day(issued)), expires.map(day), "{issued} {rule:?}");
        }
    }
}
