//! MySQL and MariaDB: a schema per test on one server, filled by the statements captured from a migrated one.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;
use migration::{Migrator, MigratorTrait as _};
use sea_orm::sqlx::mysql::MySqlConnection;
use sea_orm::sqlx::{AssertSqlSafe, Connection as _, Executor as _, Row as _, raw_sql};
use tokio::sync::OnceCell;
use url::Url;

use super::{Database, Engine, Place};

/// Names the server, without a schema; `cargo xtask test` starts one and sets it.
const SERVER: &str = "CREDENTIALS_TEST_MYSQL_URL";
/// Names a server whose defaults suit nobody; `cargo xtask test` starts that too.
const CARELESS_SERVER: &str = "CREDENTIALS_TEST_CARELESS_MYSQL_URL";

/// How schemas are made for the service.
const CHARACTERS: &str = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

pub(super) async fn fresh() -> anyhow::Result<Database> {
    static CAPTURED: OnceCell<String> = OnceCell::const_new();
    let statements = CAPTURED.get_or_try_init(capture).await?;
    let schema = Schema::create(statements).await?;
    open(schema).await
}

pub(super) async fn empty() -> anyhow::Result<Database> {
    open(Schema::create("").await?).await
}

/// A schema with the defaults of the careless server, and tables as the service's own migrations make them there.
pub(super) async fn careless() -> anyhow::Result<Database> {
    let database = open(Schema::create_on(server(CARELESS_SERVER)?, "", "").await?).await?;
    let service = server::store::Database::connect(database.url(), None).await?;
    service.migrate().await?;
    service.close().await;
    Ok(database)
}

async fn open(schema: Schema) -> anyhow::Result<Database> {
    Database::open(Engine::MySql, schema.url(), Place::Schema(schema)).await
}

/// A schema on the server; dropped when dropped.
#[derive(Debug)]
pub(super) struct Schema {
    server: Url,
    name: String,
}

impl Schema {
    /// Creates a schema as it should be and runs these statements in it.
    async fn create(statements: &str) -> anyhow::Result<Self> {
        Self::create_on(server(SERVER)?, CHARACTERS, statements).await
    }

    async fn create_on(server: Url, characters: &str, statements: &str) -> anyhow::Result<Self> {
        static CREATED: AtomicUsize = AtomicUsize::new(0);
        let number = CREATED.fetch_add(1, Ordering::Relaxed);
        let name = format!("credentials_test_{}_{number}", std::process::id());
        let mut connection = connect(&server).await?;
        let schema = Self { server, name };
        let name = &schema.name;
        // A killed test leaves its schema behind, and process ids come again.
        let statements =
            format!("DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name} {characters}; USE {name}; {statements}");
        connection
            .execute(raw_sql(AssertSqlSafe(statements)))
            .await
            .with_context(|| format!("create the schema {name}"))?;
        connection.close().await?;
        Ok(schema)
    }

    fn url(&self) -> Url {
        let mut url = self.server.clone();
        url.set_path(&self.name);
        url
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let (server, statement) = (self.server.clone(), format!("DROP DATABASE IF EXISTS {}", self.name));
        // On a thread of its own: dropping cannot wait, and the test's runtime may be on its way out.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut connection = connect(&server).await?;
                connection.execute(raw_sql(AssertSqlSafe(statement))).await?;
                anyhow::Ok(())
            })
        });
        // What is left behind does no harm: the server is a test's own, and names are not used twice.
        drop(dropping.join());
    }
}

/// The statements that make an empty schema a migrated one.
async fn capture() -> anyhow::Result<String> {
    let model = empty().await?;
    Migrator::up(&model.connection, None)
        .await
        .context("migrate the schema to capture")?;
    let mut connection = MySqlConnection::connect(model.url.as_str()).await?;
    // MySQL's own default cuts the list of columns short.
    connection.execute("SET SESSION group_concat_max_len = 1000000").await?;
    let mut statements = "SET foreign_key_checks = 0;\n".to_owned();
    let tables = connection.fetch_all("SHOW TABLES").await?;
    for table in tables {
        let table: String = table.try_get(0)?;
        let definition = connection
            .fetch_one(AssertSqlSafe(format!("SHOW CREATE TABLE `{table}`")))
            .await?;
        writeln!(statements, "{};", definition.try_get::<String, _>(1)?)?;
        statements.push_str(&rows(&mut connection, &table).await?);
    }
    statements.push_str("SET foreign_key_checks = 1;");
    connection.close().await?;
    Ok(statements)
}

/// The statement that writes a table's rows again; none for an empty table.
async fn rows(connection: &mut MySqlConnection, table: &str) -> anyhow::Result<String> {
    // Binary values as hexadecimal numbers, all others as quoted text, which the server turns back by the column's type.
    let columns = connection
        .fetch_one(AssertSqlSafe(format!(
            "SELECT CAST(GROUP_CONCAT(IF(data_type LIKE '%binary' OR data_type LIKE '%blob', \
             CONCAT('COALESCE(CONCAT(''0x'', HEX(`', column_name, '`)), ''NULL'')'), \
             CONCAT('QUOTE(`', column_name, '`)')) ORDER BY ordinal_position SEPARATOR ', '', '', ') AS CHAR) \
             FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '{table}'"
        )))
        .await?;
    let columns: String = columns.try_get(0)?;
    let rows = connection
        .fetch_all(AssertSqlSafe(format!(
            "SELECT CAST(CONCAT({columns}) AS CHAR) FROM `{table}`"
        )))
        .await?;
    let rows: Vec<String> = rows
        .iter()
        .map(|row| Ok(format!("({})", row.try_get::<String, _>(0)?)))
        .collect::<anyhow::Result<_>>()?;
    Ok(if rows.is_empty() {
        String::new()
    } else {
        format!("INSERT INTO `{table}` VALUES {};\n", rows.join(", "))
    })
}

async fn connect(server: &Url) -> anyhow::Result<MySqlConnection> {
    MySqlConnection::connect(server.as_str())
        .await
        .with_context(|| format!("connect to {}", server.authority()))
}

fn server(variable: &str) -> anyhow::Result<Url> {
    #[expect(clippy::disallowed_methods, reason = "the settings of the test kit")]
    let text = std::env::var(variable)
        .with_context(|| format!("{variable} is not set; `cargo xtask test` starts a MariaDB and sets it"))?;
    Url::parse(&text).with_context(|| format!("{variable} is no address"))
}
