//! The words of a certificate, set at one scale: what stands above, with logos over it, who signs, what is on record.

use std::num::NonZeroU16;

use krilla::tagging::{Tag, TagKind};
use parley::Alignment;

use super::super::color::{ACCENT, ALARM, INK, SOFT, ink};
use super::super::text::{Block, Style, Typesetter};
use super::{CODE, HAND, MARGIN, Sheet, WIDTH, logos, points};
use crate::render::view::{Organization, Signatory, View};

/// Smallest letters, in points.
const LEGIBLE: f32 = 6.5;
/// Names and titles of more characters than this are smaller from the outset.
const LONG_NAME: usize = 40;
const LONG_TITLE: usize = 70;
/// Most columns of signatories, and how wide one gets at most.
const COLUMNS: usize = 5;
const COLUMN: f32 = 220.0;

/// A line of the sheet, or several.
pub(super) struct Part {
    pub(super) tag: TagKind,
    pub(super) block: Block,
    /// Space below.
    pub(super) below: f32,
}

/// A signatory's column.
pub(super) struct Column<'a> {
    pub(super) signatory: &'a Signatory,
    pub(super) lines: Vec<Block>,
}

/// Everything on the sheet, set at one scale.
pub(super) struct Parts<'a> {
    pub(super) scale: f32,
    pub(super) logos: Vec<&'a Organization>,
    pub(super) above: Vec<Part>,
    pub(super) rows: Vec<Vec<Column<'a>>>,
    pub(super) facts: Vec<Part>,
    pub(super) address: Block,
}

impl<'a> Parts<'a> {
    /// Sets everything.
    pub(super) fn set(setter: &mut Typesetter, sheet: Sheet<'a>, scale: f32) -> Self {
        let mut setting = Setting {
            setter,
            view: sheet.view,
            scale,
        };
        let mut above = Vec::new();
        if let Some(notice) = sheet.notice {
            above.extend(setting.part(Tag::P, notice, (15.0, false, ALARM), 10.0));
        }
        above.extend(setting.statement());
        Self {
            scale,
            logos: logos::shown(sheet),
            above,
            rows: setting.rows(),
            facts: setting.facts(),
            address: setting.address(),
        }
    }

    pub(super) fn height(&self) -> f32 {
        let rows: f32 = self.rows.iter().map(|it| self.row_height(it) + 18.0 * self.scale).sum();
        self.above_height() + rows + self.foot_height() + 16.0 * self.scale
    }

    pub(super) fn above_height(&self) -> f32 {
        let words: f32 = self.above.iter().map(|it| it.block.height() + it.below).sum();
        words + logos::height(&self.logos, self.scale)
    }

    pub(super) fn row_height(&self, row: &[Column<'_>]) -> f32 {
        let lines = |it: &Column<'_>| it.lines.iter().map(Block::height).sum::<f32>();
        let has_hand = row.iter().any(|it| it.signatory.image.is_some());
        let hand = if has_hand { HAND * self.scale } else { 0.0 };
        row.iter().map(lines).fold(0.0, f32::max) + hand + 6.0 * self.scale
    }

    pub(super) fn foot_height(&self) -> f32 {
        let facts: f32 = self.facts.iter().map(|it| it.block.height() + it.below).sum();
        (facts + self.address.height()).max(CODE)
    }
}

/// The most room that a column has in a row of so many, in points.
pub(super) fn room(n_columns: usize) -> f32 {
    ((WIDTH - 2.0 * MARGIN) / points(n_columns) - 24.0).min(COLUMN)
}

/// Sets the words of a view at one scale.
struct Setting<'a, 't> {
    setter: &'t mut Typesetter,
    view: &'a View,
    scale: f32,
}

/// Size in points before everything is scaled, whether it leans, and the color.
type Look = (f32, bool, (u8, u8, u8));

impl<'a> Setting<'a, '_> {
    fn word(&self, name: &str) -> &'a str {
        self.view.text.get(name).map_or("", String::as_str)
    }

    fn block(&mut self, text: &str, (size, is_italic, color): Look, width: f32, alignment: Alignment) -> Block {
        let style = Style {
            size: (size * self.scale).max(LEGIBLE),
            is_italic,
            ink: ink(color),
        };
        self.setter.set(text, style, width, alignment)
    }

    /// A centered part; none where there is nothing to say.
    fn part(&mut self, tag: impl Into<TagKind>, text: &str, look: Look, below: f32) -> Option<Part> {
        (!text.is_empty()).then(|| Part {
            tag: tag.into(),
            block: self.block(text, look, WIDTH - 2.0 * MARGIN, Alignment::Center),
            below: below * self.scale,
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
        let name_size = if name.chars().count() > LONG_NAME { 26.0 } else { 40.0 };
        let title_size = if title.chars().count() > LONG_TITLE { 19.0 } else { 28.0 };
        let certifies = self.word("certifies");
        let parts = [
            self.part(Tag::P, issuer, (16.0, false, SOFT), 8.0),
            self.part(Tag::P, &view.credential.type_label, (34.0, false, ACCENT), 10.0),
            self.part(Tag::P, certifies, (15.0, true, SOFT), 4.0),
            self.part(heading(1, name), name, (name_size, false, INK), 6.0),
            self.part(Tag::P, &view.credential.achievement, (15.0, true, SOFT), 4.0),
            self.part(heading(2, title), title, (title_size, false, ACCENT), 6.0),
            self.part(Tag::P, &offered, (14.0, true, SOFT), 0.0)
                .filter(|_| is_offered),
        ];
        parts.into_iter().flatten().collect()
    }

    fn rows(&mut self) -> Vec<Vec<Column<'a>>> {
        let signatories = &self.view.signatories;
        let n_columns = signatories.len().clamp(1, COLUMNS);
        let rows = signatories.chunks(n_columns);
        rows.map(|row| row.iter().map(|it| self.column(it, room(row.len()))).collect())
            .collect()
    }

    fn column(&mut self, signatory: &'a Signatory, width: f32) -> Column<'a> {
        let mut lines = vec![self.block(&signatory.name, (13.0, false, INK), width, Alignment::Center)];
        for line in signatory.titles.iter().chain(&signatory.organization) {
            lines.push(self.block(line, (11.5, false, SOFT), width, Alignment::Center));
        }
        Column { signatory, lines }
    }

    fn facts(&mut self) -> Vec<Part> {
        let credential = &self.view.credential;
        let facts = [
            ("issued", Some(credential.issued_on.as_str())),
            ("expires", credential.expires_on.as_deref()),
            ("effort", credential.hours_of_effort.as_deref()),
            ("number", Some(credential.number.as_str())),
        ];
        let lines: Vec<String> = facts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{}: {}", self.word(name), value?)))
            .collect();
        lines
            .iter()
            .map(|line| Part {
                tag: Tag::P.into(),
                block: self.block(line, (11.5, false, SOFT), beside_code(), Alignment::Start),
                below: 1.0,
            })
            .collect()
    }

    fn address(&mut self) -> Block {
        let line = format!("{} {}", self.word("verify"), self.view.credential.url);
        self.block(&line, (11.5, false, ACCENT), beside_code(), Alignment::Start)
    }
}

/// Width of what stands beside the code for cameras.
pub(super) fn beside_code() -> f32 {
    WIDTH - 2.0 * MARGIN - CODE - 20.0
}

fn heading(level: u16, title: &str) -> TagKind {
    Tag::Hn(
        NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN),
        Some(title.to_owned()),
    )
    .into()
}
