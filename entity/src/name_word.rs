//! Words of names: what people are found by wherever in their names it stands.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

use crate::plain_letter::plain_letters;
use crate::search_key::MAX_SEARCH_KEY;

/// Most words of one name that are written down; hardly anybody has more.
pub const MAX_NAME_WORDS: usize = 8;

/// How words are made out of names now, counted from 1. Whatever changes the words of any name counts it up, and a worker writes those anew
/// that were made otherwise.
pub const NAME_WORD_FOLDING: i32 = 1;

/// The words of a [search key](crate::search_key()), each once, in order, in [plain letters](crate::plain_letters()). What is searched for
/// is divided in the same way.
#[must_use]
pub fn name_words(key: &str) -> Vec<String> {
    divide(&plain_letters(key))
        .into_iter()
        .map(|it| it.chars().take(MAX_SEARCH_KEY).collect())
        .collect()
}

/// The words of a text, each once, in order, as they are written. Whatever is neither letter nor digit, nor a mark upon one, stands between
/// words: spaces, hyphens and apostrophes do.
#[must_use]
pub fn divide(text: &str) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    text.split(|it: char| !it.is_alphanumeric() && !is_combining_mark(it))
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
            ("  Émilie   du Châtelet ", vec!["emilie", "du", "chatelet"]),
            ("Zoë Nguyễn-D’Ångström", vec!["zoe", "nguyen", "d", "angstrom"]),
            ("Mary-Jane O\u{2019}Brien", vec!["mary", "jane", "o", "brien"]),
            ("Strauß, Levi", vec!["strauss", "levi"]),
            ("محمد بن راشد", vec!["محمد", "بن", "راشد"]),
            ("مُحَمَّد", vec!["مُحَمَّد"]),
            ("विक्रम साराभाई", vec!["विक्रम", "साराभाई"]),
            ("山田・太郎", vec!["山田", "太郎"]),
            ("Duran Durán", vec!["duran"]),
            ("J.R.R. Tolkien 3rd", vec!["j", "r", "tolkien", "3rd"]),
            ("%_*", vec![]),
        ] {
            let key = search_key(name).expect("a key");
            let words: Vec<String> = words.iter().filter_map(|it| search_key(it)).collect();
            assert_eq!(name_words(&key), words, "{name}");
        }
    }

    #[test]
    fn word_is_never_longer_than_what_holds_it() {
        // One sign that stands for four.
        let key = search_key(&"\u{337f}".repeat(100)).expect("a key");
        let lengths: Vec<usize> = name_words(&key).iter().map(|it| it.chars().count()).collect();
        assert_eq!(lengths, [MAX_SEARCH_KEY]);
    }
}
