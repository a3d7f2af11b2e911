//! Pure rules: no async, no database, no HTTP; time and ids come in as values.

pub mod audit;
pub mod award;
pub mod catalogue_sync;
pub mod certificate;
pub mod configuration;
pub mod credential;
pub mod edit;
pub mod expiry;
pub mod export;
pub mod grade;
pub mod idempotency;
pub mod instant;
pub mod language;
pub mod learning_object;
pub mod person;
pub mod picture;
pub mod program_record;
pub mod record_share;
pub mod remote_address;
pub mod return_path;
pub mod revocation;
pub mod session;
pub mod signatory;
pub mod site;
pub mod text;
pub mod web_address;
