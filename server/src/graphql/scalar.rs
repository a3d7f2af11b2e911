//! Scalars of our own.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::learning_object::parse_uuid;

/// A UUID (RFC 9562): 32 hexadecimal digits with or without dashes, in any letter case. Written dashed, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PublicUuid(pub(super) Uuid);

/// A UUID (RFC 9562): 32 hexadecimal digits with or without dashes, in any letter case. Written dashed, in lower case.
#[Scalar(name = "UUID", specified_by_url = "https://www.rfc-editor.org/rfc/rfc9562")]
impl ScalarType for PublicUuid {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => parse_uuid(text)
                .map(Self)
                .ok_or_else(|| InputValueError::custom("a UUID has 32 hexadecimal digits, with or without dashes")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.hyphenated().to_string())
    }
}

/// The enrollment mode of a course run, a slug that the learning platform defines, such as `"verified"`. Letter case does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EnrollmentMode(pub(super) String);

/// The enrollment mode of a course run, a slug that the learning platform defines, such as `"verified"`. Letter case does not matter.
#[Scalar]
impl ScalarType for EnrollmentMode {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            // A bare word in a document, such as VERIFIED or NO_ID_PROFESSIONAL.
            Value::Enum(name) => Ok(Self(name.to_lowercase().replace('_', "-"))),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// An exact decimal number of at most four places, such as `"0.875"`. Written as text, so that nothing rounds it; a JSON number is
/// accepted too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal(pub(super) String);

/// An exact decimal number of at most four places, such as `"0.875"`. Written as text, so that nothing rounds it; a JSON number is
/// accepted too.
#[Scalar]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            // What it says is read where it can be refused as data.
            Value::String(text) => Ok(Self(text)),
            Value::Number(number) => Ok(Self(number.to_string())),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A calendar day in UTC, such as `"2026-03-31"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day(pub(super) NaiveDate);

/// A calendar day in UTC, such as `"2026-03-31"`.
#[Scalar(name = "Date")]
impl ScalarType for Day {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text
                .parse()
                .map(Self)
                .map_err(|_| InputValueError::custom("a day is written as in 2026-03-31")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
