//! Days of certificates, as fields for dates have them.

use crate::api::scalar::Instant;

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

#[cfg(test)]
mod tests {
    use super::is_reversed;

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
