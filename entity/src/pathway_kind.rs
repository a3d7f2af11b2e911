//! What somebody does with a record that reaches them over a pathway.

crate::value::text_enum! {
    /// What somebody does with a record that reaches them over a pathway.
    PathwayKind {
        /// Counts it towards studies: records can be sent there.
        Credit = "credit",
        /// Values it in an application: for display only.
        Industry = "industry",
    }
}
