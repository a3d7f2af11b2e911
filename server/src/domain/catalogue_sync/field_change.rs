//! What a field was and is, as a run tells it: short, for people.

use chrono::{DateTime, SecondsFormat, Utc};
use entity::id::CourseId;
use entity::{CourseKey, PathwayKind, PathwayStatus, ProgramStatus};
use serde::{Deserialize, Serialize};

/// Longest value that is told, in characters.
const MAX_VALUE: usize = 200;
/// Most members of a list that are told.
const MAX_MEMBERS: usize = 10;

/// What a field was and is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// What it is called.
    pub field: String,
    /// What it was, cut to 200 characters; none where there was nothing.
    pub before: Option<String>,
    /// What it is, cut likewise; none where there is nothing.
    pub after: Option<String>,
}

impl FieldChange {
    /// Says what a field was and is. `field` is the name of a column or a list.
    #[must_use]
    pub fn new(field: &str, before: Option<String>, after: Option<String>) -> Self {
        Self {
            field: field.trim_end_matches("_id").replace('_', " "),
            before: before.map(cut),
            after: after.map(cut),
        }
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(MAX_VALUE) {
        None => text,
        Some(_) => text.chars().take(MAX_VALUE - 1).chain(['…']).collect(),
    }
}

/// A value of a column, as it is told.
pub trait Told {
    /// In words; none where there is nothing, or where it is told in another way.
    fn told(&self) -> Option<String>;
}

impl Told for String {
    fn told(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.clone())
    }
}

impl Told for CourseKey {
    fn told(&self) -> Option<String> {
        Some(self.as_str().to_owned())
    }
}

impl Told for DateTime<Utc> {
    fn told(&self) -> Option<String> {
        Some(self.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl Told for i32 {
    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// The key of a row says nothing to people: whoever knows the course tells it.
impl Told for CourseId {
    fn told(&self) -> Option<String> {
        None
    }
}

impl<T: Told> Told for Option<T> {
    fn told(&self) -> Option<String> {
        self.as_ref().and_then(Told::told)
    }
}

macro_rules! told_as_str {
    ($($name:ident),+) => {$(
        impl Told for $name {
            fn told(&self) -> Option<String> {
                Some(self.as_str().to_owned())
            }
        }
    )+};
}

told_as_str!(ProgramStatus, PathwayKind, PathwayStatus);

/// Where two lists differ: what both begin and end with is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<T> {
    before: Part<T>,
    after: Part<T>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part<T> {
    has_start: bool,
    members: Vec<T>,
    n_more: usize,
    has_end: bool,
}

impl<T: Copy + PartialEq> Difference<T> {
    /// Compares two lists.
    #[must_use]
    pub fn of(before: &[T], after: &[T]) -> Self {
        let n_start = before.iter().zip(after).take_while(|(one, other)| one == other).count();
        let (rest_before, rest_after) = (&before[n_start..], &after[n_start..]);
        let ends = rest_before.iter().rev().zip(rest_after.iter().rev());
        let n_end = ends.take_while(|(one, other)| one == other).count();
        let part = |rest: &[T]| {
            let differing = &rest[..rest.len() - n_end];
            Part {
                has_start: n_start > 0,
                members: differing.iter().take(MAX_MEMBERS).copied().collect(),
                n_more: differing.len().saturating_sub(MAX_MEMBERS),
                has_end: n_end > 0,
            }
        };
        Self {
            before: part(rest_before),
            after: part(rest_after),
        }
    }

    /// The members that are told.
    pub fn members(&self) -> impl Iterator<Item = T> {
        self.before.members.iter().chain(&self.after.members).copied()
    }

    /// Says how the list called `field` differs.
    #[must_use]
    pub fn told(&self, field: &str, name: impl Fn(T) -> String) -> FieldChange {
        FieldChange::new(field, self.before.told(&name), self.after.told(&name))
    }
}

impl<T: Copy> Part<T> {
    fn told(&self, name: impl Fn(T) -> String) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        words.extend(self.has_start.then(|| "…".to_owned()));
        words.extend(self.members.iter().map(|it| name(*it)));
        words.extend((self.n_more > 0).then(|| format!("{} more", self.n_more)));
        // Between what both begin with and what both end with there may be nothing.
        words.extend((self.has_end && (!self.has_start || words.len() > 1)).then(|| "…".to_owned()));
        (!words.is_empty()).then(|| words.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &[u8], after: &[u8]) -> (Option<String>, Option<String>) {
        let change = Difference::of(before, after).told("owners", |it| it.to_string());
        assert_eq!(change.field, "owners");
        (change.before, change.after)
    }

    fn some(before: &str, after: &str) -> (Option<String>, Option<String>) {
        (Some(before.to_owned()), Some(after.to_owned()))
    }

    #[test]
    fn lists_are_told_where_they_differ() {
        assert_eq!(told(&[1, 2], &[2, 1]), some("1, 2", "2, 1"));
        assert_eq!(told(&[1, 2, 3, 4], &[1, 3, 2, 4]), some("…, 2, 3, …", "…, 3, 2, …"));
        assert_eq!(told(&[1], &[1, 2]), some("…", "…, 2"));
        assert_eq!(told(&[1, 2, 3], &[1, 3]), some("…, 2, …", "…"));
        assert_eq!(told(&[1, 3], &[2, 3]), some("1, …", "2, …"));
        assert_eq!(told(&[], &[7]), (None, Some("7".to_owned())));
        assert_eq!(told(&[1, 1], &[1]), some("…, 1", "…"));
        let many: Vec<u8> = (0..13).collect();
        assert_eq!(
            told(&many, &[]),
            (Some("0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3 more".to_owned()), None)
        );
        assert_eq!(Difference::of(&many, &[]).members().count(), 10);
    }

    #[test]
    fn values_are_cut_and_columns_have_words() {
        let change = FieldChange::new("title_override", Some("ä".repeat(200)), Some("ä".repeat(201)));
        assert_eq!(
            (change.field.as_str(), change.before),
            ("title override", Some("ä".repeat(200)))
        );
        assert_eq!(change.after, Some(format!("{}…", "ä".repeat(199))));
        assert_eq!(FieldChange::new("course_id", None, None).field, "course");
        assert_eq!(String::new().told(), None);
        assert_eq!(
            Some(DateTime::UNIX_EPOCH).told().as_deref(),
            Some("1970-01-01T00:00:00Z")
        );
    }
}
