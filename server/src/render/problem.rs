//! What is wrong with a template.

/// Most problems that are told.
pub const MAX_PROBLEMS: usize = 50;

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// What kind of fault it is.
    pub kind: ProblemKind,
    /// What is wrong, in one sentence.
    pub message: String,
    /// In which partial; none for the template itself.
    pub partial: Option<String>,
    /// In which line, from 1, where that is known.
    pub line: Option<usize>,
    /// With which of the trial certificates it showed; none where it shows without one.
    pub sample: Option<String>,
}

/// Kinds of faults of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum ProblemKind {
    /// It cannot be read.
    Syntax,
    /// It uses a part of the template language that certificates have no use for.
    StatementNotAllowed,
    /// It cannot be filled: an unknown variable, a missing value, too much work.
    NotFilled,
    /// It has an element that is not on the list.
    ElementNotAllowed,
    /// It has an attribute that is not on the list.
    AttributeNotAllowed,
    /// It leads or reaches elsewhere in a way that is not allowed.
    ExternalReference,
    /// It has a style that is not on the list.
    StyleNotAllowed,
    /// A picture has no text for those who do not see it.
    AltTextMissing,
    /// It names a picture that the site does not have.
    PictureMissing,
    /// It does not name the recipient.
    RecipientMissing,
    /// It takes more than one printed page.
    PageOverflow,
    /// It is wider than a printed page.
    TooWide,
    /// A text of it is cut off on paper.
    TextCutOff,
    /// It is too large.
    TooLarge,
    /// Its elements stand too deep in each other, or there is too much to one of them.
    TooComplex,
}

impl Problem {
    /// A fault without a place.
    pub fn new(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            partial: None,
            line: None,
            sample: None,
        }
    }

    /// The same in a line.
    #[must_use]
    pub fn at(self, line: Option<usize>) -> Self {
        Self { line, ..self }
    }
}

/// Adds a fault to others, where it is not among them already and they are not as many as are told: what shows in many places is told once.
pub(super) fn note(problems: &mut Vec<Problem>, found: Problem) {
    let is_known = |it: &Problem| it.kind == found.kind && it.message == found.message && it.partial == found.partial;
    if problems.len() < MAX_PROBLEMS && !problems.iter().any(is_known) {
        problems.push(found);
    }
}
