//! Of what a tally counts.

crate::value::text_enum! {
    /// Of what a tally counts.
    TallySubject {
        /// Everything of the site; the id is nil.
        Site = "site",
        /// A program: the id of its configuration where credentials are counted, its UUID where links and views are.
        Program = "program",
        /// A run of a course: the id of its configuration.
        CourseRun = "course_run",
    }
}
