//! A certificate on one landscape sheet of A4: the same words as on its page, in reading order for whoever hears it read.
//!
//! Everything is centered, and becomes smaller where the sheet cannot hold it otherwise.

mod logos;
mod parts;

use std::collections::BTreeMap;

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, Tag, TagGroup, TagKind, TagTree};

use self::parts::{Column, Parts, beside_code, room};
use super::color::{ACCENT, GOLD, INK, SOFT, ink};
use super::drawing::{stroke, words};
use super::text::{Block, Typesetter, filled};
use super::{Unprintable, settings};
use crate::render::view::View;

/// A4, landscape, in points.
const WIDTH: f32 = 841.89;
const HEIGHT: f32 = 595.28;
/// From the edge of the sheet to the frame, and to what stands inside it.
const FRAME: f32 = 24.0;
const MARGIN: f32 = 60.0;
/// Side of the code for cameras.
const CODE: f32 = 62.0;
/// Smallest that everything may become, and the steps on the way.
const SMALLEST: f32 = 0.3;
const STEP: f32 = 0.94;
/// Height of a signature.
const HAND: f32 = 34.0;

/// What there is to print.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Everything that the certificate says.
    pub view: &'a View,
    /// What must be said of its state, before anything else.
    pub notice: Option<&'a str>,
    /// Pictures of logos and signatures, by their addresses.
    pub pictures: &'a BTreeMap<String, Picture>,
    /// The address of its page as a code for cameras.
    pub code: &'a Code,
}

/// A picture, decoded.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Red, green, blue and opacity of each pixel, line by line.
    pub rgba: Vec<u8>,
    /// Pixels in a line.
    pub width: u32,
    /// Lines.
    pub height: u32,
}

/// A square code: whether each field is dark, line by line.
#[derive(Clone, Debug)]
pub struct Code {
    /// Fields along a side.
    pub side: usize,
    /// The fields.
    pub is_dark: Vec<bool>,
    /// Words for those who do not see it.
    pub text: String,
}

/// Prints a certificate.
pub fn certificate(sheet: Sheet<'_>) -> Result<Vec<u8>, Unprintable> {
    let view = sheet.view;
    let mut setter = Typesetter::new();
    let mut scale = 1.0;
    let mut parts = Parts::set(&mut setter, sheet, scale);
    while parts.height() > HEIGHT - 2.0 * MARGIN && scale > SMALLEST {
        scale *= STEP;
        parts = Parts::set(&mut setter, sheet, scale);
    }

    let mut document = Document::new_with(settings()?);
    let size = Size::from_wh(WIDTH, HEIGHT).ok_or(Unprintable::Layout)?;
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut tree = TagTree::new().with_lang(Some(view.language.clone()));
    let link = {
        let mut surface = page.surface();
        let mut pen = Pen {
            setter: &mut setter,
            surface: &mut surface,
            tree: &mut tree,
        };
        pen.frame();
        let link = pen.parts(&parts, sheet);
        surface.finish();
        link
    };
    let Link { mut group, place } = link;
    if let Some(place) = place {
        let url = &view.credential.url;
        let target = Target::Action(Action::Link(LinkAction::new(url.clone())));
        let annotation = Annotation::new_link(LinkAnnotation::new(place, target), Some(url.clone()));
        group.push(page.add_tagged_annotation(annotation));
    }
    tree.push(TagGroup::with_children(Tag::P, vec![Node::Group(group)]));
    page.finish();
    document.set_tag_tree(tree);
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(view.credential.title.clone(), top));
    document.set_outline(outline);
    document.set_metadata(
        Metadata::new()
            .title(format!("{} · {}", view.credential.title, view.recipient.name))
            .language(view.language.clone())
            .authors(vec![view.platform_name.clone()])
            .document_id(view.credential.number.clone()),
    );
    document.finish().map_err(Unprintable::from)
}

/// The words that are a link, and where they stand.
struct Link {
    group: TagGroup,
    place: Option<Rect>,
}

/// Draws, and notes what it draws in the order in which it is read.
struct Pen<'a, 'b> {
    setter: &'a mut Typesetter,
    surface: &'a mut Surface<'b>,
    tree: &'a mut TagTree,
}

impl Pen<'_, '_> {
    /// Two lines around the sheet.
    fn frame(&mut self) {
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        for (inset, width, color) in [(FRAME, 2.2, ACCENT), (FRAME + 6.0, 0.7, GOLD)] {
            let rect = Rect::from_ltrb(inset, inset, WIDTH - inset, HEIGHT - inset);
            if let Some(path) = rect.and_then(boxed) {
                stroke(self.surface, &path, width, color);
            }
        }
        self.surface.end_tagged();
    }

    fn parts(&mut self, parts: &Parts<'_>, sheet: Sheet<'_>) -> Link {
        let rows: f32 = parts.rows.iter().map(|it| parts.row_height(it)).sum();
        let spare = HEIGHT - 2.0 * MARGIN - parts.above_height() - rows - parts.foot_height();
        // What is left goes between the three groups and above the first.
        let n_gaps = 2.0 + points(parts.rows.len());
        let gap = (spare / n_gaps).max(4.0);
        let mut y = MARGIN + gap / 2.0;
        let is_rtl = sheet.view.direction == "rtl";
        self.logos(parts, sheet, is_rtl, y);
        y += logos::height(&parts.logos, parts.scale);
        for part in &parts.above {
            self.words(part.tag.clone(), &part.block, Point::from_xy(MARGIN, y));
            y += part.block.height() + part.below;
        }
        y += gap;
        for row in &parts.rows {
            self.row(parts, row, sheet, is_rtl, y);
            y += parts.row_height(row) + gap;
        }
        self.foot(parts, sheet, is_rtl)
    }

    fn words(&mut self, tag: TagKind, block: &Block, at: Point) {
        let words = words(self.setter, self.surface, tag, block, at);
        self.tree.push(words);
    }

    fn row(&mut self, parts: &Parts<'_>, row: &[Column<'_>], sheet: Sheet<'_>, is_rtl: bool, top: f32) {
        let width = WIDTH - 2.0 * MARGIN;
        let pitch = width / points(row.len());
        let has_hand = row.iter().any(|it| it.signatory.image.is_some());
        let hand = if has_hand { HAND * parts.scale } else { 0.0 };
        for (index, column) in row.iter().enumerate() {
            let place = if is_rtl { row.len() - 1 - index } else { index };
            let middle = MARGIN + pitch * (points(place) + 0.5);
            let room = room(row.len());
            let picture = column.signatory.image.as_ref().and_then(|it| sheet.pictures.get(it));
            if let Some(picture) = picture {
                self.picture(picture, &column.signatory.image_text, middle, top, room, hand);
            }
            let line = top + hand + 2.0 * parts.scale;
            self.surface
                .start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            let mut path = PathBuilder::new();
            path.move_to(middle - room / 2.0, line);
            path.line_to(middle + room / 2.0, line);
            if let Some(path) = path.finish() {
                stroke(self.surface, &path, 0.6, SOFT);
            }
            self.surface.end_tagged();
            let mut y = line + 4.0 * parts.scale;
            for block in &column.lines {
                self.words(Tag::P.into(), block, Point::from_xy(middle - room / 2.0, y));
                y += block.height();
            }
        }
    }

    fn picture(&mut self, picture: &Picture, text: &str, middle: f32, top: f32, room: f32, height: f32) {
        let (pixels, lines) = (points(picture.width), points(picture.height));
        let ratio = (room / pixels).min(height / lines);
        let Some(size) = Size::from_wh(pixels * ratio, lines * ratio) else {
            return;
        };
        let image = Image::from_rgba8(picture.rgba.clone(), picture.width, picture.height);
        let at = Transform::from_translate(middle - size.width() / 2.0, top + height - size.height());
        let id = self.surface.start_tagged(ContentTag::Other);
        self.surface.push_transform(&at);
        self.surface.draw_image(image, size);
        self.surface.pop();
        self.surface.end_tagged();
        self.tree.push(TagGroup::with_children(
            Tag::Figure(Some(text.to_owned())),
            vec![Node::from(id)],
        ));
    }

    /// What is on record, and the code that leads there.
    fn foot(&mut self, parts: &Parts<'_>, sheet: Sheet<'_>, is_rtl: bool) -> Link {
        let bottom = HEIGHT - MARGIN + 12.0;
        let (left, code) = if is_rtl {
            (MARGIN + CODE + 20.0, MARGIN)
        } else {
            (MARGIN, WIDTH - MARGIN - CODE)
        };
        self.code(sheet.code, Point::from_xy(code, bottom - CODE));
        let mut y =
            bottom - parts.facts.iter().map(|it| it.block.height() + it.below).sum::<f32>() - parts.address.height();
        for part in &parts.facts {
            self.words(part.tag.clone(), &part.block, Point::from_xy(left, y));
            y += part.block.height() + part.below;
        }
        let id = self.surface.start_tagged(ContentTag::Other);
        self.setter.draw(self.surface, &parts.address, Point::from_xy(left, y));
        self.surface.end_tagged();
        let right = left + beside_code();
        let (left, right) = if is_rtl {
            (right - parts.address.width(), right)
        } else {
            (left, left + parts.address.width())
        };
        let place = Rect::from_ltrb(left, y, right, y + parts.address.height());
        Link {
            group: TagGroup::with_children(Tag::Link, vec![Node::from(id)]),
            place,
        }
    }

    fn code(&mut self, code: &Code, at: Point) {
        let field = CODE / points(code.side.max(1));
        let mut path = PathBuilder::new();
        for (line, fields) in code.is_dark.chunks(code.side.max(1)).enumerate() {
            for (column, _) in fields.iter().enumerate().filter(|(_, is_dark)| **is_dark) {
                let (x, y) = (at.x + points(column) * field, at.y + points(line) * field);
                if let Some(rect) = Rect::from_xywh(x, y, field, field) {
                    path.push_rect(rect);
                }
            }
        }
        let Some(path) = path.finish() else { return };
        let id = self.surface.start_tagged(ContentTag::Other);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(filled(ink(INK))));
        self.surface.draw_path(&path);
        self.surface.end_tagged();
        let tag = Tag::Figure(Some(code.text.clone()));
        self.tree.push(TagGroup::with_children(tag, vec![Node::from(id)]));
    }
}

/// A count, to be reckoned with. Nothing on a sheet is counted in more than thousands.
fn points(n: impl TryInto<u16>) -> f32 {
    f32::from(n.try_into().unwrap_or(u16::MAX))
}

fn boxed(rect: Rect) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    path.finish()
}
