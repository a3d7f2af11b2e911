//! Rows and value types of the credentials service: the vocabulary that every other crate shares.
//!
//! Entities carry no behavior beyond parsing, and know nothing of ours but each other.
//! Tables, grouped:
//!
//! * tenancy and people: [`site`], [`site_host`], [`user`], [`user_name_word`], [`session`], [`api_client`], [`role_assignment`]
//! * catalogue copy: [`organization`], [`course`], [`course_organization`], [`course_run`], [`program`],
//!   [`program_course_run`], [`program_organization`], [`pathway`], [`pathway_program`], [`catalog_sync`]
//! * what can be awarded: [`credential_configuration`], [`signatory`], [`configuration_signatory`]
//! * how it looks: [`asset`], [`template`], [`template_version`], [`certificate_preview`]
//! * what was awarded: [`credential`], [`credential_attribute`], [`credential_history`]
//! * what the platform told of learning: [`grade`]
//! * what learners show of it: [`record_share`], [`record_share_view`], [`record_send`]
//! * what is written to people: [`completion_mail`], [`outgoing_mail`]
//! * who did what: [`trail_entry`], and the chain over all such entries: [`trail_seal`], [`trail_verification`]
//! * what the platform says otherwise: [`reconciliation`], [`reconciliation_difference`]
//! * operations: [`idempotency_record`], [`outbox_event`], [`audit_entry`], [`lease`], [`worker_task`]
//! * what was counted: [`tally`], [`tally_mark`]

pub mod id;

mod value;

pub mod api_scope;
pub mod api_scopes;
pub mod asset_kind;
pub mod attribute_name;
pub mod audit_change;
pub mod audit_subject;
pub mod catalogue_origin;
pub mod certificate_facts;
pub mod course_key;
pub mod credential_change;
pub mod credential_status;
pub mod difference_kind;
pub mod difference_state;
pub mod enrollment_mode;
pub mod event_kind;
pub mod learning_object_type;
pub mod mail_error;
pub mod mail_kind;
pub mod mail_scope;
pub mod mail_state;
pub mod name_word;
pub mod organization_label;
pub mod pathway_kind;
pub mod pathway_status;
pub mod percent;
pub mod plain_letter;
pub mod program_status;
pub mod reconciliation_error;
pub mod search_key;
pub mod site_role;
pub mod sync_error;
pub mod sync_state;
pub mod tally_kind;
pub mod tally_span;
pub mod tally_subject;
pub mod task;
pub mod task_outcome;
pub mod template_source;
pub mod trail_action;
pub mod trail_kind;
pub mod trail_subject;
pub mod username;

pub mod site;
pub mod site_host;
pub mod user;
pub mod user_name_word;

pub mod api_client;
pub mod role_assignment;
pub mod session;

pub mod catalog_sync;
pub mod course;
pub mod course_organization;
pub mod course_run;
pub mod organization;
pub mod pathway;
pub mod pathway_program;
pub mod program;
pub mod program_course_run;
pub mod program_organization;

pub mod completion_check;
pub mod configuration_signatory;
pub mod credential_configuration;
pub mod signatory;

pub mod asset;
pub mod certificate_preview;
pub mod template;
pub mod template_version;

pub mod credential;
pub mod credential_attribute;
pub mod credential_history;

pub mod grade;

pub mod record_share;
pub mod record_share_view;

pub mod record_send;

pub mod completion_mail;
pub mod outgoing_mail;

pub mod reconciliation;
pub mod reconciliation_difference;

pub mod audit_entry;
pub mod idempotency_record;
pub mod lease;
pub mod outbox_event;
pub mod trail_entry;
pub mod trail_seal;
pub mod trail_verification;
pub mod worker_task;

pub mod tally;
pub mod tally_mark;

pub use api_scope::ApiScope;
pub use api_scopes::ApiScopes;
pub use asset_kind::AssetKind;
pub use attribute_name::AttributeName;
pub use audit_change::AuditChange;
pub use audit_subject::AuditSubject;
pub use catalogue_origin::CatalogueOrigin;
pub use certificate_facts::CertificateFacts;
pub use course_key::CourseKey;
pub use credential_change::CredentialChange;
pub use credential_status::CredentialStatus;
pub use difference_kind::DifferenceKind;
pub use difference_state::DifferenceState;
pub use enrollment_mode::EnrollmentMode;
pub use event_kind::EventKind;
pub use learning_object_type::LearningObjectType;
pub use mail_error::MailError;
pub use mail_kind::MailKind;
pub use mail_scope::MailScope;
pub use mail_state::MailState;
pub use name_word::{MAX_NAME_WORDS, NAME_WORD_FOLDING, name_words};
pub use organization_label::OrganizationLabel;
pub use pathway_kind::PathwayKind;
pub use pathway_status::PathwayStatus;
pub use percent::Percent;
pub use plain_letter::plain_letters;
pub use program_status::ProgramStatus;
pub use reconciliation_error::ReconciliationError;
pub use search_key::{MAX_SEARCH_KEY, search_key};
pub use site_role::SiteRole;
pub use sync_error::SyncError;
pub use sync_state::SyncState;
pub use tally_kind::TallyKind;
pub use tally_span::TallySpan;
pub use tally_subject::TallySubject;
pub use task::Task;
pub use task_outcome::TaskOutcome;
pub use template_source::TemplateSource;
pub use trail_action::TrailAction;
pub use trail_kind::TrailKind;
pub use trail_subject::TrailSubject;
pub use username::{Username, UsernameKey, UsernameRule};
