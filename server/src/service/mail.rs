//! Mail: written with the change that it tells of, sent by the worker afterwards.

mod browse;
mod letter;
mod send;
mod step;

pub use browse::{Listing, find, list};
pub use send::send_due;
pub use step::{StepError, drop_mail, retry_mail};
