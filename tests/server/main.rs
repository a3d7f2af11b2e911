//! Tests of the server, all of them through HTTP; a file here has the name of what it tests there.

mod authorization;
mod concurrency;
mod input;
mod kit;
mod mutation;
mod query;
mod scene;
mod schema;
mod schema_drift;
mod schema_lint;
mod session;
mod stored;
mod user;
