//! Tests of what can be changed.

pub(crate) mod catalog;
mod configuration;
mod credential;
mod grade;
mod record_share;
mod signatory;
mod site;
pub(crate) mod template;
mod user;
