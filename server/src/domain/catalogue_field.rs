//! What fields of the catalogue may hold, whoever writes them: the catalogue service or the staff.

use super::text;
use super::web_address::{self, Reach};

const MAX_TEXT: usize = 255;
const MAX_TYPE: usize = 64;
const MAX_EMAIL: usize = 254;
const MAX_LOGO_URL: usize = 512;
/// More hours than anybody studies for one program.
const MAX_HOURS: i32 = 32_767;

/// Text that is not blank, of at most 255 characters.
pub(super) fn required(field: &str, value: String) -> Result<String, String> {
    if value.trim().is_empty() {
        return Err(format!("{field} is empty"));
    }
    fit(field, value, MAX_TEXT)
}

/// As [`required`]; what is blank counts as missing.
pub(super) fn optional(field: &str, value: Option<String>) -> Result<Option<String>, String> {
    value
        .filter(|it| !it.trim().is_empty())
        .map(|it| fit(field, it, MAX_TEXT))
        .transpose()
}

/// A label of at most 64 characters, possibly empty.
pub(super) fn short(field: &str, value: Option<String>) -> Result<String, String> {
    fit(field, value.unwrap_or_default(), MAX_TYPE)
}

/// A mail address, as far as its form tells.
pub(super) fn email(text: &str) -> Result<String, String> {
    let is_plausible = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !text.contains(char::is_whitespace)
        && !text.contains(['<', '>', ',', ';']);
    if is_plausible {
        fit("email", text.to_owned(), MAX_EMAIL)
    } else {
        Err("email is no mail address".to_owned())
    }
}

/// An absolute address in the public internet.
pub(super) fn logo_url(text: &str, reach: Reach) -> Result<String, web_address::RefusedAddress> {
    if text.chars().count() > MAX_LOGO_URL {
        return Err(web_address::RefusedAddress::NotAnAddress);
    }
    web_address::parse(text, reach)?;
    Ok(text.to_owned())
}

/// Expected effort in hours.
pub(super) fn hours(field: &str, hours: i64) -> Result<i32, String> {
    i32::try_from(hours)
        .ok()
        .filter(|it| (0..=MAX_HOURS).contains(it))
        .ok_or_else(|| format!("{field} is not within 0 to {MAX_HOURS}"))
}

fn fit(field: &str, value: String, max_length: usize) -> Result<String, String> {
    text::plain(value, max_length)
        .map_err(|_| format!("{field} has more than {max_length} characters, or control characters"))
}
