//! Pages about one thing: what it is, what may be done with it, what became of it, and forms.

stylance::import_crate_style!(pub(super) style, "src/console/sheet.module.css");
