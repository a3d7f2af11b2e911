//! Tests of what can be changed.

mod catalog;
mod configuration;
mod credential;
mod signatory;
mod site;
