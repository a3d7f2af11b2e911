//! Which column of a file says what, and the awards that follow from it.

use std::collections::HashMap;

use super::query::Award;
use super::table::{Row, Table};
use super::verdict::Reason;
use crate::api::scalar::Uuid;
use crate::console::day::noon_of;
use crate::console::learning_object::LearningObjectInput;

const USERNAME: [&str; 8] = [
    "username",
    "user",
    "login",
    "learner",
    "usuario",
    "nombredeusuario",
    "nomdutilisateur",
    "identifiant",
];
const OBJECT: [&str; 14] = [
    "learningobject",
    "learningobjectid",
    "object",
    "objectid",
    "coursekey",
    "courseid",
    "course",
    "courserun",
    "program",
    "programuuid",
    "uuid",
    "curso",
    "programa",
    "cours",
];
const NAME: [&str; 8] = [
    "recipientname",
    "name",
    "fullname",
    "recipient",
    "nombre",
    "nombrecompleto",
    "nom",
    "nomcomplet",
];
const DATE: [&str; 7] = [
    "dateoverride",
    "date",
    "issuedon",
    "issuedate",
    "awardedon",
    "fecha",
    "certificatedate",
];

/// Where the learning object of a row is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// In a column.
    Column(usize),
    /// Nowhere: it is the same for the whole file.
    Same(String),
}

/// Which column says what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mapping {
    pub(super) username: usize,
    pub(super) object: Object,
    pub(super) name: Option<usize>,
    pub(super) date: Option<usize>,
}

/// What the names of the columns tell of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) username: Option<usize>,
    pub(super) object: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) date: Option<usize>,
}

impl Guess {
    /// Takes the columns that are called as such columns mostly are, the more usual name first.
    pub(super) fn of(header: &[String]) -> Self {
        let plain = |it: &String| -> String {
            let letters = it.chars().filter(|it| it.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let header: Vec<String> = header.iter().map(plain).collect();
        let find = |names: &[&str]| names.iter().find_map(|name| header.iter().position(|it| it == name));
        Self {
            username: find(&USERNAME),
            object: find(&OBJECT),
            name: find(&NAME),
            date: find(&DATE),
        }
    }
}

/// The award of each row, or why there is none; what the server would refuse as a whole request is refused here.
pub(super) fn awards(table: &Table, mapping: &Mapping) -> Vec<Result<Award, Reason>> {
    let mut seen = HashMap::new();
    let mut read = |row: &Row| {
        let award = award(row, mapping)?;
        // An earlier row counts, whether or not it is refused: which of the two was meant is for people to say.
        let object = &award.learning_object.id;
        let object = Uuid::parse(object).map_or_else(|| object.clone(), |it| it.as_str().to_owned());
        match seen.insert((award.username.to_lowercase(), object), row.line) {
            Some(line) => Err(Reason::RepeatOf(line)),
            None => Ok(award),
        }
    };
    table.rows.iter().map(&mut read).collect()
}

fn award(row: &Row, mapping: &Mapping) -> Result<Award, Reason> {
    if !row.is_whole {
        // What stands in which column is anybody's guess.
        return Err(Reason::Cells);
    }
    let told = |column: Option<usize>| column.map(|it| row.cell(it)).filter(|it| !it.is_empty());
    let username = told(Some(mapping.username)).ok_or(Reason::Username)?;
    let object = match &mapping.object {
        Object::Column(column) => told(Some(*column)).ok_or(Reason::Object)?,
        Object::Same(object) => object,
    };
    let date_override = match told(mapping.date) {
        Some(day) if is_day(day) => noon_of(day),
        Some(_) => return Err(Reason::Date),
        None => None,
    };
    Ok(Award {
        username: username.to_owned(),
        learning_object: LearningObjectInput::told(object),
        recipient_name: told(mapping.name).map(ToOwned::to_owned),
        date_override,
        reason: None,
        idempotency_key: None,
        expected_version: None,
    })
}

/// Whether it is a day as in `2026-11-30`. One that is none would have the whole request refused.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |text: &str, n_digits: usize| {
        let is_one = text.len() == n_digits && text.bytes().all(|it| it.is_ascii_digit());
        is_one.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let n_days = match month {
        2 if year.is_multiple_of(400) || (year.is_multiple_of(4) && !year.is_multiple_of(100)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1900..=2199).contains(&year) && (1..=n_days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::{Guess, Mapping, Object, Reason, awards, is_day};
    use crate::api::enumeration::LearningObjectType;
    use crate::console::bulk::table::read;

    #[test]
    fn columns_are_known_by_their_names() {
        let of = |names: &[&str]| Guess::of(&names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        let expected = Guess {
            username: Some(1),
            object: Some(0),
            name: Some(3),
            date: Some(2),
        };
        assert_eq!(of(&["Course key", "User_Name", "DATE", "Full name"]), expected);
        assert_eq!(of(&["curso", "usuario", "fecha", "nombre"]), expected);
        assert_eq!(of(&["a", ""]), Guess::default());
    }

    #[test]
    fn rows_become_awards() {
        let text = "u,o,n,d\nada,course-v1:A+B+C, Ada ,2026-11-30\n,x,,\ngrace,,,\n\
            bob,course-v1:A+B+C,,30.11.2026\nADA,course-v1:A+B+C,,\nalan,course-v1:A+B+C\n\
            grace,3F2B9C1A-D04E-4F6C-8A7B-5E2D1C0F9A88,,\n";
        let table = read("a.csv", text.as_bytes()).expect("is read");
        let mapping = Mapping {
            username: 0,
            object: Object::Column(1),
            name: Some(2),
            date: Some(3),
        };
        let read = awards(&table, &mapping);
        let first = read[0].as_ref().expect("is an award");
        assert_eq!(first.recipient_name.as_deref(), Some("Ada"));
        assert_eq!(
            first.date_override.as_ref().map(|it| it.0.as_str()),
            Some("2026-11-30T12:00:00Z")
        );
        let reasons: Vec<_> = read[1..6].iter().map(|it| it.clone().err()).collect();
        let expected = [
            Reason::Username,
            Reason::Object,
            Reason::Date,
            Reason::RepeatOf(2),
            Reason::Cells,
        ];
        assert_eq!(reasons, expected.map(Some));
        let last = read[6].as_ref().expect("is an award");
        assert_eq!(last.learning_object.kind, LearningObjectType::Program);
        assert_eq!((&last.recipient_name, &last.date_override), (&None, &None));

        let same = Mapping {
            object: Object::Same("course-v1:X+Y+Z".to_owned()),
            ..mapping
        };
        let read = awards(&table, &same);
        assert_eq!(
            read[2].as_ref().expect("is an award").learning_object.id,
            "course-v1:X+Y+Z"
        );
    }

    #[test]
    fn days_are_days() {
        for day in ["1900-01-01", "2024-02-29", "2199-12-31", "2000-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for text in [
            "2023-02-29",
            "2100-02-29",
            "1899-12-31",
            "2026-13-01",
            "2026-04-31",
            "26-4-1",
            "2026-11-30T",
            "+026-11-30",
        ] {
            assert!(!is_day(text), "{text}");
        }
    }
}
