//! Why a run of the catalogue's copying was given up.

crate::value::text_enum! {
    /// Why a run of the catalogue's copying was given up.
    SyncError {
        /// The site has no catalogue service any more.
        NotConfigured = "not_configured",
        /// The catalogue service, or the platform whose tokens it takes, does not answer.
        Unavailable = "unavailable",
        /// One of them refuses to answer us.
        Refused = "refused",
        /// What the catalogue service answers cannot be used.
        InvalidAnswer = "invalid_answer",
        /// More than a fifth of a kind would be removed.
        MassDeleteGuard = "mass_delete_guard",
    }
}
