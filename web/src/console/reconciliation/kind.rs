//! What can differ: how the address writes it, what it is called, and what a repair of it does.

use leptos_i18n::I18nContext;

use crate::api::schema;
use crate::i18n::{Locale, t_string};

/// What differs between the service and the learning platform.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DifferenceKind {
    AwardMissing,
    AwardUnknown,
    AwardNotPassing,
    AwardRevoked,
    GradeMissing,
    GradeDiffers,
    UsernameChanged,
    AccountRetired,
    AccountUnknown,
}

impl DifferenceKind {
    /// In the order in which they are offered.
    pub(super) const ALL: [Self; 9] = [
        Self::AwardMissing,
        Self::AwardUnknown,
        Self::AwardNotPassing,
        Self::AwardRevoked,
        Self::GradeMissing,
        Self::GradeDiffers,
        Self::UsernameChanged,
        Self::AccountRetired,
        Self::AccountUnknown,
    ];

    /// How the address writes it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::AwardMissing => "award-missing",
            Self::AwardUnknown => "award-unknown",
            Self::AwardNotPassing => "award-not-passing",
            Self::AwardRevoked => "award-revoked",
            Self::GradeMissing => "grade-missing",
            Self::GradeDiffers => "grade-differs",
            Self::UsernameChanged => "username-changed",
            Self::AccountRetired => "account-retired",
            Self::AccountUnknown => "account-unknown",
        }
    }

    /// What the address means; none where it means nothing.
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub(super) fn name(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::AwardMissing => t_string!(i18n, console.reconciliation.kind.award_missing),
            Self::AwardUnknown => t_string!(i18n, console.reconciliation.kind.award_unknown),
            Self::AwardNotPassing => t_string!(i18n, console.reconciliation.kind.award_not_passing),
            Self::AwardRevoked => t_string!(i18n, console.reconciliation.kind.award_revoked),
            Self::GradeMissing => t_string!(i18n, console.reconciliation.kind.grade_missing),
            Self::GradeDiffers => t_string!(i18n, console.reconciliation.kind.grade_differs),
            Self::UsernameChanged => t_string!(i18n, console.reconciliation.kind.username_changed),
            Self::AccountRetired => t_string!(i18n, console.reconciliation.kind.account_retired),
            Self::AccountUnknown => t_string!(i18n, console.reconciliation.kind.account_unknown),
        }
    }

    /// What a repair does, as the schema tells it.
    pub(super) fn repair(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::AwardMissing => t_string!(i18n, console.reconciliation.repairs.award),
            Self::AwardUnknown | Self::AwardNotPassing => t_string!(i18n, console.reconciliation.repairs.revoke),
            Self::AwardRevoked => t_string!(i18n, console.reconciliation.repairs.reinstate),
            Self::GradeMissing | Self::GradeDiffers => t_string!(i18n, console.reconciliation.repairs.grade),
            Self::UsernameChanged => t_string!(i18n, console.reconciliation.repairs.rename),
            Self::AccountRetired => t_string!(i18n, console.reconciliation.repairs.retire),
            Self::AccountUnknown => t_string!(i18n, console.reconciliation.repairs.nothing),
        }
    }

    /// Whether a repair takes something away from somebody, so that it is asked about first.
    pub(super) const fn takes_away(self) -> bool {
        match self {
            Self::AwardUnknown | Self::AwardNotPassing | Self::AccountRetired => true,
            Self::AwardMissing
            | Self::AwardRevoked
            | Self::GradeMissing
            | Self::GradeDiffers
            | Self::UsernameChanged
            | Self::AccountUnknown => false,
        }
    }

    /// Whether it is about an award, of which both sides tell the status by a word.
    pub(super) const fn is_award(self) -> bool {
        match self {
            Self::AwardMissing | Self::AwardUnknown | Self::AwardNotPassing | Self::AwardRevoked => true,
            Self::GradeMissing
            | Self::GradeDiffers
            | Self::UsernameChanged
            | Self::AccountRetired
            | Self::AccountUnknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DifferenceKind;

    #[test]
    fn every_kind_is_read_as_it_is_written() {
        for kind in DifferenceKind::ALL {
            assert_eq!(DifferenceKind::read(kind.word()), Some(kind));
        }
        assert_eq!(DifferenceKind::read("lost"), None);
    }
}
