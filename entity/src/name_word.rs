//! Words of names: what people are found by wherever in their names it stands.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

/// Most words of one name that are written down; hardly anybody has more.
pub const MAX_NAME_WORDS: usize = 8;

/// The words of a [search key](crate::search_key()), each once, in order. Whatever is neither letter nor digit, nor a mark upon one, stands
/// between words: spaces, hyphens and apostrophes do. What is searched for is divided in the same way.
#[must_use]
pub fn name_words(key: &str) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    key.split(|it: char| !it.is_alphanumeric() && !is_combining_mark(it))
        .filter(|it| !it.is_empty() && seen.insert(*it))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search_key;

    #[test]
    fn names_are_divided_where_their_writing_divides_them() {
        for (name, words) in [
            ("Ada Lovelace", vec!["ada", "lovelace"]),
            ("  Émilie   du Châtelet ", vec!["émilie", "du", "châtelet"]),
            ("Mary-Jane O\u{2019}Brien", vec!["mary", "jane", "o", "brien"]),
            ("Strauß, Levi", vec!["strauss", "levi"]),
            ("محمد بن راشد", vec!["محمد", "بن", "راشد"]),
            ("مُحَمَّد", vec!["مُحَمَّد"]),
            ("विक्रम साराभाई", vec!["विक्रम", "साराभाई"]),
            ("山田・太郎", vec!["山田", "太郎"]),
            ("Duran Duran", vec!["duran"]),
            ("J.R.R. Tolkien 3rd", vec!["j", "r", "tolkien", "3rd"]),
            ("%_*", vec![]),
        ] {
            let key = search_key(name).expect("a key");
            let words: Vec<String> = words.iter().filter_map(|it| search_key(it)).collect();
            assert_eq!(name_words(&key), words, "{name}");
        }
    }
}
