//! Tests of what can be changed.

pub(crate) mod api_client;
mod asset;
mod audit_trail;
pub(crate) mod catalog;
mod completion_mail;
mod configuration;
mod credential;
mod event;
mod grade;
mod outgoing_mail;
mod record_send;
mod record_share;
mod role;
mod signatory;
mod site;
pub(crate) mod template;
mod user;
