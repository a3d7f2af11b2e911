//! Instants that come from outside: in inputs, filters, cursors and tokens.

use std::sync::LazyLock;

use chrono::{DateTime, DurationRound as _, TimeDelta, TimeZone as _, Utc};

/// The first instant that anything may name.
static EARLIEST: LazyLock<DateTime<Utc>> = LazyLock::new(|| first_of(1900).unwrap_or(DateTime::<Utc>::MIN_UTC));
/// The first instant that lies too far ahead.
static TOO_LATE: LazyLock<DateTime<Utc>> = LazyLock::new(|| first_of(2200).unwrap_or(DateTime::<Utc>::MAX_UTC));

/// An instant lies before 1900 or after 2199: nothing here happened then, and the databases disagree about what they can keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an instant must lie between 1900 and 2199")]
pub struct OutOfRange;

/// Reads an instant, to the microsecond: no database keeps more, and what is not kept must not count as a difference.
pub fn parse(at: DateTime<Utc>) -> Result<DateTime<Utc>, OutOfRange> {
    if (*EARLIEST..*TOO_LATE).contains(&at) {
        at.duration_trunc(TimeDelta::microseconds(1)).map_err(|_| OutOfRange)
    } else {
        Err(OutOfRange)
    }
}

fn first_of(year: i32) -> Option<DateTime<Utc>> {
    Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).single()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn bounds_belong_to_the_range_as_they_say() {
        for inside in [
            "1900-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999Z",
            "2199-12-31T23:59:59.999999Z",
        ] {
            assert_eq!(parse(at(inside)), Ok(at(inside)));
        }
        for outside in [
            "1899-12-31T23:59:59.999999Z",
            "2200-01-01T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(at(outside)), Err(OutOfRange), "{outside}");
        }
        assert_eq!(parse(DateTime::<Utc>::MAX_UTC), Err(OutOfRange));
    }

    #[test]
    fn what_no_database_keeps_is_cut_off() {
        assert_eq!(
            parse(at("2026-01-01T00:00:00.123456789Z")),
            Ok(at("2026-01-01T00:00:00.123456Z"))
        );
        assert_eq!(
            parse(at("1950-01-01T00:00:00.123456789Z")),
            Ok(at("1950-01-01T00:00:00.123456Z"))
        );
    }
}
