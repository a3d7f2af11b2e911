//! What was done to something that staff manage.

crate::value::text_enum! {
    /// What was done to something that staff manage.
    AuditChange {
        /// It was made.
        Created = "created",
        /// Some of it was changed.
        Edited = "edited",
        /// It takes effect from now on.
        Activated = "activated",
        /// It takes effect no longer.
        Deactivated = "deactivated",
        /// A version of it passed every check.
        Checked = "checked",
        /// A version of it may be used from now on.
        Published = "published",
        /// It was removed.
        Deleted = "deleted",
    }
}
