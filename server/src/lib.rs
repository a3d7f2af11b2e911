//! GraphQL API server of the credentials service, as a library: the binary `credentials` and the tests start it from here.
//!
//! Layers, outermost first, each using only those below it (docs/ARCHITECTURE.md):
//! [`cli`] → [`http`] → [`graphql`] → [`service`] → [`policy`], [`domain`], [`render`], [`paper`], [`store`], [`client`] → `entity`.

pub mod cli;
pub mod serve;
pub mod worker;

pub mod http;

pub mod graphql;

pub mod auth;
pub mod service;

pub mod client;
pub mod domain;
pub mod paper;
pub mod policy;
pub mod render;
pub mod store;

pub mod clock;
pub mod config;
pub mod context;
mod id;
pub mod stopping;
mod strict_json;
pub mod telemetry;
