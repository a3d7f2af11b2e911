//! What keeps a template from being published.

use leptos_i18n::I18nContext;

use crate::api::schema;
use crate::i18n::{Locale, t_string};

/// One thing that does.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct TemplateProblem {
    pub(super) kind: TemplateProblemKind,
    /// In English.
    pub(super) message: String,
    /// None for the template itself.
    pub(super) partial: Option<String>,
    /// From 1; none where it is not known.
    pub(super) line: Option<i32>,
    /// With which trial certificate it shows, in English; none where it shows with every one.
    pub(super) sample: Option<String>,
}

impl TemplateProblem {
    /// Where it is; none where it is nowhere in particular.
    pub(super) fn place(&self, i18n: I18nContext<Locale>) -> Option<String> {
        match (self.partial.clone(), self.line) {
            (None, None) => None,
            (None, Some(line)) => Some(t_string!(i18n, console.template.at_line, line = line)),
            (Some(name), None) => Some(t_string!(i18n, console.template.partial_of, name = name)),
            (Some(name), Some(line)) => Some(t_string!(i18n, console.template.at_line_of, name = name, line = line)),
        }
    }
}

/// What is wrong.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplateProblemKind {
    AltTextMissing,
    AttributeNotAllowed,
    ElementNotAllowed,
    ExternalReference,
    NotFilled,
    PageOverflow,
    PictureMissing,
    RecipientMissing,
    StatementNotAllowed,
    StyleNotAllowed,
    Syntax,
    TextCutOff,
    TooComplex,
    TooLarge,
    TooWide,
}

impl TemplateProblemKind {
    /// How people are told.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::AltTextMissing => t_string!(i18n, console.template.problem.alt_text_missing),
            Self::AttributeNotAllowed => t_string!(i18n, console.template.problem.attribute_not_allowed),
            Self::ElementNotAllowed => t_string!(i18n, console.template.problem.element_not_allowed),
            Self::ExternalReference => t_string!(i18n, console.template.problem.external_reference),
            Self::NotFilled => t_string!(i18n, console.template.problem.not_filled),
            Self::PageOverflow => t_string!(i18n, console.template.problem.page_overflow),
            Self::PictureMissing => t_string!(i18n, console.template.problem.picture_missing),
            Self::RecipientMissing => t_string!(i18n, console.template.problem.recipient_missing),
            Self::StatementNotAllowed => t_string!(i18n, console.template.problem.statement_not_allowed),
            Self::StyleNotAllowed => t_string!(i18n, console.template.problem.style_not_allowed),
            Self::Syntax => t_string!(i18n, console.template.problem.syntax),
            Self::TextCutOff => t_string!(i18n, console.template.problem.text_cut_off),
            Self::TooComplex => t_string!(i18n, console.template.problem.too_complex),
            Self::TooLarge => t_string!(i18n, console.template.problem.too_large),
            Self::TooWide => t_string!(i18n, console.template.problem.too_wide),
        }
    }
}
