//! Usernames, and the one rule by which two of them are the same person on every database.

use caseless::Caseless as _;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::id::{ApiClientId, UserId};

crate::value::text_value! {
    /// A learner's name on the learning platform, spelled as it was first seen.
    Username
}

/// What usernames are compared by: the case-folded form of a [`Username`]. Unique among users.
///
/// The learning platform treats `Ada` and `ada` as one person; so does this key, alike on every database engine. Two names are one
/// by canonical caseless matching (Unicode 16, section 3.13, D145), whatever the language: all three sigmas are one, `ß` is
/// `ss`, the dotted and the dotless i are two. How a character that exists folds never changes in later versions of Unicode.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[serde(transparent)]
pub struct UsernameKey(String);

/// Longest accepted username, in characters (the learning platform's own limit for a stored name).
pub const MAX_LENGTH: usize = 150;

/// Longest key, in characters: what the column holds. Some letters fold to several.
const MAX_KEY_LENGTH: usize = 255;

/// What keys of retired people begin with; no username has a colon.
const RETIRED: &str = "retired:";

/// What names and keys of API clients begin with; no username has a colon.
const API_CLIENT: &str = "api-client:";

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
        let fits = (1..=MAX_LENGTH).contains(&text.chars().count())
            && text.chars().all(is_allowed)
            && is_nfc(text)
            && fold(text).chars().count() <= MAX_KEY_LENGTH;
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidUsername)
        }
    }

    /// What this name is compared by.
    #[must_use]
    pub fn key(&self) -> UsernameKey {
        UsernameKey(fold(&self.0))
    }

    /// By what an API client is told from people where it is told who did something. No token can bear such a name.
    #[must_use]
    pub fn api_client(name: &str) -> Self {
        Self(format!("{API_CLIENT}{name}"))
    }

    /// Whether it is the name of an API client.
    #[must_use]
    pub fn is_api_client(&self) -> bool {
        self.0.starts_with(API_CLIENT)
    }

    /// What is shown instead of the name of somebody who was retired.
    #[must_use]
    pub fn retired(id: UserId) -> Self {
        Self(format!("retired-{}", id.0.simple()))
    }
}

pub(crate) fn fold(text: &str) -> String {
    text.nfd().default_case_fold().nfc().collect()
}

impl UsernameKey {
    /// The key of a row that gave its name away: no username folds to it, so nobody is found by it.
    #[must_use]
    pub fn given_up(id: UserId) -> Self {
        Self(format!("merged:{id}"))
    }

    /// The key of the row of an API client: no username folds to it, so it can be awarded nothing, renamed or retired.
    #[must_use]
    pub fn api_client(id: ApiClientId) -> Self {
        Self(format!("{API_CLIENT}{id}"))
    }

    /// The key of a row that was retired without ever having had a name.
    #[must_use]
    pub fn nameless(id: UserId) -> Self {
        Self(format!("{RETIRED}{id}"))
    }

    /// The key under which the name of somebody who was retired is known again: a digest, so that the name itself is not kept. No
    /// username folds to it.
    #[must_use]
    pub fn retired(&self) -> Self {
        let digest = Sha256::digest(format!("username:{}", self.0));
        Self(format!("{RETIRED}{digest:x}"))
    }

    /// Whether it is the key of a row that is no person's: retired, without its name, or an API client's.
    #[must_use]
    pub fn is_of_nobody(&self) -> bool {
        self.0.contains(':')
    }

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
    fn letter_case_folds_alike_in_every_script() {
        let key = |text: &str| {
            let name = Username::parse(text, UsernameRule::Unicode).unwrap_or_else(|_| panic!("{text} is a name"));
            name.key().as_str().to_owned()
        };
        for (one, other) in [
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
            ("οδυσσευσ", "οδυσσευς"),
            ("STRASSE", "straße"),
            ("STRAẞE", "straße"),
            ("ﬁona", "Fiona"),
            ("BÖB", "böb"),
            ("ЖЕНЯ", "женя"),
            ("ΐda", "ΐDA"),
            ("ǅamonja", "ǆAMONJA"),
        ] {
            assert_eq!(key(one), key(other), "{one} and {other}");
        }
        for (one, other) in [
            ("ışık", "işik"),
            ("İpek", "ipek"),
            ("I", "ı"),
            ("böb", "bob"),
            ("ｂｏｂ", "bob"),
        ] {
            assert_ne!(key(one), key(other), "{one} and {other}");
        }
        for name in ["ΟΔΥΣΣΕΥΣ", "STRAẞE", "İpek", "ΐ", "ᾳda"] {
            let folded = key(name);
            assert_eq!(fold(&folded), folded, "folding {name} twice is folding it once");
        }
    }

    #[test]
    fn name_whose_folded_form_is_too_long_is_refused() {
        for (letter, fits) in [("ß", 127), ("ﬃ", 85), ("ΐ", 150), ("İ", 127)] {
            let name = |n: usize| Username::parse(&letter.repeat(n), UsernameRule::Unicode);
            assert!(
                name(fits).is_ok_and(|it| it.key().as_str().chars().count() <= 255),
                "{letter}"
            );
            assert_eq!(name(fits + 1), Err(InvalidUsername), "{letter}");
        }
    }

    #[test]
    fn name_of_a_retired_person_is_known_again_and_not_told() {
        let key = |text: &str| Username::parse(text, UsernameRule::Ascii).expect("a plain name").key();
        let retired = key("Ada").retired();
        assert_eq!(retired, key("ada").retired());
        assert_ne!(retired, key("grace").retired());
        assert!(retired.is_of_nobody() && !key("ada").is_of_nobody());
        assert_eq!(retired.as_str().len(), "retired:".len() + 64);
        assert!(!retired.as_str().contains("ada"), "{retired:?}");
        assert!(Username::parse(retired.as_str(), UsernameRule::Unicode).is_err());
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
