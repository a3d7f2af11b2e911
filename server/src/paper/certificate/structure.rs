//! What is read, in the order in which it is read, and as what.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Node, Tag, TagGroup, TagKind};

use crate::render::reading::Role;

/// What is read of things that stand one below the other. Items that follow each other are a list.
#[derive(Default)]
pub(super) struct Structure {
    nodes: Vec<Node>,
    /// Items of a list that has not ended.
    items: Vec<Node>,
}

impl Structure {
    /// Something that is no item.
    pub(super) fn push(&mut self, node: impl Into<Node>) {
        self.end_list();
        self.nodes.push(node.into());
    }

    /// A text; headings have been told apart before.
    pub(super) fn say(&mut self, role: Role, content: Node) {
        match role {
            Role::Heading(_) | Role::Paragraph => self.push(TagGroup::with_children(Tag::P, vec![content])),
            Role::Item => self.items.push(item(vec![detail(content)])),
            Role::Term => self.items.push(item(vec![term(content)])),
            Role::Detail => match self.items.last_mut() {
                Some(Node::Group(item)) => item.push(detail(content)),
                Some(Node::Leaf(_)) | None => self.items.push(item(vec![detail(content)])),
            },
        }
    }

    pub(super) fn finish(mut self) -> Vec<Node> {
        self.end_list();
        self.nodes
    }

    fn end_list(&mut self) {
        let items = std::mem::take(&mut self.items);
        if !items.is_empty() {
            let list = TagGroup::with_children(Tag::L(ListNumbering::None), items);
            self.nodes.push(list.into());
        }
    }
}

fn item(parts: Vec<Node>) -> Node {
    TagGroup::with_children(Tag::LI, parts).into()
}

fn term(content: Node) -> Node {
    TagGroup::with_children(Tag::Lbl, vec![content]).into()
}

fn detail(content: Node) -> Node {
    TagGroup::with_children(Tag::LBody, vec![content]).into()
}

/// A heading; its words stand in tables of contents.
pub(super) fn heading(level: u16, words: &str) -> TagKind {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    Tag::Hn(level, Some(words.to_owned())).into()
}

/// The link among what is read.
pub(super) fn link_of(nodes: &mut [Node]) -> Option<&mut TagGroup> {
    nodes.iter_mut().find_map(|node| match node {
        Node::Group(group) if matches!(group.tag, TagKind::Link(_)) => Some(group),
        Node::Group(group) => link_of(&mut group.children),
        Node::Leaf(_) => None,
    })
}
