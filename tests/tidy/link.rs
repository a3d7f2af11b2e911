//! Links in the documentation lead to files and headings that exist.

use std::path::Path;

use crate::repository::{TextFile, expect_none, files, root};

#[test]
fn links_of_the_documentation_resolve() {
    let mut offences = Vec::new();
    for file in files(&[".md"]) {
        for target in targets(&file.text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
            let linked = if path.is_empty() {
                root().join(&file.path)
            } else {
                root().join(folder).join(path)
            };
            if !linked.exists() {
                offences.push(format!("{}: {target} does not exist", file.path));
            } else if !heading.is_empty() && !has_heading(&linked, heading) {
                offences.push(format!("{}: {target}: no such heading", file.path));
            }
        }
        offences.extend(named_files(&file));
    }
    expect_none("links in the documentation", &offences);
}

/// The targets of `[text](target)`, outside of code blocks.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines()
        .filter(move |line| {
            let is_fence = line.trim_start().starts_with("```");
            is_code ^= is_fence;
            !is_code && !is_fence
        })
        .flat_map(|line| line.split("](").skip(1))
        .filter_map(|rest| rest.split([')', ' ']).next())
}

/// File names in code style that begin with one of our folders and name a whole path: they go stale silently otherwise.
fn named_files(file: &TextFile) -> Vec<String> {
    const FOLDERS: [&str; 7] = [
        "docs/",
        "entity/src/",
        "migration/src/",
        "server/src/",
        "tests/",
        "web/",
        "xtask/src/",
    ];
    file.text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| FOLDERS.iter().any(|folder| name.starts_with(folder)))
        // Only plain paths: `a/{b,c}.rs`, `a/<noun>.rs`, `a/*.rs` and commands describe many files.
        .filter(|name| name.chars().all(|it| it.is_ascii_alphanumeric() || "/._-".contains(it)))
        .filter(|name| !root().join(name).exists())
        .map(|name| format!("{}: `{name}` does not exist", file.path))
        .collect()
}

fn has_heading(path: &Path, anchor: &str) -> bool {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| line.strip_prefix('#')).any(|heading| {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
        kept.map(|it| if it == ' ' { '-' } else { it }).collect::<String>() == anchor
    })
}

#[test]
fn targets_are_read_outside_of_code() {
    let text = "see [a](a.md) and [b](b.md#part \"title\")\n```\n[c](c.md)\n```\n";
    assert_eq!(targets(text).collect::<Vec<_>>(), ["a.md", "b.md#part"]);
}
