//! Pages that go through many things one after the other: steps, counts, the buttons below them.

stylance::import_crate_style!(pub(super) style, "src/console/work.module.css");
