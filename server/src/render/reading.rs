//! What a certificate says, in the order in which it is read, for those who set it anew.
//!
//! Invariant: what is seen on a screen as text, or as a picture that has words, is in it once, and nothing else. What styles write by
//! themselves is not known here.

mod column;

use html5ever::tokenizer::{Tag, TagKind};

use self::column::Column;
use super::markup::attribute;
use super::piece::{self, Piece};
use super::sanitize::is_code;
use super::styling::{Holds, Lies, Look, Styling, VOID};
use super::{Body, page};

/// Elements that stand for themselves, where styles do not say otherwise.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Most columns inside of columns.
const DEEPEST: usize = 4;

/// What a certificate says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What stands one below the other.
    pub parts: Vec<Part>,
    /// Whether it is made for paper that is higher than it is wide.
    pub is_upright: bool,
}

/// Something that stands for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph, or what is like one.
    Text(Text),
    /// Pictures in a line.
    Pictures(Vec<Picture>),
    /// What lies side by side, in the order in which it is read; at least two columns.
    Row(Vec<Vec<Part>>),
}

/// A paragraph, or what is like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it is.
    pub role: Role,
    /// Whether it is read aloud, or only seen.
    pub voice: Voice,
    /// Its lines, as far as they are broken on purpose. None is empty.
    pub lines: Vec<String>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A heading of a level, from 1 to 6.
    Heading(u16),
    /// Nothing in particular.
    #[default]
    Paragraph,
    /// An item of a list.
    Item,
    /// What the details after it are about.
    Term,
    /// What is told of the term before it.
    Detail,
}

impl Role {
    /// The role that an element gives to what stands in it.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "li" => Self::Item,
            "dt" => Self::Term,
            "dd" => Self::Detail,
            _ => return None,
        })
    }
}

/// Whether something is read aloud to those who do not see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// It is.
    #[default]
    Aloud,
    /// It is for the eyes alone.
    Silent,
}

/// A picture that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its address: a path of this site, or a `data:` URL.
    pub address: String,
    /// Words for those who do not see it; not empty.
    pub words: String,
}

impl Reading {
    /// Every text, in order.
    #[must_use]
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = Vec::new();
        each(&self.parts, &mut |part| {
            if let Part::Text(text) = part {
                texts.push(text);
            }
        });
        texts
    }

    /// Every picture, in order.
    #[must_use]
    pub fn pictures(&self) -> Vec<&Picture> {
        let mut pictures = Vec::new();
        each(&self.parts, &mut |part| {
            if let Part::Pictures(line) = part {
                pictures.extend(line);
            }
        });
        pictures
    }
}

fn each<'a>(parts: &'a [Part], visit: &mut impl FnMut(&'a Part)) {
    for part in parts {
        visit(part);
        if let Part::Row(columns) = part {
            for column in columns {
                each(column, visit);
            }
        }
    }
}

/// Reads a certificate as it was drawn. The code of its address is left out: whoever sets a certificate gives it one.
#[must_use]
pub fn read(body: &Body) -> Reading {
    let mut walk = Walk {
        styling: Styling::new(&body.css),
        open: Vec::new(),
        sheet: Column::default(),
        columns: Vec::new(),
    };
    piece::each(&body.html, |it| match it {
        Piece::Text(text) => walk.read(text),
        Piece::Tag(tag) => walk.tag(tag),
    });
    Reading {
        parts: walk.finish(),
        is_upright: page::is_upright(&body.css),
    }
}

/// An element that is open.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    role: Role,
    voice: Voice,
    begins: Begins,
    /// Most columns in a row, where what it holds lies side by side.
    columns: Option<usize>,
}

/// What begins with an element.
#[derive(Clone, Copy, Debug, Default)]
enum Begins {
    /// Nothing: it is part of a line.
    #[default]
    Nothing,
    /// Something that stands for itself.
    Block,
    /// A column, of at most so many in a row.
    Column(usize),
}

struct Walk {
    styling: Styling,
    /// The elements that are open, outermost first.
    open: Vec<Open>,
    sheet: Column,
    /// The columns that are open on the sheet, outermost first.
    columns: Vec<Column>,
}

impl Walk {
    fn column(&mut self) -> &mut Column {
        self.columns.last_mut().unwrap_or(&mut self.sheet)
    }

    fn innermost(&self) -> Open {
        self.open.last().copied().unwrap_or_default()
    }

    /// More than can be compared is taken for seen: a certificate rather says too much than nothing.
    fn is_hidden(&mut self) -> bool {
        self.styling.look().is_some_and(Look::is_hidden)
    }

    /// Takes what stands between two tags.
    fn read(&mut self, text: &str) {
        if text.is_empty() || self.is_hidden() {
            return;
        }
        let Open { role, voice, .. } = self.innermost();
        self.column().say(role, voice, text);
    }

    fn tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        match (tag.kind, name) {
            (TagKind::StartTag, "br") => self.column().break_line(),
            (TagKind::StartTag, "hr") => self.column().end_block(),
            (TagKind::StartTag, "img") => self.picture(tag),
            (TagKind::StartTag, _) if VOID.contains(&name) => {}
            (TagKind::StartTag, _) => self.begin(tag),
            (TagKind::EndTag, _) => self.end(name),
        }
    }

    fn begin(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        let around = self.innermost();
        self.styling.open(tag);
        let flow = self.styling.look().unwrap_or_default().flow;
        let is_block = BLOCKS.contains(&name);
        let is_beside = around.columns.is_some() || (is_block && flow.lies == Lies::Beside);
        let stands_for_itself = match flow.lies {
            Lies::Inline => false,
            Lies::Below => true,
            Lies::AsEver | Lies::Beside => is_block,
        };
        let begins = if is_beside && self.columns.len() < DEEPEST {
            Begins::Column(around.columns.unwrap_or(usize::MAX))
        } else if is_beside || stands_for_itself {
            Begins::Block
        } else {
            Begins::Nothing
        };
        match begins {
            Begins::Nothing => {}
            Begins::Block => self.column().end_block(),
            Begins::Column(_) => self.columns.push(Column::default()),
        }
        self.open.push(Open {
            role: Role::of(name).unwrap_or(around.role),
            voice: match attribute(tag, "aria-hidden") {
                Some("true") => Voice::Silent,
                _ => around.voice,
            },
            begins,
            columns: match flow.holds {
                Holds::Columns(most) => Some(most),
                Holds::AsEver if name == "tr" => Some(usize::MAX),
                Holds::AsEver | Holds::Lines => None,
            },
        });
    }

    fn end(&mut self, name: &str) {
        if !self.styling.close(name) {
            return;
        }
        match self.open.pop().unwrap_or_default().begins {
            Begins::Nothing => {}
            Begins::Block => {
                self.column().end_block();
                self.column().end_row();
            }
            Begins::Column(most) => self.end_column(most),
        }
    }

    fn end_column(&mut self, most: usize) {
        if let Some(column) = self.columns.pop() {
            let parts = column.finish();
            self.column().lay_beside(parts, most);
        }
    }

    fn picture(&mut self, tag: &Tag) {
        let around = self.innermost();
        let (address, words) = (attribute(tag, "src"), attribute(tag, "alt"));
        let (Some(address), Some(words)) = (address, words.map(str::trim)) else {
            return;
        };
        let is_for_all = !words.is_empty() && around.voice == Voice::Aloud;
        // It may be hidden by itself: it is looked at as an element that ends at once.
        self.styling.open(tag);
        let is_hidden = self.is_hidden();
        self.styling.close("img");
        if is_code(address) || is_hidden || !is_for_all {
            return;
        }
        let picture = Picture {
            address: address.to_owned(),
            words: words.to_owned(),
        };
        match around.columns {
            Some(most) => self.column().lay_beside(vec![Part::Pictures(vec![picture])], most),
            None => self.column().show(picture),
        }
    }

    fn finish(mut self) -> Vec<Part> {
        while !self.columns.is_empty() {
            self.end_column(usize::MAX);
        }
        self.sheet.finish()
    }
}

#[cfg(test)]
mod tests;
