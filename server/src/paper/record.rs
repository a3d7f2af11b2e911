//! A learner's record in a program on upright sheets of A4: a table of courses that goes on over as many sheets as it takes.

use std::num::NonZeroU16;

use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use parley::Alignment;

use super::color::{ACCENT, INK, SOFT, ink};
use super::drawing::{stroke, words};
use super::text::{Block, Style, Typesetter};
use super::{Unprintable, settings};

/// A4, upright, in points.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 48.0;
/// Between two columns, and above and below the words of a row.
const GAP: f32 = 12.0;
const PADDING: f32 = 5.0;
/// Where the table ends and the foot of a sheet begins.
const BOTTOM: f32 = HEIGHT - MARGIN - 22.0;

/// What there is to print, in words of one language.
#[derive(Clone, Debug)]
pub struct Record {
    /// The language, as a BCP 47 tag, and whether it is read from right to left.
    pub language: String,
    /// See `language`.
    pub is_rtl: bool,
    /// What kind of document it is.
    pub kind: String,
    /// Title of the program.
    pub program: String,
    /// Whose it is; none where that is not shown.
    pub learner: Option<String>,
    /// When it was read, and from where.
    pub origin: String,
    /// Heads of the columns. Each row has as many cells.
    pub heads: Vec<String>,
    /// A row for each course.
    pub rows: Vec<Vec<Cell>>,
    /// What is said instead of the table where there is no row.
    pub empty: String,
    /// What stands at the foot of a sheet: `{n}` of `{count}`.
    pub page: String,
    /// Who issues it.
    pub issuer: String,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What counts.
    pub text: String,
    /// Smaller, below it.
    pub notes: Vec<String>,
}

/// Prints a record.
pub fn record(record: &Record) -> Result<Vec<u8>, Unprintable> {
    let mut setter = Typesetter::new();
    let mut setting = Setting {
        setter: &mut setter,
        record,
    };
    let title = setting.title();
    let columns = columns(record);
    let heads: Vec<Block> = setting.heads(&columns);
    let rows: Vec<Row> = record.rows.iter().map(|it| setting.row(it, &columns)).collect();
    let empty = setting.block(&record.empty, 11.0, false, SOFT, WIDTH - 2.0 * MARGIN);
    let sheets = sheets(&rows, below(&title), height_of(&heads));
    let feet: Vec<[Block; 2]> = (1..=sheets.len()).map(|n| setting.foot(n, sheets.len())).collect();

    let mut document = Document::new_with(settings()?);
    let size = Size::from_wh(WIDTH, HEIGHT).ok_or(Unprintable::Layout)?;
    let mut tree = TagTree::new().with_lang(Some(record.language.clone()));
    let mut table = Vec::new();
    let mut rows = rows.iter();
    for (index, (n_rows, foot)) in sheets.iter().zip(&feet).enumerate() {
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        let mut pen = Pen {
            setter: &mut setter,
            surface: &mut surface,
            is_rtl: record.is_rtl,
        };
        let mut top = MARGIN;
        if index == 0 {
            for (tag, block) in &title {
                tree.push(pen.words(tag.clone(), block, Point::from_xy(MARGIN, top)));
                top += block.height();
            }
            top = below(&title);
            if record.rows.is_empty() {
                tree.push(pen.words(Tag::P.into(), &empty, Point::from_xy(MARGIN, top)));
            }
        }
        if !record.rows.is_empty() {
            if index == 0 {
                table.push(pen.heads(&columns, &heads, top));
            } else {
                pen.heads_again(&columns, &heads, top);
            }
            top += height_of(&heads);
        }
        for row in rows.by_ref().take(*n_rows) {
            table.push(Node::from(pen.row(&columns, row, top)));
            top += row.height();
        }
        pen.foot(foot);
        surface.finish();
        page.finish();
    }
    if !table.is_empty() {
        tree.push(TagGroup::with_children(Tag::Table, table));
    }
    document.set_tag_tree(tree);
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(record.program.clone(), top));
    document.set_outline(outline);
    document.set_metadata(
        Metadata::new()
            .title(format!("{} · {}", record.kind, record.program))
            .language(record.language.clone())
            .authors(vec![record.issuer.clone()]),
    );
    document.finish().map_err(Unprintable::from)
}

/// A column: where it begins from the left, and its width.
#[derive(Clone, Copy, Debug)]
struct Column {
    left: f32,
    width: f32,
}

/// The first column is the course and gets what the others leave.
fn columns(record: &Record) -> Vec<Column> {
    let others = record.heads.len().saturating_sub(1);
    let narrow = |index: usize| if index == 0 { 150.0 } else { 62.0 };
    let mut widths = vec![0.0];
    widths.extend((0..others).map(narrow));
    let taken: f32 = widths.iter().map(|it| it + GAP).sum();
    if let Some(first) = widths.first_mut() {
        *first = WIDTH - 2.0 * MARGIN - taken + GAP;
    }
    let mut at = MARGIN;
    let mut columns = Vec::new();
    for width in widths {
        let left = if record.is_rtl { WIDTH - at - width } else { at };
        columns.push(Column { left, width });
        at += width + GAP;
    }
    columns
}

/// How many rows each sheet holds; at least one sheet, and at least one row on each that has any.
fn sheets(rows: &[Row], first_top: f32, head: f32) -> Vec<usize> {
    let mut sheets = vec![0];
    let mut top = first_top + head;
    for row in rows {
        let is_first = sheets.last().is_some_and(|it| *it == 0);
        if top + row.height() > BOTTOM && !is_first {
            sheets.push(0);
            top = MARGIN + head;
        }
        if let Some(n) = sheets.last_mut() {
            *n += 1;
        }
        top += row.height();
    }
    sheets
}

fn below(title: &[(TagKind, Block)]) -> f32 {
    MARGIN + title.iter().map(|(_, it)| it.height()).sum::<f32>() + 16.0
}

fn height_of(blocks: &[Block]) -> f32 {
    blocks.iter().map(Block::height).fold(0.0, f32::max) + 2.0 * PADDING
}

/// The words of a course, set.
struct Row(Vec<Vec<Block>>);

impl Row {
    fn height(&self) -> f32 {
        let height = |cell: &Vec<Block>| cell.iter().map(Block::height).sum::<f32>();
        self.0.iter().map(height).fold(0.0, f32::max) + 2.0 * PADDING
    }
}

/// Sets the words of a record.
struct Setting<'a> {
    setter: &'a mut Typesetter,
    record: &'a Record,
}

impl Setting<'_> {
    fn block(&mut self, text: &str, size: f32, is_italic: bool, color: (u8, u8, u8), width: f32) -> Block {
        let style = Style {
            size,
            is_italic,
            ink: ink(color),
        };
        let (begin, _) = self.sides();
        self.setter.set(text, style, width, begin)
    }

    /// Where lines begin and where they end. The page's language says so, also for words of another script.
    fn sides(&self) -> (Alignment, Alignment) {
        if self.record.is_rtl {
            (Alignment::Right, Alignment::Left)
        } else {
            (Alignment::Left, Alignment::Right)
        }
    }

    fn title(&mut self) -> Vec<(TagKind, Block)> {
        let width = WIDTH - 2.0 * MARGIN;
        let record = self.record;
        let mut title = vec![
            (Tag::P.into(), self.block(&record.kind, 11.0, true, SOFT, width)),
            (
                Tag::Hn(NonZeroU16::MIN, Some(record.program.clone())).into(),
                self.block(&record.program, 24.0, false, ACCENT, width),
            ),
        ];
        if let Some(learner) = &record.learner {
            title.push((Tag::P.into(), self.block(learner, 15.0, false, INK, width)));
        }
        title.push((Tag::P.into(), self.block(&record.origin, 10.0, false, SOFT, width)));
        title
    }

    fn heads(&mut self, columns: &[Column]) -> Vec<Block> {
        let heads = &self.record.heads;
        let set = |(head, column): (&String, &Column)| self.block(head, 9.5, true, SOFT, column.width);
        heads.iter().zip(columns).map(set).collect()
    }

    fn row(&mut self, cells: &[Cell], columns: &[Column]) -> Row {
        let mut row = Vec::new();
        for (cell, column) in cells.iter().zip(columns) {
            let mut blocks = vec![self.block(&cell.text, 11.0, false, INK, column.width)];
            for note in cell.notes.iter().filter(|it| !it.is_empty()) {
                blocks.push(self.block(note, 9.0, false, SOFT, column.width));
            }
            row.push(blocks);
        }
        Row(row)
    }

    fn foot(&mut self, n: usize, count: usize) -> [Block; 2] {
        let page = self
            .record
            .page
            .replace("{n}", &n.to_string())
            .replace("{count}", &count.to_string());
        let half = (WIDTH - 2.0 * MARGIN) / 2.0;
        let issuer = self.block(&self.record.issuer, 8.5, false, SOFT, half);
        let style = Style {
            size: 8.5,
            is_italic: false,
            ink: ink(SOFT),
        };
        let (_, end) = self.sides();
        [issuer, self.setter.set(&page, style, half, end)]
    }
}

/// Draws, and tells what it drew.
struct Pen<'a, 'b> {
    setter: &'a mut Typesetter,
    surface: &'a mut Surface<'b>,
    is_rtl: bool,
}

impl Pen<'_, '_> {
    fn words(&mut self, tag: TagKind, block: &Block, at: Point) -> TagGroup {
        words(self.setter, self.surface, tag, block, at)
    }

    /// The heads of the columns on a further sheet: seen again, not read again.
    fn heads_again(&mut self, columns: &[Column], heads: &[Block], top: f32) {
        for (column, head) in columns.iter().zip(heads) {
            self.aside(ArtifactType::Header, head, Point::from_xy(column.left, top + PADDING));
        }
        self.rule(top + height_of(heads), 1.0, ACCENT);
    }

    /// Words that are no part of what is read.
    fn aside(&mut self, kind: ArtifactType, block: &Block, at: Point) {
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        self.setter.draw(self.surface, block, at);
        self.surface.end_tagged();
    }

    /// The heads of the columns.
    fn heads(&mut self, columns: &[Column], heads: &[Block], top: f32) -> Node {
        let cells = columns.iter().zip(heads).map(|(column, head)| {
            let at = Point::from_xy(column.left, top + PADDING);
            Node::from(self.words(Tag::TH(TableHeaderScope::Column).into(), head, at))
        });
        let row = TagGroup::with_children(Tag::TR, cells.collect());
        self.rule(top + height_of(heads), 1.0, ACCENT);
        Node::from(row)
    }

    fn row(&mut self, columns: &[Column], row: &Row, top: f32) -> TagGroup {
        let mut cells = Vec::new();
        for (index, (column, blocks)) in columns.iter().zip(&row.0).enumerate() {
            let mut y = top + PADDING;
            let mut lines = Vec::new();
            for block in blocks {
                lines.push(Node::from(self.words(
                    Tag::P.into(),
                    block,
                    Point::from_xy(column.left, y),
                )));
                y += block.height();
            }
            let tag: TagKind = if index == 0 {
                Tag::TH(TableHeaderScope::Row).into()
            } else {
                Tag::TD.into()
            };
            cells.push(Node::from(TagGroup::with_children(tag, lines)));
        }
        self.rule(top + row.height(), 0.4, SOFT);
        TagGroup::with_children(Tag::TR, cells)
    }

    fn foot(&mut self, [issuer, page]: &[Block; 2]) {
        let top = HEIGHT - MARGIN - issuer.height().max(page.height());
        let half = (WIDTH - 2.0 * MARGIN) / 2.0;
        let (near, far) = (MARGIN, MARGIN + half);
        let (left, right) = if self.is_rtl { (far, near) } else { (near, far) };
        self.aside(ArtifactType::Footer, issuer, Point::from_xy(left, top));
        self.aside(ArtifactType::PageNumber, page, Point::from_xy(right, top));
    }

    fn rule(&mut self, y: f32, width: f32, color: (u8, u8, u8)) {
        let mut path = PathBuilder::new();
        path.move_to(MARGIN, y);
        path.line_to(WIDTH - MARGIN, y);
        let Some(path) = path.finish() else { return };
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        stroke(self.surface, &path, width, color);
        self.surface.end_tagged();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(n_rows: usize) -> Record {
        let cell = |text: &str| Cell {
            text: text.to_owned(),
            notes: vec!["Wexcombe University".to_owned()],
        };
        Record {
            language: "en".to_owned(),
            is_rtl: false,
            kind: "Program record".to_owned(),
            program: "Data Science".to_owned(),
            learner: Some("Ada Lovelace".to_owned()),
            origin: "As of November 25, 2026".to_owned(),
            heads: ["Course", "Status", "Grade", "Attempts"].map(str::to_owned).to_vec(),
            rows: (0..n_rows)
                .map(|_| vec![cell("Statistics"), cell("Earned"), cell("90%"), cell("1")])
                .collect(),
            empty: "Nothing yet".to_owned(),
            page: "Page {n} of {count}".to_owned(),
            issuer: "Wexcombe University".to_owned(),
        }
    }

    #[test]
    fn records_of_any_length_keep_the_standard() {
        for n_rows in [0, 1, 60] {
            let pdf = record(&sample(n_rows)).expect("a document");
            assert!(pdf.starts_with(b"%PDF-"), "{n_rows}");
        }
    }

    #[test]
    fn row_that_is_higher_than_a_sheet_gets_one_of_its_own() {
        let mut long = sample(3);
        long.rows[1][0].text = "x".repeat(20_000);
        let mut setter = Typesetter::new();
        let mut setting = Setting {
            setter: &mut setter,
            record: &long,
        };
        let columns = columns(&long);
        let rows: Vec<Row> = long.rows.iter().map(|it| setting.row(it, &columns)).collect();
        assert_eq!(sheets(&rows, MARGIN, 20.0), [1, 1, 1]);
        assert!(record(&long).is_ok());
    }

    #[test]
    fn lines_of_a_language_from_right_to_left_begin_on_the_right() {
        let mut arabic = sample(2);
        arabic.language = "ar".to_owned();
        arabic.is_rtl = true;
        arabic.learner = Some("علياء".to_owned());
        let [first, second, ..] = columns(&arabic)[..] else {
            panic!("four columns")
        };
        assert!(first.left > second.left);
        assert!(record(&arabic).is_ok());
    }

    #[test]
    fn letters_without_a_font_are_told() {
        let mut other = sample(1);
        other.learner = Some("王小明".to_owned());
        assert!(matches!(record(&other), Err(Unprintable::Letters)));
    }
}
