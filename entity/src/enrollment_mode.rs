//! The enrollment mode under which a course run was completed.

crate::value::text_value! {
    /// The enrollment mode under which a course run was completed, such as `verified` or `honor`.
    ///
    /// The set is open: the learning platform defines modes as slugs.
    EnrollmentMode
}

/// Longest accepted slug, in characters.
pub const MAX_LENGTH: usize = 64;

/// The text is not a mode slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error("a mode is 1 to {MAX_LENGTH} letters, digits, hyphens or underscores, such as verified")]
pub struct InvalidEnrollmentMode;

impl EnrollmentMode {
    /// Reads a mode slug; letter case does not matter and the lower-case form is kept.
    pub fn parse(text: &str) -> Result<Self, InvalidEnrollmentMode> {
        let fits = (1..=MAX_LENGTH).contains(&text.len())
            && text
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_');
        if fits {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(InvalidEnrollmentMode)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_kept_in_lower_case() {
        assert_eq!(
            EnrollmentMode::parse("Verified").map(|it| it.to_string()),
            Ok("verified".to_owned())
        );
        assert_eq!(
            EnrollmentMode::parse("no-id-professional").map(|it| it.to_string()),
            Ok("no-id-professional".to_owned())
        );
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "veri fied", "vérifié", &"x".repeat(65), "a'b"] {
            assert_eq!(EnrollmentMode::parse(text), Err(InvalidEnrollmentMode), "{text:?}");
        }
    }
}
