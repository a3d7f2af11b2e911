//! Looking for a word inside a column: the same rows on every engine, letter case and accents aside.
//!
//! Engines fold letters differently, and none as names of people are folded. So what is looked for says of each letter in which ways it may
//! be written: a pattern of SQLite's `GLOB`, and a regular expression elsewhere. Only texts that are written with one character for each
//! letter are found by it, as keyboards and catalogues write them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use entity::plain_letters;
use sea_orm::sea_query::{BinOper, Expr, ExprTrait as _, Func, LikeExpr, SimpleExpr};
use sea_orm::{ColumnTrait, DbBackend};
use unicode_normalization::UnicodeNormalization as _;

/// Where the letters are that may be written with and without accents: Latin, Greek, Cyrillic.
const ACCENTED: [RangeInclusive<char>; 6] = [
    'A'..='\u{24f}',
    '\u{370}'..='\u{52f}',
    '\u{1e00}'..='\u{1fff}',
    '\u{2c60}'..='\u{2c7f}',
    '\u{a640}'..='\u{a69f}',
    '\u{a720}'..='\u{a7ff}',
];

/// The ways to write each plain letter.
static WAYS: LazyLock<BTreeMap<char, String>> = LazyLock::new(|| {
    let mut ways: BTreeMap<char, String> = BTreeMap::new();
    for letter in ACCENTED.into_iter().flatten().filter(|it| it.is_alphabetic()) {
        if let Some(plain) = plain(letter) {
            ways.entry(plain).or_default().push(letter);
        }
    }
    ways
});

/// Whether the column has the words in it.
pub(super) fn contains(backend: DbBackend, column: impl ColumnTrait, words: &str) -> SimpleExpr {
    let (entity, name) = column.as_column_ref();
    let (operator, pattern) = match backend {
        DbBackend::Sqlite => ("GLOB", format!("*{}*", pattern(words, glob_sign))),
        _ => ("REGEXP", pattern(words, regular_sign)),
    };
    Expr::col((entity, name)).binary(BinOper::Custom(operator), Expr::val(pattern))
}

/// Whether the column has these words and nothing else, letter case aside. Accents count.
pub(super) fn is(backend: DbBackend, column: impl ColumnTrait, words: &str) -> SimpleExpr {
    let (entity, name) = column.as_column_ref();
    let folded = Func::lower(Expr::col((entity, name)));
    if backend == DbBackend::Sqlite {
        let pattern = glob_cases(words);
        return Expr::expr(folded).binary(BinOper::Custom("GLOB"), Expr::val(pattern));
    }
    Expr::expr(folded).like(LikeExpr::new(like(words)).escape('|'))
}

/// The plain letter that a letter is written for; none where it stands for several.
fn plain(letter: char) -> Option<char> {
    let plain = plain_letters(letter.encode_utf8(&mut [0; 4]));
    let mut letters = plain.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// A pattern for words in which each letter may be written in every way that means it.
fn pattern(words: &str, sign: fn(char) -> String) -> String {
    let mut pattern = String::new();
    for it in words.nfc() {
        let ways = plain(it).and_then(|it| WAYS.get(&it)).cloned();
        let ways = ways.unwrap_or_else(|| cases(it));
        if ways.chars().nth(1).is_some() {
            pattern.push('[');
            pattern.push_str(&ways);
            pattern.push(']');
        } else {
            pattern.push_str(&sign(it));
        }
    }
    pattern
}

/// A sign in upper and in lower case, as far as each is one character; alone where it has no case.
fn cases(sign: char) -> String {
    let mut cases = String::from(sign);
    for other in [sign.to_lowercase().to_string(), sign.to_uppercase().to_string()] {
        let is_one = other.chars().nth(1).is_none();
        if is_one && !cases.contains(&other) {
            cases.push_str(&other);
        }
    }
    cases
}

/// A sign that stands for itself in a pattern of SQLite.
fn glob_sign(sign: char) -> String {
    match sign {
        '*' | '?' | '[' => format!("[{sign}]"),
        _ => sign.into(),
    }
}

/// A sign that stands for itself in a regular expression.
fn regular_sign(sign: char) -> String {
    if sign.is_alphanumeric() {
        sign.into()
    } else {
        format!("\\x{{{:x}}}", u32::from(sign))
    }
}

fn like(words: &str) -> String {
    let mut pattern = String::new();
    for it in words.to_lowercase().chars() {
        if matches!(it, '%' | '_' | '|') {
            pattern.push('|');
        }
        pattern.push(it);
    }
    pattern
}

/// SQLite's own lower case is that of ASCII letters alone: of others the pattern names both.
fn glob_cases(words: &str) -> String {
    let mut pattern = String::new();
    for it in words.to_lowercase().chars() {
        let mut upper = it.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(upper), None) if !it.is_ascii() && upper != it => pattern.extend(['[', it, upper, ']']),
            _ => pattern.push_str(&glob_sign(it)),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::{glob_cases, glob_sign, like, pattern, regular_sign};

    #[test]
    fn signs_with_a_meaning_stand_for_themselves() {
        assert_eq!(like("50%_|A"), "50|%|_||a");
        assert_eq!(glob_cases("a*b?[C]"), "a[*]b[?][[]c]");
        assert_eq!(glob_cases("É"), "[éÉ]");
        assert_eq!(pattern("1*?[]-", glob_sign), "1[*][?][[]]-");
        assert_eq!(pattern("1.\\ %]", regular_sign), r"1\x{2e}\x{5c}\x{20}\x{25}\x{5d}");
    }

    #[test]
    fn letters_may_be_written_in_every_way_that_means_them() {
        for words in ["n", "Ñ", "n\u{303}", "ń"] {
            let pattern = pattern(words, glob_sign);
            for way in ["n", "N", "ñ", "Ñ", "ń"] {
                assert!(pattern.contains(way), "{words} {way}: {pattern}");
            }
            assert!(pattern.starts_with('[') && pattern.ends_with(']'), "{pattern}");
        }
        // What stands for several letters is found as it is, in either case.
        assert_eq!(pattern("ß", glob_sign), "ß");
        assert_eq!(pattern("æ", regular_sign), "[æÆ]");
        // Letters of other scripts are what they are.
        assert_eq!(pattern("数", regular_sign), "数");
        assert_eq!(pattern("ք", glob_sign), "[քՔ]");
        assert_eq!(pattern("م", glob_sign), "م");
    }

    #[test]
    fn longest_search_is_a_pattern_that_sqlite_takes() {
        assert!(pattern(&"o".repeat(100), glob_sign).len() < 50_000);
    }
}
