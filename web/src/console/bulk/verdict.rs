//! What becomes of a row.

use leptos_i18n::I18nContext;

use super::query::{Award, AwardOutcome, Credential};
use crate::i18n::{Locale, t_string};

/// What became of a row, or would.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// It can be awarded.
    Told {
        outcome: AwardOutcome,
        /// None where it does not exist yet.
        credential: Option<Credential>,
    },
    /// It cannot.
    Refused(Reason),
}

impl Verdict {
    /// Whether awarding the row would change anything.
    pub(super) fn is_to_do(&self) -> bool {
        matches!(
            self,
            Self::Told {
                outcome: AwardOutcome::Created | AwardOutcome::Reinstated | AwardOutcome::Updated,
                ..
            }
        )
    }

    /// The award as it was tried out: it is made only if what it changes is still what was seen.
    pub(super) fn confirmed(&self, award: Award) -> Award {
        let expected_version = match self {
            // A trial tells the version that the change would make.
            Self::Told {
                outcome: AwardOutcome::Updated | AwardOutcome::Reinstated,
                credential,
            } => credential.as_ref().map(|it| it.version - 1),
            Self::Told { .. } | Self::Refused(_) => None,
        };
        Award {
            expected_version,
            ..award
        }
    }

    /// The outcome in the words of the API.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Told { outcome, .. } => match outcome {
                AwardOutcome::Created => "CREATED",
                AwardOutcome::Refused => "REFUSED",
                AwardOutcome::Reinstated => "REINSTATED",
                AwardOutcome::Unchanged => "UNCHANGED",
                AwardOutcome::Updated => "UPDATED",
            },
            Self::Refused(_) => "REFUSED",
        }
    }
}

/// Why a row is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// No username of the platform.
    Username,
    /// The learner was retired.
    Retired,
    /// Neither a course key nor a program's UUID.
    Object,
    /// Nothing is configured for the program.
    Unconfigured,
    /// The configuration takes no awards now.
    Inactive,
    /// The name cannot stand on a certificate.
    Name,
    /// No day, or one that lies outside of what certificates can show.
    Date,
    /// The row on this line awards the same.
    RepeatOf(u64),
    /// An earlier row awards the same.
    Repeated,
    /// It was changed since it was tried out.
    Outdated,
    /// What this page does not expect.
    Other,
}

impl Reason {
    /// Says it.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> String {
        match self {
            Self::Username => t_string!(i18n, console.award.bad_username),
            Self::Retired => t_string!(i18n, console.problem.retired),
            Self::Object => t_string!(i18n, console.bulk.bad_object),
            Self::Unconfigured => t_string!(i18n, console.award.unconfigured),
            Self::Inactive => t_string!(i18n, console.problem.inactive),
            Self::Name => t_string!(i18n, console.award.bad_name),
            Self::Date => t_string!(i18n, console.bulk.bad_date),
            Self::RepeatOf(line) => return t_string!(i18n, console.bulk.repeat_of, line = line),
            Self::Repeated => t_string!(i18n, console.bulk.repeated),
            Self::Outdated => t_string!(i18n, console.bulk.outdated),
            Self::Other => t_string!(i18n, console.award.other),
        }
        .to_owned()
    }
}
