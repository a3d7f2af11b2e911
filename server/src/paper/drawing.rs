//! Drawing what every kind of sheet has: words that are read, and lines that are not.

use krilla::geom::{Path, Point};
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, TagGroup, TagKind};

use super::color::ink;
use super::text::{Block, Typesetter, filled};

/// Draws words with their upper left corner at a place; gives what is to be read there.
pub(super) fn words(
    setter: &mut Typesetter,
    surface: &mut Surface<'_>,
    tag: TagKind,
    block: &Block,
    at: Point,
) -> TagGroup {
    TagGroup::with_children(tag, vec![content(setter, surface, block, at)])
}

/// The same; what is to be read there has no tag yet.
pub(super) fn content(setter: &mut Typesetter, surface: &mut Surface<'_>, block: &Block, at: Point) -> Node {
    let id = surface.start_tagged(ContentTag::Other);
    setter.draw(surface, block, at);
    surface.end_tagged();
    Node::from(id)
}

/// Draws along a path; its inside stays empty.
pub(super) fn stroke(surface: &mut Surface<'_>, path: &Path, width: f32, color: (u8, u8, u8)) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: ink(color).into(),
        width,
        ..Stroke::default()
    }));
    surface.draw_path(path);
    surface.set_stroke(None);
}

/// Fills what is inside of a path.
pub(super) fn fill(surface: &mut Surface<'_>, path: &Path, color: (u8, u8, u8)) {
    surface.set_stroke(None);
    surface.set_fill(Some(filled(ink(color))));
    surface.draw_path(path);
}

/// Says that what is drawn next is there for the eyes alone.
pub(super) fn start_ornament(surface: &mut Surface<'_>) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
}
