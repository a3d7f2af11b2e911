//! What happened to a credential, as its history tells it.

crate::value::text_enum! {
    /// What happened to a credential, as its history tells it.
    CredentialChange {
        /// The credential was awarded for the first time.
        Awarded = "awarded",
        /// Attributes, mode or date were changed by a further award.
        Updated = "updated",
        /// The credential was withdrawn.
        Revoked = "revoked",
        /// A revoked credential was awarded again.
        Reinstated = "reinstated",
        /// What its certificate shows was pinned anew.
        Refreshed = "refreshed",
        /// Its learner turned out to have another one for the same thing, and has that instead.
        Replaced = "replaced",
        /// Its learner was retired: it names nobody any more, and visitors do not see it.
        Erased = "erased",
        /// Nothing changed: what it says was put on record, which no entry before had done.
        Attested = "attested",
    }
}
