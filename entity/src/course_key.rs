//! The key that names a run of a course.

crate::value::text_value! {
    /// The key that names a run of a course, such as `course-v1:ExampleX+CS101+2026_T1`.
    ///
    /// What the learning platform accepts is accepted, the older `Org/Course/Run` form included. Compared
    /// byte by byte; never used as a path or a part of a query.
    CourseKey
}

/// Longest accepted key, in characters.
pub const MAX_LENGTH: usize = 255;

/// The text is not a course key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error(
    "a course key has the form course-v1:Org+Course+Run or Org/Course/Run, with letters, digits, '-', '_', '.', '~' \
     or ':' in each part, at most {MAX_LENGTH} characters"
)]
pub struct InvalidCourseKey;

impl CourseKey {
    /// Reads a course key.
    pub fn parse(text: &str) -> Result<Self, InvalidCourseKey> {
        let parts: Vec<&str> = match text.split_once(':') {
            Some(("course-v1" | "ccx-v1", rest)) => rest.split('+').collect(),
            _ => text.split('/').collect(),
        };
        // A coach's course (ccx-v1) has a fourth part.
        let n_parts = if text.starts_with("ccx-v1:") { 4 } else { 3 };
        let is_part = |part: &&str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|it| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '~' | ':' | '@'))
        };
        let fits = text.chars().count() <= MAX_LENGTH && parts.len() == n_parts && parts.iter().all(is_part);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidCourseKey)
        }
    }

    /// The key of the organization that offers the run.
    #[must_use]
    pub fn organization(&self) -> &str {
        let rest = self
            .0
            .split_once(':')
            .filter(|(prefix, _)| prefix.ends_with("-v1"))
            .map_or(self.0.as_str(), |(_, rest)| rest);
        rest.split(['+', '/']).next().unwrap_or(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_the_platform_are_accepted() {
        for (text, organization) in [
            ("course-v1:ExampleX+CS101+2026_T1", "ExampleX"),
            ("course-v1:Université+α.1+2026~a", "Université"),
            ("ExampleX/CS101/2026", "ExampleX"),
            ("ccx-v1:ExampleX+CS101+2026+ccx@7", "ExampleX"),
        ] {
            let key = CourseKey::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(key.organization(), organization);
        }
    }

    #[test]
    fn other_text_is_refused() {
        let long = format!("course-v1:A+B+{}", "C".repeat(250));
        for text in [
            "",
            "A",
            "course-v1:A+B",
            "course-v1:A+B+C+D",
            "course-v1:A++C",
            "course-v1:A+B+C D",
            "A/../C/D",
            "course-v1:A+B+%2f",
            "course-v1:A+B+C\n",
            &long,
        ] {
            assert_eq!(CourseKey::parse(text), Err(InvalidCourseKey), "{text:?}");
        }
    }
}
