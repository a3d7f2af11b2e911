//! Variables without a value: what they stand for is left out, as the specification wants it.
//!
//! The executor takes such a variable for null. But an argument that is absent means its default, and a field of an input that is
//! absent means that nothing changes, where null may clear something.

use std::collections::HashSet;

use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned};
use async_graphql_value::Value;

/// Leaves out arguments and fields of inputs that stand for one of these variables, which have neither value nor default.
pub(super) fn leave_out(document: &mut ExecutableDocument, missing: &HashSet<Name>) {
    if missing.is_empty() {
        return;
    }
    let mut pruner = Pruner {
        missing,
        left_out: HashSet::new(),
        met: HashSet::new(),
    };
    let ExecutableDocument { operations, fragments } = document;
    for fragment in fragments.values_mut() {
        pruner.directives(&fragment.node.directives);
        pruner.selections(&mut fragment.node.selection_set.node);
    }
    for operation in all(operations) {
        pruner.directives(&operation.directives);
        pruner.selections(&mut operation.selection_set.node);
    }
    // A variable that is used no more would be refused as one that never was.
    let unused = &pruner.left_out - &pruner.met;
    for operation in all(operations) {
        operation
            .variable_definitions
            .retain(|it| !unused.contains(&it.node.name.node));
    }
}

fn all(operations: &mut DocumentOperations) -> Vec<&mut OperationDefinition> {
    match operations {
        DocumentOperations::Single(operation) => vec![&mut operation.node],
        DocumentOperations::Multiple(operations) => operations.values_mut().map(|it| &mut it.node).collect(),
    }
}

struct Pruner<'a> {
    missing: &'a HashSet<Name>,
    /// Variables that something was left out for.
    left_out: HashSet<Name>,
    /// Variables that stay where they are.
    met: HashSet<Name>,
}

impl Pruner<'_> {
    fn selections(&mut self, selections: &mut SelectionSet) {
        for selection in &mut selections.items {
            match &mut selection.node {
                Selection::Field(field) => self.field(&mut field.node),
                Selection::FragmentSpread(spread) => self.directives(&spread.node.directives),
                Selection::InlineFragment(fragment) => {
                    self.directives(&fragment.node.directives);
                    self.selections(&mut fragment.node.selection_set.node);
                }
            }
        }
    }

    fn field(&mut self, field: &mut Field) {
        self.directives(&field.directives);
        field.arguments.retain_mut(|(_, value)| self.keeps(&mut value.node));
        self.selections(&mut field.selection_set.node);
    }

    /// Conditions of directives need a value; the executor asks for it.
    fn directives(&mut self, directives: &[Positioned<Directive>]) {
        for (_, value) in directives.iter().flat_map(|it| &it.node.arguments) {
            if let Value::Variable(name) = &value.node {
                self.met.insert(name.clone());
            }
        }
    }

    /// Whether the value stays; leaves out fields within it.
    fn keeps(&mut self, value: &mut Value) -> bool {
        match value {
            Value::Variable(name) if self.missing.contains(name) => {
                self.left_out.insert(name.clone());
                false
            }
            Value::Variable(name) => {
                self.met.insert(name.clone());
                true
            }
            // An item of a list cannot be absent: it is null.
            Value::List(items) => {
                for item in items {
                    match item {
                        Value::Variable(name) => {
                            self.met.insert(name.clone());
                        }
                        _ => {
                            self.keeps(item);
                        }
                    }
                }
                true
            }
            Value::Object(fields) => {
                fields.retain(|_, value| self.keeps(value));
                true
            }
            Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Name;
    use async_graphql::parser::parse_query;

    use super::leave_out;

    #[test]
    fn what_stands_for_nothing_is_left_out() {
        for (document, expected) in [
            ("query($x: Int) { a(b: $x, c: 1) }", "query { a(c: 1) }"),
            (
                "query($x: Int, $y: Int) { a(b: $x, c: $y) }",
                "query($y: Int) { a(c: $y) }",
            ),
            (
                "query($x: Int) { a(b: {c: $x, d: {e: $x}}) }",
                "query { a(b: {d: {}}) }",
            ),
            (
                "query($x: Int) { ... { a { ...F } } } fragment F on A { b(c: $x) }",
                "query { ... { a { ...F } } } fragment F on A { b }",
            ),
            // It stays where a value has to be, and is declared as long as it is used.
            ("query($x: Int) { a(b: [$x], c: $x) }", "query($x: Int) { a(b: [$x]) }"),
            (
                "query($x: Boolean) { a(b: $x) @skip(if: $x) }",
                "query($x: Boolean) { a @skip(if: $x) }",
            ),
            // What is never used is for the validator to refuse.
            ("query($x: Int) { a }", "query($x: Int) { a }"),
        ] {
            let parse = |text: &str| parse_query(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let mut pruned = parse(document);
            leave_out(&mut pruned, &[Name::new("x")].into());
            assert_eq!(
                told(&format!("{pruned:?}")),
                told(&format!("{:?}", parse(expected))),
                "{document}"
            );
        }
    }

    /// A syntax tree without the places of its parts.
    fn told(tree: &str) -> String {
        let mut parts = tree.split("Pos(");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |told, part| {
            told + part.split_once(')').map_or(part, |(_, rest)| rest)
        })
    }
}
