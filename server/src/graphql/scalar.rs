//! Scalars of our own.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
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
