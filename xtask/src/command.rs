//! One file per command.

pub(crate) mod bench;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod test;
