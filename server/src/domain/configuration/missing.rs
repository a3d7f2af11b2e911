//! What a configuration lacks to be active.

use entity::{LearningObjectType, credential_configuration};

use crate::domain::certificate::Source;

/// Something that certificates need and a configuration lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Missing {
    /// The catalogue does not know what is earned.
    #[error("the catalogue does not know this program")]
    LearningObject,
    /// Nobody offers it.
    #[error("the catalogue names no organization for this program")]
    Organization,
    /// Nothing says what certificates of a run are headed with.
    #[error("neither the catalogue nor the configuration has a title for this course run")]
    Title,
    /// Nobody signs.
    #[error("certificates of a program need a signatory")]
    Signatory,
    /// The template has no published version.
    #[error("the template has no published version")]
    PublishedTemplate,
}

/// What there is of the template that a configuration names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateState {
    /// None is named: the built-in one serves.
    BuiltIn,
    /// It has a published version.
    Published,
    /// It has none.
    Unpublished,
}

/// What certificates of this configuration would lack. An award that makes its configuration does not ask: a run is awarded before the
/// catalogue knows it (docs/adr/0003).
#[must_use]
pub fn missing(
    configuration: &credential_configuration::Model,
    source: &Source,
    n_signatories: usize,
    template: TemplateState,
) -> Vec<Missing> {
    let of_kind = match configuration.learning_object_type {
        LearningObjectType::Program if source.title.is_none() => vec![Missing::LearningObject],
        LearningObjectType::Program if source.organizations.is_empty() => vec![Missing::Organization],
        LearningObjectType::CourseRun if source.title.is_none() && configuration.title.is_none() => {
            vec![Missing::Title]
        }
        LearningObjectType::Program | LearningObjectType::CourseRun => Vec::new(),
    };
    let lacks_signatory = match configuration.learning_object_type {
        LearningObjectType::Program => n_signatories == 0,
        LearningObjectType::CourseRun => false,
    };
    let lacks_template = match template {
        TemplateState::BuiltIn | TemplateState::Published => false,
        TemplateState::Unpublished => true,
    };
    of_kind
        .into_iter()
        .chain(lacks_signatory.then_some(Missing::Signatory))
        .chain(lacks_template.then_some(Missing::PublishedTemplate))
        .collect()
}
