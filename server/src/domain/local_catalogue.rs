//! What staff write into the catalogue by hand: held to the same bounds as what the catalogue service tells.

mod course;
mod course_run;
mod organization;
mod pathway;
mod program;

use std::collections::BTreeSet;
use std::fmt::Display;

use entity::id::SiteId;
use serde::Serialize;
use uuid::Uuid;

pub use course::{CourseLists, RawCourse};
pub use course_run::RawCourseRun;
pub use organization::RawOrganization;
pub use pathway::{PathwayLists, RawPathway};
pub use program::{ProgramLists, RawProgram};

use super::catalogue_field;
use super::catalogue_sync::CatalogueRow;
use super::edit::Edit;
use super::web_address::Reach;

/// Most organizations that offer one thing.
pub const MAX_ORGANIZATIONS: usize = 20;
/// Most runs of a program.
pub const MAX_COURSE_RUNS: usize = 200;
/// Most programs of a pathway.
pub const MAX_PROGRAMS: usize = 100;

/// A kind of thing that staff keep.
pub trait LocalRow: CatalogueRow + Serialize {
    /// It as the caller wrote it. What is left out stays as it is.
    type Raw: Clone + Serialize + Send + Sync;
    /// The ordered lists that belong to it.
    type Lists: Clone + Default + PartialEq + Serialize + Send + Sync;

    /// The row before anything but its identity is known.
    fn begin(seed: Seed, raw: &Self::Raw) -> Result<Self, Vec<Unfit>>;

    /// It afterwards, its version for the caller to set; or everything that is wrong.
    fn apply(raw: Self::Raw, before: Entry<Self>, reach: Reach) -> Result<Entry<Self>, Vec<Unfit>>;

    /// Whether a change is for staff to make whoever keeps the rest of it: no run of copying overwrites it.
    fn is_for_staff(_raw: &Self::Raw) -> bool {
        false
    }
}

/// What a new row is made of.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    /// Key.
    pub id: Uuid,
    /// Tenant.
    pub site_id: SiteId,
    /// Identity in the catalogue.
    pub uuid: Uuid,
}

/// A row with the lists that belong to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry<R: LocalRow> {
    /// The row.
    #[serde(flatten)]
    pub row: R,
    /// Its lists.
    #[serde(flatten)]
    pub lists: R::Lists,
}

/// The lists of what has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NoLists {}

/// What is wrong with something that staff want to keep.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A field cannot be kept.
    #[error("{why}")]
    Field {
        /// Which one.
        field: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A list names something twice.
    #[error("this is in the list already")]
    Repeated {
        /// Which list.
        field: &'static str,
        /// The second place in it.
        index: usize,
    },
    /// A field names what is not in the catalogue, or no picture of the site.
    #[error("this site has no such thing")]
    Unknown {
        /// Which field.
        field: &'static str,
        /// The place in it, where it is a list.
        index: Option<usize>,
    },
    /// Something else in the catalogue has the same.
    #[error("something else in the catalogue has this {field} already")]
    Taken {
        /// Which field.
        field: &'static str,
    },
}

impl Unfit {
    /// Where in the input the fault lies.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let (field, index) = match self {
            Self::Field { field, .. } | Self::Taken { field } => (field, None),
            Self::Repeated { field, index } => (field, Some(index)),
            Self::Unknown { field, index } => (field, index.as_ref()),
        };
        std::iter::once((*field).to_owned())
            .chain(index.map(usize::to_string))
            .collect()
    }
}

/// What a key is compared by: no two rows that staff keep have keys that differ in the case of letters alone.
#[must_use]
pub fn local_key(key: &str) -> String {
    key.to_lowercase()
}

/// Puts given values where they belong, and gathers what cannot be kept.
#[derive(Default)]
struct Findings(Vec<Unfit>);

impl Findings {
    fn put<T, U, E: Display>(
        &mut self,
        field: &'static str,
        given: Option<T>,
        read: impl FnOnce(T) -> Result<U, E>,
        place: &mut U,
    ) {
        if let Some(read) = given.and_then(|it| self.kept(field, read(it))) {
            *place = read;
        }
    }

    fn edit<T, U, E: Display>(
        &mut self,
        field: &'static str,
        given: Edit<T>,
        read: impl FnOnce(T) -> Result<U, E>,
        place: &mut Option<U>,
    ) {
        *place = given.and_then(|it| self.kept(field, read(it))).apply(place.take());
    }

    fn list<I: Copy + Ord>(&mut self, field: &'static str, given: Option<Vec<I>>, at_most: usize, place: &mut Vec<I>) {
        let Some(given) = given else { return };
        if given.len() > at_most {
            self.note(field, format!("at most {at_most} can be named"));
            return;
        }
        let mut met = BTreeSet::new();
        let repeated = given.iter().enumerate().filter(|(_, it)| !met.insert(**it));
        self.0
            .extend(repeated.map(|(index, _)| Unfit::Repeated { field, index }));
        *place = given;
    }

    fn kept<U, E: Display>(&mut self, field: &'static str, read: Result<U, E>) -> Option<U> {
        read.map_err(|why| self.note(field, why)).ok()
    }

    fn note(&mut self, field: &'static str, why: impl Display) {
        let why = why.to_string();
        self.0.push(Unfit::Field { field, why });
    }

    fn of<T>(self, whole: T) -> Result<T, Vec<Unfit>> {
        if self.0.is_empty() { Ok(whole) } else { Err(self.0) }
    }
}

/// Text of one line that is not blank.
fn line(field: &'static str) -> impl Fn(String) -> Result<String, String> {
    move |it| catalogue_field::required(field, it)
}

/// A key: nothing that looks like another key, or that databases compare in different ways, is accepted.
fn key(separators: &'static [char]) -> impl Fn(String) -> Result<String, String> {
    move |it| {
        let is_allowed =
            |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '~' | ':') || separators.contains(&it);
        let key = catalogue_field::required("key", it)?;
        if key.chars().all(is_allowed) {
            return Ok(key);
        }
        let more: Vec<String> = separators.iter().map(|it| format!(", '{it}'")).collect();
        let more = more.concat();
        Err(format!(
            "a key has letters, digits, '-', '_', '.', '~', ':'{more} and nothing else"
        ))
    }
}

#[cfg(test)]
mod tests;
