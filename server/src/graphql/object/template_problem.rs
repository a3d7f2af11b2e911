//! What is wrong with a template.

use async_graphql::SimpleObject;

use super::enumeration::TemplateProblemKind;
use crate::render::problem::Problem;

/// Something that is wrong with a template: it keeps one of certificates from being published, and is taken out of a mail.
#[derive(SimpleObject)]
pub(in crate::graphql) struct TemplateProblem {
    /// What kind of fault it is.
    kind: TemplateProblemKind,
    /// What is wrong, for people. In English; may change.
    message: String,
    /// In which partial; null for the template itself.
    partial: Option<String>,
    /// In which line, from 1; null where that is not known.
    line: Option<i32>,
    /// With which trial certificate it showed, in words; null where it shows with every one.
    sample: Option<String>,
}

impl From<Problem> for TemplateProblem {
    fn from(it: Problem) -> Self {
        Self {
            kind: it.kind.into(),
            message: it.message,
            partial: it.partial,
            line: it.line.and_then(|it| i32::try_from(it).ok()),
            sample: it.sample,
        }
    }
}

/// Where a problem is, to be read after its message.
pub(in crate::graphql) fn place(problem: &Problem) -> String {
    let mut places = Vec::new();
    places.extend(problem.partial.as_ref().map(|it| format!("in partial {it}")));
    places.extend(problem.line.map(|it| format!("line {it}")));
    places.extend(problem.sample.as_ref().map(|it| format!("with {it}")));
    if places.is_empty() {
        String::new()
    } else {
        format!(" ({})", places.join(", "))
    }
}
