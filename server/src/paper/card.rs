//! A certificate as a picture for previews of links. It names nobody: previews are copied far and kept long.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use parley::Alignment;
use tiny_skia::{Color, PathBuilder, Pixmap, Rect, Stroke, Transform};

use super::Unprintable;
use super::color::{ACCENT, ALARM, GOLD, INK, SOFT, ink};
use super::raster::{draw, paint};
use super::text::{Block, Style, Typesetter};
use crate::render::view::View;

/// Width and height in pixels, as those want it who show previews.
pub const CARD: (u32, u32) = (1200, 630);

/// From the edge to the frame, and to what stands inside it.
const FRAME: f32 = 28.0;
const MARGIN: f32 = 84.0;
/// Between two lines.
const GAP: f32 = 18.0;
/// Smallest that everything may become, and the steps on the way.
const SMALLEST: f32 = 0.3;
const STEP: f32 = 0.94;

/// Size in pixels, whether it leans, and the color.
type Look = (f32, bool, (u8, u8, u8));

/// Draws it as PNG. `notice` is what must be said of its state.
pub fn card(view: &View, notice: Option<&str>) -> Result<Vec<u8>, Unprintable> {
    // Of something in letters that there are none of here, the picture tells the kind alone.
    let all = lines(view, notice);
    compose(&all).or_else(|error| match error {
        Unprintable::Letters => compose(&[(view.credential.type_label.as_str(), (76.0, false, ACCENT))]),
        Unprintable::Layout | Unprintable::Standard(_) => Err(error),
    })
}

fn lines<'a>(view: &'a View, notice: Option<&'a str>) -> Vec<(&'a str, Look)> {
    let issuer = match view.organization_names.as_str() {
        "" => view.platform_name.as_str(),
        names => names,
    };
    let mut lines = vec![
        (issuer, (32.0, false, SOFT)),
        (view.credential.type_label.as_str(), (58.0, false, ACCENT)),
        (view.credential.title.as_str(), (66.0, false, INK)),
    ];
    if issuer != view.platform_name {
        lines.push((view.platform_name.as_str(), (28.0, true, SOFT)));
    }
    lines.extend(notice.map(|it| (it, (28.0, false, ALARM))));
    lines.retain(|(text, _)| !text.is_empty());
    lines
}

/// Sets the lines one below the other, as large as the frame holds, and draws them.
fn compose(lines: &[(&str, Look)]) -> Result<Vec<u8>, Unprintable> {
    let (width, height) = (pixels(CARD.0), pixels(CARD.1));
    let mut setter = Typesetter::new();
    let mut scale = 1.0;
    let mut blocks = set(&mut setter, lines, scale, width);
    while total(&blocks, scale) > height - 2.0 * MARGIN && scale > SMALLEST {
        scale *= STEP;
        blocks = set(&mut setter, lines, scale, width);
    }
    let mut pixmap = Pixmap::new(CARD.0, CARD.1).ok_or(Unprintable::Layout)?;
    pixmap.fill(Color::WHITE);
    for (inset, thickness, color) in [(FRAME, 4.0, ACCENT), (FRAME + 10.0, 1.5, GOLD)] {
        let frame = Rect::from_ltrb(inset, inset, width - inset, height - inset).ok_or(Unprintable::Layout)?;
        let stroke = Stroke {
            width: thickness,
            ..Stroke::default()
        };
        let path = PathBuilder::from_rect(frame);
        pixmap.stroke_path(&path, &paint(color), &stroke, Transform::identity(), None);
    }
    let mut top = (height - total(&blocks, scale)) / 2.0;
    for (block, (_, (_, _, color))) in blocks.iter().zip(lines) {
        draw(&mut pixmap, block, (MARGIN, top), *color)?;
        top += block.height() + GAP * scale;
    }
    encode(&pixmap)
}

fn set(setter: &mut Typesetter, lines: &[(&str, Look)], scale: f32, width: f32) -> Vec<Block> {
    let mut block = |&(text, (size, is_italic, color)): &(&str, Look)| {
        let style = Style {
            size: size * scale,
            is_italic,
            ink: ink(color),
        };
        setter.set(text, style, width - 2.0 * MARGIN, Alignment::Center)
    };
    lines.iter().map(&mut block).collect()
}

fn total(blocks: &[Block], scale: f32) -> f32 {
    let lines: f32 = blocks.iter().map(Block::height).sum();
    let gaps: f32 = blocks.iter().skip(1).map(|_| GAP * scale).sum();
    lines + gaps
}

fn pixels(n: u32) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

/// Nothing of it is transparent, so that the colors are as they were drawn.
fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, Unprintable> {
    let rgb: Vec<u8> = pixmap
        .pixels()
        .iter()
        .flat_map(|it| [it.red(), it.green(), it.blue()])
        .collect();
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&rgb, CARD.0, CARD.1, ExtendedColorType::Rgb8)
        .map_err(|_| Unprintable::Layout)?;
    Ok(png)
}
