//! Column types that mean the same on every supported database.

use sea_orm_migration::prelude::{Alias, ColumnDef, SchemaManager, Table, TableCreateStatement};
use sea_orm_migration::sea_orm::DbBackend;

/// Starts a table: InnoDB and byte-wise comparison on MySQL and MariaDB, as SQLite compares by nature.
pub(crate) fn table(manager: &SchemaManager<'_>, name: &str) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new(name)).if_not_exists();
    if manager.get_database_backend() == DbBackend::MySql {
        table.engine("InnoDB").character_set("utf8mb4").collate("utf8mb4_bin");
    }
    table
}

/// A 16-byte id made by the server.
pub(crate) fn id(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).binary_len(16).take()
}

/// Text of at most `length` characters.
pub(crate) fn text(name: &str, length: u32) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).string_len(length).take()
}

/// Text of up to some megabytes.
pub(crate) fn long_text(manager: &SchemaManager<'_>, name: &str) -> ColumnDef {
    let kind = match manager.get_database_backend() {
        DbBackend::MySql => "MEDIUMTEXT",
        _ => "text",
    };
    ColumnDef::new(Alias::new(name)).custom(Alias::new(kind)).take()
}

/// A whole number of 32 bits.
pub(crate) fn integer(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().take()
}

/// Yes or no.
pub(crate) fn boolean(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().take()
}

/// An instant in UTC, to the microsecond.
pub(crate) fn instant(manager: &SchemaManager<'_>, name: &str) -> ColumnDef {
    let kind = match manager.get_database_backend() {
        DbBackend::MySql => "DATETIME(6)",
        _ => "datetime_text",
    };
    ColumnDef::new(Alias::new(name)).custom(Alias::new(kind)).take()
}

/// The first instant that every engine keeps: what rows from before a column have in it.
pub(crate) fn beginning(manager: &SchemaManager<'_>) -> &'static str {
    match manager.get_database_backend() {
        DbBackend::MySql => "1970-01-01 00:00:00.000000",
        _ => "1970-01-01T00:00:00+00:00",
    }
}

/// A JSON document.
pub(crate) fn json(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json().take()
}
