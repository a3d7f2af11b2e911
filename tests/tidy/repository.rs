//! The files of the repository, as the rules read them: tracked or about to be, never what is built.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold what is built or installed.
pub(crate) const NOT_OURS: [&str; 5] = [".git", ".run", "dist", "node_modules", "target"];

/// A text file and where it lies, relative to the repository.
#[derive(Debug)]
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The repository's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the test crate lies in the repository")
        .to_path_buf()
}

/// Every text file whose name ends with one of `endings`, sorted by path.
pub(crate) fn files(endings: &[&str]) -> Vec<TextFile> {
    let root = root();
    let mut found = Vec::new();
    let mut waiting = vec![root.clone()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder can be listed").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            if path.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    waiting.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let path = path.strip_prefix(&root).expect("it lies in the repository");
                found.push(TextFile {
                    path: path.to_string_lossy().into_owned(),
                    text,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "the repository has files that end with {endings:?}");
    found
}

/// Fails with one line per offence.
pub(crate) fn expect_none(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{rule}:\n  {}\n", offences.join("\n  "));
}
