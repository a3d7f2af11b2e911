//! One value as it was given, and the strict ways of reading it.

use std::time::Duration;

/// A value as it was given. Problems are said without repeating it: it may be a secret.
pub(super) enum Value {
    /// From an environment variable.
    Text(String),
    /// From the file.
    Json(serde_json::Value),
}

const NOT_TEXT: &str = "is not a text";
const NOT_A_COUNT: &str = "is not a whole number such as 100";
const NOT_A_SIZE: &str = "is not a size such as 65536, 64KiB or 2MiB";
const NOT_A_DURATION: &str = "is not a duration such as 500ms, 10s or 5m";

impl Value {
    /// A text that is not empty.
    pub(super) fn text(&self) -> Result<&str, String> {
        match self {
            Self::Text(text) | Self::Json(serde_json::Value::String(text)) if text.is_empty() => {
                Err("is empty".to_owned())
            }
            Self::Text(text) | Self::Json(serde_json::Value::String(text)) => Ok(text),
            Self::Json(_) => Err(NOT_TEXT.to_owned()),
        }
    }

    pub(super) fn flag(&self) -> Result<bool, String> {
        match self {
            Self::Json(serde_json::Value::Bool(flag)) => Ok(*flag),
            Self::Text(text) if text == "true" => Ok(true),
            Self::Text(text) if text == "false" => Ok(false),
            Self::Text(_) | Self::Json(_) => Err("is neither true nor false".to_owned()),
        }
    }

    pub(super) fn count(&self) -> Result<usize, String> {
        match self {
            Self::Json(serde_json::Value::Number(number)) => number.as_u64().and_then(|it| usize::try_from(it).ok()),
            Self::Text(text) => digits(text),
            Self::Json(_) => None,
        }
        .ok_or_else(|| NOT_A_COUNT.to_owned())
    }

    /// Bytes: a plain number, or one with a unit.
    pub(super) fn size(&self) -> Result<usize, String> {
        if let Self::Json(serde_json::Value::Number(_)) = self {
            return self.count().map_err(|_| NOT_A_SIZE.to_owned());
        }
        let (number, unit) = split_unit(self.text()?);
        let factor = match unit {
            "" | "B" => 1,
            "kB" => 1_000,
            "MB" => 1_000_000,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            _ => return Err(NOT_A_SIZE.to_owned()),
        };
        digits(number)
            .and_then(|it| it.checked_mul(factor))
            .ok_or_else(|| NOT_A_SIZE.to_owned())
    }

    /// A number with a unit.
    pub(super) fn duration(&self) -> Result<Duration, String> {
        let text = self.text().map_err(|_| NOT_A_DURATION.to_owned())?;
        let (number, unit) = split_unit(text);
        let milliseconds: u64 = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return Err(NOT_A_DURATION.to_owned()),
        };
        digits(number)
            .and_then(|it| u64::try_from(it).ok()?.checked_mul(milliseconds))
            .map(Duration::from_millis)
            .ok_or_else(|| NOT_A_DURATION.to_owned())
    }

    /// A list: of the file, or JSON in a variable.
    pub(super) fn list(&self) -> Result<Vec<serde_json::Value>, String> {
        match self {
            Self::Json(serde_json::Value::Array(items)) => Ok(items.clone()),
            Self::Text(text) => {
                serde_json::from_str(text).map_err(|_| "is not a JSON list such as [\"a\", \"b\"]".to_owned())
            }
            Self::Json(_) => Err("is not a list".to_owned()),
        }
    }

    /// A list of texts that are not empty.
    pub(super) fn texts(&self) -> Result<Vec<String>, String> {
        self.list()?
            .into_iter()
            .map(|item| match item {
                serde_json::Value::String(text) if !text.is_empty() => Ok(text),
                _ => Err("has an item that is no text".to_owned()),
            })
            .collect()
    }
}

/// Digits only: no sign, no exponent, no separator.
fn digits(text: &str) -> Option<usize> {
    if text.is_empty() || !text.bytes().all(|it| it.is_ascii_digit()) {
        None
    } else {
        text.parse().ok()
    }
}

fn split_unit(text: &str) -> (&str, &str) {
    text.split_at(text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len()))
}

/// The shortest spelling of a size.
pub(super) fn show_size(bytes: usize) -> String {
    match bytes {
        0 => "0".to_owned(),
        it if it.is_multiple_of(1 << 20) => format!("{}MiB", it >> 20),
        it if it.is_multiple_of(1 << 10) => format!("{}KiB", it >> 10),
        it => it.to_string(),
    }
}

/// The shortest spelling of a duration.
pub(super) fn show_duration(duration: Duration) -> String {
    match duration.as_millis() {
        it if it.is_multiple_of(1_000) => format!("{}s", it / 1_000),
        it => format!("{it}ms"),
    }
}
