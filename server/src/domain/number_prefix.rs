//! The beginning of a certificate number, as histories show it.

use std::ops::RangeInclusive;

use entity::id::CredentialId;
use uuid::Uuid;

/// Fewest digits of one: as many as histories show.
const MIN_DIGITS: usize = 8;

/// Digits of a whole number.
const MAX_DIGITS: usize = 32;

/// The text is not the beginning of a certificate number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a certificate number begins with {MIN_DIGITS} to {MAX_DIGITS} hexadecimal digits; dashes do not count")]
pub struct InvalidNumberPrefix;

/// The certificate numbers that begin so.
pub fn numbers(text: &str) -> Result<RangeInclusive<CredentialId>, InvalidNumberPrefix> {
    let digits: String = text.chars().filter(|it| *it != '-').collect();
    let is_prefix =
        (MIN_DIGITS..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_hexdigit());
    if !is_prefix {
        return Err(InvalidNumberPrefix);
    }
    let number = |filler: char| {
        let rest = String::from(filler).repeat(MAX_DIGITS - digits.len());
        Uuid::parse_str(&format!("{digits}{rest}")).map_err(|_| InvalidNumberPrefix)
    };
    Ok(CredentialId(number('0')?)..=CredentialId(number('f')?))
}

#[cfg(test)]
mod tests {
    use super::{CredentialId, InvalidNumberPrefix, numbers};

    #[test]
    fn numbers_that_begin_so_lie_between_two() {
        let id = |text: &str| CredentialId(text.parse().expect("a number"));
        for (text, first, last) in [
            (
                "af5621ab",
                "af5621ab-0000-0000-0000-000000000000",
                "af5621ab-ffff-ffff-ffff-ffffffffffff",
            ),
            (
                "AF5621AB-d04e-4",
                "af5621ab-d04e-4000-0000-000000000000",
                "af5621ab-d04e-4fff-ffff-ffffffffffff",
            ),
            (
                "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
                "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88",
                "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88",
            ),
        ] {
            assert_eq!(numbers(text), Ok(id(first)..=id(last)), "{text}");
        }
        for text in ["", "af5621a", "af5621ag", "af 5621ab", "ａf5621ab", &"0".repeat(33)] {
            assert_eq!(numbers(text), Err(InvalidNumberPrefix), "{text}");
        }
    }
}
