//! Tests of what can be changed.

mod configuration;
mod credential;
mod signatory;
pub(crate) mod template;
