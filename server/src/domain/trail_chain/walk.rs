//! Walking along a chain, link by link, and telling what does not fit.

use chrono::{DateTime, Utc};
use entity::id::SiteId;
use entity::trail_seal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BEGINNING, EntryKey, Hash, Head, Material, Place, link};

/// What is wrong at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// What was sealed is gone.
    Removed,
    /// The entry, or its link, is not what was sealed.
    Altered,
    /// Something is there that was not sealed when it should have been.
    Inserted,
    /// What is stored is not what the newest entry about it tells.
    Forged,
}

/// Something that entries tell about, which is not what they tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// Which table it is in.
    pub kind: RowKind,
    /// Its key.
    pub id: Uuid,
}

/// A table whose rows are compared with what entries tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// Credentials, with their attributes.
    Credential,
    /// Roles of people.
    RoleAssignment,
    /// Programs that use the API.
    ApiClient,
    /// What a site says about itself.
    Site,
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, id } = self;
        let kind = match kind {
            RowKind::Credential => "credential",
            RowKind::RoleAssignment => "role_assignment",
            RowKind::ApiClient => "api_client",
            RowKind::Site => "site",
        };
        write!(f, "{kind} {id}")
    }
}

/// Something that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What is wrong.
    pub flaw: Flaw,
    /// Where in the chain; 0 where it is no place in it.
    pub sequence: i64,
    /// Of which entry; none where only the chain could tell.
    pub entry: Option<EntryKey>,
    /// What it is that is not what entries tell; none where the entries themselves do not fit.
    #[serde(default)]
    pub row: Option<Row>,
}

impl Finding {
    /// That something is not what the newest entry about it tells.
    #[must_use]
    pub fn forged(row: Row) -> Self {
        Self {
            flaw: Flaw::Forged,
            sequence: 0,
            entry: None,
            row: Some(row),
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            flaw,
            sequence,
            entry,
            row,
        } = self;
        let flaw = match flaw {
            Flaw::Altered => "altered",
            Flaw::Removed => "removed",
            Flaw::Inserted => "inserted",
            Flaw::Forged => "forged",
        };
        if let Some(row) = row {
            return write!(f, "{flaw} {row}");
        }
        write!(f, "{flaw} at {sequence}")?;
        entry.map_or(Ok(()), |it| write!(f, " ({it})"))
    }
}

/// What has become of an entry's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// They are those that were sealed.
    Told,
    /// There are none any more: right only where the person was retired of whom they told.
    Gone,
    /// They are others.
    Others,
}

/// What has become of an entry's words.
#[must_use]
pub fn words(seal: &trail_seal::Model, entry: &Material) -> Words {
    let is_told = seal
        .salt
        .as_deref()
        .is_some_and(|salt| entry.words_digest(salt).as_slice() == seal.words_digest);
    if is_told {
        Words::Told
    } else if entry.is_wordless() {
        Words::Gone
    } else {
        Words::Others
    }
}

/// A walk along a chain, from its first link on.
#[derive(Clone, Debug)]
pub struct Walk {
    site: SiteId,
    /// The link that was passed last.
    last: Head,
    settled_at: DateTime<Utc>,
    /// Heads that were noted down and were not passed yet.
    expected: Vec<Head>,
    findings: Vec<Finding>,
    at_most: usize,
}

impl Walk {
    /// Begins a walk that shall pass these heads; what it finds is told up to `at_most`.
    #[must_use]
    pub fn new(site: SiteId, expected: Vec<Head>, at_most: usize) -> Self {
        Self {
            site,
            last: Head {
                sequence: 0,
                hash: BEGINNING,
            },
            settled_at: DateTime::UNIX_EPOCH,
            expected,
            findings: Vec::new(),
            at_most,
        }
    }

    /// Passes the next link and the entry that it is of, if that is still there. `is_retired` tells whether whoever its words told of
    /// was retired.
    pub fn pass(&mut self, seal: &trail_seal::Model, entry: Option<&Material>, is_retired: impl FnOnce() -> bool) {
        let key = EntryKey::of(seal);
        // Links that are gone, as far as the next one tells.
        if seal.sequence > self.last.sequence + 1 {
            self.find(Flaw::Removed, self.last.sequence + 1, None);
        }
        let place = Place {
            site: self.site,
            sequence: seal.sequence,
            previous: self.last.hash,
            sealed_at: seal.sealed_at,
            settled_at: seal.settled_at,
        };
        let is_next = seal.sequence == self.last.sequence + 1;
        let is_linked = !is_next || link(&place, &seal.digest).as_slice() == seal.hash;
        match entry {
            None => self.find(Flaw::Removed, seal.sequence, Some(key)),
            Some(entry) => {
                let is_as_sealed = entry.key == key
                    && entry.digest(&seal.words_digest).as_slice() == seal.digest
                    && match words(seal, entry) {
                        Words::Told => true,
                        Words::Gone => is_retired(),
                        Words::Others => false,
                    };
                if !is_as_sealed || !is_linked || seal.settled_at < self.settled_at {
                    self.find(Flaw::Altered, seal.sequence, Some(key));
                } else if entry.at < seal.settled_at {
                    self.find(Flaw::Inserted, seal.sequence, Some(key));
                }
            }
        }
        self.settled_at = self.settled_at.max(seal.settled_at);
        // Goes on from what is stored, so that one flaw does not make a flaw of everything behind it.
        let hash = <Hash>::try_from(seal.hash.as_slice()).unwrap_or(BEGINNING);
        self.last = Head {
            sequence: seal.sequence,
            hash,
        };
        let last = self.last;
        let is_other = |it: &Head| it.sequence == last.sequence && it.hash != last.hash;
        if self.expected.iter().any(is_other) {
            self.find(Flaw::Altered, last.sequence, Some(key));
        }
        self.expected.retain(|it| it.sequence > last.sequence);
    }

    /// Notes an entry that says it has a place in the chain, and has not.
    pub fn insert(&mut self, sequence: i64, entry: EntryKey) {
        self.find(Flaw::Inserted, sequence, Some(entry));
    }

    /// Ends the walk: the place that was reached, and what did not fit, in the order of the chain.
    #[must_use]
    pub fn end(mut self) -> (Head, Vec<Finding>) {
        // The end was cut off.
        if !self.expected.is_empty() {
            self.find(Flaw::Removed, self.last.sequence + 1, None);
        }
        self.findings.sort_by_key(|it| (it.sequence, it.flaw));
        (self.last, self.findings)
    }

    fn find(&mut self, flaw: Flaw, sequence: i64, entry: Option<EntryKey>) {
        let finding = Finding {
            flaw,
            sequence,
            entry,
            row: None,
        };
        let is_known = self
            .findings
            .iter()
            .any(|it| (it.sequence, it.entry) == (sequence, entry));
        if self.findings.len() < self.at_most && !is_known {
            self.findings.push(finding);
        }
    }
}
