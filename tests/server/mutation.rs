//! Tests of what can be changed.

mod credential;
mod site;
