//! The direction of dependencies (docs/ARCHITECTURE.md): a layer uses what is below it, never what is above.
//!
//! Inside one crate Rust does not enforce this, so the test reads the paths that a file names and compares them with the
//! table below.

use crate::repository::{TextFile, expect_none, files};

/// A part of the tree and what its files must not name.
#[derive(Debug)]
struct Layer {
    /// A folder or file without its extension: `server/src/domain` is `domain.rs` and all below `domain/`.
    place: &'static str,
    forbidden: &'static [&'static str],
    why: &'static str,
}

const LAYERS: &[Layer] = &[
    Layer {
        place: "entity/src",
        forbidden: &["migration::", "server::", "tests::", "async_graphql", "axum", "tokio"],
        why: "it is the vocabulary that every other crate shares",
    },
    Layer {
        place: "migration/src",
        forbidden: &["entity::", "server::", "tests::"],
        why: "history is frozen: a migration must not change when code does",
    },
    Layer {
        place: "server/src/domain",
        forbidden: &[
            "sea_orm",
            "tokio",
            "tracing",
            "axum",
            "async fn",
            "crate::policy",
            "crate::store",
            "crate::service",
            "crate::graphql",
            "crate::http",
            "crate::context",
        ],
        why: "rules are tested without a machine",
    },
    Layer {
        place: "server/src/policy",
        forbidden: &[
            "sea_orm",
            "tokio",
            "axum",
            "async_graphql",
            "async fn",
            "crate::store",
            "crate::service",
            "crate::graphql",
            "crate::http",
            "crate::context",
        ],
        why: "one decision, pure",
    },
    Layer {
        place: "server/src/store",
        forbidden: &[
            "crate::service",
            "crate::graphql",
            "crate::http",
            "crate::client",
            "axum",
            "async_graphql",
        ],
        why: "SQL in one place, and nothing else there",
    },
    Layer {
        place: "server/src/queue",
        forbidden: &["crate::service", "crate::graphql", "crate::http"],
        why: "tasks are data",
    },
    Layer {
        place: "server/src/client",
        forbidden: &["crate::store", "crate::service", "crate::graphql", "crate::http"],
        why: "a client can be read alone",
    },
    Layer {
        place: "server/src/service",
        forbidden: &["crate::graphql", "crate::http", "axum", "async_graphql"],
        why: "a use case has no protocol",
    },
    Layer {
        place: "server/src/graphql",
        forbidden: &["crate::client", "crate::queue", "crate::http", "axum"],
        why: "protocol only",
    },
    Layer {
        place: "server/src/http",
        forbidden: &["crate::queue", "sea_orm::Entity"],
        why: "protocol only",
    },
    Layer {
        place: "web/src",
        forbidden: &["entity::", "server::", "migration::"],
        why: "schema.graphql is all that server and app share",
    },
];

/// Where a layer may reach further down than its neighbors: batch functions of the store are the loaders' business, and
/// the readiness of the process is the store's word.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("server/src/graphql/loader", "crate::store"),
    ("server/src/http/health", "crate::store"),
];

/// Layers that must go through `service` to reach the store.
const WITHOUT_STORE: &[&str] = &["server/src/graphql", "server/src/http", "server/src/job"];

#[test]
fn layers_use_only_what_is_below_them() {
    let mut offences = Vec::new();
    for file in files(&[".rs"]) {
        for layer in LAYERS.iter().filter(|layer| is_in(&file, layer.place)) {
            for name in layer.forbidden {
                offences.extend(uses(&file, name).map(|line| format!("{line} ({})", layer.why)));
            }
        }
        if WITHOUT_STORE.iter().any(|place| is_in(&file, place)) && !is_excepted(&file, "crate::store") {
            offences.extend(uses(&file, "crate::store").map(|line| format!("{line} (ask a service)")));
        }
    }
    expect_none("a layer names what it must not know", &offences);
}

fn is_in(file: &TextFile, place: &str) -> bool {
    file.path
        .strip_prefix(place)
        .is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
}

fn is_excepted(file: &TextFile, name: &str) -> bool {
    EXCEPTIONS
        .iter()
        .any(|(place, allowed)| *allowed == name && is_in(file, place))
}

/// The lines of code that name it. Comments may speak of anything, and unit tests may use what they like.
fn uses<'a>(file: &'a TextFile, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .enumerate()
        .filter(move |(_, line)| names(line, name))
        .map(move |(number, line)| format!("{}:{}: `{}` names {name}", file.path, number + 1, line.trim()))
}

fn names(line: &str, name: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        let is_word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
        !is_word(before) && (name.ends_with(':') || !is_word(after))
    })
}

#[test]
fn names_are_matched_whole() {
    assert!(names("use crate::store::credential;", "crate::store"));
    assert!(names("use server::context::Ctx;", "server::"));
    assert!(!names("use crate::storefront;", "crate::store"));
    assert!(!names("let observer::x;", "server::"));
    assert!(!names("// crate::store is below us", "crate::store"));
}
