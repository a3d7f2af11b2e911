//! Keys of API clients: `credkey_`, 32 random bytes in base32, and a check of both.
//!
//! The beginning lets people and scanners of leaked secrets recognise one wherever it lies about, and the check lets them tell a key
//! from something that only looks like one. A key is shown once; only its hash is kept. It is random, so a plain SHA-256 is as good
//! as a slow one: there is nothing to guess.

use sha2::{Digest as _, Sha256};

/// What every key begins with.
const PREFIX: &str = "credkey_";
/// RFC 4648, in lower case.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Characters of 32 bytes in base32.
const SECRET_LENGTH: usize = 52;
/// Characters of the check.
const CHECK_LENGTH: usize = 7;
/// Characters of the secret that a hint tells: 20 bits of 256.
const HINT_LENGTH: usize = 4;

/// A key of an API client.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// The key of a secret.
    #[must_use]
    pub fn of(secret: [u8; 32]) -> Self {
        let text = format!("{PREFIX}{}", base32(&secret));
        let check = check(&text);
        Self(text + &check)
    }

    /// Whether a text is meant as a key, as no token of the learning platform can be.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        text.starts_with(PREFIX)
    }

    /// Reads a key; none for what cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (body, found) = text.split_at_checked(PREFIX.len() + SECRET_LENGTH)?;
        let secret = body.strip_prefix(PREFIX)?;
        let is_key = secret.bytes().all(|it| ALPHABET.contains(&it)) && check(body) == found;
        is_key.then(|| Self(text.to_owned()))
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(&self.0).to_vec()
    }

    /// How it begins: enough to tell it from others.
    #[must_use]
    pub fn hint(&self) -> String {
        self.0.chars().take(PREFIX.len() + HINT_LENGTH).collect()
    }

    /// The key itself, to be shown to the one who asked for it, once.
    #[must_use]
    pub fn reveal(self) -> String {
        self.0
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiKey")
    }
}

fn check(text: &str) -> String {
    let mut check = base32(&Sha256::digest(text)[..5]);
    check.truncate(CHECK_LENGTH);
    check
}

/// Bytes in base32 without padding.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(5) {
        let bits = group
            .iter()
            .enumerate()
            .fold(0_u64, |bits, (place, it)| bits | u64::from(*it) << (32 - 8 * place));
        let n_characters = (group.len() * 8).div_ceil(5);
        text.extend((0..n_characters).map(|place| {
            let index = usize::try_from(bits >> (35 - 5 * place) & 31).unwrap_or_default();
            char::from(ALPHABET[index])
        }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "my"),
            ("fo", "mzxq"),
            ("foo", "mzxw6"),
            ("foob", "mzxw6yq"),
            ("fooba", "mzxw6ytb"),
            ("foobar", "mzxw6ytboi"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_key_is_read_again_and_nothing_else_is() {
        let key = ApiKey::of([7; 32]);
        let text = key.clone().reveal();
        assert_eq!(text.len(), PREFIX.len() + SECRET_LENGTH + CHECK_LENGTH);
        assert!(text.starts_with("credkey_a4dq") && key.hint() == "credkey_a4dq");
        assert_eq!(ApiKey::parse(&text), Some(key.clone()));
        assert_eq!(key.hash().len(), 32);
        assert_ne!(key.hash(), ApiKey::of([8; 32]).hash());
        let other_letter = text.replacen('a', "b", 1);
        let upper = text.to_uppercase();
        for wrong in [
            "",
            PREFIX,
            &text[1..],
            &text[..text.len() - 1],
            &format!("{text}a"),
            &format!("{text} "),
            &other_letter,
            &upper,
            "credkey_ääääääääääääääääääääääääääääääääääääääääää",
        ] {
            assert_eq!(ApiKey::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", ApiKey::of([7; 32])), "ApiKey");
    }
}
