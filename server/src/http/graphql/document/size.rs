//! Sizes of selections, fragments unfolded.

use std::collections::HashMap;

use async_graphql::Name;
use async_graphql::Positioned;
use async_graphql::parser::types::{
    Directive, FragmentDefinition, OperationDefinition, Selection, SelectionSet, VariableDefinition,
};

use crate::config::LimitsConfig;
use crate::http::error::{Code, Refusal};

/// Selections within selections, inline fragments and spreads included; deeper ones are not followed.
const MAX_LEVELS: usize = 200;

/// What a selection unfolds into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) fields: usize,
    pub(super) aliases: usize,
    pub(super) directives: usize,
    /// Fields at the top.
    pub(super) root_fields: usize,
    /// Lists of the schema's parts within each other, below `__schema` and `__type`.
    pub(super) introspection_lists: usize,
    pub(super) introspects: bool,
    depth: usize,
    /// Such lists, as long as it is not known whether they are below `__schema` or `__type`.
    lists: usize,
}

impl Size {
    /// Two selections side by side.
    pub(super) fn beside(self, other: &Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            root_fields: self.root_fields.saturating_add(other.root_fields),
            introspection_lists: self.introspection_lists.max(other.introspection_lists),
            introspects: self.introspects || other.introspects,
            depth: self.depth.max(other.depth),
            lists: self.lists.max(other.lists),
        }
    }

    fn with_directives<T>(mut self, directives: &[T]) -> Self {
        self.directives = self.directives.saturating_add(directives.len());
        self
    }
}

/// Why a selection cannot be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Cycle,
    TooDeep,
}

impl Problem {
    pub(super) fn refusal(self, limits: &LimitsConfig) -> Refusal {
        match self {
            Self::Cycle => Refusal::new(
                Code::ValidationFailed,
                "The document has a fragment that contains itself.",
            ),
            Self::TooDeep => super::too_deep(limits),
        }
    }
}

/// The sizes of a document's fragments, each measured when it is first met.
pub(super) struct Sizes<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// None while the fragment is being measured.
    measured: HashMap<&'a Name, Option<Size>>,
    max_depth: usize,
}

impl<'a> Sizes<'a> {
    pub(super) fn new(fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>, max_depth: usize) -> Self {
        Self {
            fragments,
            measured: HashMap::new(),
            max_depth,
        }
    }

    pub(super) fn of_operation(&mut self, operation: &'a OperationDefinition) -> Result<Size, Problem> {
        let variables: usize = operation
            .variable_definitions
            .iter()
            .map(
                |Positioned {
                     node: VariableDefinition { directives, .. },
                     ..
                 }| directives.len(),
            )
            .sum();
        let mut size = self
            .of_selections(&operation.selection_set.node, 0)?
            .with_directives(&operation.directives);
        size.directives = size.directives.saturating_add(variables);
        Ok(size)
    }

    /// The size of fragments that were not met so far.
    pub(super) fn of_unspread_fragments(&mut self) -> Result<Size, Problem> {
        let mut total = Size::default();
        for name in self.fragments.keys() {
            if !self.measured.contains_key(name) {
                total = total.beside(&self.of_fragment(name, 0)?);
            }
        }
        Ok(total)
    }

    fn of_selections(&mut self, selections: &'a SelectionSet, level: usize) -> Result<Size, Problem> {
        if level > MAX_LEVELS {
            return Err(Problem::TooDeep);
        }
        let mut total = Size::default();
        for selection in &selections.items {
            let size = match &selection.node {
                Selection::Field(field) => {
                    let inner = self.of_selections(&field.node.selection_set.node, level + 1)?;
                    self.of_field(
                        field.node.name.node.as_str(),
                        field.node.alias.is_some(),
                        &field.node.directives,
                        inner,
                    )?
                }
                Selection::InlineFragment(fragment) => self
                    .of_selections(&fragment.node.selection_set.node, level + 1)?
                    .with_directives(&fragment.node.directives),
                Selection::FragmentSpread(spread) => self
                    .of_fragment(&spread.node.fragment_name.node, level + 1)?
                    .with_directives(&spread.node.directives),
            };
            total = total.beside(&size);
        }
        Ok(total)
    }

    fn of_field(
        &self,
        name: &str,
        has_alias: bool,
        directives: &[Positioned<Directive>],
        inner: Size,
    ) -> Result<Size, Problem> {
        let is_schema = matches!(name, "__schema" | "__type");
        let is_list = matches!(name, "fields" | "interfaces" | "possibleTypes" | "inputFields");
        let mut size = Size {
            fields: inner.fields.saturating_add(1),
            aliases: inner.aliases.saturating_add(usize::from(has_alias)),
            directives: inner.directives,
            root_fields: 1,
            introspection_lists: if is_schema {
                inner.lists
            } else {
                inner.introspection_lists
            },
            introspects: is_schema || inner.introspects,
            // The wrappers of a type, such as "list of" and "not null", lead nowhere else.
            depth: inner.depth + usize::from(name != "ofType"),
            lists: inner.lists + usize::from(is_list),
        };
        if size.depth > self.max_depth {
            return Err(Problem::TooDeep);
        }
        size = size.with_directives(directives);
        Ok(size)
    }

    fn of_fragment(&mut self, name: &Name, level: usize) -> Result<Size, Problem> {
        // A spread of a fragment that is not there is the validator's to refuse.
        let Some((name, fragment)) = self.fragments.get_key_value(name) else {
            return Ok(Size::default());
        };
        match self.measured.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => return Err(Problem::Cycle),
            None => {}
        }
        self.measured.insert(name, None);
        let size = self
            .of_selections(&fragment.node.selection_set.node, level)?
            .with_directives(&fragment.node.directives);
        self.measured.insert(name, Some(size));
        Ok(size)
    }
}
