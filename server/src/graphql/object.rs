//! Output types, each around an entity row.

pub(super) mod api_client;
pub(super) mod asset;
pub(super) mod audit_entry;
pub(super) mod audit_trail_entry;
pub(super) mod audit_trail_proof;
pub(super) mod catalog_sync;
pub(super) mod certificate;
pub(super) mod completion_mail;
pub(super) mod configuration;
pub(super) mod course;
pub(super) mod course_run;
pub(super) mod credential;
pub(super) mod enumeration;
pub(super) mod grade;
pub(super) mod insights;
pub(super) mod learner;
pub(super) mod learner_status;
pub(super) mod node;
pub(super) mod operations;
pub(super) mod organization;
pub(super) mod outgoing_mail;
pub(super) mod pathway;
pub(super) mod program;
pub(super) mod program_record;
pub(super) mod record_send;
pub(super) mod record_share;
pub(super) mod role_assignment;
pub(super) mod service_limits;
pub(super) mod share_link;
pub(super) mod signatory;
pub(super) mod site;
pub(super) mod template;
pub(super) mod template_problem;
pub(super) mod viewer;

mod upkeep;
