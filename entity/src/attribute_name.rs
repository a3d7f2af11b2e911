//! The name of a free attribute of a credential.

crate::value::text_value! {
    /// The name of a free attribute of a credential: 1 to 255 characters, no control characters, no space at either end.
    AttributeName
}

/// Longest accepted name and value, in characters.
pub const MAX_LENGTH: usize = 255;

/// The text is not an attribute name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error(
    "an attribute's name has 1 to {MAX_LENGTH} characters, none of them a control character and no space at either end"
)]
pub struct InvalidAttributeName;

impl AttributeName {
    /// Reads an attribute name.
    pub fn parse(text: &str) -> Result<Self, InvalidAttributeName> {
        let fits = (1..=MAX_LENGTH).contains(&text.chars().count())
            && text.trim() == text
            && !text.chars().any(char::is_control);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidAttributeName)
        }
    }
}
