//! Who may do what: the one decision function.

pub mod actor;

pub use actor::{Actor, Role};
