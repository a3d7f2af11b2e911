//! Logos of organizations, drawn out of their keys: the same key gives the same picture.

use std::io::Cursor;

use image::{ImageFormat, Rgba, RgbaImage};
use sha2::{Digest as _, Sha256};

/// Squares along a side.
const SQUARES: u32 = 5;
/// Pixels along the side of a square.
const SIDE: u32 = 32;

/// The logo of an organization, a PNG: an emblem of its own in a color of its own.
pub(super) fn draw(key: &str) -> anyhow::Result<Vec<u8>> {
    let digest = Sha256::digest(key);
    let [red, green, blue] = [0, 1, 2].map(|it| digest[it] / 2);
    let emblem = RgbaImage::from_fn(SQUARES * SIDE, SQUARES * SIDE, |x, y| {
        let (column, row) = (x / SIDE, y / SIDE);
        // Mirrored, as emblems are.
        let column = column.min(SQUARES - 1 - column);
        let place = usize::try_from(3 + 3 * row + column).unwrap_or_default();
        let is_drawn = digest.get(place).is_some_and(|it| it % 2 == 0);
        Rgba([red, green, blue, if is_drawn { u8::MAX } else { 0 }])
    });
    let mut bytes = Vec::new();
    emblem.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    Ok(bytes)
}
