//! Whether a pathway is offered.

crate::value::text_enum! {
    /// Whether a pathway is offered.
    PathwayStatus {
        /// It is offered.
        Published = "published",
        /// It is not offered yet.
        Unpublished = "unpublished",
        /// It was offered once.
        Retired = "retired",
    }
}
