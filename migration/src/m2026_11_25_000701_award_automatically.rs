//! Lets the service itself award the credentials of programs: which configurations want it, and what has to be looked at.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{boolean, id, instant, table};
use crate::step;

const CONFIGURATION: &str = "credential_configuration";
const CHECK: &str = "completion_check";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The release before writes rows without it.
        let awards = boolean("awards_automatically").not_null().default(false).take();
        step::column(manager, CONFIGURATION, awards).await?;
        step::column(manager, CONFIGURATION, instant(manager, "completion_stale_since")).await?;
        step::index(
            manager,
            "ix_credential_configuration_completion_stale_since",
            CONFIGURATION,
            &["completion_stale_since"],
        )
        .await?;

        let mut check_table = table(manager, CHECK);
        check_table
            .col(id("user_id").not_null())
            .col(id("configuration_id").not_null())
            .col(id("site_id").not_null())
            .col(instant(manager, "due_at").not_null())
            .col(id("token").not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("user_id"))
                    .col(Alias::new("configuration_id")),
            );
        manager.create_table(check_table).await?;
        step::index(manager, "ix_completion_check_due_at", CHECK, &["due_at"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(manager, &[CHECK]).await?;
        let index = "ix_credential_configuration_completion_stale_since";
        step::drop_index(manager, index, CONFIGURATION).await?;
        for column in ["completion_stale_since", "awards_automatically"] {
            step::drop_column(manager, CONFIGURATION, column).await?;
        }
        Ok(())
    }
}
