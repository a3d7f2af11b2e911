//! The seal of the built-in design, as on the certificate's page (`render/builtin/seal.svg`).

use krilla::geom::{Path, PathBuilder, Transform};
use krilla::surface::Surface;

use super::ornament::{ellipse, rosette};
use super::pen::Pen;
use crate::paper::drawing::{fill, start_ornament, stroke};

/// Gold, darker and lighter: of the seal, its ribbons, its lines, and those of them that are thin.
const GOLD: (u8, u8, u8) = (160, 125, 53);
const RIBBON: (u8, u8, u8) = (125, 97, 37);
const LIGHT: (u8, u8, u8) = (255, 246, 221);
const THIN: (u8, u8, u8) = (236, 222, 187);
/// Half of its width in its own units, and its height by its width.
const HALF: f32 = 60.0;
const RATIO: f32 = 140.0 / 120.0;
/// Ends of the ribbons.
const RIBBONS: [[(f32, f32); 5]; 2] = [
    [(-22.0, 32.0), (-32.0, 78.0), (-18.0, 72.0), (-10.0, 80.0), (2.0, 40.0)],
    [(22.0, 32.0), (32.0, 78.0), (18.0, 72.0), (10.0, 80.0), (-2.0, 40.0)],
];
const STAR: [(f32, f32); 10] = [
    (0.0, -19.0),
    (5.6, -5.7),
    (20.0, -4.5),
    (9.0, 4.9),
    (12.4, 18.9),
    (0.0, 11.4),
    (-12.4, 18.9),
    (-9.0, 4.9),
    (-20.0, -4.5),
    (-5.6, -5.7),
];
/// Its edge: how many lobes it has, where they meet, and where the curve between is drawn to.
const LOBES: u8 = 48;
const MEET: f32 = 54.9;
const DRAWN_TO: f32 = 58.2;

/// Its height, by its width.
pub(super) fn height(width: f32) -> f32 {
    width * RATIO
}

impl Pen<'_, '_> {
    /// The seal in the middle of the sheet, with its lower end at a height.
    pub(super) fn seal(&mut self, width: f32, bottom: f32) {
        let scale = width / (2.0 * HALF);
        let (x, y) = (self.paper.width / 2.0, bottom - height(width) + HALF * scale);
        start_ornament(self.surface);
        self.surface
            .push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
        seal(self.surface);
        self.surface.pop();
        self.surface.end_tagged();
    }
}

fn seal(surface: &mut Surface<'_>) {
    for ribbon in RIBBONS {
        if let Some(path) = polygon(&ribbon) {
            fill(surface, &path, RIBBON);
        }
    }
    if let Some(path) = edge() {
        fill(surface, &path, GOLD);
    }
    for radius in [48.0, 45.5] {
        if let Some(path) = ellipse(radius, radius) {
            stroke(surface, &path, 0.8, LIGHT);
        }
    }
    rosette(surface, (41.0, 27.0), 18, 0.35, THIN);
    if let Some(path) = ellipse(25.0, 25.0) {
        fill(surface, &path, GOLD);
        stroke(surface, &path, 0.8, LIGHT);
    }
    if let Some(path) = polygon(&STAR) {
        fill(surface, &path, LIGHT);
    }
}

fn polygon(corners: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, others) = corners.split_first()?;
    path.move_to(first.0, first.1);
    for (x, y) in others {
        path.line_to(*x, *y);
    }
    path.close();
    path.finish()
}

fn edge() -> Option<Path> {
    let at = |radius: f32, lobe: f32| {
        let (sine, cosine) = (lobe * 360.0 / f32::from(LOBES)).to_radians().sin_cos();
        (radius * cosine, radius * sine)
    };
    let mut path = PathBuilder::new();
    path.move_to(MEET, 0.0);
    for lobe in 0..LOBES {
        let lobe = f32::from(lobe);
        let (middle, end) = (at(DRAWN_TO, lobe + 0.5), at(MEET, lobe + 1.0));
        path.quad_to(middle.0, middle.1, end.0, end.1);
    }
    path.close();
    path.finish()
}
