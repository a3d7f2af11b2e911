//! Which things a list of the catalogue has, as the address says it.

use super::keeper::Keeper;
use super::kind::Kind;
use super::state::{PathwayKind, State};
use crate::console::filter_field::read_text;
use crate::console::listing::AFTER;
use crate::path;

const SEARCH: &str = "search";
const KEEPER: &str = "keeper";
const STATE: &str = "state";
const PATHWAY_KIND: &str = "kind";

/// As much as can be looked for.
pub(super) const MAX_LENGTH: usize = 100;

/// Which things are listed; empty for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Those that have these words.
    pub(super) search: Option<String>,
    /// Those that these keep.
    pub(super) keeper: Option<Keeper>,
    /// Programs and pathways that are so.
    pub(super) state: Option<State>,
    /// Pathways of this kind.
    pub(super) pathway_kind: Option<PathwayKind>,
}

impl Filter {
    /// Reads it from the parameters of a list's address; what means nothing there is left out.
    pub(super) fn read(kind: Kind, parameter: impl Fn(&str) -> Option<String>) -> Self {
        let pathway_kind = || parameter(PATHWAY_KIND).and_then(|it| PathwayKind::read(&it));
        Self {
            search: parameter(SEARCH).and_then(|it| read_text(&it, MAX_LENGTH)),
            keeper: parameter(KEEPER).and_then(|it| Keeper::read(&it)),
            state: parameter(STATE).and_then(|it| State::read(kind, &it)),
            pathway_kind: (kind == Kind::Pathway).then(pathway_kind).flatten(),
        }
    }

    /// The address of the list, from its beginning or after a cursor.
    pub(super) fn path(&self, kind: Kind, after: Option<&str>) -> String {
        path::with_query(
            kind.path(),
            &[
                (SEARCH, self.search.as_deref()),
                (KEEPER, self.keeper.map(Keeper::word)),
                (STATE, self.state.map(State::word)),
                (PATHWAY_KIND, self.pathway_kind.map(PathwayKind::word)),
                (AFTER, after),
            ],
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Keeper, Kind, PathwayKind, State};

    #[test]
    fn address_is_read_as_far_as_it_means_something_in_its_list() {
        let read = |kind| {
            let parameters = [
                ("search", " data\u{0} "),
                ("keeper", "gone"),
                ("state", "deleted"),
                ("kind", "credit"),
            ];
            Filter::read(kind, |name| {
                Some(parameters.iter().find(|(it, _)| *it == name)?.1.to_owned())
            })
        };
        let common = Filter {
            search: Some("data".to_owned()),
            keeper: Some(Keeper::Gone),
            ..Filter::default()
        };
        let program = Filter {
            state: Some(State::Deleted),
            ..common.clone()
        };
        let pathway = Filter {
            pathway_kind: Some(PathwayKind::Credit),
            ..common.clone()
        };
        assert_eq!(
            (read(Kind::Program), read(Kind::Pathway), read(Kind::Course)),
            (program, pathway, common)
        );
        assert!(
            Filter::read(Kind::Program, |_| Some("nothing known".to_owned()))
                .search
                .is_some()
        );
        assert!(Filter::read(Kind::Pathway, |_| Some(" ".to_owned())).is_empty());
    }
}
