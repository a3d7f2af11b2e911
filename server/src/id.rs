//! New ids: the one place where chance enters.

use uuid::Uuid;

/// A random UUID (version 4): for what strangers see.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that makes random ids")]
pub(crate) fn random() -> Uuid {
    Uuid::new_v4()
}

/// A UUID that grows with time (version 7): for keys of rows, so that neighbors in time are neighbors on disk.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that makes ids by time")]
pub(crate) fn ordered() -> Uuid {
    Uuid::now_v7()
}
