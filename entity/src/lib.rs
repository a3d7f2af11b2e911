//! Rows and value types of the credentials service: the vocabulary that every other crate shares.
//!
//! Entities carry no behavior beyond parsing, and know nothing of ours but each other.
//! Tables, grouped:
//!
//! * tenancy and people: [`site`], [`site_host`], [`user`], [`session`]
//! * catalogue copy: [`organization`], [`course`], [`course_organization`], [`course_run`], [`program`],
//!   [`program_course_run`], [`program_organization`]
//! * what can be awarded: [`credential_configuration`], [`signatory`], [`configuration_signatory`]
//! * what was awarded: [`credential`], [`credential_attribute`], [`credential_history`]
//! * operations: [`idempotency_record`], [`outbox_event`]

pub mod id;

mod value;

pub mod attribute_name;
pub mod certificate_facts;
pub mod course_key;
pub mod credential_change;
pub mod credential_status;
pub mod enrollment_mode;
pub mod event_kind;
pub mod learning_object_type;
pub mod organization_label;
pub mod username;

pub mod site;
pub mod site_host;
pub mod user;

pub mod session;

pub mod course;
pub mod course_organization;
pub mod course_run;
pub mod organization;
pub mod program;
pub mod program_course_run;
pub mod program_organization;

pub mod configuration_signatory;
pub mod credential_configuration;
pub mod signatory;

pub mod credential;
pub mod credential_attribute;
pub mod credential_history;

pub mod idempotency_record;
pub mod outbox_event;

pub use attribute_name::AttributeName;
pub use certificate_facts::CertificateFacts;
pub use course_key::CourseKey;
pub use credential_change::CredentialChange;
pub use credential_status::CredentialStatus;
pub use enrollment_mode::EnrollmentMode;
pub use event_kind::EventKind;
pub use learning_object_type::LearningObjectType;
pub use organization_label::OrganizationLabel;
pub use username::{Username, UsernameKey, UsernameRule};
