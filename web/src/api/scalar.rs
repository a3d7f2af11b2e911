//! The schema's scalars as Rust types.

use serde::{Deserialize, Serialize};

use crate::api::schema;
use crate::certificate_number::CertificateNumber;

/// An instant as the server writes it: RFC 3339 in UTC. `format.rs` turns it into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Instant(pub String);

impl Instant {
    /// Its day in UTC, in which the app writes all its dates: `2026-11-30`.
    pub(crate) fn day(&self) -> String {
        self.0.split('T').next().unwrap_or_default().to_owned()
    }
}

/// A day without a time, such as `2026-11-30`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Day(pub String);

/// An exact decimal number as the server writes it, such as `0.875`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Decimal(pub String);

/// An identity of the catalogue, or what opens a shared record: dashed, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Uuid(String);

impl Uuid {
    /// Reads it from an address; none where the text is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits: String = text
            .chars()
            .filter(|it| *it != '-')
            .collect::<String>()
            .to_ascii_lowercase();
        let is_one = digits.len() == 32 && digits.bytes().all(|it| it.is_ascii_hexdigit());
        is_one.then(|| {
            let parts = [
                &digits[..8],
                &digits[8..12],
                &digits[12..16],
                &digits[16..20],
                &digits[20..],
            ];
            Self(parts.join("-"))
        })
    }

    /// The 32 digits alone, as addresses of shared records have them.
    pub(crate) fn digits(&self) -> String {
        self.0.replace('-', "")
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

cynic::impl_scalar!(Instant, schema::DateTime);
cynic::impl_scalar!(Day, schema::Date);
cynic::impl_scalar!(Decimal, schema::Decimal);
cynic::impl_scalar!(Uuid, schema::UUID);
cynic::impl_scalar!(CertificateNumber, schema::UUID);

#[cfg(test)]
mod tests {
    use super::Uuid;

    #[test]
    fn every_spelling_of_an_identity_is_one() {
        for text in [
            "3F2B9C1A-D04E-4F6C-8A7B-5E2D1C0F9A88",
            "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
        ] {
            let uuid = Uuid::parse(text).expect("is one");
            assert_eq!(uuid.as_str(), "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88");
            assert_eq!(uuid.digits(), "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88");
        }
        for text in [
            "",
            "3f2b",
            "g f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
            "\u{e9}f2b9c1ad04e4f6c8a7b5e2d1c0f9a8",
        ] {
            assert_eq!(Uuid::parse(text), None, "{text}");
        }
    }
}
