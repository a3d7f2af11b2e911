//! What stands around the pages.

pub(crate) mod frame;
pub(crate) mod public;
mod site_links;
