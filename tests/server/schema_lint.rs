//! The rules of `docs/GRAPHQL.md` that a machine can see, over every type of the schema.

mod shape;
mod word;

use std::collections::BTreeMap;

use async_graphql::Positioned;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeDefinition, TypeKind, TypeSystemDefinition,
};

/// The types of the schema, by name.
struct Schema(BTreeMap<String, TypeDefinition>);

impl Schema {
    /// The schema that the server serves.
    fn read() -> Self {
        let document = async_graphql::parser::parse_schema(server::graphql::sdl()).expect("a schema");
        let types = document.definitions.into_iter().filter_map(|it| match it {
            TypeSystemDefinition::Type(it) => Some((it.node.name.node.to_string(), it.node)),
            TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
        });
        Self(types.collect())
    }

    /// Fields of an object or interface; none of anything else.
    fn fields(&self, name: &str) -> Vec<&FieldDefinition> {
        match self.0.get(name).map(|it| &it.kind) {
            Some(TypeKind::Object(it)) => nodes(&it.fields),
            Some(TypeKind::Interface(it)) => nodes(&it.fields),
            _ => Vec::new(),
        }
    }

    /// Fields of an input; none of anything else.
    fn inputs(&self, name: &str) -> Vec<&InputValueDefinition> {
        match self.0.get(name).map(|it| &it.kind) {
            Some(TypeKind::InputObject(it)) => nodes(&it.fields),
            _ => Vec::new(),
        }
    }

    /// Every place of the schema that holds a value: its path, its type.
    fn places(&self) -> Vec<Place<'_>> {
        let mut places = Vec::new();
        for owner in self.0.keys() {
            for field in self.fields(owner) {
                let path = format!("{owner}.{}", field.name.node);
                for argument in nodes(&field.arguments) {
                    places.push(Place {
                        path: format!("{path}({}:)", argument.name.node),
                        ..Place::of_input(argument)
                    });
                }
                places.push(Place {
                    path,
                    name: field.name.node.as_str(),
                    ty: &field.ty.node,
                    is_input: false,
                    is_described: field.description.is_some(),
                });
            }
            for input in self.inputs(owner) {
                places.push(Place {
                    path: format!("{owner}.{}", input.name.node),
                    ..Place::of_input(input)
                });
            }
        }
        places
    }

    /// Values of the enumerations: path, name, whether described.
    fn values(&self) -> Vec<(String, &str, bool)> {
        let mut values = Vec::new();
        for (owner, it) in &self.0 {
            if let TypeKind::Enum(it) = &it.kind {
                values.extend(nodes(&it.values).into_iter().map(|value| {
                    let name = value.value.node.as_str();
                    (format!("{owner}.{name}"), name, value.description.is_some())
                }));
            }
        }
        values
    }
}

/// A field, an argument, or a field of an input.
struct Place<'a> {
    path: String,
    name: &'a str,
    ty: &'a Type,
    is_input: bool,
    is_described: bool,
}

impl<'a> Place<'a> {
    fn of_input(it: &'a InputValueDefinition) -> Self {
        Self {
            path: String::new(),
            name: it.name.node.as_str(),
            ty: &it.ty.node,
            is_input: true,
            is_described: it.description.is_some(),
        }
    }

    /// The type's name, whatever lists are around it.
    fn named(&self) -> &'a str {
        let mut ty = self.ty;
        loop {
            match &ty.base {
                BaseType::Named(name) => return name.as_str(),
                BaseType::List(inner) => ty = inner,
            }
        }
    }
}

fn nodes<T>(items: &[Positioned<T>]) -> Vec<&T> {
    items.iter().map(|it| &it.node).collect()
}

/// That a rule finds nothing, but for its exceptions, each of which must be one.
#[track_caller]
fn assert_only(found: impl IntoIterator<Item = String>, exceptions: &[(&str, &str)]) {
    let mut found: Vec<String> = found.into_iter().collect();
    found.sort();
    let mut expected: Vec<&str> = exceptions.iter().map(|(path, _reason)| *path).collect();
    expected.sort_unstable();
    assert_eq!(found, expected);
}
