//! Programs that use the API by keys of their own.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{id, instant, integer, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let hash = |name: &str| ColumnDef::new(Alias::new(name)).binary_len(32).take();
        let mut api_client_table = table(manager, "api_client");
        api_client_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("user_id").not_null())
            .col(text("name", 80).not_null())
            .col(text("name_key", 255).null())
            .col(text("scopes", 255).not_null())
            .col(hash("key_hash").not_null())
            .col(text("key_hint", 32).not_null())
            .col(hash("previous_key_hash").null())
            .col(instant(manager, "previous_key_ends_at").null())
            .col(instant(manager, "rotated_at").null())
            .col(instant(manager, "last_used_at").null())
            .col(instant(manager, "expires_at").null())
            .col(instant(manager, "revoked_at").null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(id("created_by").null())
            .col(instant(manager, "updated_at").not_null())
            .col(id("updated_by").null());
        manager.create_table(api_client_table).await?;
        step::unique(manager, "uq_api_client_key_hash", "api_client", &["key_hash"]).await?;
        step::unique(
            manager,
            "uq_api_client_previous_key_hash",
            "api_client",
            &["previous_key_hash"],
        )
        .await?;
        step::unique(
            manager,
            "uq_api_client_site_id_name_key",
            "api_client",
            &["site_id", "name_key"],
        )
        .await?;
        step::index(
            manager,
            "ix_api_client_site_id_created_at_id",
            "api_client",
            &["site_id", "created_at", "id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(manager, &["api_client"]).await
    }
}
