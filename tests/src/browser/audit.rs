//! Looks at a page with the rules of axe-core, as somebody would who cannot see or cannot use a mouse.

use std::path::Path;

use serde_json::{Value, json};

use super::Browser;

/// Runs every rule that axe-core has switched on, best practices too, and hands back what is broken where.
const RUN: &str = "const done = arguments[arguments.length - 1];
axe.run(document).then(
  (it) => done(it.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${rule.help}: ${node.target.join(' ')}: ${node.failureSummary}`))),
  (error) => done([String(error)]),
);";

impl Browser {
    /// What is wrong with the page as it is; empty when nothing is.
    ///
    /// # Panics
    /// When the rules are not installed or do not run.
    pub async fn audit(&self) -> Vec<String> {
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm/node_modules/axe-core/axe.min.js");
        let rules = std::fs::read_to_string(&rules)
            .unwrap_or_else(|error| panic!("no axe-core ({error}); `cargo xtask test` installs it"));
        self.eval(&rules).await;
        let found = self.post("/execute/async", json!({ "script": RUN, "args": [] })).await;
        let Value::Array(found) = found else {
            panic!("axe-core found {found}")
        };
        found
            .iter()
            .map(|it| it.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}
