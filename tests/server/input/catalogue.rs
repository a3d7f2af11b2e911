//! A catalogue: rows, and the ids of the agreed list that it covers, each by a row or by a reason why not.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A catalogue of bad input.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Catalogue<R> {
    /// Every id of the list.
    ids: Vec<String>,
    /// Texts that several rows use by name.
    #[serde(default)]
    pub(super) names: BTreeMap<String, String>,
    /// What cannot happen yet.
    #[serde(default)]
    left_out: Vec<Note>,
    /// What another test shows.
    #[serde(default)]
    elsewhere: Vec<Note>,
    /// The rows.
    #[serde(rename = "row")]
    pub(super) rows: Vec<R>,
}

/// Why an id has no row, or not all that belong to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    id: String,
    why: String,
}

/// What every row has.
pub(super) trait Row {
    /// Its id in the list, and which case of it this is.
    fn name(&self) -> (&str, &str);
}

/// Reads a catalogue, and checks that it is whole.
pub(super) fn read<R: Row + DeserializeOwned>(text: &str) -> Catalogue<R> {
    let catalogue: Catalogue<R> = toml::from_str(text).unwrap_or_else(|error| panic!("a bad catalogue: {error}"));
    let mut names = BTreeSet::new();
    let mut met = BTreeSet::new();
    for (id, what) in catalogue.rows.iter().map(Row::name) {
        assert!(names.insert((id, what)), "{id} has two rows {what:?}");
        met.insert(id);
    }
    for Note { id, why } in catalogue.left_out.iter().chain(&catalogue.elsewhere) {
        assert!(why.len() > 10, "{id} is left out without a reason");
        met.insert(id);
    }
    let listed: BTreeSet<&str> = catalogue.ids.iter().map(String::as_str).collect();
    assert_eq!(met, listed, "ids that are met, and ids of the list");
    catalogue
}

/// Ids and cases of the rows that ended otherwise than they say, and how.
#[derive(Debug, Default)]
pub(super) struct Failures(Vec<String>);

impl Failures {
    /// Notes what is wrong with a row.
    pub(super) fn note(&mut self, row: &impl Row, problems: Vec<String>) {
        let (id, what) = row.name();
        self.0
            .extend(problems.into_iter().map(|problem| format!("{id} ({what}): {problem}")));
    }

    /// Notes what is wrong after all rows.
    pub(super) fn note_end(&mut self, problems: Vec<String>) {
        self.0
            .extend(problems.into_iter().map(|problem| format!("afterwards: {problem}")));
    }

    /// Fails if there are any.
    #[track_caller]
    pub(super) fn expect_none(self) {
        assert!(
            self.0.is_empty(),
            "{} rows fail:\n  {}\n",
            self.0.len(),
            self.0.join("\n  ")
        );
    }
}
