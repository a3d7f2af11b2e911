//! `__typename` under the rules that hold for every field: the executor's validator passes over this one.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{Directive, Field, FragmentDefinition, OperationDefinition, Selection};
use async_graphql::{Name, Positioned, Value};

/// Whether every `__typename` that the operation selects is used as it may be. Fragments do not contain themselves.
pub(super) fn check(
    operation: &OperationDefinition,
    fragments: &HashMap<Name, Positioned<FragmentDefinition>>,
) -> bool {
    let mut met = HashSet::new();
    let mut waiting = vec![&operation.selection_set.node];
    while let Some(selections) = waiting.pop() {
        for selection in &selections.items {
            match &selection.node {
                Selection::Field(field) if field.node.name.node == "__typename" => {
                    if !is_proper(&field.node, operation) {
                        return false;
                    }
                }
                Selection::Field(field) => waiting.push(&field.node.selection_set.node),
                Selection::InlineFragment(fragment) => waiting.push(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = fragments.get(name)
                        && met.insert(name)
                    {
                        waiting.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    true
}

fn is_proper(field: &Field, operation: &OperationDefinition) -> bool {
    let is_plain = field.arguments.is_empty() && field.selection_set.node.items.is_empty();
    is_plain && field.directives.iter().all(|it| is_condition(&it.node, operation))
}

/// Whether the directive is `@include` or `@skip` with a condition that has a value.
fn is_condition(directive: &Directive, operation: &OperationDefinition) -> bool {
    let [(argument, value)] = directive.arguments.as_slice() else {
        return false;
    };
    let is_declared = |name: &Name| {
        operation
            .variable_definitions
            .iter()
            .any(|it| it.node.name.node == *name)
    };
    // A variable that is declared stands for some truth; which one does not matter here.
    let truth = |name: Name| is_declared(&name).then_some(Value::Boolean(true)).ok_or(());
    matches!(directive.name.node.as_str(), "include" | "skip")
        && argument.node == "if"
        && matches!(value.node.clone().into_const_with(truth), Ok(Value::Boolean(_)))
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::check;

    #[test]
    fn the_name_of_a_type_is_a_field_like_any_other() {
        for (document, expected) in [
            ("{ __typename }", true),
            ("{ a: __typename @skip(if: false) @include(if: true) }", true),
            (
                "query($x: Boolean!) { a { ...F } } fragment F on A { __typename @include(if: $x) }",
                true,
            ),
            ("{ __typename @nothing }", false),
            ("{ __typename @include }", false),
            ("{ __typename @include(if: 1) }", false),
            ("{ __typename @include(unless: true) }", false),
            ("{ __typename @include(if: $x) }", false),
            (
                "{ ... { a { ...F } } } fragment F on A { __typename @include(if: $x) }",
                false,
            ),
            ("{ __typename(a: 1) }", false),
            ("{ __typename { a } }", false),
        ] {
            let document = parse_query(document).unwrap_or_else(|error| panic!("{document}: {error}"));
            let operation = document.operations.iter().next().expect("an operation").1;
            assert_eq!(check(&operation.node, &document.fragments), expected, "{operation:?}");
        }
    }
}
