//! The kind of thing that an entry of the audit trail is about.

crate::value::text_enum! {
    /// The kind of thing that an entry of the audit trail is about.
    TrailSubject {
        /// A person.
        User = "user",
        /// A credential.
        Credential = "credential",
        /// A link to a learner's record.
        RecordShare = "record_share",
        /// A site: what was done concerns all that is on it.
        Site = "site",
        /// A comparison with the learning platform.
        Reconciliation = "reconciliation",
        /// What such a comparison has found to differ.
        Difference = "difference",
    }
}
