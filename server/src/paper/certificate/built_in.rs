//! Drawing the built-in design: what the certificate's page shows where its template serves.

use krilla::geom::{Point, Rect};
use krilla::tagging::{Tag, TagGroup};

use super::dimension::{CODE, SIDE, TOP};
use super::fit::Scale;
use super::parts::{Column, FOOT_GAP, Fact, Part, Parts, column_room, foot_room};
use super::pen::{Pen, Spot};
use super::structure::Structure;
use super::{Sheet, points};
use crate::paper::color::{GOLD, SOFT};
use crate::render::reading::Role;

/// Width of thin lines, in points.
const THIN: f32 = 0.75;
/// In em: how much longer the line under a name is on either side, and most that is free between two signatories.
const LONGER: f32 = 1.9;
const BETWEEN: f32 = 2.0;

impl Pen<'_, '_> {
    /// Draws all of it; what is left of the height is free between its groups.
    pub(super) fn built_in(&mut self, parts: &Parts<'_>, sheet: Sheet<'_>) {
        self.rosette();
        let spare = (self.paper.height_within() - parts.height()).max(0.0);
        let gap = spare / parts.n_gaps().max(1.0) + parts.least_gap();
        let mut y = TOP;
        if !parts.logos.is_empty() {
            self.logos(&parts.logos, sheet, parts.scale, y);
            y += parts.logos_height() + gap;
        }
        for part in &parts.above {
            self.part(part, parts.scale, y);
            y += part.block.height() + part.below + gap;
        }
        for row in &parts.rows {
            self.row(parts, row, sheet, y);
            y += parts.row_height(row) + gap;
        }
        self.foot(parts, sheet, y);
    }

    fn part(&mut self, part: &Part, scale: Scale, top: f32) {
        let group = self.words(part.tag.clone(), &part.block, Point::from_xy(SIDE, top));
        self.read(group);
        if part.is_underlined {
            let middle = self.paper.width / 2.0;
            let half = (part.block.width() / 2.0 + scale.length(LONGER)).min(self.paper.room() / 2.0);
            let from = Point::from_xy(middle - half, top + part.block.height());
            self.rule(from, middle + half, THIN, GOLD);
        }
    }

    fn row(&mut self, parts: &Parts<'_>, row: &[Column<'_>], sheet: Sheet<'_>, top: f32) {
        let width = column_room(row.len(), self.paper.room(), parts.scale);
        // Few stand together in the middle.
        let pitch = (self.paper.room() / points(row.len())).min(width + parts.scale.length(BETWEEN));
        let left = (self.paper.width - pitch * points(row.len())) / 2.0;
        for (index, column) in row.iter().enumerate() {
            let middle = left + pitch * (points(sheet.place(index, row.len())) + 0.5);
            self.column(
                parts,
                column,
                sheet,
                Spot {
                    middle,
                    top,
                    width,
                    height: parts.hand(row),
                },
            );
        }
    }

    /// A signatory; the spot is that of the signature.
    fn column(&mut self, parts: &Parts<'_>, column: &Column<'_>, sheet: Sheet<'_>, spot: Spot) {
        let signatory = column.signatory;
        let picture = signatory.image.as_ref().and_then(|it| sheet.pictures.get(it));
        if let Some(figure) = picture.and_then(|it| self.picture(it, &signatory.image_text, spot)) {
            self.read(figure);
        }
        let left = spot.middle - spot.width / 2.0;
        let line = spot.top + spot.height + parts.line();
        self.rule(Point::from_xy(left, line), left + spot.width, THIN, SOFT);
        let mut y = line + parts.line();
        for block in &column.lines {
            let group = self.words(Tag::P, block, Point::from_xy(left, y));
            self.read(group);
            y += block.height();
        }
    }

    /// What is on record: facts on the side where lines begin, the seal, the number and the code on the other, and the address below.
    fn foot(&mut self, parts: &Parts<'_>, sheet: Sheet<'_>, top: f32) {
        let bottom = top + parts.record_height();
        let (room, seal) = (self.paper.room(), parts.seal_width());
        self.seal(seal, bottom);
        let width = foot_room(room, seal, parts.scale);
        let beside = parts.scale.length(FOOT_GAP);
        let end = SIDE + room;
        let (facts, number, code) = if sheet.is_rtl() {
            (end - width, SIDE + CODE + beside, SIDE)
        } else {
            (SIDE, end - width, end - CODE)
        };
        let mut structure = Structure::default();
        let mut y = bottom - parts.facts_height();
        for fact in &parts.facts {
            self.fact(&mut structure, fact, Point::from_xy(facts, y));
            y += fact.height() + parts.between_facts();
        }
        let y = bottom - parts.number.height();
        self.fact(&mut structure, &parts.number, Point::from_xy(number, y));
        for node in structure.finish() {
            self.read(node);
        }
        self.code(sheet.code, Point::from_xy(code, bottom - CODE));
        let top = bottom + parts.least_gap();
        let address = self.content(&parts.address, Point::from_xy(SIDE, top));
        let (middle, half) = (self.paper.width / 2.0, parts.address.width() / 2.0);
        let place = Rect::from_ltrb(middle - half, top, middle + half, top + parts.address.height());
        let link = self.link(address, place);
        self.read(TagGroup::with_children(Tag::P, vec![link]));
    }

    fn fact(&mut self, structure: &mut Structure, fact: &Fact, at: Point) {
        let below = Point::from_xy(at.x, at.y + fact.term.height());
        for (role, block, at) in [(Role::Term, &fact.term, at), (Role::Detail, &fact.detail, below)] {
            structure.say(role, self.content(block, at));
        }
    }
}
