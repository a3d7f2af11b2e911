//! What becomes of a row.

use leptos_i18n::I18nContext;

use super::query::{Award, AwardOutcome, Credential};
use crate::console::audit_trail::AuditTrailChange;
use crate::i18n::{Locale, t_string};

/// What became of a row, or would.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// It can be awarded.
    Told {
        outcome: AwardOutcome,
        /// None where it does not exist yet.
        credential: Option<Credential>,
        /// What becomes of one that exists.
        changes: Vec<AuditTrailChange>,
    },
    /// It cannot.
    Refused(Reason),
}

/// What becomes of rows, as they are counted and chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A credential is made.
    Created,
    /// One that exists is changed, or awarded again.
    Changed,
    /// It is there just so.
    Unchanged,
    /// Nothing is awarded.
    Refused,
}

impl Fate {
    /// All of them, in the order in which they are told.
    pub(super) const ALL: [Self; 4] = [Self::Created, Self::Changed, Self::Unchanged, Self::Refused];

    /// What the choice among them calls it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
        }
    }

    /// Reads what the choice calls it.
    pub(super) fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Says it of what was done, or of what would be.
    pub(super) fn words(self, i18n: I18nContext<Locale>, is_done: bool) -> &'static str {
        match (self, is_done) {
            (Self::Created, true) => t_string!(i18n, console.bulk.created),
            (Self::Changed, true) => t_string!(i18n, console.bulk.changed),
            (Self::Unchanged, true) => t_string!(i18n, console.bulk.unchanged),
            (Self::Refused, true) => t_string!(i18n, console.bulk.refused),
            (Self::Created, false) => t_string!(i18n, console.bulk.to_create),
            (Self::Changed, false) => t_string!(i18n, console.bulk.to_change),
            (Self::Unchanged, false) => t_string!(i18n, console.bulk.to_leave),
            (Self::Refused, false) => t_string!(i18n, console.bulk.to_refuse),
        }
    }
}

impl Verdict {
    /// What becomes of the row.
    pub(super) const fn fate(&self) -> Fate {
        match self {
            Self::Told { outcome, .. } => match outcome {
                AwardOutcome::Created => Fate::Created,
                AwardOutcome::Updated | AwardOutcome::Reinstated => Fate::Changed,
                AwardOutcome::Unchanged => Fate::Unchanged,
                AwardOutcome::Refused => Fate::Refused,
            },
            Self::Refused(_) => Fate::Refused,
        }
    }

    /// Whether awarding the row would change anything.
    pub(super) const fn is_to_do(&self) -> bool {
        matches!(self.fate(), Fate::Created | Fate::Changed)
    }

    /// The award as it was tried out: it is made only if what it changes is still what was seen, and for this reason where it changes
    /// something.
    pub(super) fn confirmed(&self, award: Award, reason: Option<&str>) -> Award {
        let (expected_version, reason) = match self {
            // A trial tells the version that the change would make.
            Self::Told { credential, .. } if self.fate() == Fate::Changed => (
                credential.as_ref().map(|it| it.version - 1),
                reason.map(ToOwned::to_owned),
            ),
            Self::Told { .. } | Self::Refused(_) => (None, None),
        };
        Award {
            reason,
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
    /// It has more or fewer cells than there are columns.
    Cells,
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
            Self::Cells => t_string!(i18n, console.bulk.bad_cells),
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
