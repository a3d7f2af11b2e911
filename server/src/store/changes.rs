//! What this process has changed, counted, so that nothing it remembers is older than its own doings.
//!
//! Every statement that writes passes [`Carrier`](super::Carrier), which counts here: no path that changes something can forget
//! to. What a transaction wrote counts when its commit is answered, and before the one who asked for it hears of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts changes. Cheap to clone; clones count together.
#[derive(Clone, Debug, Default)]
pub struct Changes(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    all: AtomicU64,
    catalogue: AtomicU64,
}

/// Which tables something wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extent {
    /// Those of awards: learners, credentials, what goes with them, and what is counted of them; and who uses the API.
    Awards,
    /// Any: the catalogue or the configurations may be among them.
    Everything,
}

impl Changes {
    /// How often anything was changed.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.all.load(Ordering::Acquire)
    }

    /// How often anything was changed but learners, credentials, and what goes with them.
    #[must_use]
    pub fn count_of_catalogue(&self) -> u64 {
        self.0.catalogue.load(Ordering::Acquire)
    }

    pub(super) fn add(&self, extent: Extent) {
        if extent == Extent::Everything {
            self.0.catalogue.fetch_add(1, Ordering::AcqRel);
        }
        self.0.all.fetch_add(1, Ordering::AcqRel);
    }
}

impl Extent {
    /// Which tables a statement writes. What is not known for certain counts as everything.
    pub(super) fn of(sql: &str) -> Self {
        let rest = ["INSERT INTO ", "UPDATE ", "DELETE FROM "]
            .iter()
            .find_map(|verb| sql.strip_prefix(verb));
        let table = rest
            .map(|it| it.trim_start_matches(['`', '"']))
            .and_then(|it| it.split(['`', '"', ' ']).next());
        match table {
            Some(
                "api_client"
                | "user"
                | "user_name_word"
                | "credential"
                | "credential_attribute"
                | "credential_history"
                | "completion_check"
                | "idempotency_record"
                | "lease"
                | "outbox_event"
                | "outgoing_mail"
                // Seals follow every award.
                | "audit_entry"
                | "trail_entry"
                | "trail_seal"
                | "trail_verification"
                | "tally"
                | "tally_mark"
                | "worker_task",
            ) => Self::Awards,
            Some(_) | None => Self::Everything,
        }
    }
}

/// Counts a change when it is dropped: once its outcome is known, or once nobody waits for it any more.
#[must_use]
pub(super) struct Told<'a> {
    pub(super) changes: &'a Changes,
    pub(super) extent: Extent,
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        self.changes.add(self.extent);
    }
}

#[cfg(test)]
mod tests {
    use super::{Changes, Extent, Told};

    #[test]
    fn awards_are_told_from_everything_else() {
        for (sql, expected) in [
            ("INSERT INTO `user` (`id`) VALUES (?)", Extent::Awards),
            ("INSERT INTO \"credential_history\" (\"id\")", Extent::Awards),
            ("UPDATE `credential` SET `version` = ?", Extent::Awards),
            ("DELETE FROM `idempotency_record` WHERE `key` = ?", Extent::Awards),
            (
                "UPDATE `credential_configuration` SET `version` = ?",
                Extent::Everything,
            ),
            ("INSERT INTO `outgoing_mail` (`id`)", Extent::Awards),
            ("UPDATE `api_client` SET `last_used_at` = ?", Extent::Awards),
            ("INSERT INTO `trail_seal` (`site_id`)", Extent::Awards),
            ("UPDATE `trail_entry` SET `seal_sequence` = ?", Extent::Awards),
            ("INSERT INTO `tally` (`site_id`)", Extent::Awards),
            ("UPDATE `lease` SET `fence` = ?", Extent::Awards),
            ("INSERT INTO `program` (`id`)", Extent::Everything),
            ("REPLACE INTO `user` (`id`)", Extent::Everything),
            ("insert into user values (1)", Extent::Everything),
            ("", Extent::Everything),
        ] {
            assert_eq!(Extent::of(sql), expected, "{sql}");
        }
    }

    #[test]
    fn a_change_counts_once_it_is_over() {
        let changes = Changes::default();
        let told = Told {
            changes: &changes,
            extent: Extent::Awards,
        };
        assert_eq!(changes.count(), 0);
        drop(told);
        assert_eq!((changes.count(), changes.count_of_catalogue()), (1, 0));
        changes.add(Extent::Everything);
        assert_eq!((changes.count(), changes.count_of_catalogue()), (2, 1));
    }
}
