//! Who keeps a row of the catalogue.

crate::value::text_enum! {
    /// Who keeps a row of the catalogue.
    CatalogueOrigin {
        /// The catalogue service: the row is a copy, and every sync brings it up to date.
        Synced = "synced",
        /// The institution's staff: no sync touches it.
        Local = "local",
    }
}
