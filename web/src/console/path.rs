//! Every address of the console. No other file spells one.

/// The credentials of everybody. Filters follow as its query.
pub(super) const CREDENTIALS: &str = "/console/credentials";
