//! The end of a chain, short enough to be noted down.

use super::Hash;
use crate::domain::hexadecimal::digits;

/// The end of a chain, or any place in it: `1024:` and the 64 hexadecimal digits of the hash there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The place.
    pub sequence: i64,
    /// The hash of the link there.
    pub hash: Hash,
}

/// A text is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a head is a number, a colon and 64 hexadecimal digits, as the audit trail shows it")]
pub struct InvalidHead;

impl Head {
    /// The head as it is stored; none where the hash has another length.
    #[must_use]
    pub fn stored(sequence: i64, hash: &[u8]) -> Option<Self> {
        let hash = hash.try_into().ok()?;
        Some(Self { sequence, hash })
    }

    /// The hash in hexadecimal digits.
    #[must_use]
    pub fn digits(&self) -> String {
        digits(&self.hash)
    }

    /// Reads a head that somebody noted down; spaces around it and the case of its letters do not matter.
    pub fn parse(text: &str) -> Result<Self, InvalidHead> {
        let (sequence, digits) = text.trim().split_once(':').ok_or(InvalidHead)?;
        let is_number = !sequence.is_empty() && sequence.bytes().all(|it| it.is_ascii_digit());
        let is_hash = digits.len() == 64 && digits.bytes().all(|it| it.is_ascii_hexdigit());
        if !is_number || !is_hash {
            return Err(InvalidHead);
        }
        let sequence = sequence.parse().map_err(|_| InvalidHead)?;
        let mut hash = [0; 32];
        for (index, byte) in hash.iter_mut().enumerate() {
            let pair = digits.get(2 * index..2 * index + 2).ok_or(InvalidHead)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| InvalidHead)?;
        }
        if sequence < 1 {
            return Err(InvalidHead);
        }
        Ok(Self { sequence, hash })
    }
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.sequence, self.digits())
    }
}

impl std::str::FromStr for Head {
    type Err = InvalidHead;

    fn from_str(text: &str) -> Result<Self, InvalidHead> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noted_head_is_read_as_it_was_shown() {
        let head = Head {
            sequence: 1024,
            hash: [0xAB; 32],
        };
        let shown = format!("1024:{}", "ab".repeat(32));
        assert_eq!(head.to_string(), shown);
        assert_eq!(Head::parse(&shown), Ok(head));
        assert_eq!(Head::parse(&format!(" {}\n", shown.to_uppercase())), Ok(head));
        let digits = "ab".repeat(32);
        for text in [
            String::new(),
            digits.clone(),
            format!(":{digits}"),
            format!("0:{digits}"),
            format!("-1:{digits}"),
            format!("+1:{digits}"),
            format!("99999999999999999999:{digits}"),
            format!("1:{digits}0"),
            format!("1:{}", "zz".repeat(32)),
            format!("1:{}", "ä".repeat(32)),
        ] {
            assert_eq!(Head::parse(&text), Err(InvalidHead), "{text}");
        }
    }
}
