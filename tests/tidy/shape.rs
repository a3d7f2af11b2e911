//! The shape of source files: a header that says what the file is, `foo.rs` beside `foo/`, names that mean something.
//!
//! Length is a design signal and not a failure: long files are listed, the test passes.

use std::fs;

use crate::repository::{NOT_OURS, expect_none, files, root};

/// Past this many lines a file is listed.
const LONG: usize = 300;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 8] = ["common", "data", "helpers", "info", "manager", "misc", "util", "utils"];

/// What lies at the top: whatever else is there was left behind, or belongs in a folder.
const TOP: [&str; 16] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "Trunk.toml",
    "clippy.toml",
    "deny.toml",
    "docs",
    "entity",
    "migration",
    "rustfmt.toml",
    "schema.graphql",
    "server",
    "tests",
    "web",
    "xtask",
];

#[test]
fn top_level_holds_what_it_should() {
    let offences: Vec<String> = fs::read_dir(root())
        .expect("the repository can be listed")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !name.contains(".sqlite"))
        .filter(|name| !TOP.contains(&name.as_str()) && !NOT_OURS.contains(&name.as_str()))
        .collect();
    expect_none("nothing else lies at the top of the repository", &offences);
}

#[test]
fn source_files_begin_with_what_they_are() {
    let offences: Vec<String> = files(&[".rs"])
        .into_iter()
        .filter(|file| !file.text.trim_start_matches("#![no_std]\n").starts_with("//! "))
        .map(|file| format!("{} does not begin with `//! `", file.path))
        .collect();
    expect_none(
        "every file begins with what it is and the invariant that it keeps",
        &offences,
    );
}

#[test]
fn modules_are_files_named_after_what_is_in_them() {
    let mut offences = Vec::new();
    for file in files(&[".rs"]) {
        let name = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        if name == "mod" {
            offences.push(format!("{}: write `foo.rs` beside `foo/`", file.path));
        }
        if EMPTY_NAMES.contains(&name) {
            offences.push(format!("{}: `{name}` says nothing; name it after its noun", file.path));
        }
    }
    expect_none("a file is named after what is in it", &offences);
}

#[test]
#[expect(clippy::print_stdout, reason = "a hint for whoever reads the output of the test")]
fn long_files_are_listed() {
    for file in files(&[".rs"]) {
        let lines = file.text.lines().count();
        if lines > LONG {
            println!("hint: {} has {lines} lines; split it by noun, then by verb", file.path);
        }
    }
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    let mut offences = Vec::new();
    for file in files(&[".rs"]) {
        for (number, line) in file.text.lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("#[allow(") || code.starts_with("#![allow(") {
                offences.push(format!("{}:{}: {code}", file.path, number + 1));
            }
        }
    }
    expect_none("write #[expect(lint, reason = \"…\")]", &offences);
}
