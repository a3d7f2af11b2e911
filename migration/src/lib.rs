//! Schema history of the credentials service.
//!
//! A migration knows nothing of the other crates: it must not change when code does. Each is additive, and each step
//! can be run again after an interruption, because MySQL commits schema changes one by one.
//! How to write one: `migration/README.md`.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::{MigrationTrait, async_trait};

mod column;
mod step;

mod m2026_11_23_000001_create_people;
mod m2026_11_23_000002_create_catalogue;
mod m2026_11_23_000003_create_configuration;
mod m2026_11_23_000004_create_credential;
mod m2026_11_23_000005_create_operations;
mod m2026_11_25_000201_version_user;
mod m2026_11_25_000202_recognize_change;
mod m2026_11_25_000301_extend_catalogue;
mod m2026_11_25_000302_create_catalog_sync;
mod m2026_11_25_000401_configure_site;
mod m2026_11_25_000402_create_session;
mod m2026_11_25_000501_extend_configuration;
mod m2026_11_25_000502_extend_signatory;
mod m2026_11_25_000503_create_asset;
mod m2026_11_25_000504_create_template;
mod m2026_11_25_000601_create_trail_entry;
mod m2026_11_25_000602_create_grade;
mod m2026_11_25_000603_create_record_share;
mod m2026_11_25_000604_add_credential_is_private;
mod m2026_11_25_000644_add_local_key;
mod m2026_11_25_000701_award_automatically;
mod m2026_11_25_000901_retire_user;
mod m2026_11_25_000910_sync_user;
mod m2026_11_25_000911_index_pathway_program;
mod m2026_11_26_000920_create_mail;
mod m2026_11_26_000921_create_record_send;
mod m2026_11_26_001001_verify_name;
mod m2026_11_26_001101_search_user;
mod m2026_11_26_001102_index_trail;
mod m2026_11_27_001201_index_lists;
mod m2026_11_27_001301_create_role_assignment;
mod m2026_11_27_001401_create_api_client;
mod m2026_11_27_001501_create_trail_seal;
mod m2026_11_27_001502_index_trail_subject;
mod m2026_11_27_001701_create_tally;
mod m2026_11_27_001702_create_worker_task;
mod m2026_11_27_001801_create_reconciliation;
mod m2026_11_27_001901_list_history;
mod m2026_11_27_002002_check_template;
mod m2026_11_27_002003_add_organization_logo;
mod m2026_11_27_002005_index_audit_of_one;
mod m2026_11_27_002006_find_name_words;
mod m2026_11_27_002007_replace_credential;
mod m2026_11_27_002008_schedule_reconciliation;
mod m2026_11_27_002009_cover_states;
mod m2026_11_28_002101_page_merged_users;
mod m2026_11_28_002107_claim_asset;
mod m2026_11_28_002109_tell_running_work;
mod m2026_11_28_002201_attest_credential;
mod m2026_11_28_002211_fold_name_words;

/// The ordered list of migrations.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m2026_11_23_000001_create_people::Migration),
            Box::new(m2026_11_23_000002_create_catalogue::Migration),
            Box::new(m2026_11_23_000003_create_configuration::Migration),
            Box::new(m2026_11_23_000004_create_credential::Migration),
            Box::new(m2026_11_23_000005_create_operations::Migration),
            Box::new(m2026_11_25_000201_version_user::Migration),
            Box::new(m2026_11_25_000202_recognize_change::Migration),
            Box::new(m2026_11_25_000301_extend_catalogue::Migration),
            Box::new(m2026_11_25_000302_create_catalog_sync::Migration),
            Box::new(m2026_11_25_000401_configure_site::Migration),
            Box::new(m2026_11_25_000402_create_session::Migration),
            Box::new(m2026_11_25_000501_extend_configuration::Migration),
            Box::new(m2026_11_25_000502_extend_signatory::Migration),
            Box::new(m2026_11_25_000503_create_asset::Migration),
            Box::new(m2026_11_25_000504_create_template::Migration),
            Box::new(m2026_11_25_000601_create_trail_entry::Migration),
            Box::new(m2026_11_25_000602_create_grade::Migration),
            Box::new(m2026_11_25_000603_create_record_share::Migration),
            Box::new(m2026_11_25_000604_add_credential_is_private::Migration),
            Box::new(m2026_11_25_000644_add_local_key::Migration),
            Box::new(m2026_11_25_000701_award_automatically::Migration),
            Box::new(m2026_11_25_000901_retire_user::Migration),
            Box::new(m2026_11_25_000910_sync_user::Migration),
            Box::new(m2026_11_25_000911_index_pathway_program::Migration),
            Box::new(m2026_11_26_000920_create_mail::Migration),
            Box::new(m2026_11_26_000921_create_record_send::Migration),
            Box::new(m2026_11_26_001001_verify_name::Migration),
            Box::new(m2026_11_26_001101_search_user::Migration),
            Box::new(m2026_11_26_001102_index_trail::Migration),
            Box::new(m2026_11_27_001201_index_lists::Migration),
            Box::new(m2026_11_27_001301_create_role_assignment::Migration),
            Box::new(m2026_11_27_001401_create_api_client::Migration),
            Box::new(m2026_11_27_001501_create_trail_seal::Migration),
            Box::new(m2026_11_27_001502_index_trail_subject::Migration),
            Box::new(m2026_11_27_001701_create_tally::Migration),
            Box::new(m2026_11_27_001702_create_worker_task::Migration),
            Box::new(m2026_11_27_001801_create_reconciliation::Migration),
            Box::new(m2026_11_27_001901_list_history::Migration),
            Box::new(m2026_11_27_002002_check_template::Migration),
            Box::new(m2026_11_27_002003_add_organization_logo::Migration),
            Box::new(m2026_11_27_002005_index_audit_of_one::Migration),
            Box::new(m2026_11_27_002006_find_name_words::Migration),
            Box::new(m2026_11_27_002007_replace_credential::Migration),
            Box::new(m2026_11_27_002008_schedule_reconciliation::Migration),
            Box::new(m2026_11_27_002009_cover_states::Migration),
            Box::new(m2026_11_28_002101_page_merged_users::Migration),
            Box::new(m2026_11_28_002107_claim_asset::Migration),
            Box::new(m2026_11_28_002109_tell_running_work::Migration),
            Box::new(m2026_11_28_002201_attest_credential::Migration),
            Box::new(m2026_11_28_002211_fold_name_words::Migration),
        ]
    }
}
