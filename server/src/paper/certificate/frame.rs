//! The frame of the sheet, and the rosette behind its words, as on the certificate's page (`render/builtin/*.svg` and the style sheet
//! beside them). Nothing of them is read.

use krilla::geom::{Path, PathBuilder, Rect, Transform};
use krilla::surface::Surface;

use super::dimension::{EM, Paper};
use super::ornament::{BRAID, braid, ellipse, rosette};
use super::pen::Pen;
use crate::paper::color::{GOLD, PALE_GOLD, WHITE};
use crate::paper::drawing::{fill, start_ornament, stroke};

/// From the edge of the sheet to the frame.
const INSET: f32 = 0.9 * EM;
/// Width of the outer line, of the band inside of it, and of the line inside of that.
const OUTER: f32 = 0.14 * EM;
const BAND: f32 = 2.2 * EM;
const INNER: f32 = 0.06 * EM;
/// From the edges of the sheet to the rosette.
const AROUND: f32 = 4.0 * EM;
/// Ellipses of the rosette: half axes, how many there are in half a turn, and the width of their lines; three hundred units are its radius.
const ROSETTE: [((f32, f32), u8, f32); 3] = [
    ((290.0, 190.0), 36, 0.8),
    ((180.0, 110.0), 30, 0.7),
    ((104.0, 48.0), 24, 0.6),
];

impl Pen<'_, '_> {
    /// The frame.
    pub(super) fn frame(&mut self) {
        let Paper { width, height } = self.paper;
        let surface = &mut *self.surface;
        start_ornament(surface);
        // From here on inside of the outer line.
        let (begin, right, bottom) = (INSET + OUTER, width - INSET - OUTER, height - INSET - OUTER);
        let (across, down) = (right - begin, bottom - begin);
        for top in [begin, bottom - BAND] {
            band(surface, across, |along, scale| {
                Transform::from_row(along.by, 0.0, 0.0, scale, begin + along.at, top)
            });
        }
        for left in [begin, right - BAND] {
            band(surface, down, |along, scale| {
                Transform::from_row(0.0, along.by, scale, 0.0, left, begin + along.at)
            });
        }
        for left in [begin, right - BAND] {
            for top in [begin, bottom - BAND] {
                corner(surface, left, top);
            }
        }
        for (inset, line) in [(INSET + OUTER / 2.0, OUTER), (begin + BAND + INNER / 2.0, INNER)] {
            let rect = Rect::from_ltrb(inset, inset, width - inset, height - inset);
            if let Some(path) = rect.and_then(boxed) {
                stroke(surface, &path, line, GOLD);
            }
        }
        surface.end_tagged();
    }

    /// The rosette behind the words.
    pub(super) fn rosette(&mut self) {
        let Paper { width, height } = self.paper;
        let radius = (width.min(height) - 2.0 * AROUND) / 2.0;
        let scale = radius / 300.0;
        start_ornament(self.surface);
        let at = Transform::from_row(scale, 0.0, 0.0, scale, width / 2.0, height / 2.0);
        self.surface.push_transform(&at);
        for (axes, times, line) in ROSETTE {
            rosette(self.surface, axes, times, line, PALE_GOLD);
        }
        self.surface.pop();
        self.surface.end_tagged();
    }
}

/// A piece of a band.
struct Piece {
    /// Where it begins.
    at: f32,
    /// How much longer it is than it is drawn.
    by: f32,
}

/// A band of waves as long as that. The corners cover its ends.
fn band(surface: &mut Surface<'_>, length: f32, place: impl Fn(Piece, f32) -> Transform) {
    let Some(path) = braid() else { return };
    // The last wave of a piece ends three quarters of a piece after the first.
    let n_pieces = (length / BAND - 0.75).round().max(1.0);
    let pitch = length / (n_pieces + 0.75);
    let mut piece = 0.0;
    while piece + 0.5 < n_pieces {
        let along = Piece {
            at: piece * pitch,
            by: pitch / BRAID,
        };
        surface.push_transform(&place(along, BAND / BRAID));
        stroke(surface, &path, 0.8, GOLD);
        surface.pop();
        piece += 1.0;
    }
}

fn corner(surface: &mut Surface<'_>, left: f32, top: f32) {
    let scale = BAND / BRAID;
    let middle = Transform::from_row(scale, 0.0, 0.0, scale, left + BAND / 2.0, top + BAND / 2.0);
    surface.push_transform(&middle);
    if let Some(path) = Rect::from_ltrb(-19.6, -19.6, 19.6, 19.6).and_then(boxed) {
        fill(surface, &path, WHITE);
        stroke(surface, &path, 0.8, GOLD);
    }
    rosette(surface, (16.0, 7.5), 12, 0.6, GOLD);
    if let Some(path) = ellipse(2.6, 2.6) {
        stroke(surface, &path, 0.6, GOLD);
    }
    surface.pop();
}

fn boxed(rect: Rect) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    path.finish()
}
