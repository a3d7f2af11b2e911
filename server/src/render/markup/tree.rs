//! The tree of a fragment of HTML, as much of it as tells how much there is of it: which elements stand in which.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::iter::successors;
use std::rc::{Rc, Weak};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName};

use super::{Excess, MAX_ATTRIBUTES, MAX_DEPTH, MAX_MISPLACED, MAX_WRITTEN};

/// The namespace of HTML.
const HTML: &str = "http://www.w3.org/1999/xhtml";

/// An element; or the document, or a comment, which have no name.
pub(super) struct Node {
    name: QualName,
    /// Whether HTML stands in what is no HTML.
    is_integration_point: bool,
    parent: RefCell<Weak<Self>>,
    /// In no order.
    children: RefCell<Vec<Rc<Self>>>,
}

impl Node {
    fn of(name: QualName, is_integration_point: bool) -> Rc<Self> {
        Rc::new(Self {
            name,
            is_integration_point,
            parent: RefCell::new(Weak::new()),
            children: RefCell::new(Vec::new()),
        })
    }

    fn nameless() -> Rc<Self> {
        Self::of(QualName::new(None, Namespace::from(""), LocalName::from("")), false)
    }

    fn parent(&self) -> Option<Rc<Self>> {
        self.parent.borrow().upgrade()
    }

    /// How many there are around it.
    fn depth(&self) -> usize {
        successors(self.parent(), |it| it.parent()).count()
    }

    /// Leaves its place.
    fn leave(self: &Rc<Self>) {
        if let Some(parent) = self.parent() {
            let mut siblings = parent.children.borrow_mut();
            // What is moved came last, as a rule.
            if let Some(at) = siblings.iter().rposition(|it| Rc::ptr_eq(it, self)) {
                siblings.swap_remove(at);
            }
        }
        *self.parent.borrow_mut() = Weak::new();
    }
}

/// The tree as it grows.
pub(super) struct Tree {
    document: Rc<Node>,
    /// Bytes of the tags once they are written out.
    written: Cell<usize>,
    /// Attributes that elements got later.
    n_added: Cell<usize>,
    n_misplaced: Cell<usize>,
    /// What was too much first.
    excess: Cell<Option<Excess>>,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self {
            document: Node::nameless(),
            written: Cell::new(0),
            n_added: Cell::new(0),
            n_misplaced: Cell::new(0),
            excess: Cell::new(None),
        }
    }

    /// The element in which fragments are taken to stand; it is no part of the tree.
    pub(super) fn context() -> Rc<Node> {
        Node::of(
            QualName::new(None, Namespace::from(HTML), LocalName::from("div")),
            false,
        )
    }

    pub(super) fn excess(&self) -> Option<Excess> {
        self.excess.get()
    }

    pub(super) fn note(&self, excess: Excess) {
        self.excess.set(self.excess.get().or(Some(excess)));
    }

    fn place(&self, parent: &Rc<Node>, node: Rc<Node>) {
        *node.parent.borrow_mut() = Rc::downgrade(parent);
        // The root is around everything, and counts in the place of the node itself.
        if parent.depth() > MAX_DEPTH {
            self.note(Excess::Depth);
        }
        parent.children.borrow_mut().push(node);
    }
}

fn count(counter: &Cell<usize>, n: usize) -> usize {
    let sum = counter.get().saturating_add(n);
    counter.set(sum);
    sum
}

impl TreeSink for Tree {
    type Handle = Rc<Node>;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Rc<Node> {
        Rc::clone(&self.document)
    }

    fn elem_name<'a>(&'a self, target: &'a Rc<Node>) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Rc<Node> {
        let attributes: usize = attrs.iter().map(|it| it.name.local.len() + it.value.len() + 4).sum();
        // Both tags.
        let bytes = 2 * name.local.len() + 5 + attributes;
        if count(&self.written, bytes) > MAX_WRITTEN {
            self.note(Excess::Written);
        }
        Node::of(name, flags.mathml_annotation_xml_integration_point)
    }

    fn create_comment(&self, _: StrTendril) -> Rc<Node> {
        Node::nameless()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Rc<Node> {
        Node::nameless()
    }

    fn append(&self, parent: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        if let NodeOrText::AppendNode(node) = child {
            self.place(parent, node);
        }
    }

    fn append_based_on_parent_node(&self, element: &Rc<Node>, prev_element: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        if element.parent().is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// Its content stands in the element itself: that is as deep.
    fn get_template_contents(&self, target: &Rc<Node>) -> Rc<Node> {
        Rc::clone(target)
    }

    fn same_node(&self, x: &Rc<Node>, y: &Rc<Node>) -> bool {
        Rc::ptr_eq(x, y)
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Rc<Node>, new_node: NodeOrText<Rc<Node>>) {
        if count(&self.n_misplaced, 1) > MAX_MISPLACED {
            self.note(Excess::Misplaced);
        }
        if let (NodeOrText::AppendNode(node), Some(parent)) = (new_node, sibling.parent()) {
            node.leave();
            self.place(&parent, node);
        }
    }

    fn add_attrs_if_missing(&self, _: &Rc<Node>, attrs: Vec<Attribute>) {
        if count(&self.n_added, attrs.len()) > MAX_ATTRIBUTES {
            self.note(Excess::Attributes);
        }
    }

    fn remove_from_parent(&self, target: &Rc<Node>) {
        target.leave();
    }

    fn reparent_children(&self, node: &Rc<Node>, new_parent: &Rc<Node>) {
        let children = node.children.take();
        for child in &children {
            *child.parent.borrow_mut() = Rc::downgrade(new_parent);
        }
        new_parent.children.borrow_mut().extend(children);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Rc<Node>) -> bool {
        handle.is_integration_point
    }
}
