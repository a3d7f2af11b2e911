//! Which kind of thing a credential is earned for.

crate::value::text_enum! {
    /// Which kind of thing a credential is earned for.
    LearningObjectType {
        /// A program, named by its UUID in the catalogue.
        Program = "program",
        /// A run of a course, named by its course key.
        CourseRun = "course_run",
    }
}
