//! What the dependency tree may hold: the licenses, the bans and the sources of `deny.toml`, checked against what cargo
//! resolves for the two targets that we build.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};
use toml::Table;

use crate::repository::{expect_none, root};

#[test]
fn dependencies_keep_to_what_deny_toml_allows() {
    let text = fs::read_to_string(root().join("deny.toml")).expect("deny.toml exists");
    let rules: Table = text.parse().expect("deny.toml is valid");
    let allowed: Vec<Licensee> = strings(&rules["licenses"]["allow"])
        .map(|name| Licensee::parse(name).unwrap_or_else(|error| panic!("deny.toml: {name}: {error}")))
        .collect();
    let banned: BTreeSet<&str> = rules["bans"]["deny"]
        .as_array()
        .expect("bans.deny is a list")
        .iter()
        .filter_map(|it| it["crate"].as_str())
        .collect();
    let registries: BTreeSet<&str> = strings(&rules["sources"]["allow-registry"]).collect();

    let mut offences = BTreeSet::new();
    for target in strings(&rules["graph"]["targets"]) {
        for package in packages(target) {
            let name = package["name"].as_str().unwrap_or_default();
            // Our own crates have no source.
            let Some(source) = package["source"].as_str() else {
                continue;
            };
            if !source
                .strip_prefix("registry+")
                .is_some_and(|registry| registries.contains(registry))
            {
                offences.insert(format!("{name}: comes from {source}"));
            }
            if banned.contains(name) {
                offences.insert(format!("{name}: is banned in deny.toml"));
            }
            match package["license"].as_str() {
                Some(license) if is_allowed(license, &allowed) => {}
                license => {
                    offences.insert(format!("{name}: license {license:?} is not allowed in deny.toml"));
                }
            }
        }
    }
    expect_none("dependencies", &Vec::from_iter(offences));
}

fn strings(list: &toml::Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .expect("a list in deny.toml")
        .iter()
        .filter_map(toml::Value::as_str)
}

/// The packages that cargo resolves for a target; exactly those of the lock file.
fn packages(target: &str) -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            target,
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let Value::Array(packages) = metadata["packages"].take() else {
        panic!("cargo metadata lists packages")
    };
    packages
}

fn is_allowed(license: &str, allowed: &[Licensee]) -> bool {
    // Old manifests separate alternatives with a slash.
    let mode = ParseMode {
        allow_slash_as_or_operator: true,
        ..ParseMode::STRICT
    };
    Expression::parse_mode(license, mode)
        .is_ok_and(|expression| expression.evaluate(|wanted| allowed.iter().any(|it| it.satisfies(wanted))))
}

#[test]
fn licenses_are_read_as_expressions() {
    let allowed = [
        Licensee::parse("MIT").expect("a license"),
        Licensee::parse("Zlib").expect("a license"),
    ];
    assert!(is_allowed("MIT OR GPL-3.0-only", &allowed));
    assert!(is_allowed("ISC/MIT", &allowed));
    assert!(is_allowed("MIT AND Zlib", &allowed));
    assert!(!is_allowed("MIT AND GPL-3.0-only", &allowed));
    assert!(!is_allowed("nonsense", &allowed));
}
