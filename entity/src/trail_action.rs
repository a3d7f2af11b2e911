//! What somebody did, as the audit trail names it.

crate::value::text_enum! {
    /// What somebody did, as the audit trail names it: the noun, then the verb.
    TrailAction {
        /// Looked at all that is known of another person.
        LearnerViewed = "learner.viewed",
        /// Looked at what another person earned.
        LearnerRecordViewed = "learner_record.viewed",
        /// Sent another person's record to an institution.
        RecordSent = "record.sent",
        /// Ended another person's link to a record.
        RecordShareRevoked = "record_share.revoked",
        /// Had an event delivered again that was given up.
        EventRetried = "event.retried",
        /// Had an event that was given up never delivered.
        EventDropped = "event.dropped",
        /// Called a person by another name.
        UserRenamed = "user.renamed",
        /// Had everything forgotten that was known of a person.
        UserRetired = "user.retired",
        /// Took a copy of the trail away as a file.
        TrailExported = "trail.exported",
        /// Took along all that is kept of a person, their own included.
        PersonalDataExported = "personal_data.exported",
        /// Gave a person a role at the site.
        RoleGranted = "role.granted",
        /// Took a role at the site from a person.
        RoleRevoked = "role.revoked",
        /// Had awards, grades and people compared with what the learning platform answers.
        ReconciliationStarted = "reconciliation.started",
        /// Had the service say what the platform says.
        DifferenceRepaired = "difference.repaired",
        /// Decided that a difference stays.
        DifferenceIgnored = "difference.ignored",
    }
}
