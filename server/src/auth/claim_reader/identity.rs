//! Who the bearer is: username, number, name and e-mail address.

use entity::{Username, UsernameRule};
use serde_json::Value;

use crate::auth::error::{AuthError, reason};

/// Longest name that is kept, in characters.
const MAX_NAME_LENGTH: usize = 255;

/// Longest e-mail address that is kept, in characters.
const MAX_EMAIL_LENGTH: usize = 254;

/// The claim is not what it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MalformedClaim;

/// `preferred_username`, or `username` when only that is there. A token in which they differ names nobody.
pub(super) fn username<'a>(
    claim: impl Fn(&str) -> Option<&'a Value>,
    rule: UsernameRule,
) -> Result<Username, AuthError> {
    let unclear = AuthError::Invalid(reason::USERNAME);
    let preferred = claim("preferred_username");
    let plain = claim("username");
    if preferred.is_some() && plain.is_some() && preferred != plain {
        return Err(unclear);
    }
    let text = preferred.or(plain).and_then(Value::as_str).ok_or(unclear)?;
    Username::parse(text, rule).map_err(|_| unclear)
}

/// `user_id`: a positive number, written as a number or as its decimal digits.
pub(super) fn user_id(claim: Option<&Value>) -> Result<Option<i64>, MalformedClaim> {
    let number = match claim {
        None => return Ok(None),
        Some(Value::String(digits)) => {
            let is_decimal = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
            digits.parse().ok().filter(|_| is_decimal)
        }
        Some(value) => value.as_i64(),
    };
    number.filter(|it| *it > 0).map(Some).ok_or(MalformedClaim)
}

/// `name` without control characters; none when it is empty, too long or no text: then it is as if the token told none.
pub(super) fn name(claim: Option<&Value>) -> Option<String> {
    let text = claim?.as_str()?;
    if text.chars().count() > MAX_NAME_LENGTH {
        return None;
    }
    let printable: String = text.chars().filter(|it| !is_control(*it)).collect();
    let trimmed = printable.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// `email`; none when it is too long, has a control character or a blank, or is no address: then it is as if the token
/// told none.
pub(super) fn email(claim: Option<&Value>) -> Option<String> {
    let text = claim?.as_str()?;
    let (local, domain) = text.rsplit_once('@')?;
    let is_kept = !local.is_empty()
        && !domain.is_empty()
        && text.chars().count() <= MAX_EMAIL_LENGTH
        && !text.chars().any(|it| is_control(it) || it.is_whitespace());
    is_kept.then(|| text.to_owned())
}

/// Control characters, line separators, and characters that turn the direction of the text around them.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
