//! Colours of what is printed: those of the certificate's page, and of the app.

use krilla::color::rgb;

/// Words.
pub(super) const INK: (u8, u8, u8) = (27, 36, 48);
/// Words that count less, and thin lines.
pub(super) const SOFT: (u8, u8, u8) = (77, 86, 101);
/// Headings and frames, where the site has no colour of its own.
pub(super) const ACCENT: (u8, u8, u8) = (30, 58, 92);
/// Ornament.
pub(super) const GOLD: (u8, u8, u8) = (169, 139, 77);
/// Ornament that stands behind words: the same, of which one sees an eighth.
pub(super) const PALE_GOLD: (u8, u8, u8) = (245, 241, 234);
/// Words that name what others tell.
pub(super) const GOLD_INK: (u8, u8, u8) = (119, 90, 29);
/// What must not be overlooked.
pub(super) const ALARM: (u8, u8, u8) = (122, 18, 32);
/// The state, across a certificate.
pub(super) const STAMP: (u8, u8, u8) = (111, 74, 0);
/// Paper.
pub(super) const WHITE: (u8, u8, u8) = (255, 255, 255);

pub(super) fn ink((red, green, blue): (u8, u8, u8)) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}
