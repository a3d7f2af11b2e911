//! Tests of what can be read.

mod api_clients;
mod assets;
mod audit_trail;
mod built_in_template;
mod catalogue_list;
mod certificate_page;
mod configurations;
mod course_run;
mod credential;
mod credentials;
mod insights;
mod learner;
mod learner_status;
mod learners;
mod node;
pub(crate) mod operations;
mod program;
mod program_record;
mod role_assignments;
mod service_limits;
mod shared_record;
mod site;
mod sites;
mod viewer;
