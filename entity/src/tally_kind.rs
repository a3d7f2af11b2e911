//! What a tally counts.

crate::value::text_enum! {
    /// What a tally counts.
    TallyKind {
        /// Credentials that were awarded for the first time.
        Awarded = "awarded",
        /// Credentials that were withdrawn.
        Revoked = "revoked",
        /// Revoked credentials that were awarded again.
        Reinstated = "reinstated",
        /// Links to records that were made.
        Shared = "shared",
        /// Views of shared records.
        Viewed = "viewed",
    }
}
