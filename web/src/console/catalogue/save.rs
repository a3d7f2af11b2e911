//! What makes and changes something in the catalogue.

mod create;
mod edit;
mod mutation;

use super::kind::Kind;
use super::part::Part;
use super::thing::Thing;
use crate::api::error::ApiError;
pub(super) use create::create;
pub(super) use edit::edit;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// All that is wrong with what was written.
    Unfit(Vec<Flaw>),
    /// Somebody else changed it: as it is now.
    Conflict(Box<Thing>),
    /// The catalogue service keeps it.
    Synced,
    /// It is gone, or something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

/// One thing that is wrong with what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// Where; none where the form has no such part.
    part: Option<Part>,
    fault: Fault,
    /// In the server's own words, in English.
    message: String,
}

/// In which way a part is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not of the form that it must have.
    Unfit,
    /// Something else has it already.
    Taken,
    /// It names what is not there any more.
    Unknown,
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

impl Refusal {
    /// What is wrong with a part.
    pub(super) fn fault(&self, part: Part) -> Option<Fault> {
        let flaw = self.flaws().iter().find(|it| it.part == Some(part))?;
        Some(flaw.fault)
    }

    /// What is wrong with no part of the form, in the server's own words.
    pub(super) fn elsewhere(&self) -> Option<&str> {
        let flaw = self.flaws().iter().find(|it| it.part.is_none())?;
        Some(&flaw.message)
    }

    /// The parts with which something is wrong.
    pub(super) fn parts(&self) -> Vec<Part> {
        self.flaws().iter().filter_map(|it| it.part).collect()
    }

    fn flaws(&self) -> &[Flaw] {
        match self {
            Self::Unfit(flaws) => flaws,
            Self::Conflict(_) | Self::Synced | Self::Outdated | Self::Failed(_) => &[],
        }
    }

    /// One part that cannot be sent as it is written.
    fn unfit(part: Part) -> Self {
        Self::Unfit(vec![Flaw {
            part: Some(part),
            fault: Fault::Unfit,
            message: String::new(),
        }])
    }
}

/// The part that the path of an error names.
fn part(kind: Kind, path: &[String]) -> Option<Part> {
    // What comes first is the name of the argument.
    let field = path.get(1)?;
    kind.parts().iter().copied().find(|it| it.field() == field)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Part, part};

    #[test]
    fn paths_name_parts_and_places_in_them() {
        let path = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(part(Kind::Program, &path(&["input", "typeSlug"])), Some(Part::TypeSlug));
        let place = path(&["input", "courseRuns", "3"]);
        assert_eq!(part(Kind::Program, &place), Some(Part::CourseRuns));
        assert_eq!(part(Kind::Organization, &place), None);
        assert_eq!(part(Kind::Program, &path(&["input"])), None);
    }
}
