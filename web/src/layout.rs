//! What stands around the pages of an area.

pub(crate) mod public;
