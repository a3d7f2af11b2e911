//! What a form about something in the catalogue holds, whatever its kind.

use super::kind::Kind;
use super::part::Part;

/// Something that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) kind: Kind,
    pub(super) id: String,
    /// What tells it from others.
    pub(super) name: String,
    /// More of it; empty where there is nothing.
    pub(super) minor: String,
}

impl Pick {
    /// Runs of a course have its title, and are told apart by their keys.
    pub(super) fn told(kind: Kind, id: String, name: String, key: Option<String>) -> Self {
        let minor = key.unwrap_or_default();
        let (name, minor) = if kind == Kind::CourseRun {
            (minor, name)
        } else {
            (name, minor)
        };
        Self { kind, id, name, minor }
    }
}

/// What one part of it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// What was written or chosen among few; empty for nothing. Days are whole instants where they came from the server.
    Text(String),
    /// What was chosen of the catalogue, in order.
    Picks(Vec<Pick>),
}

/// Every part with its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft(pub(super) Vec<(Part, Value)>);

impl Draft {
    /// A draft that is empty but for what something new begins with.
    pub(super) fn empty(kind: Kind) -> Self {
        let value = |part: Part| match part.picked() {
            Some(_) => Value::Picks(Vec::new()),
            None => Value::Text(part.first_choice().to_owned()),
        };
        Self(kind.parts().iter().map(|it| (*it, value(*it))).collect())
    }

    /// The same with what it belongs to, where it can belong to such a thing.
    pub(super) fn belonging_to(mut self, of: &Pick) -> Self {
        for (part, value) in &mut self.0 {
            if part.picked().is_some_and(|(kind, _)| kind == of.kind) {
                *value = Value::Picks(vec![of.clone()]);
            }
        }
        self
    }

    /// What a part is; none where the draft has no such part.
    pub(super) fn value(&self, part: Part) -> Option<&Value> {
        self.0.iter().find(|(it, _)| *it == part).map(|(_, value)| value)
    }

    /// What was written; empty for nothing.
    pub(super) fn text(&self, part: Part) -> String {
        match self.value(part) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Picks(_)) | None => String::new(),
        }
    }

    /// The same; none for nothing.
    pub(super) fn some(&self, part: Part) -> Option<String> {
        Some(self.text(part)).filter(|it| !it.is_empty())
    }

    /// What was chosen.
    pub(super) fn picks(&self, part: Part) -> Vec<Pick> {
        match self.value(part) {
            Some(Value::Picks(picks)) => picks.clone(),
            Some(Value::Text(_)) | None => Vec::new(),
        }
    }

    /// What was written here together with what others did in the meantime: what was left as it was `seen` here is as it is `now`.
    pub(super) fn onto(self, seen: &Self, now: &Self) -> Self {
        let pick = |(part, written): (Part, Value)| {
            let is_left = seen.value(part) == Some(&written);
            let theirs = now.value(part).filter(|_| is_left).cloned();
            (part, theirs.unwrap_or(written))
        };
        Self(self.0.into_iter().map(pick).collect())
    }

    /// The parts in which another draft differs.
    pub(super) fn changed(&self, other: &Self) -> Vec<Part> {
        let differs = |(part, value): &&(Part, Value)| other.value(*part).is_some_and(|it| it != value);
        self.0.iter().filter(differs).map(|(part, _)| *part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Kind, Part, Pick, Value};

    fn course(title: &str, picks: Vec<Pick>) -> Draft {
        Draft(vec![
            (Part::Title, Value::Text(title.to_owned())),
            (Part::Organizations, Value::Picks(picks)),
        ])
    }

    fn pick() -> Pick {
        Pick::told(Kind::Organization, "id".to_owned(), "Harbor College".to_owned(), None)
    }

    #[test]
    fn what_others_changed_stays_where_nothing_was_written() {
        let (seen, now) = (course("Before", Vec::new()), course("Theirs", vec![pick()]));
        assert_eq!(seen.changed(&now), [Part::Title, Part::Organizations]);
        let written = course("Mine", Vec::new());
        assert_eq!(written.onto(&seen, &now), course("Mine", vec![pick()]));
        let untouched = seen.clone();
        assert_eq!(untouched.onto(&seen, &now), now);
    }

    #[test]
    fn new_things_begin_with_what_they_belong_to() {
        let draft = Draft::empty(Kind::Program).belonging_to(&pick());
        assert_eq!(draft.picks(Part::Organizations), [pick()]);
        assert_eq!(draft.picks(Part::CourseRuns), []);
        assert_eq!(
            (draft.text(Part::State), draft.some(Part::Title)),
            ("offered".to_owned(), None)
        );
    }

    #[test]
    fn runs_are_told_apart_by_their_keys() {
        let run = Pick::told(
            Kind::CourseRun,
            "id".to_owned(),
            "Sailing".to_owned(),
            Some("key".to_owned()),
        );
        assert_eq!((run.name.as_str(), run.minor.as_str()), ("key", "Sailing"));
    }
}
