//! What was decided about a credential.

crate::value::text_enum! {
    /// What was decided about a credential; nothing is ever deleted.
    CredentialStatus {
        /// It was awarded and stands.
        Awarded = "awarded",
        /// It was awarded and later withdrawn.
        Revoked = "revoked",
    }
}
