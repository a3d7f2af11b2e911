//! Use cases: ask policy, apply domain, write in one transaction.

pub mod api_client;
pub mod asset;
pub mod bulk;
pub mod catalogue;
pub mod catalogue_sync;
pub mod certificate;
pub mod completion_mail;
pub mod configuration;
pub mod credential;
pub mod grade;
pub mod idempotency;
pub mod insight;
pub mod learner_status;
pub mod local_catalogue;
pub mod mail;
pub mod operations;
pub mod page;
pub mod personal_data;
pub mod platform;
pub mod printing;
pub mod program_completion;
pub mod program_record;
pub mod reconciliation;
pub mod record_export;
pub mod record_paper;
pub mod record_send;
pub mod record_share;
pub mod role;
pub mod session;
pub mod signatory;
pub mod site;
pub mod template;
pub mod trail;
pub mod user;

mod audit;
mod counted;
mod fault;
mod learner;
mod lease;
mod listing;
pub(crate) mod recent;
mod recognition;
mod retry;

pub use counted::Counted;
pub use fault::Fault;
pub use listing::{ListError, Listing};

/// A page of a list, and a place in it, for cursors.
pub use crate::store::{Page, Position};
