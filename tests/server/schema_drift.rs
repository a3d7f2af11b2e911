//! Entities and migrated tables say the same, and migrations can be run again, back and forth.

use std::collections::BTreeMap;

use migration::{Migrator, MigratorTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseConnection, DbBackend, EntityName, EntityTrait, IdenStatic as _,
    Iterable as _, Statement,
};
use tests::database::{Database, Engine};

tests::on_both_engines!(
    entities_say_what_the_tables_are,
    every_entity_can_be_read,
    migrations_go_back_and_forth,
    interrupted_migration_can_be_run_again
);

/// Columns of each table, by name: whether they may be null.
pub(crate) type Tables = BTreeMap<String, BTreeMap<String, bool>>;

/// Does something with each entity.
macro_rules! each_entity {
    ($do:ident, $($argument:expr),*) => {
        each_entity!(@ $do, ($($argument),*), api_client, asset, audit_entry, catalog_sync, certificate_preview, completion_check,
            completion_mail, configuration_signatory, course, course_organization, course_run, credential, credential_attribute,
            credential_configuration, credential_history, grade, idempotency_record, lease, organization,
            outbox_event, outgoing_mail, pathway, pathway_program, program, program_course_run, program_organization, reconciliation, reconciliation_difference, record_send, record_share,
            record_share_view, role_assignment, session, signatory, site, site_host, tally, tally_mark, template, template_version, trail_entry, trail_seal,
            trail_verification, user, user_name_word, worker_task)
    };
    (@ $do:ident, $arguments:tt, $($entity:ident),*) => { $( each_entity!(@@ $do, $arguments, $entity); )* };
    (@@ $do:ident, ($($argument:expr),*), $entity:ident) => { $do(entity::$entity::Entity, $($argument),*).await };
}

async fn entities_say_what_the_tables_are(engine: Engine) {
    async fn describe<E: EntityTrait + EntityName>(entity: E, tables: &mut Tables) {
        let columns = E::Column::iter().map(|it| (it.as_str().to_owned(), it.def().is_null()));
        tables.insert(entity.table_name().to_owned(), columns.collect());
    }
    let mut entities = Tables::new();
    each_entity!(describe, &mut entities);
    let database = Database::fresh(engine).await.expect("a database");
    assert_eq!(tables(database.connection()).await, entities);
}

async fn every_entity_can_be_read(engine: Engine) {
    async fn read<E: EntityTrait>(_: E, db: &DatabaseConnection) {
        let rows = E::find().all(db).await;
        assert!(rows.is_ok(), "{}: {rows:?}", std::any::type_name::<E>());
    }
    let database = Database::fresh(engine).await.expect("a database");
    each_entity!(read, database.connection());
}

async fn migrations_go_back_and_forth(engine: Engine) {
    let database = Database::empty(engine).await.expect("a database");
    let db = database.connection();
    Box::pin(Migrator::up(db, None)).await.expect("up");
    let (migrated, indexed) = (tables(db).await, indexes(db).await);
    assert!(migrated.len() > 15 && indexed.len() > 10, "{indexed:?}");

    Box::pin(Migrator::up(db, None)).await.expect("up with nothing to do");
    assert_eq!(
        (tables(db).await, indexes(db).await),
        (migrated.clone(), indexed.clone())
    );
    Box::pin(Migrator::down(db, None)).await.expect("down");
    assert_eq!(tables(db).await, Tables::new());
    Box::pin(Migrator::up(db, None)).await.expect("up again");
    assert_eq!((tables(db).await, indexes(db).await), (migrated, indexed));
}

async fn interrupted_migration_can_be_run_again(engine: Engine) {
    let database = Database::empty(engine).await.expect("a database");
    let db = database.connection();
    Box::pin(Migrator::up(db, None)).await.expect("up");
    let (migrated, indexed) = (tables(db).await, indexes(db).await);
    let n_sites = entity::site::Entity::find().all(db).await.expect("sites").len();
    // As after a crash between its last step and the note that it is done; once with an index still missing.
    db.execute_unprepared(match db.get_database_backend() {
        DbBackend::MySql => "DROP INDEX ix_credential_site_id_updated_at_id ON credential",
        _ => "DROP INDEX ix_credential_site_id_updated_at_id",
    })
    .await
    .expect("an index less");
    for migration in Migrator::migrations() {
        let forget = format!("DELETE FROM seaql_migrations WHERE version = '{}'", migration.name());
        db.execute_unprepared(&forget).await.expect("forgotten");
        Box::pin(Migrator::up(db, None))
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", migration.name()));
    }
    assert_eq!((tables(db).await, indexes(db).await), (migrated, indexed));
    assert_eq!(
        entity::site::Entity::find().all(db).await.expect("sites").len(),
        n_sites
    );
}

/// The tables that migrations made.
pub(crate) async fn tables(db: &DatabaseConnection) -> Tables {
    let sql = match db.get_database_backend() {
        DbBackend::MySql => {
            "SELECT CAST(table_name AS CHAR), CAST(column_name AS CHAR), CAST(is_nullable = 'YES' AS SIGNED)
             FROM information_schema.columns WHERE table_schema = DATABASE()"
        }
        _ => {
            "SELECT t.name, c.name, CAST(c.\"notnull\" = 0 AS INTEGER)
             FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
        }
    };
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .expect("columns");
    let mut tables = Tables::new();
    for row in rows {
        let table: String = row.try_get_by_index(0).expect("a table");
        let column: String = row.try_get_by_index(1).expect("a column");
        let is_nullable: i64 = row.try_get_by_index(2).expect("yes or no");
        if table != "seaql_migrations" {
            tables.entry(table).or_default().insert(column, is_nullable == 1);
        }
    }
    tables
}

/// The indexes that migrations made, by name, with each of their columns in order.
async fn indexes(db: &DatabaseConnection) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::MySql => {
            "SELECT CAST(CONCAT(index_name, ' ', column_name) AS CHAR) FROM information_schema.statistics
             WHERE table_schema = DATABASE() AND index_name <> 'PRIMARY' ORDER BY table_name, index_name, seq_in_index"
        }
        _ => {
            "SELECT m.name || ' ' || i.name FROM sqlite_master m JOIN pragma_index_info(m.name) i
             WHERE m.type = 'index' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, i.seqno"
        }
    };
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .expect("indexes");
    rows.iter()
        .map(|row| row.try_get_by_index(0).expect("a name"))
        .collect()
}
