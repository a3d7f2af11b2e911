//! What people are searched by: the beginning of a text, letter case aside, alike on every database.

use crate::username::fold;

/// Longest key, in characters; nobody types more. It is what the columns hold.
pub const MAX_SEARCH_KEY: usize = 100;

/// The text folded as usernames are, without what stands blank at its ends; none where nothing is left. A text that begins with another
/// has a key that begins with the other's.
#[must_use]
pub fn search_key(text: &str) -> Option<String> {
    let folded: String = fold(text.trim()).chars().take(MAX_SEARCH_KEY).collect();
    let key = folded.trim_end();
    (!key.is_empty()).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginning_of_a_text_is_the_beginning_of_its_key() {
        for (text, begins) in [
            ("Ada Lovelace", "ADA L"),
            ("  Émilie du Châtelet ", "émilie"),
            ("Strauß", "STRAUSS"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
            ("ada@example.org", "Ada@Ex "),
        ] {
            let (text, begins) = (search_key(text).expect("a key"), search_key(begins).expect("a key"));
            assert!(text.starts_with(&begins), "{text} {begins}");
        }
        assert_eq!(search_key(" \t "), None);
        assert_eq!(
            search_key(&"ß".repeat(90)).map(|it| it.chars().count()),
            Some(MAX_SEARCH_KEY)
        );
    }
}
