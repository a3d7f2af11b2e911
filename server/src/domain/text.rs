//! Text that people wrote: kept as it is, if it can be kept at all.

/// Longest reason for a change, in characters.
pub const MAX_REASON_LENGTH: usize = 1000;

/// The text cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error("this text may have at most {max_length} characters and no control characters")]
pub struct UnfitText {
    max_length: usize,
}

/// Accepts text of at most `max_length` characters without control characters; nothing is trimmed or repaired.
pub fn plain(text: String, max_length: usize) -> Result<String, UnfitText> {
    fit(text, max_length, char::is_control)
}

/// As [`plain`], with line breaks and tabs allowed.
pub fn lines(text: String, max_length: usize) -> Result<String, UnfitText> {
    fit(text, max_length, |it| {
        it.is_control() && !matches!(it, '\n' | '\r' | '\t')
    })
}

/// Accepts why something is changed, as [`lines`] of at most [`MAX_REASON_LENGTH`] characters; a blank reason counts as none.
pub fn reason(text: Option<String>) -> Result<Option<String>, UnfitText> {
    let reason = text.map(|it| lines(it, MAX_REASON_LENGTH)).transpose()?;
    Ok(reason.filter(|it| !it.trim().is_empty()))
}

fn fit(text: String, max_length: usize, is_refused: impl Fn(char) -> bool) -> Result<String, UnfitText> {
    // Bytes first: counting the characters of a huge text is work an attacker could order.
    if text.len() > max_length * 4 || text.chars().count() > max_length || text.chars().any(is_refused) {
        return Err(UnfitText { max_length });
    }
    Ok(text)
}
