//! Figures that ornaments are made of, in the units of the pictures on the certificate's page.
//!
//! A figure that comes again is drawn as the same path with another transformation: files are compressed, and this becomes small.

use krilla::geom::{Path, PathBuilder, Transform};
use krilla::surface::Surface;

use crate::paper::drawing::stroke;

/// By how much of a half axis a curve bends around a quarter of an ellipse.
const BEND: f32 = 0.552_284_8;
/// Length and width of a [`braid`].
pub(super) const BRAID: f32 = 40.0;

/// An ellipse around the origin.
pub(super) fn ellipse(rx: f32, ry: f32) -> Option<Path> {
    let (bend_x, bend_y) = (rx * BEND, ry * BEND);
    let mut path = PathBuilder::new();
    path.move_to(rx, 0.0);
    path.cubic_to(rx, bend_y, bend_x, ry, 0.0, ry);
    path.cubic_to(-bend_x, ry, -rx, bend_y, -rx, 0.0);
    path.cubic_to(-rx, -bend_y, -bend_x, -ry, 0.0, -ry);
    path.cubic_to(bend_x, -ry, rx, -bend_y, rx, 0.0);
    path.close();
    path.finish()
}

/// An ellipse that turns around the origin, drawn so many times in half a turn.
pub(super) fn rosette(surface: &mut Surface<'_>, (rx, ry): (f32, f32), times: u8, width: f32, color: (u8, u8, u8)) {
    let Some(path) = ellipse(rx, ry) else { return };
    for time in 0..times {
        let degrees = f32::from(time) * 180.0 / f32::from(times);
        surface.push_transform(&Transform::from_rotate(degrees));
        stroke(surface, &path, width, color);
        surface.pop();
    }
}

/// Four waves that cross: one after the other, such pieces are a band.
pub(super) fn braid() -> Option<Path> {
    let mut path = PathBuilder::new();
    for begin in [0.0, 10.0, 20.0, 30.0] {
        path.move_to(begin, 20.0);
        path.quad_to(begin + 10.0, -6.0, begin + 20.0, 20.0);
        path.quad_to(begin + 30.0, 46.0, begin + BRAID, 20.0);
    }
    path.finish()
}
