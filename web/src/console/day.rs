//! Days of certificates, as fields for dates have them.

use crate::api::scalar::Instant;
use crate::format;

/// Certificates show no earlier date.
pub(super) const FIRST_DAY: &str = "1900-01-01";

/// Whether days such as `2026-11-30` are a period that ends before it begins.
pub(super) fn is_reversed(from: Option<&String>, until: Option<&String>) -> bool {
    from.zip(until).is_some_and(|(from, until)| from > until)
}

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
    use super::{Instant, is_day, is_reversed, noon_of};

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

    #[test]
    fn a_period_ends_on_the_day_on_which_it_begins_or_later() {
        let day = |text: &str| Some(text.to_owned());
        for (from, until, expected) in [
            (day("2026-11-30"), day("2026-11-29"), true),
            (day("2027-01-01"), day("2026-12-31"), true),
            (day("2026-11-30"), day("2026-11-30"), false),
            (day("2026-11-30"), day("2026-12-01"), false),
            (day("2026-11-30"), None, false),
            (None, day("2026-11-30"), false),
        ] {
            assert_eq!(
                is_reversed(from.as_ref(), until.as_ref()),
                expected,
                "{from:?} {until:?}"
            );
        }
    }
}
