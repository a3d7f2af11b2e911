//! Bad input: catalogues of requests, tokens and settings that must do no harm, kept as data in `tests/input`.
//!
//! One runner per catalogue sends every row to a real server, on both database engines, and names each row that ends
//! otherwise than it says. What holds for all rows is in [`watch`] and repeated in none of them.

mod audit;
mod catalogue;
mod configuration;
mod database;
mod exchange;
mod export;
mod http;
mod key_set;
mod link;
mod operation;
mod session;
mod stage;
mod text;
mod token;
mod upload;
mod upstream;
mod watch;

pub(crate) use self::configuration::program;
pub(crate) use self::upload::picture;
