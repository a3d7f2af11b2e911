//! Colours of what is printed.

use krilla::color::rgb;

/// Words.
pub(super) const INK: (u8, u8, u8) = (27, 36, 48);
/// Words that count less, and thin lines.
pub(super) const SOFT: (u8, u8, u8) = (70, 82, 100);
/// Headings and frames.
pub(super) const ACCENT: (u8, u8, u8) = (47, 74, 122);
/// Ornament.
pub(super) const GOLD: (u8, u8, u8) = (166, 132, 62);
/// What must not be overlooked.
pub(super) const ALARM: (u8, u8, u8) = (122, 18, 32);

pub(super) fn ink((red, green, blue): (u8, u8, u8)) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}
