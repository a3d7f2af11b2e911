//! Days of certificates, as fields for dates have them.

use crate::api::scalar::Instant;
use crate::format;

/// Certificates show no earlier date.
pub(super) const FIRST_DAY: &str = "1900-01-01";

/// The instant that stands for a day such as `2026-11-30`; none for an empty field.
pub(super) fn noon_of(day: &str) -> Option<Instant> {
    // Noon is the same day in most of the world.
    (!day.is_empty()).then(|| Instant(format!("{day}T12:00:00Z")))
}

/// An instant in words: what stands for a day as the day alone, everything else to the minute.
pub(super) fn told(instant: &Instant, language: &str) -> String {
    if is_day(instant) {
        format::long_date(instant, language)
    } else {
        format::moment(Some(&instant.0), language)
    }
}

/// Whether an instant stands for a day, as [`noon_of`] has it: to the second.
fn is_day(instant: &Instant) -> bool {
    let clock = instant.0.split_once('T').map(|(_, clock)| clock);
    clock.is_some_and(|it| ["12:00:00Z", "12:00:00+00:00"].contains(&it))
}

#[cfg(test)]
mod tests {
    use super::{Instant, is_day, noon_of};

    #[test]
    fn noon_stands_for_a_day_and_nothing_else_does() {
        assert_eq!(noon_of(""), None);
        let noon = noon_of("2026-11-30").expect("a day");
        assert!(is_day(&noon));
        for (instant, expected) in [
            ("2026-11-30T12:00:00+00:00", true),
            ("2026-11-30T12:00:00.000001+00:00", false),
            ("2026-11-30T12:00:01Z", false),
            ("2026-11-30T00:00:00Z", false),
            ("2026-11-30", false),
        ] {
            assert_eq!(is_day(&Instant(instant.to_owned())), expected, "{instant}");
        }
    }
}
