//! Logs and metrics. Neither ever holds personal data: no document, variable, name, address or token.

mod log;
pub mod metric;

pub use log::init;
