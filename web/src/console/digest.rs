//! Names that follow from what they name.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The SHA-256 of these parts in hexadecimal digits. Other parts, or one that is missing, have another.
pub(super) fn digest(parts: &[Option<&str>]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // With its length before it, no part can be taken for the end of another.
        let length = part.map_or_else(|| "none".to_owned(), |it| it.len().to_string());
        hash.update(length);
        hash.update(b":");
        hash.update(part.unwrap_or_default());
    }
    hash.finalize()
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
