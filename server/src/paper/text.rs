//! Setting text in the letters that come with the service: shaped, broken into lines, in the order in which each script is read.

use std::collections::HashMap;
use std::sync::Arc;

use krilla::Data;
use krilla::color::rgb;
use krilla::geom::Point;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::layout::Run;
use parley::style::{FontFamily, FontFamilyName, FontFeatures, FontStyle, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, AlignmentOptions, FontContext, Layout, LayoutContext};

/// Letters, for every script in which the service has words: those that stand, those that lean, and those of Arabic.
pub(super) const FONTS: [&[u8]; 3] = [
    include_bytes!("../../font/eb-garamond.otf"),
    include_bytes!("../../font/eb-garamond-italic.otf"),
    include_bytes!("../../font/noto-naskh-arabic.ttf"),
];
/// Which letters are tried first.
const FAMILIES: [FontFamilyName<'static>; 2] = [
    FontFamilyName::Named(std::borrow::Cow::Borrowed("EB Garamond 12")),
    FontFamilyName::Named(std::borrow::Cow::Borrowed("Noto Naskh Arabic")),
];
/// Distance of lines, by the size of the letters.
const LEADING: f32 = 1.25;

/// How text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Size of the letters, in points.
    pub(super) size: f32,
    /// Whether they lean.
    pub(super) is_italic: bool,
    /// Their color.
    pub(super) ink: rgb::Color,
}

/// Text that is set and has its place in no page yet.
pub(super) struct Block {
    text: String,
    pub(super) layout: Layout<()>,
    ink: rgb::Color,
}

impl Block {
    /// Height of all lines, in points.
    pub(super) fn height(&self) -> f32 {
        self.layout.height()
    }

    /// Width of the longest line, in points.
    pub(super) fn width(&self) -> f32 {
        self.layout.width()
    }

    /// Whether there is a letter for everything in it.
    pub(super) fn has_letters(&self) -> bool {
        let runs = self.layout.lines().flat_map(|it| it.runs());
        let mut glyphs = runs.flat_map(|it| it.visual_clusters()).flat_map(|it| it.glyphs());
        glyphs.all(|it| it.id != 0)
    }
}

/// As what a letter is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Letters,
    Shapes,
}

/// Sets text.
pub(super) struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    drawn: HashMap<(u64, u32), Font>,
}

impl Typesetter {
    pub(super) fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        for font in FONTS {
            collection.register_fonts(Blob::new(Arc::new(font)), None);
        }
        Self {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            layouts: LayoutContext::new(),
            drawn: HashMap::new(),
        }
    }

    /// Sets a paragraph in lines of at most this width, in points.
    pub(super) fn set(&mut self, text: &str, style: Style, width: f32, alignment: Alignment) -> Block {
        self.set_spaced(text, style, 0.0, width, alignment)
    }

    /// The same, with this space between the letters, by their size. A tenth is read as a space between words.
    pub(super) fn set_spaced(
        &mut self,
        text: &str,
        style: Style,
        spacing: f32,
        width: f32,
        alignment: Alignment,
    ) -> Block {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(FAMILIES.as_slice().into())));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(LEADING)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        // Figures as high as capitals: in numbers and addresses a low nought reads as an o.
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source("\"lnum\"".into())));
        builder.push_default(StyleProperty::LetterSpacing(spacing * style.size));
        if style.is_italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width));
        layout.align(alignment, AlignmentOptions::default());
        Block {
            text: text.to_owned(),
            layout,
            ink: style.ink,
        }
    }

    /// Draws a block with its upper left corner at a place.
    pub(super) fn draw(&mut self, surface: &mut Surface<'_>, block: &Block, at: Point) {
        self.draw_as(Form::Letters, surface, block, at);
    }

    /// Draws a block as shapes, which are seen, and neither read nor copied.
    pub(super) fn draw_shapes(&mut self, surface: &mut Surface<'_>, block: &Block, at: Point) {
        self.draw_as(Form::Shapes, surface, block, at);
    }

    fn draw_as(&mut self, form: Form, surface: &mut Surface<'_>, block: &Block, at: Point) {
        let is_outlined = form == Form::Shapes;
        surface.set_stroke(None);
        surface.set_fill(Some(filled(block.ink)));
        for line in block.layout.lines() {
            let metrics = line.metrics();
            let y = at.y + metrics.baseline;
            let mut x = at.x + metrics.offset;
            for run in line.runs() {
                let data = run.font();
                let font = self.drawn.entry((data.data.id(), data.index));
                let font = match font {
                    std::collections::hash_map::Entry::Occupied(it) => it.get().clone(),
                    std::collections::hash_map::Entry::Vacant(it) => {
                        let bytes: Data = data.data.clone().into_raw_parts().0.into();
                        let Some(font) = Font::new(bytes, data.index) else {
                            continue;
                        };
                        it.insert(font).clone()
                    }
                };
                let size = run.font_size();
                let left = x;
                let ends = ends(&run);
                let mut glyphs: Vec<KrillaGlyph> = Vec::new();
                for cluster in run.visual_clusters().filter(|it| !it.is_ligature_continuation()) {
                    let start = cluster.text_range().start;
                    let end = ends.get(&start).copied().unwrap_or(cluster.text_range().end);
                    for glyph in cluster.glyphs() {
                        glyphs.push(KrillaGlyph::new(
                            GlyphId::new(glyph.id),
                            glyph.advance / size,
                            glyph.x / size,
                            glyph.y / size,
                            0.0,
                            start..end,
                            None,
                        ));
                        x += glyph.advance;
                    }
                }
                if !glyphs.is_empty() {
                    surface.draw_glyphs(Point::from_xy(left, y), &glyphs, font, &block.text, size, is_outlined);
                }
            }
        }
    }
}

/// Where the text ends that each cluster of a run stands for, by where it begins: a ligature stands for all that went into it.
fn ends(run: &Run<'_, ()>) -> HashMap<usize, usize> {
    let mut ends = HashMap::new();
    let mut begins = 0;
    for cluster in run.clusters() {
        if !cluster.is_ligature_continuation() {
            begins = cluster.text_range().start;
        }
        ends.insert(begins, cluster.text_range().end);
    }
    ends
}

/// All of one color.
pub(super) fn filled(ink: rgb::Color) -> Fill {
    Fill {
        paint: ink.into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

/// Whether there may be space between the letters of a text: those of Arabic touch.
pub(super) fn can_be_spaced(text: &str) -> bool {
    text.chars().all(|it| it < '\u{590}')
}
