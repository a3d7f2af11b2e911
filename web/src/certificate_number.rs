//! The public number of a certificate, in every spelling that people bring along.
//!
//! Invariant: a `CertificateNumber` prints as 32 lower-case hexadecimal digits, the form that the page's address has.

use std::fmt;
use std::str::FromStr;

/// A certificate number that is well formed; whether a certificate has it is the server's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CertificateNumber(u128);

/// The text holds no certificate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotACertificateNumber;

impl FromStr for CertificateNumber {
    type Err = NotACertificateNumber;

    /// Takes the number alone or a whole link that ends in it; case, spaces, dashes and braces do not matter.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let end_of_path = text.find(['?', '#']).unwrap_or(text.len());
        let path = text[..end_of_path].trim().trim_end_matches('/');
        let last_segment = path.rsplit('/').next().unwrap_or(path);
        let bare = last_segment
            .trim_start_matches("urn:uuid:")
            .trim_start_matches('{')
            .trim_end_matches('}');
        // Dashes as they are typed and as word processors make them of two hyphens or a line end.
        let is_separator = |it: char| it.is_whitespace() || matches!(it, '-' | '\u{2010}'..='\u{2015}');
        let digits: String = bare.chars().filter(|it| !is_separator(*it)).collect();
        if digits.len() != 32 || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Err(NotACertificateNumber);
        }
        u128::from_str_radix(&digits, 16)
            .map(Self)
            .map_err(|_| NotACertificateNumber)
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl serde::Serialize for CertificateNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for CertificateNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|NotACertificateNumber| serde::de::Error::custom("not a certificate number"))
    }
}

#[cfg(test)]
mod tests {
    use super::{CertificateNumber, NotACertificateNumber};

    const CANONICAL: &str = "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88";

    #[test]
    fn every_spelling_becomes_the_canonical_one() {
        for spelling in [
            CANONICAL,
            "3F2B9C1AD04E4F6C8A7B5E2D1C0F9A88",
            "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88",
            "3F2B9C1A-D04E-4f6c-8a7b-5E2D1C0F9A88",
            "  3f2b 9c1a d04e 4f6c 8a7b 5e2d 1c0f 9a88\n",
            "3f2b9c1a\u{2013}d04e\u{2013}4f6c\u{2013}8a7b\u{2013}5e2d1c0f9a88",
            "{3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88}",
            "urn:uuid:3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88",
            "https://credentials.example.org/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
            "https://credentials.example.org/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88/?from=cv#top",
        ] {
            let number: Result<CertificateNumber, _> = spelling.parse();
            assert_eq!(
                number.map(|it| it.to_string()),
                Ok(CANONICAL.to_owned()),
                "{spelling:?}"
            );
        }
    }

    #[test]
    fn anything_else_is_no_certificate_number() {
        for text in [
            "",
            "/",
            "3f2b9c1a",
            "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a8",
            "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a888",
            "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a8g",
            "３f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
            "+f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
            "not-a-number",
            "\u{0}\u{1f600}?#/{}",
        ] {
            assert_eq!(
                text.parse::<CertificateNumber>(),
                Err(NotACertificateNumber),
                "{text:?}"
            );
        }
    }

    #[test]
    fn the_api_may_write_dashes_and_gets_none() {
        let json = "\"3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88\"";
        let number: CertificateNumber = serde_json::from_str(json).expect("reads dashes");
        assert_eq!(number.to_string(), CANONICAL);
        assert_eq!(
            serde_json::to_string(&number).expect("writes"),
            format!("\"{CANONICAL}\"")
        );
    }
}
