//! What an edit of a configuration asks for, read from what the caller sent.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::id::{SignatoryId, TemplateId};
use entity::{LearningObjectType, OrganizationLabel, credential_configuration};

use crate::domain::edit::Edit;
use crate::domain::expiry::{Expiry, InvalidExpiry, RawExpiry};
use crate::domain::instant;
use crate::domain::language::{self, InvalidLanguage};
use crate::domain::text::{self, UnfitText};

/// Most signatories of a certificate.
pub const MAX_SIGNATORIES: usize = 20;
/// Longest title, in characters.
const MAX_TITLE_LENGTH: usize = 255;

/// How a certificate shall look, as the caller wrote it. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawEdit {
    /// Title to print instead of the learning object's own.
    pub title: Edit<String>,
    /// BCP 47 tag.
    pub language: Edit<String>,
    /// Who signs, in order.
    pub signatories: Option<Vec<SignatoryId>>,
    /// How organizations are named.
    pub organization_label: Option<OrganizationLabel>,
    /// Whether the hours of effort are told.
    pub shows_hours_of_effort: Option<bool>,
    /// From when certificates may be seen.
    pub available_at: Edit<DateTime<Utc>>,
    /// When credentials expire.
    pub expiry: Edit<RawExpiry>,
    /// Template; none for the built-in one.
    pub template: Edit<TemplateId>,
    /// Whether the service awards by itself.
    pub awards_automatically: Option<bool>,
}

/// An edit whose parts are all well formed.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedEdit {
    title: Edit<String>,
    language: Edit<String>,
    /// Who signs, in order.
    pub signatories: Option<Vec<SignatoryId>>,
    organization_label: Option<OrganizationLabel>,
    shows_hours_of_effort: Option<bool>,
    available_at: Edit<DateTime<Utc>>,
    expiry: Edit<Expiry>,
    template: Edit<TemplateId>,
    awards_automatically: Option<bool>,
}

/// What is wrong with a part of an edit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The title cannot be kept.
    #[error(transparent)]
    Title(#[from] UnfitText),
    /// The title has nothing to read.
    #[error("a title must not be blank; leave it null to print the learning object's own")]
    BlankTitle,
    /// The language is no tag.
    #[error(transparent)]
    Language(#[from] InvalidLanguage),
    /// Too many people sign.
    #[error("a certificate has at most {MAX_SIGNATORIES} signatories")]
    TooManySignatories,
    /// Somebody signs twice.
    #[error("a signatory signs once")]
    DuplicateSignatory {
        /// The second place in the list.
        index: usize,
    },
    /// There is no such signatory.
    #[error("there is no such signatory")]
    UnknownSignatory {
        /// The place in the list.
        index: usize,
    },
    /// The date cannot be kept.
    #[error("the date must lie between 1900 and 2199")]
    AvailableAt,
    /// The expiry rule is none.
    #[error(transparent)]
    Expiry(#[from] InvalidExpiry),
    /// Nothing tells when a run is completed but the learning platform.
    #[error("only programs can be awarded automatically")]
    AutomaticRun,
    /// The catalogue knows the effort of programs alone.
    #[error("only certificates of programs tell hours of effort")]
    EffortOfRun,
    /// There is no such template.
    #[error("there is no such template")]
    UnknownTemplate,
}

impl Unfit {
    /// Where in the input the fault lies.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let indexed = |index: &usize| vec!["signatories".to_owned(), index.to_string()];
        match self {
            Self::Title(_) | Self::BlankTitle => vec!["title".to_owned()],
            Self::Language(_) => vec!["language".to_owned()],
            Self::TooManySignatories => vec!["signatories".to_owned()],
            Self::DuplicateSignatory { index } | Self::UnknownSignatory { index } => indexed(index),
            Self::AvailableAt => vec!["availableAt".to_owned()],
            Self::Expiry(_) => vec!["expiry".to_owned()],
            Self::AutomaticRun => vec!["awardAutomatically".to_owned()],
            Self::EffortOfRun => vec!["hasHoursOfEffort".to_owned()],
            Self::UnknownTemplate => vec!["template".to_owned()],
        }
    }
}

/// Reads an edit; tells everything that is wrong with it at once.
pub fn parse(raw: RawEdit) -> Result<ParsedEdit, Vec<Unfit>> {
    let RawEdit {
        title,
        language,
        signatories,
        organization_label,
        shows_hours_of_effort,
        available_at,
        expiry,
        template,
        awards_automatically,
    } = raw;
    let mut unfit = Vec::new();
    let title = title.and_then(|it| {
        if it.trim().is_empty() {
            unfit.push(Unfit::BlankTitle);
        }
        keep(&mut unfit, text::plain(it, MAX_TITLE_LENGTH))
    });
    let language = language.and_then(|it| keep(&mut unfit, language::parse(&it)));
    if let Some(signatories) = &signatories {
        if signatories.len() > MAX_SIGNATORIES {
            unfit.push(Unfit::TooManySignatories);
        }
        let mut seen = BTreeSet::new();
        for (index, it) in signatories.iter().enumerate().take(MAX_SIGNATORIES) {
            if !seen.insert(it) {
                unfit.push(Unfit::DuplicateSignatory { index });
            }
        }
    }
    let available_at = available_at.and_then(|it| {
        let parsed = instant::parse(it);
        if parsed.is_err() {
            unfit.push(Unfit::AvailableAt);
        }
        parsed.ok()
    });
    let expiry = expiry.and_then(|it| keep(&mut unfit, Expiry::parse(it)));
    if unfit.is_empty() {
        Ok(ParsedEdit {
            title,
            language,
            signatories,
            organization_label,
            shows_hours_of_effort,
            available_at,
            expiry,
            template,
            awards_automatically,
        })
    } else {
        Err(unfit)
    }
}

fn keep<T, E: Into<Unfit>>(unfit: &mut Vec<Unfit>, result: Result<T, E>) -> Option<T> {
    result.map_err(|error| unfit.push(error.into())).ok()
}

impl ParsedEdit {
    /// What is wrong with it for a learning object of this kind.
    #[must_use]
    pub fn unfit_for(&self, kind: LearningObjectType) -> Option<Unfit> {
        // Configurations from before may have it; only who asks for it is told.
        let asks_for_effort = self.shows_hours_of_effort == Some(true);
        (asks_for_effort && kind == LearningObjectType::CourseRun).then_some(Unfit::EffortOfRun)
    }

    /// The configuration afterwards; its version and times stay for the caller to set.
    #[must_use]
    pub fn apply(&self, before: &credential_configuration::Model) -> credential_configuration::Model {
        let Self {
            title,
            language,
            signatories: _,
            organization_label,
            shows_hours_of_effort,
            available_at,
            expiry,
            template,
            awards_automatically,
        } = self.clone();
        let mut after = credential_configuration::Model {
            title: title.apply(before.title.clone()),
            language: language.apply(before.language.clone()),
            organization_label: organization_label.unwrap_or(before.organization_label),
            shows_hours_of_effort: shows_hours_of_effort.unwrap_or(before.shows_hours_of_effort),
            available_at: available_at.apply(before.available_at),
            template_id: template.apply(before.template_id),
            awards_automatically: awards_automatically.unwrap_or(before.awards_automatically),
            ..before.clone()
        };
        Expiry::write(expiry.apply(Expiry::of(before)), &mut after);
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_is_told_at_once() {
        let signatory = SignatoryId(crate::id::random());
        let unfit = parse(RawEdit {
            title: Edit::Set("  ".to_owned()),
            language: Edit::Set("../../etc".to_owned()),
            signatories: Some(vec![signatory, signatory]),
            available_at: Edit::Set(DateTime::<Utc>::MAX_UTC),
            expiry: Edit::Set(RawExpiry {
                after_days: None,
                after_months: None,
                expires_at: None,
            }),
            ..RawEdit::default()
        })
        .expect_err("nothing in it is right");
        let paths: Vec<String> = unfit.iter().map(|it| it.path().join(".")).collect();
        assert_eq!(paths, ["title", "language", "signatories.1", "availableAt", "expiry"]);
        assert_eq!(
            parse(RawEdit {
                title: Edit::Set("a\u{0}".to_owned()),
                ..RawEdit::default()
            })
            .map_err(|it| it.len()),
            Err(1)
        );
    }
}
