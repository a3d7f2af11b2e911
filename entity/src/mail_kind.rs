//! What a mail is for.

crate::value::text_enum! {
    /// What a mail is for.
    MailKind {
        /// Tells a learner that a program is completed.
        Completion = "completion",
        /// Shows a learner's record to an institution that makes an offer.
        Record = "record",
        /// Shows staff what such a mail looks like.
        Test = "test",
    }
}
