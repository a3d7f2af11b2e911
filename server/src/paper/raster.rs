//! Drawing set text as pixels.

use parley::layout::Run;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, Transform};

use super::Unprintable;
use super::text::Block;

/// Draws a block with its upper left corner at a place.
///
/// # Errors
/// [`Unprintable::Letters`] where there is no font for a letter, and then nothing is drawn.
pub(super) fn draw(
    pixmap: &mut Pixmap,
    block: &Block,
    (left, top): (f32, f32),
    color: (u8, u8, u8),
) -> Result<(), Unprintable> {
    let mut pen = Pen {
        path: PathBuilder::new(),
        x: 0.0,
        y: 0.0,
    };
    for line in block.layout.lines() {
        let metrics = line.metrics();
        pen.y = top + metrics.baseline;
        pen.x = left + metrics.offset;
        for run in line.runs() {
            pen.run(&run)?;
        }
    }
    if let Some(path) = pen.path.finish() {
        pixmap.fill_path(&path, &paint(color), FillRule::Winding, Transform::identity(), None);
    }
    Ok(())
}

/// One color, with soft edges.
pub(super) fn paint((red, green, blue): (u8, u8, u8)) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, u8::MAX);
    paint.anti_alias = true;
    paint
}

/// Writes outlines of letters into a path, each where it stands.
struct Pen {
    path: PathBuilder,
    /// Where the letter begins.
    x: f32,
    /// The line on which it stands; pixels are counted downwards and outlines upwards.
    y: f32,
}

impl Pen {
    fn run(&mut self, run: &Run<'_, ()>) -> Result<(), Unprintable> {
        let data = run.font();
        let font = FontRef::from_index(data.data.as_ref(), data.index).map_err(|_| Unprintable::Layout)?;
        let outlines = font.outline_glyphs();
        let size = Size::new(run.font_size());
        for cluster in run.visual_clusters().filter(|it| !it.is_ligature_continuation()) {
            for glyph in cluster.glyphs() {
                if glyph.id == 0 {
                    return Err(Unprintable::Letters);
                }
                let (x, y) = (self.x, self.y);
                self.x += glyph.x;
                self.y -= glyph.y;
                if let Some(outline) = outlines.get(GlyphId::new(glyph.id)) {
                    let settings = DrawSettings::unhinted(size, LocationRef::default());
                    outline.draw(settings, self).map_err(|_| Unprintable::Layout)?;
                }
                (self.x, self.y) = (x + glyph.advance, y);
            }
        }
        Ok(())
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx0, self.y - cy0, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.path.cubic_to(
            self.x + cx0,
            self.y - cy0,
            self.x + cx1,
            self.y - cy1,
            self.x + x,
            self.y - y,
        );
    }

    fn close(&mut self) {
        self.path.close();
    }
}
