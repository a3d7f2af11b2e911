//! Schema steps that may be run again after an interruption.

use sea_orm_migration::prelude::{Alias, ColumnDef, ConnectionTrait as _, DbErr, Index, SchemaManager, Table};
use sea_orm_migration::sea_orm::{DbBackend, Statement};

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

/// Drops tables, in this order, as far as they exist.
pub(crate) async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for table in tables {
        let drop = Table::drop().table(Alias::new(*table)).if_exists().to_owned();
        manager.drop_table(drop).await?;
    }
    Ok(())
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

/// Adds a column to a table unless it has it. It may be null or has a default: rows are there already, and the release before
/// writes more of them.
pub(crate) async fn column(manager: &SchemaManager<'_>, table: &str, column: ColumnDef) -> Result<(), DbErr> {
    if manager.has_column(table, column.get_column_name()).await? {
        return Ok(());
    }
    manager
        .alter_table(Table::alter().table(Alias::new(table)).add_column(column).to_owned())
        .await
}

/// Drops a column if the table has it.
pub(crate) async fn drop_column(manager: &SchemaManager<'_>, table: &str, column: &str) -> Result<(), DbErr> {
    if !manager.has_column(table, column).await? {
        return Ok(());
    }
    manager
        .alter_table(
            Table::alter()
                .table(Alias::new(table))
                .drop_column(Alias::new(column))
                .to_owned(),
        )
        .await
}

/// Drops an index if the table has it.
pub(crate) async fn drop_index(manager: &SchemaManager<'_>, name: &str, table: &str) -> Result<(), DbErr> {
    if !manager.has_index(table, name).await? {
        return Ok(());
    }
    manager
        .drop_index(Index::drop().name(name).table(Alias::new(table)).to_owned())
        .await
}

/// Gives an index these columns unless it has them, or creates it. MySQL and MariaDB do that in one step, so that queries that name the
/// index never miss it; elsewhere they name none.
pub(crate) async fn change_index(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &str,
    columns: &[&str],
) -> Result<(), DbErr> {
    let before = index_columns(manager, name, table).await?;
    if before == columns {
        return Ok(());
    }
    if before.is_empty() {
        return index(manager, name, table, columns).await;
    }
    let quoted: Vec<String> = columns.iter().map(|it| format!("`{it}`")).collect();
    let quoted = quoted.join(", ");
    // Whoever does the same at the same time is not in the way.
    let change = match manager.get_database_backend() {
        DbBackend::MySql => format!("ALTER TABLE `{table}` DROP INDEX `{name}`, ADD INDEX `{name}` ({quoted})"),
        _ => format!("DROP INDEX IF EXISTS `{name}`; CREATE INDEX IF NOT EXISTS `{name}` ON `{table}` ({quoted})"),
    };
    manager.get_connection().execute_unprepared(&change).await.map(drop)
}

/// The columns of an index, in their order; none where there is no such index.
async fn index_columns(manager: &SchemaManager<'_>, name: &str, table: &str) -> Result<Vec<String>, DbErr> {
    let backend = manager.get_database_backend();
    let columns = match backend {
        DbBackend::MySql => format!(
            "SELECT CAST(column_name AS CHAR) FROM information_schema.statistics
             WHERE table_schema = DATABASE() AND table_name = '{table}' AND index_name = '{name}' ORDER BY seq_in_index"
        ),
        _ => format!("SELECT name FROM pragma_index_info('{name}') ORDER BY seqno"),
    };
    let rows = manager
        .get_connection()
        .query_all_raw(Statement::from_string(backend, columns))
        .await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
