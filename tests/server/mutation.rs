//! Tests of what can be changed.

mod configuration;
mod credential;
mod signatory;
mod site;
pub(crate) mod template;
