//! Signatories that are kept and reused: their pictures, and who changed them when.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{beginning, id, instant, integer};
use crate::step;

const SIGNATORY: &str = "signatory";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            id("image_asset_id"),
            integer("version").not_null().default(1).take(),
            instant(manager, "created_at")
                .not_null()
                .default(beginning(manager))
                .take(),
            instant(manager, "updated_at")
                .not_null()
                .default(beginning(manager))
                .take(),
            id("updated_by"),
        ] {
            step::column(manager, SIGNATORY, column).await?;
        }
        step::index(
            manager,
            "ix_signatory_site_id_created_at_id",
            SIGNATORY,
            &["site_id", "created_at", "id"],
        )
        .await?;
        step::index(
            manager,
            "ix_configuration_signatory_signatory_id",
            "configuration_signatory",
            &["signatory_id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The index by signatory stays: MySQL and MariaDB need it for the foreign key, and it goes with its table.
        step::drop_index(manager, "ix_signatory_site_id_created_at_id", SIGNATORY).await?;
        for column in ["updated_by", "updated_at", "created_at", "version", "image_asset_id"] {
            step::drop_column(manager, SIGNATORY, column).await?;
        }
        Ok(())
    }
}
