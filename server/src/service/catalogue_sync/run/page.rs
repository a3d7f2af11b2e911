//! A page of a listing, read: the records that can be kept, and those that cannot.

use serde_json::value::RawValue;
use uuid::Uuid;

use crate::client::Listing;
use crate::domain::catalogue_sync::record::{self, Unreadable};
use crate::domain::catalogue_sync::{Kind, Reading};
use crate::domain::web_address::Reach;

/// A page of a listing.
pub(super) struct Page {
    pub(super) kind: Kind,
    pub(super) records: Records,
    pub(super) unreadable: Vec<Unreadable>,
}

/// The records of a page.
pub(super) enum Records {
    Organizations(Vec<record::Organization>),
    Courses(Vec<record::Course>),
    Programs(Vec<record::Program>),
    Pathways(Vec<record::Pathway>),
}

impl Page {
    pub(super) fn read(listing: Listing, texts: &[Box<RawValue>], reach: Reach) -> Self {
        let mut unreadable = Vec::new();
        let (kind, records) = match listing {
            Listing::Organizations => {
                let all = sort(texts, &mut unreadable, |it| record::organization(it, reach));
                (Kind::Organization, Records::Organizations(all))
            }
            Listing::Courses => (
                Kind::Course,
                Records::Courses(sort(texts, &mut unreadable, record::course)),
            ),
            Listing::Programs => (
                Kind::Program,
                Records::Programs(sort(texts, &mut unreadable, record::program)),
            ),
            Listing::Pathways => (
                Kind::Pathway,
                Records::Pathways(sort(texts, &mut unreadable, record::pathway)),
            ),
        };
        Self {
            kind,
            records,
            unreadable,
        }
    }

    /// Whether the page holds records, and every one was on a page before.
    pub(super) fn is_known(&self, reading: &Reading) -> bool {
        let uuids = self.records.uuids();
        !uuids.is_empty() && uuids.iter().all(|it| reading.has(*it))
    }

    /// The identities of its records, as far as they can be read.
    pub(super) fn uuids(&self) -> Vec<Uuid> {
        let mut uuids = self.records.uuids();
        uuids.extend(self.unreadable.iter().filter_map(|it| it.uuid));
        uuids
    }
}

impl Records {
    fn uuids(&self) -> Vec<Uuid> {
        match self {
            Self::Organizations(all) => all.iter().map(|it| it.uuid).collect(),
            Self::Courses(all) => all.iter().map(|it| it.uuid).collect(),
            Self::Programs(all) => all.iter().map(|it| it.uuid).collect(),
            Self::Pathways(all) => all.iter().map(|it| it.uuid).collect(),
        }
    }
}

fn sort<T>(
    texts: &[Box<RawValue>],
    unreadable: &mut Vec<Unreadable>,
    read: impl Fn(&str) -> Result<T, Unreadable>,
) -> Vec<T> {
    texts
        .iter()
        .filter_map(|it| read(it.get()).map_err(|error| unreadable.push(error)).ok())
        .collect()
}
