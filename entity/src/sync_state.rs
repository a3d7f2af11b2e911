//! How far a run of the catalogue's copying has come.

crate::value::text_enum! {
    /// How far a run of the catalogue's copying has come.
    SyncState {
        /// It waits for a worker.
        Queued = "queued",
        /// A worker is at it, or was until it was interrupted.
        Running = "running",
        /// It has reached its end.
        Succeeded = "succeeded",
        /// It was given up; what it had copied until then stays.
        Failed = "failed",
    }
}
