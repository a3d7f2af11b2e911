//! What a reconciliation has found to differ.

crate::value::text_enum! {
    /// What a reconciliation has found to differ between the service and the learning platform.
    DifferenceKind {
        /// The platform has a certificate that counts, and here is no credential.
        AwardMissing = "award_missing",
        /// A credential is awarded here, and the platform has no certificate.
        AwardUnknown = "award_unknown",
        /// A credential is awarded here, and the platform's certificate does not count, or does no longer.
        AwardNotPassing = "award_not_passing",
        /// A credential is revoked here, and the platform's certificate counts.
        AwardRevoked = "award_revoked",
        /// The platform has a grade, and here is a credential for the run without one.
        GradeMissing = "grade_missing",
        /// Both have a grade, and not the same.
        GradeDiffers = "grade_differs",
        /// The platform calls the person otherwise.
        UsernameChanged = "username_changed",
        /// The platform has retired the person's account.
        AccountRetired = "account_retired",
        /// The platform has no account of the person.
        AccountUnknown = "account_unknown",
    }
}

impl DifferenceKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
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
}
