//! What the commands need from the machine, and how each of it is made present: [`apt`] for Debian's packages, [`rust`] for
//! the wasm target and the programs that cargo builds, [`npm`] for the pinned packages of `tests/npm`, [`mariadb`] for a
//! private database server.
//!
//! Every `ensure` looks first and is quick when nothing is missing.

pub(crate) mod apt;
pub(crate) mod mariadb;
pub(crate) mod npm;
pub(crate) mod rust;
