//! Drawing what an institution's own template says.

use krilla::geom::{Point, Rect};
use krilla::tagging::{ContentTag, Node, Tag, TagGroup};

use super::{AROUND, BESIDE, Content, FOOT_GAP, Set, SetPictures, SetText, WIDEST, columns, stack_height};
use crate::paper::certificate::dimension::{CODE, SIDE, TOP};
use crate::paper::certificate::fit::Scale;
use crate::paper::certificate::pen::{Pen, Spot};
use crate::paper::certificate::structure::{Structure, heading};
use crate::paper::certificate::{Sheet, points};
use crate::paper::drawing::start_ornament;
use crate::paper::text::Block;
use crate::render::reading::{Role, Voice};

/// A part of the sheet, in points.
#[derive(Clone, Copy, Debug)]
struct Area {
    left: f32,
    top: f32,
    width: f32,
}

/// What is drawn in the same way all over the sheet.
#[derive(Clone, Copy)]
struct Manner<'a> {
    sheet: Sheet<'a>,
    scale: Scale,
}

impl Pen<'_, '_> {
    /// Draws all of it, in the middle of the height.
    pub(in crate::paper::certificate) fn own(&mut self, content: &Content<'_>, sheet: Sheet<'_>) {
        let spare = (self.paper.height_within() - CODE - content.height()).max(0.0);
        let mut area = Area {
            left: SIDE,
            top: TOP + spare / 2.0,
            width: self.paper.room(),
        };
        if let Some(notice) = &content.notice {
            let group = self.words(Tag::P, notice, Point::from_xy(area.left, area.top));
            self.read(group);
            area.top += notice.height() + content.gap();
        }
        let manner = Manner {
            sheet,
            scale: content.scale,
        };
        for node in self.stack(&content.stack, manner, area) {
            self.read(node);
        }
        self.own_foot(content, sheet);
    }

    fn stack(&mut self, stack: &[Set<'_>], manner: Manner<'_>, mut area: Area) -> Vec<Node> {
        let mut structure = Structure::default();
        for set in stack {
            match set {
                Set::Text(it) => self.set_text(&mut structure, it, manner, area),
                Set::Pictures(it) => self.set_pictures(&mut structure, it, manner, area),
                Set::Words(it) => {
                    let mut at = Point::from_xy(area.left, area.top);
                    for block in it {
                        structure.push(self.words(Tag::P, block, at));
                        at.y += block.height();
                    }
                }
                Set::Row(row) => {
                    for node in self.set_row(row, manner, area) {
                        structure.push(node);
                    }
                }
            }
            area.top += set.height(manner.scale);
        }
        structure.finish()
    }

    fn set_text(&mut self, structure: &mut Structure, set: &SetText<'_>, manner: Manner<'_>, area: Area) {
        let is_aloud = set.text.voice == Voice::Aloud;
        let id = if is_aloud {
            Some(self.surface.start_tagged(ContentTag::Other))
        } else {
            start_ornament(self.surface);
            None
        };
        let mut y = area.top;
        for line in &set.lines {
            self.setter.draw(self.surface, line, Point::from_xy(area.left, y));
            y += line.height();
        }
        self.surface.end_tagged();
        let Some(id) = id else { return };
        let mut node = Node::from(id);
        if super::says(set.text, &manner.sheet.view.credential.url) {
            let width = set.lines.iter().map(Block::width).fold(0.0, f32::max);
            let left = area.left + (area.width - width) / 2.0;
            node = self.link(node, Rect::from_ltrb(left, area.top, left + width, y));
        }
        match set.text.role {
            Role::Heading(level) => {
                // None is left out between two levels, whatever the template does.
                self.level = level.min(self.level + 1);
                let tag = heading(self.level, &set.text.lines.join(" "));
                structure.push(TagGroup::with_children(tag, vec![node]));
            }
            role @ (Role::Paragraph | Role::Item | Role::Term | Role::Detail) => structure.say(role, node),
        }
    }

    fn set_pictures(&mut self, structure: &mut Structure, set: &SetPictures<'_>, manner: Manner<'_>, area: Area) {
        let n_pictures = set.pictures.len();
        let between = manner.scale.length(BESIDE);
        let pitch = (area.width / points(n_pictures.max(1))).min(manner.scale.length(WIDEST) + between);
        let left = area.left + (area.width - pitch * points(n_pictures)) / 2.0;
        for (index, (words, picture)) in set.pictures.iter().enumerate() {
            let spot = Spot {
                middle: left + pitch * (points(manner.sheet.place(index, n_pictures)) + 0.5),
                top: area.top,
                width: pitch - between.min(pitch / 2.0),
                height: set.height,
            };
            if let Some(figure) = self.picture(picture, words, spot) {
                structure.push(figure);
            }
        }
    }

    /// Columns stand on the same line.
    fn set_row(&mut self, row: &[Vec<Set<'_>>], manner: Manner<'_>, area: Area) -> Vec<Node> {
        let heights: Vec<f32> = row.iter().map(|it| stack_height(it, manner.scale)).collect();
        let highest = heights.iter().copied().fold(0.0, f32::max);
        let (width, pitch) = columns(row.len(), area.width, manner.scale);
        let mut nodes = Vec::new();
        for (index, (stack, height)) in row.iter().zip(heights).enumerate() {
            let column = Area {
                left: area.left + pitch * points(manner.sheet.place(index, row.len())) + (pitch - width) / 2.0,
                top: area.top + manner.scale.length(AROUND) + highest - height,
                width,
            };
            nodes.extend(self.stack(stack, manner, column));
        }
        nodes
    }

    /// The code, and the address beside it where the template does not say it.
    fn own_foot(&mut self, content: &Content<'_>, sheet: Sheet<'_>) {
        let bottom = self.paper.bottom();
        let room = self.paper.room();
        let beside = CODE + content.scale.length(FOOT_GAP);
        let (code, left) = if sheet.is_rtl() {
            (SIDE, SIDE + beside)
        } else {
            (SIDE + room - CODE, SIDE)
        };
        self.code(sheet.code, Point::from_xy(code, bottom - CODE));
        let Some(address) = &content.address else {
            return;
        };
        let top = bottom - address.height();
        let words = self.content(address, Point::from_xy(left, top));
        let (begin, end) = if sheet.is_rtl() {
            (left, left + address.width())
        } else {
            (left + room - beside - address.width(), left + room - beside)
        };
        let link = self.link(words, Rect::from_ltrb(begin, top, end, bottom));
        self.read(TagGroup::with_children(Tag::P, vec![link]));
    }
}
