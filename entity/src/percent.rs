//! How much of what could be reached was reached, exact.

use sea_orm::DeriveValueType;

/// How much of what could be reached was reached, between nothing (0) and all (1), exact to a ten-thousandth.
///
/// Stored as a whole number of ten-thousandths: no engine rounds it, and it compares as a number on all of them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct Percent(i32);

/// The text is no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error("a percentage is a decimal number from 0 to 1 with at most four decimal places, such as 0.875")]
pub struct InvalidPercent;

/// Ten-thousandths in a whole.
const WHOLE: i32 = 10_000;
/// Longest accepted text: what programs print of a number.
const MAX_LENGTH: usize = 32;

impl Percent {
    /// Reads a plain decimal number from 0 to 1 with at most four decimal places; zeros may follow.
    pub fn parse(text: &str) -> Result<Self, InvalidPercent> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let are_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        if text.len() > MAX_LENGTH || !matches!(whole, "0" | "1") || !are_digits(fraction) {
            return Err(InvalidPercent);
        }
        let significant = fraction.trim_end_matches('0');
        if significant.len() > 4 {
            return Err(InvalidPercent);
        }
        let fraction: i32 = format!("{significant:0<4}").parse().map_err(|_| InvalidPercent)?;
        let percent = if whole == "1" { WHOLE } else { 0 } + fraction;
        if percent <= WHOLE {
            Ok(Self(percent))
        } else {
            Err(InvalidPercent)
        }
    }

    /// Whole hundredths, and the rest in hundredths of these: 87 and 50 of 0.875.
    #[must_use]
    pub fn hundredths(self) -> (i32, i32) {
        (self.0 / 100, self.0 % 100)
    }
}

impl std::fmt::Display for Percent {
    /// As short as it can be said exactly: `0.875`, `1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, fraction) = (self.0 / WHOLE, self.0 % WHOLE);
        if fraction == 0 {
            write!(f, "{whole}")
        } else {
            f.write_str(format!("{whole}.{fraction:04}").trim_end_matches('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_numbers_are_kept_exactly() {
        for (text, stored, printed) in [
            ("0", 0, "0"),
            ("1", 10_000, "1"),
            ("1.0000", 10_000, "1"),
            ("0.875", 8750, "0.875"),
            ("0.0001", 1, "0.0001"),
            ("0.1000000000", 1000, "0.1"),
            ("0.9999", 9999, "0.9999"),
        ] {
            let percent = Percent::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((percent.0, percent.to_string().as_str()), (stored, printed), "{text}");
        }
    }

    #[test]
    fn other_text_is_refused() {
        let long = format!("0.{}", "0".repeat(40));
        for text in [
            "", ".", "0.", ".5", "-0", "-0.1", "+0.5", "1.0001", "2", "10", "87", "0.87655", "0,5", "00.5", "1e-1",
            "NaN", "0.5 ", "٠.٥", &long,
        ] {
            assert_eq!(Percent::parse(text), Err(InvalidPercent), "{text:?}");
        }
    }
}
