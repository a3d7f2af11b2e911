//! What somebody did, as the audit trail names it.

crate::value::text_enum! {
    /// What somebody did, as the audit trail names it: the noun, then the verb.
    TrailAction {
        /// Looked at what another person earned.
        LearnerRecordViewed = "learner_record.viewed",
        /// Ended another person's link to a record.
        RecordShareRevoked = "record_share.revoked",
        /// Had everything forgotten that was known of a person.
        UserRetired = "user.retired",
    }
}
