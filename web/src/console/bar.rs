//! The frame of the controls above a list.

stylance::import_crate_style!(pub(super) style, "src/console/bar.module.css");
