//! Letters as people write them who look for something: without letter case, and without the marks upon Latin, Greek and Cyrillic ones.
//!
//! Invariant: it follows from Unicode and from the table below, and so means the same on every database.

use caseless::Caseless as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The text without letter case, in compatible forms, and without accents: `nguyen` for `Nguyễn`. Marks in scripts where they are part of
/// how a word is spelled stay, such as the vowels of Devanagari, Thai and Arabic.
#[must_use]
pub fn plain_letters(text: &str) -> String {
    // Compatible forms may bring capitals of their own.
    let folded = text.nfd().default_case_fold().nfkd().default_case_fold().nfkd();
    let mut plain = String::with_capacity(text.len());
    let mut drops_marks = false;
    for it in folded {
        if is_combining_mark(it) {
            if !drops_marks {
                plain.push(it);
            }
            continue;
        }
        drops_marks = takes_accents(it);
        match without_stroke(it) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(it),
        }
    }
    plain.as_str().nfc().collect()
}

/// Whether a letter is of a script in which marks upon letters are left out by whoever cannot write them: Latin, Greek, Cyrillic.
fn takes_accents(letter: char) -> bool {
    matches!(
        letter,
        'a'..='z'
            | '\u{df}'..='\u{24f}'
            | '\u{370}'..='\u{3ff}'
            | '\u{400}'..='\u{52f}'
            | '\u{1e00}'..='\u{1fff}'
            | '\u{2c60}'..='\u{2c7f}'
            | '\u{a640}'..='\u{a69f}'
            | '\u{a720}'..='\u{a7ff}'
    )
}

/// What is written for letters of the Latin alphabet that are not made of another one and a mark; none for all others.
fn without_stroke(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' => "ae",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'œ' => "oe",
        'ø' => "o",
        'þ' => "th",
        'ŧ' => "t",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain_letters;

    #[test]
    fn accents_are_left_out_where_people_leave_them_out() {
        for (text, plain) in [
            ("Zoë Nguyễn-D’Ångström", "zoe nguyen-d’angstrom"),
            ("Diseño de Bases", "diseno de bases"),
            ("e\u{301}E\u{301}É", "eee"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("Søren Ærø", "soren aero"),
            ("Đặng Þór", "dang thor"),
            ("IŞIK İpek ışık", "isik ipek isik"),
            ("STRAẞE straße", "strasse strasse"),
            ("Ἀριστοτέλης ΟΔΥΣΣΕΎΣ", "αριστοτελησ οδυσσευσ"),
            ("Алёна Андрей", "алена андреи"),
            ("Ａｄａ ℌ ﬁ Ⅷ", "ada h fi viii"),
        ] {
            assert_eq!(plain_letters(text), plain, "{text}");
            assert_eq!(plain_letters(plain), plain, "{text}, twice");
        }
    }

    #[test]
    fn marks_that_spell_a_word_stay() {
        for text in ["विक्रम साराभाई", "กำลังใจ", "مُحَمَّد", "が", "שָׁלוֹם"]
        {
            let marks = plain_letters(text);
            assert_eq!(marks, plain_letters(&marks), "{text}");
            assert!(marks.chars().count() >= text.trim().chars().count(), "{text}: {marks}");
        }
        assert_ne!(plain_letters("مُحَمَّد"), plain_letters("محمد"));
        assert_ne!(plain_letters("विक्रम"), plain_letters("वकरम"));
    }
}
