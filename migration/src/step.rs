//! Schema steps that may be run again after an interruption.

use sea_orm_migration::prelude::{Alias, DbErr, Index, SchemaManager};

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
