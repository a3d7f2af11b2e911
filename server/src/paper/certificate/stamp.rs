//! The state in one word across the certificate, as on its page: whoever sees a part of it alone sees that. It is a shape; words that say
//! the same are read before all else.

use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::Fill;
use parley::Alignment;

use super::pen::Pen;
use crate::paper::color::{STAMP, WHITE, ink};
use crate::paper::drawing::{start_ornament, stroke};
use crate::paper::text::{Block, Style, can_be_spaced, filled};

/// Size of the letters and most width of the word, by the width of the sheet.
const SIZE: f32 = 0.065;
const WIDEST: f32 = 0.7;
/// Where its middle is, by the height of the sheet, and how it is turned, in degrees.
const MIDDLE: f32 = 0.6;
const TURN: f32 = -12.0;
/// By the size of the letters: space between them, space beside the word, the line around it and its corners.
const SPACING: f32 = 0.12;
const BESIDE: f32 = 0.6;
const LINE: f32 = 0.12;
const CORNER: f32 = 0.15;
/// How much of the words below it does not show through.
const COVER: f32 = 0.7;

impl Pen<'_, '_> {
    /// Draws it over all that was drawn before.
    pub(super) fn stamp(&mut self, word: &str) {
        let (width, height) = (self.paper.width, self.paper.height);
        let word = word.to_uppercase();
        let mut size = width * SIZE;
        let mut block = self.stamped(&word, size);
        if block.width() > width * WIDEST {
            size *= width * WIDEST / block.width();
            block = self.stamped(&word, size);
        }
        let (x, y) = (width / 2.0, height * MIDDLE);
        let (beside, above) = (
            block.width() / 2.0 + BESIDE * size,
            block.height() / 2.0 + CORNER * size,
        );
        let around = Rect::from_ltrb(x - beside, y - above, x + beside, y + above);
        let Some(around) = around.and_then(|it| rounded(it, CORNER * size)) else {
            return;
        };
        start_ornament(self.surface);
        self.surface.push_transform(&Transform::from_rotate_at(TURN, x, y));
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            opacity: NormalizedF32::new(COVER).unwrap_or(NormalizedF32::ONE),
            ..filled(ink(WHITE))
        }));
        self.surface.draw_path(&around);
        stroke(self.surface, &around, LINE * size, STAMP);
        let at = Point::from_xy(0.0, y - block.height() / 2.0);
        self.setter.draw_shapes(self.surface, &block, at);
        self.surface.pop();
        self.surface.end_tagged();
    }

    fn stamped(&mut self, word: &str, size: f32) -> Block {
        let style = Style {
            size,
            is_italic: false,
            ink: ink(STAMP),
        };
        let spacing = if can_be_spaced(word) { SPACING } else { 0.0 };
        self.setter
            .set_spaced(word, style, spacing, self.paper.width, Alignment::Center)
    }
}

fn rounded(rect: Rect, radius: f32) -> Option<Path> {
    let (left, top, right, bottom) = (rect.left(), rect.top(), rect.right(), rect.bottom());
    let mut path = PathBuilder::new();
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.quad_to(right, top, right, top + radius);
    path.line_to(right, bottom - radius);
    path.quad_to(right, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.quad_to(left, bottom, left, bottom - radius);
    path.line_to(left, top + radius);
    path.quad_to(left, top, left + radius, top);
    path.close();
    path.finish()
}
