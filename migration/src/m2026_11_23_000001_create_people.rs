//! Sites and people, with the one site that needs no setup.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, ConnectionTrait, DbErr, DeriveMigrationName, Expr, ExprTrait, MigrationTrait, Query,
    SchemaManager, async_trait,
};

use crate::column::{boolean, id, instant, table, text};
use crate::step;

/// `00000000-0000-7000-8000-000000000001`.
const DEFAULT_SITE_ID: [u8; 16] = [0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut site_table = table(manager, "site");
        site_table
            .col(id("id").not_null().primary_key())
            .col(text("name", 255).not_null())
            .col(boolean("is_default").not_null())
            .col(instant(manager, "created_at").not_null());
        manager.create_table(site_table).await?;
        let mut user_table = table(manager, "user");
        user_table
            .col(id("id").not_null().primary_key())
            .col(ColumnDef::new(Alias::new("lms_user_id")).big_integer().null())
            .col(text("username", 150).not_null())
            .col(text("username_key", 255).not_null())
            .col(text("full_name", 255).null())
            .col(text("email", 254).null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "updated_at").not_null());
        manager.create_table(user_table).await?;
        step::unique(manager, "uq_user_username_key", "user", &["username_key"]).await?;
        step::unique(manager, "uq_user_lms_user_id", "user", &["lms_user_id"]).await?;
        // The site that needs no setup; its id is fixed so that several replicas agree on it.
        let is_there = Query::select()
            .expr(Expr::val(1))
            .from(Alias::new("site"))
            .and_where(Expr::col(Alias::new("is_default")).eq(true))
            .to_owned();
        if manager.get_connection().query_one(&is_there).await?.is_none() {
            let default_site = Query::insert()
                .into_table(Alias::new("site"))
                .columns(["id", "name", "is_default", "created_at"].map(Alias::new))
                .values_panic([
                    Expr::val(DEFAULT_SITE_ID.to_vec()),
                    Expr::val("Credentials"),
                    Expr::val(true),
                    Expr::current_timestamp(),
                ])
                .to_owned();
            manager.execute(default_site).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(manager, &["user", "site"]).await
    }
}
