//! Who sends a request: tokens of the learning platform, verified.

pub mod claims;

pub use claims::Claims;
