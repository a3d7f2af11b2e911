//! Makes the two things that the compiler checks the app against: the API's schema and the words of every locale.
//!
//! Invariant: a query that the schema does not answer, and a text that a locale lacks, stop the build.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

/// The language that others fall back to; its keys are the complete list.
const DEFAULT_LOCALE: &str = "en";
const OTHER_LOCALES: [&str; 3] = ["es", "fr", "ar"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    register_schema()?;
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is set by cargo")?);
    generate_words(&out_dir.join("i18n.rs"))
}

fn register_schema() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../schema.graphql");
    cynic_codegen::register_schema("credentials")
        .from_sdl_file("../schema.graphql")?
        .as_default()?;
    Ok(())
}

/// What `leptos_i18n_build` does, without the date and number tables that crate brings along: the browser has its own.
fn generate_words(target: &Path) -> Result<(), Box<dyn Error>> {
    let config = Config::new(DEFAULT_LOCALE)?
        .add_locales(OTHER_LOCALES)?
        .locales_path("./locale")
        .parse_options(ParseOptions::new().interpolate_display(true));
    let locales = parse_locales(None, config)?;

    for path in locales.tracked_files.iter().flatten() {
        println!("cargo::rerun-if-changed={path}");
    }
    // A key that one locale lacks is reported as a warning; here it is a failure.
    let complaints: Vec<String> = locales.diag.warnings().iter().map(ToString::to_string).collect();
    if !complaints.is_empty() {
        return Err(complaints.join("; ").into());
    }
    for error in locales.diag.errors().iter() {
        println!("cargo::error={error}");
    }

    let leniency = "#![allow(dead_code, unused_imports, unreachable_pub, missing_docs, clippy::pedantic)]".parse()?;
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, Some(&leniency), false)?;
    fs::write(target, code.to_string())?;
    Ok(())
}
