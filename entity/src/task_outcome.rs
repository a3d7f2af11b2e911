//! What came of a round of background work.

crate::value::text_enum! {
    /// What came of a round of background work.
    TaskOutcome {
        /// All that was due was done.
        Done = "done",
        /// Something was not; it is tried again.
        Failed = "failed",
    }
}
