//! Usernames, and the one rule by which two of them are the same person on every database.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

crate::value::text_value! {
    /// A learner's name on the learning platform, spelled as it was first seen.
    Username
}

/// What usernames are compared by: the case-folded form of a [`Username`]. Unique among users.
///
/// The learning platform treats `Ada` and `ada` as one person; so does this key, alike on every database engine.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[serde(transparent)]
pub struct UsernameKey(String);

/// Longest accepted username, in characters (the learning platform's own limit for a stored name).
pub const MAX_LENGTH: usize = 150;

/// Which characters a username may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UsernameRule {
    /// ASCII letters, digits and `_.@+-`.
    #[default]
    Ascii,
    /// Letters and digits of any script in Unicode normalization form C, and `_.@+-`.
    Unicode,
}

/// The text is not a username.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error("a username has 1 to {MAX_LENGTH} letters, digits or any of _ . @ + -")]
pub struct InvalidUsername;

impl Username {
    /// Reads a username; nothing is trimmed or repaired.
    pub fn parse(text: &str, rule: UsernameRule) -> Result<Self, InvalidUsername> {
        let is_allowed = |it: char| match rule {
            UsernameRule::Ascii => it.is_ascii_alphanumeric(),
            UsernameRule::Unicode => it.is_alphanumeric(),
        } || matches!(it, '_' | '.' | '@' | '+' | '-');
        let fits = (1..=MAX_LENGTH).contains(&text.chars().count()) && text.chars().all(is_allowed) && is_nfc(text);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidUsername)
        }
    }

    /// What this name is compared by.
    #[must_use]
    pub fn key(&self) -> UsernameKey {
        UsernameKey(self.0.to_lowercase().nfc().collect())
    }
}

impl UsernameKey {
    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_kept_and_case_is_folded_for_comparison() {
        let name = Username::parse("Ada.L+1@x-y_z", UsernameRule::Ascii).expect("a plain name");
        assert_eq!(name.as_str(), "Ada.L+1@x-y_z");
        assert_eq!(name.key().as_str(), "ada.l+1@x-y_z");
    }

    #[test]
    fn text_outside_the_rule_is_refused() {
        let long = "x".repeat(151);
        for text in [
            "",
            " bob",
            "bob ",
            "bo b",
            "bob\0",
            "bob\t",
            "b\u{200b}ob",
            "\u{202e}bob",
            "böb",
            "ｂｏｂ",
            "😀",
            &long,
        ] {
            assert_eq!(
                Username::parse(text, UsernameRule::Ascii),
                Err(InvalidUsername),
                "{text:?}"
            );
        }
    }

    #[test]
    fn unicode_names_must_be_in_composed_form() {
        assert!(Username::parse("böb", UsernameRule::Unicode).is_ok());
        assert_eq!(
            Username::parse("bo\u{308}b", UsernameRule::Unicode),
            Err(InvalidUsername)
        );
        assert_eq!(
            Username::parse("b\u{200b}ob", UsernameRule::Unicode),
            Err(InvalidUsername)
        );
    }
}
