//! The pages, by the area they belong to.

pub(crate) mod learner;
pub(crate) mod public;
