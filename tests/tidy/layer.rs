//! The direction of dependencies (docs/ARCHITECTURE.md): a layer uses what is below it, never what is above.
//!
//! Inside one crate Rust does not enforce this, so the test reads the paths that a file names, in groups (`use a::{b, c}`) or
//! outside, and compares them with the table below.

use syn::visit::{self, Visit};

use crate::repository::{TextFile, expect_none, files};

/// A part of the tree and what its files must not name.
#[derive(Debug)]
struct Layer {
    /// A folder or file without its extension: `server/src/domain` is `domain.rs` and all below `domain/`.
    place: &'static str,
    forbidden: &'static [&'static str],
    why: &'static str,
}

/// What rules and drawings do without, so that they are tested by values alone.
const WITHOUT_A_MACHINE: &[&str] = &[
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
];

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
        forbidden: WITHOUT_A_MACHINE,
        why: "rules are tested without a machine",
    },
    Layer {
        place: "server/src/paper",
        forbidden: WITHOUT_A_MACHINE,
        why: "a sheet is printed from values alone",
    },
    Layer {
        place: "server/src/render",
        forbidden: WITHOUT_A_MACHINE,
        why: "a certificate is drawn from values alone",
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
        place: "server/src/auth",
        forbidden: &[
            "sea_orm",
            "async_graphql",
            "crate::store",
            "crate::service",
            "crate::graphql",
            "crate::http",
            "crate::context",
        ],
        why: "who somebody is does not depend on what is stored",
    },
    Layer {
        place: "server/src/worker",
        forbidden: &["sea_orm", "axum", "async_graphql", "crate::graphql", "crate::http"],
        why: "nobody asks for background work",
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
const WITHOUT_STORE: &[&str] = &["server/src/graphql", "server/src/http", "server/src/worker"];

#[test]
fn layers_use_only_what_is_below_them() {
    let mut offences = Vec::new();
    for file in files(&[".rs"]) {
        for layer in LAYERS.iter().filter(|layer| is_in(&file, layer.place)) {
            for name in layer.forbidden {
                offences.extend(
                    uses(&file, name)
                        .into_iter()
                        .map(|line| format!("{line} ({})", layer.why)),
                );
            }
        }
        if WITHOUT_STORE.iter().any(|place| is_in(&file, place)) && !is_excepted(&file, "crate::store") {
            offences.extend(
                uses(&file, "crate::store")
                    .into_iter()
                    .map(|line| format!("{line} (ask a service)")),
            );
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

/// The lines of code that name it, and the imports in groups. Comments may speak of anything, and unit tests may use what they
/// like.
fn uses(file: &TextFile, name: &str) -> Vec<String> {
    let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().zip(1..).filter(|(line, _)| names(line, name));
    let lines = lines.map(|(line, number)| format!("{}:{number}: `{}` names {name}", file.path, line.trim()));
    let grouped = grouped_imports(&file.path, &file.text).into_iter();
    let grouped = grouped
        .filter(|it| names(it, name))
        .map(|it| format!("{}: `use {it}` names {name}", file.path));
    lines.chain(grouped).collect()
}

/// The imports that share a beginning with others, each written out.
fn grouped_imports(path: &str, code: &str) -> Vec<String> {
    let file = syn::parse_file(code).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut imports = GroupedImports::default();
    imports.visit_file(&file);
    imports.0
}

#[derive(Default)]
struct GroupedImports(Vec<String>);

impl<'ast> Visit<'ast> for GroupedImports {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let is_test = |it: &syn::Attribute| {
            it.path().is_ident("cfg") && it.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
        };
        if !item.attrs.iter().any(is_test) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let (mut prefix, mut tree) = (String::new(), &item.tree);
        while let syn::UseTree::Path(path) = tree {
            prefix = format!("{prefix}{}::", path.ident);
            tree = &path.tree;
        }
        if let syn::UseTree::Group(_) = tree {
            self.expand(&prefix, tree);
        }
    }
}

impl GroupedImports {
    fn expand(&mut self, prefix: &str, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => self.expand(&format!("{prefix}{}::", path.ident), &path.tree),
            syn::UseTree::Name(name) => self.0.push(format!("{prefix}{}", name.ident)),
            syn::UseTree::Rename(rename) => self.0.push(format!("{prefix}{}", rename.ident)),
            syn::UseTree::Glob(_) => self.0.push(format!("{prefix}*")),
            syn::UseTree::Group(group) => group.items.iter().for_each(|it| self.expand(prefix, it)),
        }
    }
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

#[test]
fn imports_in_groups_are_written_out() {
    let code = "use crate::{\n    policy,\n    store::{self as s, user::*},\n};\nfn f() { use crate::{a}; }";
    assert_eq!(
        grouped_imports("x.rs", code),
        [
            "crate::policy",
            "crate::store::self",
            "crate::store::user::*",
            "crate::a"
        ]
    );
    let file = TextFile {
        path: "x.rs".to_owned(),
        text: code.to_owned(),
    };
    assert_eq!(uses(&file, "crate::store").len(), 2);
    assert_eq!(uses(&file, "crate::service"), Vec::<String>::new());
}
