//! Tables of the console: rows and columns on wide screens; on a phone each row stands alone, with its words beside it.
//!
//! Invariant: roles are spelled out, because a browser may forget that what is laid out otherwise is a table.

stylance::import_crate_style!(pub(super) style, "src/console/table.module.css");
