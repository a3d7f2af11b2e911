//! Why a reconciliation was given up.

crate::value::text_enum! {
    /// Why a reconciliation was given up.
    ReconciliationError {
        /// The settings name no learning platform of the site any more.
        NotConfigured = "not_configured",
        /// The learning platform does not answer, again and again.
        Unavailable = "unavailable",
        /// It refuses to answer us.
        Refused = "refused",
        /// What it answers cannot be used.
        InvalidAnswer = "invalid_answer",
    }
}
