//! Joins every `*.module.css` of the app into `style/modules.css`, and those that are of one program alone into a bundle of its own,
//! with the class names that the app uses.
//!
//! A hook in `Trunk.toml` runs it before each build. It is stylance's own bundler, as a library: the command-line tool
//! would be one more thing to install. Where the sheets are and where the bundle goes stands in `web/Cargo.toml`.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use stylance_cli::{Config, load_and_modify_crate, write_output};

/// What is in these folders is one program's alone, and the others do not download it: its bundle, and the folder.
const PROGRAMS: [(&str, &str); 2] = [("learner.css", "src/learner"), ("console.css", "src/console")];

fn main() -> Result<()> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("this crate stands inside `web`")?;
    let mut config = Config::load(web.to_owned()).context("read the stylance settings of web/Cargo.toml")?;
    let target = config.output_file.clone().context("web/Cargo.toml names the bundle")?;

    let mut shared = load_and_modify_crate(&config)?;
    let mut bundles = Vec::new();
    for (name, folder) in PROGRAMS {
        let (own, others) = shared.into_iter().partition::<Vec<_>, _>(|it| {
            it.relative_path.starts_with(folder) || it.relative_path.starts_with(web.join(folder))
        });
        shared = others;
        bundles.push((target.with_file_name(name), own));
    }
    bundles.push((target, shared));
    for (target, sheets) in bundles {
        let before = fs::read(&target).unwrap_or_default();
        // Written aside first: a bundle that is the same keeps its date, so that nothing is rebuilt for it.
        let draft = target.with_extension("draft.css");
        config.output_file = Some(draft.clone());
        write_output(&[(&config, &sheets)])?;
        if target.exists() && fs::read(&draft)? == before {
            fs::remove_file(&draft).context("remove the draft")?;
        } else {
            fs::rename(&draft, &target).with_context(|| format!("write {}", target.display()))?;
        }
    }
    Ok(())
}
