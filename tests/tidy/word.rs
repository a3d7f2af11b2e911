//! Words that must not be in the repository: promises of later work, and traces of one person's machine.

use crate::repository::{expect_none, files};

const TEXTS: [&str; 12] = [
    ".rs",
    ".toml",
    ".md",
    ".css",
    ".html",
    ".json",
    ".mjs",
    ".graphql",
    ".txt",
    ".svg",
    ".editorconfig",
    "run",
];

/// Spelled in halves, so that this file may be read like any other.
const FORBIDDEN: &[(&str, &str, &str)] = &[
    ("TO", "DO", "finish it or leave it out; plans live in the issue tracker"),
    (
        "FIX",
        "ME",
        "finish it or leave it out; plans live in the issue tracker",
    ),
    ("XX", "X", "finish it or leave it out; plans live in the issue tracker"),
    ("HA", "CK", "say what the code does and why it must"),
    ("lorem ", "ipsum", "write real words"),
    ("Auto", "generated", "say what it is to a reader"),
    ("/ro", "ot/", "a path of one machine"),
    ("/wo", "rk/", "a path of one machine"),
    ("unw", "rap()", "say why it cannot fail with expect, or handle it"),
];

#[test]
fn no_file_has_forbidden_words() {
    let mut offences = Vec::new();
    for file in files(&TEXTS) {
        for (number, line) in file.text.lines().enumerate() {
            for (head, tail, why) in FORBIDDEN {
                if has_word(line, &format!("{head}{tail}")) {
                    offences.push(format!("{}:{}: {head}{tail}: {why}", file.path, number + 1));
                }
            }
        }
    }
    expect_none("forbidden words", &offences);
}

#[test]
fn text_files_end_with_one_line_break_and_have_no_tabs_or_trailing_spaces() {
    let mut offences = Vec::new();
    for file in files(&[".rs", ".toml", ".md", ".css", ".html", ".mjs"]) {
        if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
            offences.push(format!("{} does not end with one line break", file.path));
        }
        for (number, line) in file.text.lines().enumerate() {
            // In Markdown two spaces at the end are a line break that nobody sees.
            if line.ends_with([' ', '\t', '\r']) || line.contains('\t') {
                offences.push(format!("{}:{}: tab or space at the end", file.path, number + 1));
            }
        }
    }
    expect_none("white space (see .editorconfig)", &offences);
}

fn has_word(line: &str, word: &str) -> bool {
    let is_letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    line.match_indices(word).any(|(at, _)| {
        let first_is_letter = is_letter(word.chars().next());
        let last_is_letter = is_letter(word.chars().next_back());
        !(first_is_letter && is_letter(line[..at].chars().next_back())
            || last_is_letter && is_letter(line[at + word.len()..].chars().next()))
    })
}

#[test]
fn words_are_matched_whole() {
    assert!(has_word("a HOLE here", "HOLE"));
    assert!(!has_word("a WHOLE here", "HOLE"));
    assert!(has_word("path /a/b", "/a/"));
}
