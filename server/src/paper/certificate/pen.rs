//! Drawing on the sheet, and noting what is drawn in the order in which it is read.

use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Node, Tag, TagGroup, TagKind};

use super::dimension::{CODE, Paper};
use super::{Code, Picture, points};
use crate::paper::color::INK;
use crate::paper::drawing::{content, fill, start_ornament, stroke, words};
use crate::paper::text::{Block, Typesetter};

/// What was drawn.
pub(super) struct Drawn {
    /// What of it is read.
    pub(super) nodes: Vec<Node>,
    /// Where the words stand that lead to the certificate's page.
    pub(super) link: Option<Rect>,
}

/// Draws.
pub(super) struct Pen<'a, 'b> {
    pub(super) setter: &'a mut Typesetter,
    pub(super) surface: &'a mut Surface<'b>,
    pub(super) paper: Paper,
    /// Level of the heading that was drawn last.
    pub(super) level: u16,
    drawn: Drawn,
}

/// Where a picture stands: in the middle, at the bottom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) middle: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl<'a, 'b> Pen<'a, 'b> {
    pub(super) fn new(setter: &'a mut Typesetter, surface: &'a mut Surface<'b>, paper: Paper) -> Self {
        Self {
            setter,
            surface,
            paper,
            level: 0,
            drawn: Drawn {
                nodes: Vec::new(),
                link: None,
            },
        }
    }

    pub(super) fn finish(self) -> Drawn {
        self.drawn
    }

    /// What was drawn is read after what was before.
    pub(super) fn read(&mut self, node: impl Into<Node>) {
        self.drawn.nodes.push(node.into());
    }

    pub(super) fn words(&mut self, tag: impl Into<TagKind>, block: &Block, at: Point) -> TagGroup {
        words(self.setter, self.surface, tag.into(), block, at)
    }

    /// The same without a tag.
    pub(super) fn content(&mut self, block: &Block, at: Point) -> Node {
        content(self.setter, self.surface, block, at)
    }

    /// Says that the words of a node lead to the certificate's page, if no others do already.
    pub(super) fn link(&mut self, node: Node, place: Option<Rect>) -> Node {
        if self.drawn.link.is_some() || place.is_none() {
            return node;
        }
        self.drawn.link = place;
        TagGroup::with_children(Tag::Link, vec![node]).into()
    }

    /// A line for the eyes.
    pub(super) fn rule(&mut self, from: Point, to: f32, width: f32, color: (u8, u8, u8)) {
        let mut path = PathBuilder::new();
        path.move_to(from.x, from.y);
        path.line_to(to, from.y);
        let Some(path) = path.finish() else { return };
        start_ornament(self.surface);
        stroke(self.surface, &path, width, color);
        self.surface.end_tagged();
    }

    /// A picture, with words for those who do not see it.
    pub(super) fn picture(&mut self, picture: &Picture, words: &str, spot: Spot) -> Option<TagGroup> {
        let (pixels, lines) = (points(picture.width), points(picture.height));
        let ratio = (spot.width / pixels).min(spot.height / lines);
        let size = Size::from_wh(pixels * ratio, lines * ratio)?;
        let image = Image::from_rgba8(picture.rgba.clone(), picture.width, picture.height);
        let (left, top) = (spot.middle - size.width() / 2.0, spot.top + spot.height - size.height());
        let id = self.surface.start_tagged(ContentTag::Other);
        self.surface.push_transform(&Transform::from_translate(left, top));
        self.surface.draw_image(image, size);
        self.surface.pop();
        self.surface.end_tagged();
        let tag = Tag::Figure(Some(words.to_owned()));
        Some(TagGroup::with_children(tag, vec![Node::from(id)]))
    }

    /// The code for cameras, with its upper left corner at a place.
    pub(super) fn code(&mut self, code: &Code, at: Point) {
        let side = code.side.max(1);
        let field = CODE / points(side);
        let mut path = PathBuilder::new();
        for (line, fields) in code.is_dark.chunks(side).enumerate() {
            for (column, _) in fields.iter().enumerate().filter(|(_, is_dark)| **is_dark) {
                let (x, y) = (at.x + points(column) * field, at.y + points(line) * field);
                if let Some(rect) = Rect::from_xywh(x, y, field, field) {
                    path.push_rect(rect);
                }
            }
        }
        let Some(path) = path.finish() else { return };
        let id = self.surface.start_tagged(ContentTag::Other);
        fill(self.surface, &path, INK);
        self.surface.end_tagged();
        let tag = Tag::Figure(Some(code.text.clone()));
        self.read(TagGroup::with_children(tag, vec![Node::from(id)]));
    }
}
