//! French texts hold a mark to its word: before `:`, `;`, `?`, `!` and `»`, and after `«`, stands a narrow space that no line breaks at.

use serde_json::Value;

use crate::repository::{expect_none, files};

/// U+202F, narrow and without a break.
const NARROW: char = '\u{202f}';

#[test]
fn marks_of_french_texts_are_held_to_their_words() {
    let files: Vec<_> = files(&["fr.json"]);
    assert_eq!(files.len(), 2, "the texts of server and app");
    let mut offences = Vec::new();
    for file in files {
        let texts: Value = serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        visit(&texts, &mut |text| {
            if is_loose(text) {
                offences.push(format!("{}: {text}", file.path));
            }
        });
    }
    expect_none("put U+202F between a word and its mark", &offences);
}

fn visit(value: &Value, look_at: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => look_at(text),
        Value::Array(items) => items.iter().for_each(|it| visit(it, look_at)),
        Value::Object(fields) => fields.values().for_each(|it| visit(it, look_at)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether a mark stands at a word, or at a place for one, with another space than this, or none.
fn is_loose(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|it| signs.get(it)).copied();
    signs.iter().enumerate().any(|(index, sign)| match sign {
        '«' => at(index.checked_add(1)) != Some(NARROW),
        ':' | ';' | '?' | '!' | '»' => {
            // A mark within an address or a key belongs to that.
            let ends_a_word = at(index.checked_add(1)).is_none_or(|it| !it.is_alphanumeric() && it != '/');
            let before = at(index.checked_sub(1));
            let is_space = before.is_some_and(|it| it.is_whitespace() && it != NARROW);
            let word = if is_space { at(index.checked_sub(2)) } else { before };
            ends_a_word && word.is_some_and(|it| it.is_alphanumeric() || matches!(it, '}' | ')' | '»' | '’'))
        }
        _ => false,
    })
}

#[test]
fn marks_are_told_apart() {
    for loose in [
        "Choisi :",
        "Choisi:",
        "Choisi\u{a0}: {{ name }}",
        "{{ name }} ?",
        "« a\u{202f}»",
        "«\u{202f}a »",
    ] {
        assert!(is_loose(loose), "{loose}");
    }
    for fine in [
        "Choisi\u{202f}: a",
        "https://a",
        "course-v1:X",
        "- _ . ~ :",
        "«\u{202f}a\u{202f}».",
        "a, b.",
    ] {
        assert!(!is_loose(fine), "{fine}");
    }
}
