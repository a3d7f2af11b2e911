//! What an outbox event announces.

crate::value::text_enum! {
    /// What an outbox event announces to other systems.
    EventKind {
        /// A credential was awarded for the first time.
        CredentialAwarded = "credential.awarded",
        /// A credential's attributes, mode or date changed.
        CredentialUpdated = "credential.updated",
        /// A credential was revoked.
        CredentialRevoked = "credential.revoked",
        /// A revoked credential was awarded again.
        CredentialReinstated = "credential.reinstated",
    }
}
