//! Secrets: read from files, and shown to nobody.

use std::path::Path;

/// Reads a secret: the file's content without one line end at its end.
pub(super) fn read(path: &str) -> Result<String, String> {
    let path = Path::new(path);
    if path.is_dir() {
        return Err("names a folder, not a file".to_owned());
    }
    let bytes = std::fs::read(path).map_err(|error| format!("names a file that cannot be read ({})", error.kind()))?;
    let text = String::from_utf8(bytes).map_err(|_| "names a file that is not UTF-8 text".to_owned())?;
    let secret = text
        .strip_suffix("\r\n")
        .or_else(|| text.strip_suffix('\n'))
        .unwrap_or(&text);
    if secret.is_empty() {
        return Err("names an empty file".to_owned());
    }
    Ok(secret.to_owned())
}

/// What stands for a secret where settings are shown.
pub(super) fn masked(is_given: bool) -> &'static str {
    if is_given { "***" } else { "none" }
}
