//! Days of certificates, as fields for dates have them.

use crate::api::scalar::Instant;

/// Certificates show no earlier date.
pub(super) const FIRST_DAY: &str = "1900-01-01";

/// The instant that stands for a day such as `2026-11-30`; none for an empty field.
pub(super) fn noon_of(day: &str) -> Option<Instant> {
    // Noon is the same day in most of the world.
    (!day.is_empty()).then(|| Instant(format!("{day}T12:00:00Z")))
}
