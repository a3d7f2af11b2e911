//! Whether a program is offered.

crate::value::text_enum! {
    /// Whether a program is offered. Certificates of one that is not stay as they are.
    ProgramStatus {
        /// It is offered.
        Active = "active",
        /// It was offered once.
        Retired = "retired",
        /// It was withdrawn.
        Deleted = "deleted",
        /// It is not offered yet.
        Unpublished = "unpublished",
    }
}
