//! How organizations are named on a certificate.

crate::value::text_enum! {
    /// How organizations are named on a certificate.
    OrganizationLabel {
        /// By their name, as in "Example University".
        Name = "name",
        /// By their short key, as in `ExampleX`.
        Key = "key",
    }
}
