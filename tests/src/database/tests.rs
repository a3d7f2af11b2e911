//! Replayed databases equal migrated ones, are alone, and go.

use std::collections::BTreeMap;

use entity::{course_run, site};
use migration::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _, PaginatorTrait as _, Statement};

use super::{Database, Engine};

crate::on_both_engines!(fresh_database_equals_a_migrated_one, databases_are_alone_and_go);

async fn fresh_database_equals_a_migrated_one(engine: Engine) {
    let fresh = Database::fresh(engine).await.expect("a database");
    let migrated = Database::empty(engine).await.expect("a database");
    Migrator::up(migrated.connection(), None).await.expect("migrations");
    assert_eq!(definitions(&fresh).await, definitions(&migrated).await);

    assert!(
        Migrator::get_pending_migrations(fresh.connection())
            .await
            .expect("a list")
            .is_empty()
    );
    let sites = async |database: &Database| site::Entity::find().all(database.connection()).await.expect("sites");
    let (copied, made) = (sites(&fresh).await, sites(&migrated).await);
    let facts = |it: &site::Model| (it.id, it.name.clone(), it.is_default);
    assert_eq!(
        copied.iter().map(facts).collect::<Vec<_>>(),
        made.iter().map(facts).collect::<Vec<_>>()
    );
}

async fn databases_are_alone_and_go(engine: Engine) {
    let (one, other) = (
        Database::fresh(engine).await.expect("a database"),
        Database::fresh(engine).await.expect("a database"),
    );
    site::Entity::delete_many()
        .exec(one.connection())
        .await
        .expect("a deletion");
    let n_sites = async |database: &Database| {
        site::Entity::find()
            .count(database.connection())
            .await
            .expect("a count")
    };
    assert_eq!((n_sites(&one).await, n_sites(&other).await), (0, 1));
    assert_eq!(
        course_run::Entity::find()
            .count(other.connection())
            .await
            .expect("a count"),
        0
    );

    let url = one.url().clone();
    drop(one);
    assert!(sea_orm::Database::connect(url.as_str()).await.is_err());
}

/// What the engine says of each table and index.
async fn definitions(database: &Database) -> BTreeMap<String, String> {
    let connection = database.connection();
    let backend = connection.get_database_backend();
    let ask = async |statement: &str| {
        connection
            .query_all_raw(Statement::from_string(backend, statement))
            .await
            .expect("definitions")
    };
    let mut definitions = BTreeMap::new();
    if backend == DbBackend::Sqlite {
        for row in ask("SELECT name, COALESCE(sql, '') FROM sqlite_master").await {
            definitions.insert(
                row.try_get_by_index(0).expect("a name"),
                row.try_get_by_index(1).expect("a definition"),
            );
        }
    } else {
        for row in ask("SHOW TABLES").await {
            let name: String = row.try_get_by_index(0).expect("a name");
            let table = ask(&format!("SHOW CREATE TABLE `{name}`")).await;
            definitions.insert(name, table[0].try_get_by_index(1).expect("a definition"));
        }
    }
    assert!(definitions.len() > 10);
    definitions
}
