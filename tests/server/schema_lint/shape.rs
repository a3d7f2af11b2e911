//! Shapes of mutations, payloads and connections.

use async_graphql::parser::types::TypeKind;

use super::{Schema, nodes};

/// The type of a field, as the schema writes it.
fn ty(schema: &Schema, owner: &str, field: &str) -> Option<String> {
    schema
        .fields(owner)
        .into_iter()
        .find(|it| it.name.node == field)
        .map(|it| it.ty.node.to_string())
}

fn pascal(name: &str) -> String {
    name.get(..1).map(str::to_uppercase).unwrap_or_default() + name.get(1..).unwrap_or_default()
}

#[test]
fn mutation_takes_one_input_and_gives_one_payload() {
    let schema = Schema::read();
    let mutations = schema.fields("Mutation");
    assert!(mutations.len() >= 3);
    for mutation in mutations {
        let name = mutation.name.node.as_str();
        let arguments: Vec<_> = nodes(&mutation.arguments)
            .iter()
            .map(|it| format!("{}: {}", it.name.node, it.ty.node))
            .collect();
        assert_eq!(arguments, [format!("input: {}Input!", pascal(name))]);
        assert_eq!(mutation.ty.node.to_string(), format!("{}Payload!", pascal(name)));
        // A verb and a noun.
        assert!(name.chars().any(char::is_uppercase), "{name}");
    }
}

#[test]
fn payload_refuses_by_user_errors_that_are_never_null() {
    let schema = Schema::read();
    for mutation in schema.fields("Mutation") {
        let name = pascal(mutation.name.node.as_str());
        let payload = format!("{name}Payload");
        assert_eq!(ty(&schema, &payload, "userErrors"), Some(format!("[{name}Error!]!")));

        let error = format!("{name}Error");
        let fields: Vec<_> = schema
            .fields(&error)
            .into_iter()
            .map(|it| format!("{}: {}", it.name.node, it.ty.node))
            .collect();
        let code = format!("code: {error}Code!");
        assert_eq!(
            fields,
            [code.as_str(), "message: String!", "path: [String!]!"],
            "{error}"
        );
        let code = schema.0.get(&format!("{error}Code")).map(|it| &it.kind);
        assert!(
            matches!(code, Some(TypeKind::Enum(_))),
            "{error}Code is an enumeration of its own"
        );

        // What was changed may be missing; what became of it may not.
        for field in schema.fields(&payload) {
            let named = field.ty.node.to_string();
            let is_node = schema
                .fields(named.trim_end_matches('!'))
                .iter()
                .any(|it| it.name.node == "id");
            assert!(
                !is_node || field.ty.node.nullable,
                "{payload}.{} may be null",
                field.name.node
            );
        }
    }
}

#[test]
fn input_of_a_mutation_is_for_it_alone_and_says_where_it_is_wrong() {
    let schema = Schema::read();
    let mutations: Vec<String> = schema
        .fields("Mutation")
        .iter()
        .map(|it| pascal(it.name.node.as_str()))
        .collect();
    for name in schema
        .0
        .keys()
        .filter(|it| it.ends_with("Payload") || it.ends_with("Error") || it.ends_with("ErrorCode"))
    {
        let mutation = name
            .trim_end_matches("Payload")
            .trim_end_matches("ErrorCode")
            .trim_end_matches("Error");
        assert!(
            mutations.iter().any(|it| it == mutation),
            "{name} belongs to a mutation"
        );
    }
}

#[test]
fn connection_has_edges_nodes_page_info_and_total() {
    let schema = Schema::read();
    let connections: Vec<&String> = schema.0.keys().filter(|it| it.ends_with("Connection")).collect();
    assert!(!connections.is_empty());
    for connection in connections {
        let node = connection.trim_end_matches("Connection");
        for (field, expected) in [
            ("edges", format!("[{node}Edge!]!")),
            ("nodes", format!("[{node}!]!")),
            ("pageInfo", "PageInfo!".to_owned()),
            ("totalCount", "Int".to_owned()),
        ] {
            assert_eq!(ty(&schema, connection, field), Some(expected), "{connection}.{field}");
        }
        assert_eq!(
            ty(&schema, &format!("{node}Edge"), "cursor"),
            Some("String!".to_owned())
        );
        assert_eq!(ty(&schema, &format!("{node}Edge"), "node"), Some(format!("{node}!")));
    }
    for field in schema
        .places()
        .into_iter()
        .filter(|it| !it.is_input && it.named().ends_with("Connection"))
    {
        let (owner, name) = field.path.split_once('.').expect("a path");
        let field = schema
            .fields(owner)
            .into_iter()
            .find(|it| it.name.node == name)
            .expect("a field");
        let arguments: Vec<_> = nodes(&field.arguments)
            .iter()
            .map(|it| it.name.node.to_string())
            .collect();
        assert!(
            ["first", "after"]
                .iter()
                .all(|it| arguments.iter().any(|argument| argument == it)),
            "{owner}.{name}: {arguments:?}"
        );
        assert!(!field.ty.node.nullable, "{owner}.{name}");
    }
}

#[test]
fn lists_have_no_holes() {
    let schema = Schema::read();
    for place in schema.places() {
        let written = place.ty.to_string();
        if written.starts_with('[') {
            assert!(written.contains("!]"), "{}: {written}", place.path);
            assert!(
                place.is_input || written.ends_with("]!"),
                "{}: an empty list, never null: {written}",
                place.path
            );
        }
    }
}

#[test]
fn objects_with_an_id_are_nodes() {
    let schema = Schema::read();
    for (name, definition) in &schema.0 {
        if let TypeKind::Object(object) = &definition.kind
            && schema
                .fields(name)
                .iter()
                .any(|it| it.name.node == "id" && it.ty.node.to_string() == "ID!")
        {
            assert!(
                object.implements.iter().any(|it| it.node == "Node"),
                "{name} has an id and is a Node"
            );
        }
    }
}
