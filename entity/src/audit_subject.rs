//! What an audit entry is about.

crate::value::text_enum! {
    /// What an audit entry is about.
    AuditSubject {
        /// A credential configuration.
        Configuration = "configuration",
        /// A signatory.
        Signatory = "signatory",
        /// An asset.
        Asset = "asset",
        /// A template.
        Template = "template",
        /// What learners are told when they complete a program.
        CompletionMail = "completion_mail",
        /// An organization of the catalogue.
        Organization = "organization",
        /// A course.
        Course = "course",
        /// A run of a course.
        CourseRun = "course_run",
        /// A program.
        Program = "program",
        /// A pathway.
        Pathway = "pathway",
        /// A site.
        Site = "site",
        /// A program that uses the API.
        ApiClient = "api_client",
    }
}
