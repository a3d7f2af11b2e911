//! What became of a difference.

crate::value::text_enum! {
    /// What became of a difference that a reconciliation has found.
    DifferenceState {
        /// Nobody has dealt with it.
        Open = "open",
        /// The service says the same as the platform now.
        Repaired = "repaired",
        /// Somebody decided that it stays.
        Ignored = "ignored",
    }
}
