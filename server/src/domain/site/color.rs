//! Colors that stay readable: as text on the app's grounds, and under text.

/// Contrast with white below which a color of links cannot be read by day, on grounds a little darker than white.
const ON_WHITE: f64 = 5.2;
/// Contrast with black below which it cannot be read in the dark, on grounds a little lighter than black.
const ON_BLACK: f64 = 7.0;

/// A color for light grounds, `#rrggbb`.
pub(super) fn by_day(text: String) -> Result<String, String> {
    let luminance = luminance(&text)?;
    if 1.05 / (luminance + 0.05) < ON_WHITE {
        return Err(format!(
            "this color is too light: its contrast with white is less than {ON_WHITE} to 1"
        ));
    }
    Ok(text)
}

/// A color for dark grounds, `#rrggbb`.
pub(super) fn in_the_dark(text: String) -> Result<String, String> {
    let luminance = luminance(&text)?;
    if (luminance + 0.05) / 0.05 < ON_BLACK {
        return Err(format!(
            "this color is too dark: its contrast with black is less than {ON_BLACK} to 1"
        ));
    }
    Ok(text)
}

/// Red, green and blue of `#rrggbb`; none for other texts.
#[must_use]
pub fn rgb(text: &str) -> Option<(u8, u8, u8)> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some((channel(0)?, channel(2)?, channel(4)?))
}

/// Relative luminance (WCAG 2.2) of `#rrggbb`.
fn luminance(text: &str) -> Result<f64, String> {
    let problem = || "a color is written as #rrggbb, in hexadecimal digits".to_owned();
    let (red, green, blue) = rgb(text).ok_or_else(problem)?;
    let mut sum = 0.0;
    for (channel, weight) in [(red, 0.2126), (green, 0.7152), (blue, 0.0722)] {
        let share = f64::from(channel) / 255.0;
        let linear = if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        };
        sum += weight * linear;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::{by_day, in_the_dark, rgb};

    #[test]
    fn colors_of_sites_are_read() {
        assert_eq!(rgb("#6b1D3a"), Some((107, 29, 58)));
        for other in ["", "6b1d3a", "#6b1d3", "#6b1d3a0", "#6b1d3g", "#é1d3a", "red"] {
            assert_eq!(rgb(other), None, "{other}");
        }
    }

    #[test]
    fn colors_are_readable_where_they_are_used() {
        for (color, is_for_day, is_for_dark) in [
            ("#1e3a5c", true, false),
            ("#A9C6EA", false, true),
            ("#000000", true, false),
            ("#ffffff", false, true),
            ("#ff0000", false, false),
            ("1e3a5c", false, false),
            ("#1e3a5", false, false),
            ("#+1+2+3", false, false),
            ("#é1e3a", false, false),
            ("red", false, false),
        ] {
            assert_eq!(by_day(color.to_owned()).is_ok(), is_for_day, "{color} by day");
            assert_eq!(
                in_the_dark(color.to_owned()).is_ok(),
                is_for_dark,
                "{color} in the dark"
            );
        }
    }
}
