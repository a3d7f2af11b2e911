//! A piece of background work.

crate::value::text_enum! {
    /// A piece of background work.
    Task {
        /// Removes what has expired, and corrects what follows from changed configurations.
        TidyUp = "tidy_up",
        /// Copies catalogues.
        CatalogueSync = "catalogue_sync",
        /// Sends mail.
        Mail = "mail",
        /// Awards the programs that learners have completed.
        ProgramCompletion = "program_completion",
        /// Erases what is left of retired people.
        Retirement = "retirement",
        /// Compares people with their accounts.
        UserSync = "user_sync",
        /// Counts what happens.
        Insight = "insight",
        /// Compares awards, grades and people with the learning platform.
        Reconciliation = "reconciliation",
        /// Seals the audit trail.
        TrailSealing = "trail_sealing",
        /// Verifies the audit trail.
        TrailVerification = "trail_verification",
    }
}
