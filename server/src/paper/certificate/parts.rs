//! The words of the built-in design, set at one scale: what stands above, with logos over it, who signs, what is on record.

use krilla::tagging::{Tag, TagKind};
use parley::Alignment;

use super::dimension::{CODE, COLUMNS, Paper, columns_of_row};
use super::fit::{Scale, fit};
use super::structure::heading;
use super::{Sheet, logos, points, seal};
use crate::paper::color::{ALARM, GOLD_INK, INK, SOFT, ink};
use crate::paper::text::{Block, Style, Typesetter, can_be_spaced};
use crate::render::view::{Organization, Signatory, View};

/// Names, titles, kinds and lists of organizations of more characters than these are smaller from the outset.
const LONG_NAME: [usize; 2] = [30, 64];
const LONG_TITLE: [usize; 2] = [60, 130];
const LONG_KIND: usize = 40;
const LONG_ISSUER: usize = 120;
/// More signatories than this are smaller, and by how much.
const FEW: usize = 4;
const MANY: f32 = 0.85;
/// How wide a column of a signatory gets at most, and what is free between two, in em.
const COLUMN: f32 = 16.0;
const BETWEEN: f32 = 1.6;
/// In em: height of a signature, what is free above and below the line under it, and between two facts.
const HAND: f32 = 2.6;
const LINE: f32 = 0.35;
const FACTS: f32 = 0.5;
/// In em: least that is free between two groups, and between what stands at the foot.
const GAP: f32 = 0.3;
pub(super) const FOOT_GAP: f32 = 0.8;
/// In em: width of the seal.
const SEAL: f32 = 5.2;
/// Between capitals, by their size; half as much as on the page, where nobody takes it for the end of a word.
const SPACING: f32 = 0.06;

/// A line of the sheet, or several.
pub(super) struct Part {
    pub(super) tag: TagKind,
    pub(super) block: Block,
    /// Whether a line is drawn under it.
    pub(super) is_underlined: bool,
    /// Space below.
    pub(super) below: f32,
}

/// A signatory's column.
pub(super) struct Column<'a> {
    pub(super) signatory: &'a Signatory,
    pub(super) lines: Vec<Block>,
}

/// Something on record, and what it is called.
pub(super) struct Fact {
    pub(super) term: Block,
    pub(super) detail: Block,
}

impl Fact {
    pub(super) fn height(&self) -> f32 {
        self.term.height() + self.detail.height()
    }
}

/// Everything on the sheet, set at one scale.
pub(super) struct Parts<'a> {
    pub(super) scale: Scale,
    pub(super) logos: Vec<&'a Organization>,
    pub(super) above: Vec<Part>,
    pub(super) rows: Vec<Vec<Column<'a>>>,
    pub(super) facts: Vec<Fact>,
    pub(super) number: Fact,
    pub(super) address: Block,
}

impl<'a> Parts<'a> {
    /// Everything, as large as it fits.
    pub(super) fn fitted(setter: &mut Typesetter, sheet: Sheet<'a>, paper: Paper) -> Self {
        fit(
            |scale| Self::set(setter, sheet, paper, scale),
            |parts: &Self| parts.height() <= paper.height_within(),
        )
    }

    fn set(setter: &mut Typesetter, sheet: Sheet<'a>, paper: Paper, scale: Scale) -> Self {
        let mut setting = Setting {
            setter,
            sheet,
            view: sheet.view,
            room: paper.room(),
            scale,
        };
        let mut above = Vec::new();
        if let Some(notice) = sheet.notice {
            above.extend(setting.part(Tag::P, notice, (1.2, false, ALARM), 0.2));
        }
        above.extend(setting.statement());
        let (_, end) = setting.sides();
        Self {
            scale,
            logos: logos::shown(sheet),
            above,
            rows: setting.rows(),
            facts: setting.facts(),
            number: setting.fact("number", &sheet.view.credential.number, 0.9, end),
            address: setting.address(),
        }
    }

    /// With the least that is free between the groups.
    pub(super) fn height(&self) -> f32 {
        let gaps = self.n_gaps() * self.least_gap();
        self.above_height() + self.rows_height() + self.foot_height() + gaps
    }

    /// Least that is free between two groups.
    pub(super) fn least_gap(&self) -> f32 {
        self.scale.length(GAP)
    }

    /// How often something is free between two groups.
    pub(super) fn n_gaps(&self) -> f32 {
        points(self.above.len() + self.rows.len() + usize::from(!self.logos.is_empty()))
    }

    fn above_height(&self) -> f32 {
        let words: f32 = self.above.iter().map(|it| it.block.height() + it.below).sum();
        words + self.logos_height()
    }

    pub(super) fn logos_height(&self) -> f32 {
        logos::height(&self.logos, self.scale)
    }

    fn rows_height(&self) -> f32 {
        self.rows.iter().map(|it| self.row_height(it)).sum()
    }

    pub(super) fn row_height(&self, row: &[Column<'_>]) -> f32 {
        let lines = |it: &Column<'_>| it.lines.iter().map(Block::height).sum::<f32>();
        row.iter().map(lines).fold(0.0, f32::max) + self.hand(row) + self.scale.length(2.0 * LINE)
    }

    /// Height of the signatures of a row.
    pub(super) fn hand(&self, row: &[Column<'_>]) -> f32 {
        let has_hand = row.iter().any(|it| it.signatory.image.is_some());
        if has_hand { self.scale.length(HAND) } else { 0.0 }
    }

    /// Between a signature and the line under it, and between this and the name.
    pub(super) fn line(&self) -> f32 {
        self.scale.length(LINE)
    }

    /// Between two facts.
    pub(super) fn between_facts(&self) -> f32 {
        self.scale.length(FACTS)
    }

    pub(super) fn facts_height(&self) -> f32 {
        let facts: f32 = self.facts.iter().map(|it| it.height() + self.between_facts()).sum();
        facts - self.between_facts()
    }

    pub(super) fn seal_width(&self) -> f32 {
        self.scale.length(SEAL)
    }

    /// Height of what is on record, above the address.
    pub(super) fn record_height(&self) -> f32 {
        let heights = [self.number.height(), CODE, seal::height(self.seal_width())];
        heights.into_iter().fold(self.facts_height(), f32::max)
    }

    pub(super) fn foot_height(&self) -> f32 {
        self.record_height() + self.least_gap() + self.address.height()
    }
}

/// The most room that a column has in a row of so many, in points.
pub(super) fn column_room(n_columns: usize, room: f32, scale: Scale) -> f32 {
    (room / points(n_columns) - scale.length(BETWEEN)).min(scale.length(COLUMN).max(room / points(COLUMNS)))
}

/// Widths of the three columns at the foot: the outer two are alike.
pub(super) fn foot_room(room: f32, seal: f32, scale: Scale) -> f32 {
    (room - seal) / 2.0 - scale.length(FOOT_GAP)
}

/// Sets the words of a view at one scale.
struct Setting<'a, 't> {
    setter: &'t mut Typesetter,
    sheet: Sheet<'a>,
    view: &'a View,
    room: f32,
    scale: Scale,
}

/// Size in em before everything is scaled, whether it leans, and the color.
type Look = (f32, bool, (u8, u8, u8));

impl<'a> Setting<'a, '_> {
    fn word(&self, name: &str) -> &'a str {
        self.view.text.get(name).map_or("", String::as_str)
    }

    fn style(&self, (size, is_italic, color): Look) -> Style {
        Style {
            size: self.scale.letters(size),
            is_italic,
            ink: ink(color),
        }
    }

    /// Where lines begin and where they end: the certificate's language says so, also for words of another script.
    fn sides(&self) -> (Alignment, Alignment) {
        if self.sheet.is_rtl() {
            (Alignment::Right, Alignment::Left)
        } else {
            (Alignment::Left, Alignment::Right)
        }
    }

    fn block(&mut self, text: &str, look: Look, width: f32, alignment: Alignment) -> Block {
        let style = self.style(look);
        self.setter.set(text, style, width, alignment)
    }

    /// In capitals, where there are letters for them.
    fn capitals(&mut self, text: &str, look: Look, width: f32, alignment: Alignment) -> Block {
        let style = self.style(look);
        let spacing = if can_be_spaced(text) { SPACING } else { 0.0 };
        let block = self
            .setter
            .set_spaced(&text.to_uppercase(), style, spacing, width, alignment);
        if block.has_letters() {
            block
        } else {
            self.setter.set(text, style, width, alignment)
        }
    }

    /// A centered part; none where there is nothing to say.
    fn part(&mut self, tag: impl Into<TagKind>, text: &str, look: Look, below: f32) -> Option<Part> {
        (!text.is_empty()).then(|| Part {
            tag: tag.into(),
            block: self.block(text, look, self.room, Alignment::Center),
            is_underlined: false,
            below: self.scale.length(below),
        })
    }

    /// Who certifies what of whom.
    fn statement(&mut self) -> Vec<Part> {
        let view = self.view;
        let (name, title) = (&view.recipient.name, &view.credential.title);
        let (is_offered, issuer) = match view.organization_names.as_str() {
            "" => (false, &view.platform_name),
            _ => (true, &view.organization_names),
        };
        let offered = format!(
            "{} {issuer} {} {}",
            self.word("offered_by"),
            self.word("on"),
            view.platform_name
        );
        let is_long = is_offered && issuer.chars().count() > LONG_ISSUER;
        let (issuer_size, offer_size) = if is_long { (0.8, 0.9) } else { (1.05, 1.1) };
        let kind = &view.credential.type_label;
        let kind_size = if kind.chars().count() > LONG_KIND { 1.4 } else { 2.0 };
        let name_size = by_length(name, LONG_NAME, [3.2, 2.2, 1.35]);
        let title_size = by_length(title, LONG_TITLE, [1.9, 1.5, 1.15]);
        let certifies = self.word("certifies");
        let accent = self.sheet.accent();
        let institution = (!issuer.is_empty()).then(|| Part {
            tag: Tag::P.into(),
            block: self.capitals(issuer, (issuer_size, false, SOFT), self.room, Alignment::Center),
            is_underlined: false,
            below: 0.0,
        });
        let parts = [
            institution,
            self.part(Tag::P, kind, (kind_size, false, accent), 0.2),
            self.part(Tag::P, certifies, (1.1, true, SOFT), 0.0),
            self.part(heading(1, name), name, (name_size, false, INK), 0.3)
                .map(|it| Part {
                    is_underlined: true,
                    ..it
                }),
            self.part(Tag::P, &view.credential.achievement, (1.1, true, SOFT), 0.0),
            self.part(heading(2, title), title, (title_size, false, INK), 0.2),
            self.part(Tag::P, &offered, (offer_size, true, SOFT), 0.0)
                .filter(|_| is_offered),
        ];
        parts.into_iter().flatten().collect()
    }

    /// In rows that are about as long.
    fn rows(&mut self) -> Vec<Vec<Column<'a>>> {
        let signatories = &self.view.signatories;
        let by = if signatories.len() > FEW { MANY } else { 1.0 };
        let rows = signatories.chunks(columns_of_row(signatories.len()));
        rows.map(|row| {
            let width = column_room(row.len(), self.room, self.scale);
            row.iter().map(|it| self.column(it, by, width)).collect()
        })
        .collect()
    }

    fn column(&mut self, signatory: &'a Signatory, by: f32, width: f32) -> Column<'a> {
        let mut lines = vec![self.block(&signatory.name, (by, false, INK), width, Alignment::Center)];
        for line in signatory.titles.iter().chain(&signatory.organization) {
            lines.push(self.block(line, (0.88 * by, false, SOFT), width, Alignment::Center));
        }
        Column { signatory, lines }
    }

    fn facts(&mut self) -> Vec<Fact> {
        let view = self.view;
        let credential = &view.credential;
        let (begin, _) = self.sides();
        let facts = [
            ("issued", Some(credential.issued_on.as_str())),
            ("expires", credential.expires_on.as_deref()),
            ("effort", credential.hours_of_effort.as_deref()),
        ];
        facts
            .into_iter()
            .filter_map(|(name, value)| Some(self.fact(name, value?, 1.1, begin)))
            .collect()
    }

    fn fact(&mut self, name: &str, value: &str, size: f32, alignment: Alignment) -> Fact {
        let code = if name == "number" {
            CODE + self.scale.length(FOOT_GAP)
        } else {
            0.0
        };
        let width = foot_room(self.room, self.scale.length(SEAL), self.scale) - code;
        let word = self.word(name);
        Fact {
            term: self.capitals(word, (0.8, false, GOLD_INK), width, alignment),
            detail: self.block(value, (size, false, INK), width, alignment),
        }
    }

    fn address(&mut self) -> Block {
        let line = format!("{} {}", self.word("verify"), self.view.credential.url);
        let accent = self.sheet.accent();
        self.block(&line, (0.9, false, accent), self.room, Alignment::Center)
    }
}

/// The size of a text that may be long, or very long.
fn by_length(text: &str, [long, longest]: [usize; 2], [size, of_long, of_longest]: [f32; 3]) -> f32 {
    match text.chars().count() {
        n if n > longest => of_longest,
        n if n > long => of_long,
        _ => size,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::paper::certificate::Code;
    use crate::render::sample::{ADDRESS, Sample, example};

    fn assert_fits(view: &View, name: &str) {
        let code = Code {
            side: 1,
            is_dark: vec![true],
            text: "x".to_owned(),
        };
        let sheet = Sheet {
            view,
            own: None,
            notice: Some("This certificate expired on November 28, 2026."),
            stamp: None,
            accent: None,
            pictures: &BTreeMap::new(),
            code: &code,
        };
        let paper = Paper::of(&sheet);
        let parts = Parts::fitted(&mut Typesetter::new(), sheet, paper);
        let (height, room) = (parts.height(), paper.height_within());
        assert!(height <= room, "{name}: {height} of {room}");
    }

    #[test]
    fn every_sample_fits_one_sheet() {
        for sample in Sample::ALL {
            let view = sample.view("Ada Lovelace", None, ADDRESS, &BTreeMap::new());
            assert_fits(&view, sample.as_str());
        }
        // As much of everything as there may be.
        let mut of = example(ADDRESS);
        let signatory = of.facts.signatories[0].clone();
        of.facts.signatories = vec![signatory; 20];
        let view = Sample::LongNames.view("Ada", Some(&of), ADDRESS, &BTreeMap::new());
        assert_fits(&view, "all");
    }
}
