//! Tests of the server, all of them through HTTP; a file here has the name of what it tests there.

mod asset;
mod authorization;
mod cache;
mod catalogue_scene;
mod certificate_document;
mod completion;
mod concurrency;
mod connection;
mod document;
mod input;
mod kit;
mod lost_commit;
mod migrator;
mod mutation;
mod query;
mod record_page;
mod retirement;
mod scene;
mod schema;
mod schema_drift;
mod schema_lint;
mod session;
mod slow_statement;
mod stored;
mod study;
mod user;
