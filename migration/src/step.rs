//! Schema steps that may be run again after an interruption.

use sea_orm_migration::prelude::{Alias, ColumnDef, DbErr, Index, SchemaManager, Table};

/// Creates an index unless it is there; MySQL has no `IF NOT EXISTS` for it.
pub(crate) async fn index(manager: &SchemaManager<'_>, name: &str, table: &str, columns: &[&str]) -> Result<(), DbErr> {
    create(manager, name, table, columns, Kind::Plain).await
}

/// Creates a unique index unless it is there.
pub(crate) async fn unique(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &str,
    columns: &[&str],
) -> Result<(), DbErr> {
    create(manager, name, table, columns, Kind::Unique).await
}

/// Adds a column unless it is there.
pub(crate) async fn add_column(
    manager: &SchemaManager<'_>,
    table: &str,
    name: &str,
    column: ColumnDef,
) -> Result<(), DbErr> {
    if manager.has_column(table, name).await? {
        return Ok(());
    }
    let alter = Table::alter().table(Alias::new(table)).add_column(column).to_owned();
    manager.alter_table(alter).await
}

/// Drops a column if it is there.
pub(crate) async fn drop_column(manager: &SchemaManager<'_>, table: &str, name: &str) -> Result<(), DbErr> {
    if !manager.has_column(table, name).await? {
        return Ok(());
    }
    let alter = Table::alter()
        .table(Alias::new(table))
        .drop_column(Alias::new(name))
        .to_owned();
    manager.alter_table(alter).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Unique,
}

async fn create(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &str,
    columns: &[&str],
    kind: Kind,
) -> Result<(), DbErr> {
    if manager.has_index(table, name).await? {
        return Ok(());
    }
    let mut index = Index::create();
    index.name(name).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    if kind == Kind::Unique {
        index.unique();
    }
    manager.create_index(index).await
}
