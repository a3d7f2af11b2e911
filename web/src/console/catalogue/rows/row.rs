//! One row of a list, from what is answered about things of its kind.

use super::query::{Course, CourseRun, Offerer, Organization, Pathway, Program};
use crate::console::catalogue::draft::Pick;
use crate::console::catalogue::keeper::Keeper;
use crate::console::catalogue::kind::Kind;
use crate::console::catalogue::state::{PathwayKind, State};

/// One thing of a list.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::console::catalogue) struct Row {
    pub(in crate::console::catalogue) kind: Kind,
    pub(in crate::console::catalogue) id: String,
    /// Title or name.
    pub(in crate::console::catalogue) name: String,
    /// Key, or what programs call their type.
    pub(in crate::console::catalogue) minor: Option<String>,
    /// Who offers it, or the course of a run; the key of an organization.
    pub(in crate::console::catalogue) beside: String,
    pub(in crate::console::catalogue) keeper: Keeper,
    pub(in crate::console::catalogue) state: Option<State>,
    pub(in crate::console::catalogue) pathway_kind: Option<PathwayKind>,
}

impl Row {
    /// As something to choose.
    pub(in crate::console::catalogue) fn pick(self) -> Pick {
        Pick::told(self.kind, self.id, self.name, self.minor)
    }
}

fn names(organizations: Vec<Offerer>) -> String {
    let names: Vec<_> = organizations.into_iter().map(|it| it.name).collect();
    names.join(" · ")
}

impl From<Organization> for Row {
    fn from(it: Organization) -> Self {
        Self {
            kind: Kind::Organization,
            id: it.id.into_inner(),
            name: it.name,
            minor: None,
            beside: it.key,
            keeper: Keeper::of(it.origin, it.removed_at.as_ref()),
            state: None,
            pathway_kind: None,
        }
    }
}

impl From<Course> for Row {
    fn from(it: Course) -> Self {
        Self {
            kind: Kind::Course,
            id: it.id.into_inner(),
            name: it.title,
            minor: Some(it.key),
            beside: names(it.organizations),
            keeper: Keeper::of(it.origin, it.removed_at.as_ref()),
            state: None,
            pathway_kind: None,
        }
    }
}

impl From<CourseRun> for Row {
    fn from(it: CourseRun) -> Self {
        Self {
            kind: Kind::CourseRun,
            id: it.id.into_inner(),
            name: it.title,
            minor: Some(it.key),
            beside: it.course.title,
            keeper: Keeper::of(it.origin, it.removed_at.as_ref()),
            state: None,
            pathway_kind: None,
        }
    }
}

impl From<Program> for Row {
    fn from(it: Program) -> Self {
        Self {
            kind: Kind::Program,
            id: it.id.into_inner(),
            name: it.title,
            minor: Some(it.type_label).filter(|it| !it.is_empty()),
            beside: names(it.organizations),
            keeper: Keeper::of(it.origin, it.removed_at.as_ref()),
            state: Some(it.status.into()),
            pathway_kind: None,
        }
    }
}

impl From<Pathway> for Row {
    fn from(it: Pathway) -> Self {
        Self {
            kind: Kind::Pathway,
            id: it.id.into_inner(),
            name: it.name,
            minor: None,
            beside: it.organization_name,
            keeper: Keeper::of(it.origin, it.removed_at.as_ref()),
            state: Some(it.status.into()),
            pathway_kind: Some(it.kind),
        }
    }
}
