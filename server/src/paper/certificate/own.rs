//! What an institution's own template says, set at one scale: in the order of its page, centered, headings larger than texts, and side by
//! side what lies so there. Its colours and letters are the page's alone.

mod drawing;

use parley::Alignment;

use super::dimension::{CODE, Paper, columns_of_row};
use super::fit::{Scale, fit};
use super::{Picture, Sheet, points};
use crate::paper::color::{ALARM, GOLD_INK, INK, SOFT, ink};
use crate::paper::text::{Block, Style, Typesetter};
use crate::render::reading::{self, Part, Reading, Role, Text, Voice};

/// Least room of a column, in em.
const NARROW: f32 = 5.0;
/// In em: what is free between two columns, and above and below a row.
const BETWEEN: f32 = 1.6;
const AROUND: f32 = 0.3;
/// In em: most height of pictures, of those within columns, most width of each, and what is free beside and below them.
const PICTURE: f32 = 3.4;
const SMALL_PICTURE: f32 = 2.7;
const WIDEST: f32 = 12.0;
const BESIDE: f32 = 1.2;
const BELOW: f32 = 0.4;
/// In em: between the address and the code.
const FOOT_GAP: f32 = 0.8;

/// What stands on the sheet, set at one scale.
pub(super) struct Content<'a> {
    scale: Scale,
    /// What must be said of its state.
    notice: Option<Block>,
    stack: Vec<Set<'a>>,
    /// The address of its page; none where the template says it.
    address: Option<Block>,
}

/// Something that is set.
enum Set<'a> {
    Text(SetText<'a>),
    Pictures(SetPictures<'a>),
    /// The words of pictures that are not there.
    Words(Vec<Block>),
    Row(Vec<Vec<Set<'a>>>),
}

struct SetText<'a> {
    text: &'a Text,
    lines: Vec<Block>,
    below: f32,
}

struct SetPictures<'a> {
    pictures: Vec<(&'a str, &'a Picture)>,
    height: f32,
    below: f32,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Sheet,
    Column,
}

impl<'a> Content<'a> {
    /// Everything, as large as it fits.
    pub(super) fn fitted(setter: &mut Typesetter, sheet: Sheet<'a>, reading: &'a Reading, paper: Paper) -> Self {
        fit(
            |scale| Self::set(setter, sheet, reading, (paper, scale)),
            |content: &Self| content.height() <= paper.height_within() - CODE,
        )
    }

    fn set(setter: &mut Typesetter, sheet: Sheet<'a>, reading: &'a Reading, (paper, scale): (Paper, Scale)) -> Self {
        let mut setting = Setting { setter, sheet, scale };
        let notice = sheet.notice.map(|it| setting.block(it, 1.2, ALARM, paper.room()));
        let url = sheet.view.credential.url.as_str();
        let is_told = reading.texts().iter().any(|it| says(it, url));
        Self {
            scale,
            notice,
            stack: setting.stack(&reading.parts, paper.room(), Place::Sheet),
            address: (!is_told).then(|| setting.address(url, paper.room())),
        }
    }

    /// Height without the foot, in points.
    fn height(&self) -> f32 {
        let notice = self.notice.as_ref().map_or(0.0, |it| it.height() + self.gap());
        notice + stack_height(&self.stack, self.scale) + self.gap()
    }

    fn gap(&self) -> f32 {
        self.scale.length(BELOW)
    }
}

/// Whether a text tells everybody the address of the certificate's page.
fn says(text: &Text, url: &str) -> bool {
    text.voice == Voice::Aloud && text.lines.iter().any(|it| it.contains(url))
}

fn stack_height(stack: &[Set<'_>], scale: Scale) -> f32 {
    stack.iter().map(|it| it.height(scale)).sum()
}

impl Set<'_> {
    fn height(&self, scale: Scale) -> f32 {
        match self {
            Self::Text(it) => it.lines.iter().map(Block::height).sum::<f32>() + it.below,
            Self::Pictures(it) => it.height + it.below,
            Self::Words(it) => it.iter().map(Block::height).sum::<f32>() + scale.length(BELOW),
            Self::Row(columns) => {
                let heights = columns.iter().map(|it| stack_height(it, scale));
                heights.fold(0.0, f32::max) + scale.length(2.0 * AROUND)
            }
        }
    }
}

/// Width of each of so many columns, and from the middle of one to that of the next, in points.
fn columns(n_columns: usize, room: f32, scale: Scale) -> (f32, f32) {
    let pitch = room / points(n_columns.max(1));
    (pitch - scale.length(BETWEEN).min(pitch / 4.0), pitch)
}

/// Sets words at one scale.
struct Setting<'a, 't> {
    setter: &'t mut Typesetter,
    sheet: Sheet<'a>,
    scale: Scale,
}

impl<'a> Setting<'a, '_> {
    fn block(&mut self, text: &str, size: f32, color: (u8, u8, u8), room: f32) -> Block {
        let style = Style {
            size: self.scale.letters(size),
            is_italic: false,
            ink: ink(color),
        };
        self.setter.set(text, style, room, Alignment::Center)
    }

    fn address(&mut self, url: &str, room: f32) -> Block {
        let style = Style {
            size: self.scale.letters(0.8),
            is_italic: false,
            ink: ink(self.sheet.accent()),
        };
        let side = if self.sheet.is_rtl() {
            Alignment::Left
        } else {
            Alignment::Right
        };
        let beside = CODE + self.scale.length(FOOT_GAP);
        self.setter.set(url, style, room - beside, side)
    }

    fn stack(&mut self, parts: &'a [Part], room: f32, place: Place) -> Vec<Set<'a>> {
        let mut stack = Vec::new();
        for part in parts {
            match part {
                Part::Text(text) => stack.push(Set::Text(self.text(text, room, place))),
                Part::Pictures(pictures) => stack.extend(self.pictures(pictures, room, place)),
                Part::Row(columns) => self.row(columns, room, &mut stack),
            }
        }
        stack
    }

    /// Columns, in as many rows as it takes; one below the other where there is no room for two.
    fn row(&mut self, parts: &'a [Vec<Part>], room: f32, stack: &mut Vec<Set<'a>>) {
        let n_columns = columns_of_row(parts.len());
        if columns(n_columns, room, self.scale).0 < self.scale.length(NARROW) {
            for column in parts {
                stack.extend(self.stack(column, room, Place::Column));
            }
            return;
        }
        for row in parts.chunks(n_columns) {
            let (width, _) = columns(row.len(), room, self.scale);
            let row = row.iter().map(|it| self.stack(it, width, Place::Column));
            stack.push(Set::Row(row.collect()));
        }
    }

    fn text(&mut self, text: &'a Text, room: f32, place: Place) -> SetText<'a> {
        let (size, color, below) = self.look(text.role, place);
        SetText {
            text,
            lines: text.lines.iter().map(|it| self.block(it, size, color, room)).collect(),
            below: self.scale.length(below),
        }
    }

    /// Size, colour, and what is free below: in em.
    fn look(&self, role: Role, place: Place) -> (f32, (u8, u8, u8), f32) {
        let accent = self.sheet.accent();
        let (size, color, below) = match role {
            Role::Heading(1) => (2.6, accent, 0.4),
            Role::Heading(2) => (1.9, accent, 0.35),
            Role::Heading(3) => (1.5, accent, 0.3),
            Role::Heading(_) => (1.2, accent, 0.25),
            Role::Paragraph => (1.15, INK, 0.35),
            Role::Item => (1.1, INK, 0.2),
            Role::Term => (0.85, GOLD_INK, 0.0),
            Role::Detail => (1.1, INK, 0.35),
        };
        match place {
            Place::Sheet => (size, color, below),
            Place::Column => (size * 0.85, color, below / 2.0),
        }
    }

    /// Pictures in a line; of those that are not there, the words.
    fn pictures(&mut self, pictures: &'a [reading::Picture], room: f32, place: Place) -> Vec<Set<'a>> {
        let all = self.sheet.pictures;
        let there: Vec<(&'a str, &'a Picture)> = pictures
            .iter()
            .filter_map(|it| Some((it.words.as_str(), all.get(&it.address)?)))
            .collect();
        let mut set = Vec::new();
        if !there.is_empty() {
            let height = match place {
                Place::Sheet => PICTURE,
                Place::Column => SMALL_PICTURE,
            };
            set.push(Set::Pictures(SetPictures {
                pictures: there,
                height: self.scale.length(height),
                below: self.scale.length(BELOW),
            }));
        }
        let missing = pictures.iter().filter(|it| !all.contains_key(&it.address));
        let words = missing.map(|it| self.block(&it.words, 0.9, SOFT, room));
        let words: Vec<Block> = words.filter(Block::has_letters).collect();
        if !words.is_empty() {
            set.push(Set::Words(words));
        }
        set
    }
}

#[cfg(test)]
mod tests;
