//! For which programs a text of completion mail is.

crate::value::text_enum! {
    /// For which programs a text of completion mail is, the narrowest last: the narrowest that there is counts.
    MailScope {
        /// For all that have no other.
        Default = "default",
        /// For those of one type.
        ProgramType = "program_type",
        /// For one.
        Program = "program",
    }
}
