//! Which table an entry that was sealed is in.

crate::value::text_enum! {
    /// Which table an entry that was sealed is in.
    TrailKind {
        /// Something that concerns a person: [`crate::trail_entry`].
        Deed = "deed",
        /// A change of something that staff manage: [`crate::audit_entry`].
        Change = "change",
        /// A change of a credential: [`crate::credential_history`].
        Credential = "credential",
    }
}
