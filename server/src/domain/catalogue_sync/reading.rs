//! Whether all of a listing was read. Pages are numbered, so a record that is added or deleted while they are read moves others from
//! one page to another: one of them may be on no page at all, though it is listed.

use std::collections::HashSet;

use uuid::Uuid;

/// One reading of a listing, from its first page to its last.
#[derive(Debug, Default)]
pub struct Reading {
    listed: HashSet<Uuid>,
    n_told: Option<u64>,
    doubt: Option<Doubt>,
}

/// Why it cannot be known what a listing has no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// Only a part of it was read by whoever looks for what is gone.
    #[error("the run was interrupted")]
    Interrupted,
    /// It lists something that cannot be told apart.
    #[error("a record of it has no identity that can be read")]
    NoIdentity,
    /// It does not tell its number: an early end looks like the end.
    #[error("the catalogue does not tell how many there are")]
    Uncounted,
    /// It changed while it was read.
    #[error("the catalogue told of {before} and later of {after}")]
    Recounted {
        /// What a page told.
        before: u64,
        /// What the page after it told.
        after: u64,
    },
    /// It tells of more than were on its pages.
    #[error("the catalogue tells of {n_told} and lists {n_listed}")]
    Short {
        /// How many it tells of.
        n_told: u64,
        /// How many different ones its pages have.
        n_listed: u64,
    },
}

impl Reading {
    /// Notes a page: how many records the listing tells to have, and the identities of those that the page has.
    pub fn note(&mut self, n_told: Option<u64>, listed: impl IntoIterator<Item = Uuid>) {
        self.listed.extend(listed);
        let doubt = match (self.n_told, n_told) {
            (_, None) => Some(Doubt::Uncounted),
            (Some(before), Some(after)) if before != after => Some(Doubt::Recounted { before, after }),
            (Some(_) | None, Some(_)) => None,
        };
        self.doubt = self.doubt.or(doubt);
        self.n_told = n_told;
    }

    /// How many records the last page told of.
    #[must_use]
    pub fn n_told(&self) -> Option<u64> {
        self.n_told
    }

    /// Whether a record was on a page.
    #[must_use]
    pub fn has(&self, uuid: Uuid) -> bool {
        self.listed.contains(&uuid)
    }

    /// Why it is not known to be the whole listing; none where it is.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        let n_listed = self.listed.len() as u64;
        let short = match self.n_told {
            None => Some(Doubt::Uncounted),
            Some(n_told) if n_listed < n_told => Some(Doubt::Short { n_told, n_listed }),
            Some(_) => None,
        };
        self.doubt.or(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is doubted of pages that tell a number and have these records.
    fn doubt(pages: &[(Option<u64>, &[u128])]) -> Option<Doubt> {
        let mut reading = Reading::default();
        for (n_told, listed) in pages {
            reading.note(*n_told, listed.iter().map(|it| Uuid::from_u128(*it)));
        }
        reading.doubt()
    }

    #[test]
    fn a_listing_is_whole_when_it_has_what_it_tells() {
        assert_eq!(doubt(&[(Some(3), &[1, 2]), (Some(3), &[3])]), None);
        assert_eq!(doubt(&[(Some(0), &[])]), None);
        // One that was added on a page to come, before that page told of it.
        assert_eq!(doubt(&[(Some(2), &[1, 2, 3])]), None);
    }

    #[test]
    fn a_listing_is_in_doubt_when_its_number_says_otherwise() {
        let short = |n_told, n_listed| Some(Doubt::Short { n_told, n_listed });
        assert_eq!(doubt(&[(Some(3), &[1, 2])]), short(3, 2));
        // A record that moved is on two pages; another one is on none.
        assert_eq!(doubt(&[(Some(4), &[1, 2]), (Some(4), &[2, 3])]), short(4, 3));
        let recounted = |before, after| Some(Doubt::Recounted { before, after });
        assert_eq!(doubt(&[(Some(4), &[1, 2]), (Some(3), &[4])]), recounted(4, 3));
        // And back again: both changes may have moved something.
        let pages: [(Option<u64>, &[u128]); 3] = [(Some(3), &[1]), (Some(4), &[2]), (Some(3), &[3])];
        assert_eq!(doubt(&pages), recounted(3, 4));
        assert_eq!(doubt(&[]), Some(Doubt::Uncounted));
        assert_eq!(doubt(&[(None, &[1])]), Some(Doubt::Uncounted));
        assert_eq!(doubt(&[(Some(2), &[1]), (None, &[2])]), Some(Doubt::Uncounted));
    }
}
