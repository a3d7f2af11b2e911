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

/// Relative luminance (WCAG 2.2) of `#rrggbb`.
fn luminance(text: &str) -> Result<f64, String> {
    let problem = || "a color is written as #rrggbb, in hexadecimal digits".to_owned();
    let digits = text.strip_prefix('#').filter(|it| it.len() == 6 && it.is_ascii());
    let digits = digits.ok_or_else(problem)?;
    let mut sum = 0.0;
    for (position, weight) in [(0, 0.2126), (2, 0.7152), (4, 0.0722)] {
        let channel = digits.get(position..position + 2).filter(|it| !it.contains('+'));
        let channel = channel
            .and_then(|it| u8::from_str_radix(it, 16).ok())
            .ok_or_else(problem)?;
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
    use super::{by_day, in_the_dark};

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
