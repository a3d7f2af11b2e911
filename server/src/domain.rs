//! Pure rules: no async, no database, no HTTP; time and ids come in as values.

pub mod award;
pub mod certificate;
pub mod credential;
pub mod idempotency;
pub mod learning_object;
pub mod return_path;
pub mod revocation;
pub mod session;
pub mod site;
pub mod text;
