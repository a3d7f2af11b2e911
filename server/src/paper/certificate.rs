//! A certificate on one sheet of A4: the same words as on its page, in reading order for whoever hears it read, within the same frame.
//!
//! Everything is centered, and becomes smaller where the sheet cannot hold it otherwise.

mod built_in;
mod dimension;
mod fit;
mod frame;
mod logos;
mod ornament;
mod own;
mod parts;
mod pen;
mod seal;
mod stamp;
mod structure;

use std::collections::BTreeMap;

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Node, TagTree};

use self::dimension::Paper;
use self::own::Content;
use self::parts::Parts;
use self::pen::{Drawn, Pen};
use self::structure::link_of;
use super::color::ACCENT;
use super::text::Typesetter;
use super::{Unprintable, settings};
use crate::domain::site::rgb;
use crate::render::reading::Reading;
use crate::render::view::View;

/// What there is to print.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Everything that the certificate is about.
    pub view: &'a View,
    /// What the institution's own template says; none where the built-in one serves.
    pub own: Option<&'a Reading>,
    /// What must be said of its state, before anything else.
    pub notice: Option<&'a str>,
    /// The same in one word, for the eyes.
    pub stamp: Option<&'a str>,
    /// The site's colour for light grounds, such as `#1e3a5c`; none for the usual one.
    pub accent: Option<&'a str>,
    /// Pictures of logos and signatures, by their addresses.
    pub pictures: &'a BTreeMap<String, Picture>,
    /// The address of its page as a code for cameras.
    pub code: &'a Code,
}

impl Sheet<'_> {
    fn accent(&self) -> (u8, u8, u8) {
        self.accent.and_then(rgb).unwrap_or(ACCENT)
    }

    fn is_rtl(&self) -> bool {
        self.view.direction == "rtl"
    }

    /// Where the one of so many that is read at an index stands in their row, counted from the left.
    fn place(&self, index: usize, n: usize) -> usize {
        if self.is_rtl() { n - 1 - index } else { index }
    }
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

/// What stands on the sheet, set.
enum Laid<'a> {
    BuiltIn(Box<Parts<'a>>),
    Own(Box<Content<'a>>),
}

/// Prints a certificate.
pub fn certificate(sheet: Sheet<'_>) -> Result<Vec<u8>, Unprintable> {
    let view = sheet.view;
    let mut setter = Typesetter::new();
    let paper = Paper::of(&sheet);
    let laid = match sheet.own {
        Some(reading) => Laid::Own(Box::new(Content::fitted(&mut setter, sheet, reading, paper))),
        None => Laid::BuiltIn(Box::new(Parts::fitted(&mut setter, sheet, paper))),
    };

    let mut document = Document::new_with(settings()?);
    let size = Size::from_wh(paper.width, paper.height).ok_or(Unprintable::Layout)?;
    let mut page = document.start_page_with(PageSettings::new(size));
    let Drawn { mut nodes, link } = {
        let mut surface = page.surface();
        let mut pen = Pen::new(&mut setter, &mut surface, paper);
        pen.frame();
        match &laid {
            Laid::BuiltIn(parts) => pen.built_in(parts, sheet),
            Laid::Own(content) => pen.own(content, sheet),
        }
        if let Some(word) = sheet.stamp {
            pen.stamp(word);
        }
        let drawn = pen.finish();
        surface.finish();
        drawn
    };
    if let (Some(place), Some(group)) = (link, link_of(&mut nodes)) {
        group.push(page.add_tagged_annotation(annotation(&view.credential.url, place)));
    }
    page.finish();
    finish(document, view, nodes)
}

/// The link to the certificate's page.
fn annotation(url: &str, place: Rect) -> Annotation {
    let target = Target::Action(Action::Link(LinkAction::new(url.to_owned())));
    Annotation::new_link(LinkAnnotation::new(place, target), Some(url.to_owned()))
}

fn finish(mut document: Document, view: &View, nodes: Vec<Node>) -> Result<Vec<u8>, Unprintable> {
    document.set_tag_tree(TagTree::from(nodes).with_lang(Some(view.language.clone())));
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

/// A count, to be reckoned with. Nothing on a sheet is counted in more than thousands.
fn points(n: impl TryInto<u16>) -> f32 {
    f32::from(n.try_into().unwrap_or(u16::MAX))
}
