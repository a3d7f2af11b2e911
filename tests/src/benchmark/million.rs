//! A million credentials, of two hundred thousand learners, written by the database itself after the example of a real award.

use anyhow::{Context as _, ensure};
use entity::id::CredentialId;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};

/// Credentials.
pub(super) const N_CREDENTIALS: u32 = 1_000_000;
/// Credentials of each learner.
const PER_LEARNER: u32 = 5;
/// Learners.
pub(super) const N_LEARNERS: u32 = N_CREDENTIALS / PER_LEARNER;
/// Course runs that have credentials.
pub(super) const N_RUNS: u32 = 100;
/// Entries of the audit trail.
const N_ENTRIES: u32 = 200_000;
/// Rows that one statement writes.
const CHUNK: u32 = 100_000;

/// The course run of this number.
pub(super) fn course_run(number: u32) -> String {
    format!("course-v1:LargeX+CS{number}+2027")
}

/// Writes everything beside what is there.
pub(super) async fn fill(db: &DatabaseConnection, example: CredentialId) -> anyhow::Result<()> {
    let example = format!("id = UNHEX('{}')", example.0.simple());
    let of_example = |column: &str| format!("id = (SELECT {column} FROM credential WHERE {example})");
    let name = "CONCAT(ELT(1 + seq % 7, 'Ada', 'Grace', 'Zoé', 'Mei', 'Alan', 'Edsger', 'Barbara'), ' ', seq)";
    let username = "CONCAT('learner', seq)";
    let email = "CONCAT('mail', seq, '@learners.example.org')";
    let user = [
        ("id", id("1", "seq")),
        ("lms_user_id", "10000000 + seq".to_owned()),
        ("username", username.to_owned()),
        ("username_key", username.to_owned()),
        ("full_name", name.to_owned()),
        ("name_key", format!("LOWER({name})")),
        ("email", email.to_owned()),
        ("email_key", email.to_owned()),
    ];
    copy(db, "user", &of_example("user_id"), &user, N_LEARNERS).await?;
    let run = [
        ("id", id("2", "seq")),
        ("learning_object_type", "'course_run'".to_owned()),
        (
            "learning_object_id",
            format!("'{}'", course_run(0))
                .replace("CS0", "CS', seq, '")
                .replace("'course", "CONCAT('course")
                + ")",
        ),
    ];
    copy(
        db,
        "credential_configuration",
        &of_example("configuration_id"),
        &run,
        N_RUNS,
    )
    .await?;
    // One after the other, as they would be awarded: nearly five years of them.
    let awarded_at = "'2022-01-01' + INTERVAL seq * 150 SECOND";
    let learner = format!("1 + (seq - 1) DIV {PER_LEARNER}");
    // Each learner has five of the runs, and each run as many learners as the others.
    let of_run = format!("1 + (seq - 1) % {PER_LEARNER} * 20 + ((seq - 1) DIV {PER_LEARNER}) % 20");
    let credential = [
        ("id", id("3", "seq")),
        ("user_id", id("1", &learner)),
        ("configuration_id", id("2", &of_run)),
        ("awarded_at", awarded_at.to_owned()),
        ("visible_at", awarded_at.to_owned()),
        ("updated_at", awarded_at.to_owned()),
        ("date_override", "NULL".to_owned()),
        ("status", "IF(seq % 20 = 0, 'revoked', 'awarded')".to_owned()),
        ("revoked_at", format!("IF(seq % 20 = 0, {awarded_at}, NULL)")),
    ];
    copy(db, "credential", &example, &credential, N_CREDENTIALS).await?;
    let history = [("credential_id", id("3", "seq")), ("changed_at", awarded_at.to_owned())];
    let of_credential = example.replacen("id", "credential_id", 1) + " AND version = 1";
    copy(db, "credential_history", &of_credential, &history, N_CREDENTIALS).await?;
    let trail = format!(
        "INSERT INTO trail_entry (id, site_id, actor_id, action, subject_kind, subject_id, happened_at, details)
         SELECT {}, (SELECT id FROM site LIMIT 1), {}, IF(seq % 100 = 0, 'user.renamed', 'learner.viewed'), 'user', {},
             '2022-01-01' + INTERVAL seq * 700 SECOND, '{{}}'
         FROM seq_1_to_{N_ENTRIES}",
        id("4", "seq"),
        id("1", "1 + seq % 5"),
        id("1", "1 + seq % 1000"),
    );
    db.execute_unprepared(&trail).await.context("write the audit trail")?;
    for table in ["user", "credential", "credential_history", "trail_entry"] {
        db.query_all_raw(Statement::from_string(
            DbBackend::MySql,
            format!("ANALYZE TABLE `{table}`"),
        ))
        .await
        .context("count what is there")?;
    }
    Ok(())
}

/// The 16 bytes of a kind and a number.
fn id(kind: &str, number: &str) -> String {
    format!("UNHEX(CONCAT('0190000{kind}', LPAD(HEX({number}), 24, '0')))")
}

/// Writes copies of a row, each with some columns of its own: `seq` counts them from 1.
async fn copy(
    db: &DatabaseConnection,
    table: &str,
    of: &str,
    own: &[(&str, String)],
    n_rows: u32,
) -> anyhow::Result<()> {
    let columns = format!(
        "SELECT column_name FROM information_schema.columns
         WHERE table_schema = DATABASE() AND table_name = '{table}' AND extra NOT LIKE '%GENERATED%'"
    );
    let columns = db
        .query_all_raw(Statement::from_string(DbBackend::MySql, columns))
        .await?;
    let columns: Vec<String> = columns
        .iter()
        .map(|it| it.try_get_by_index(0))
        .collect::<Result<_, _>>()?;
    for (name, _) in own {
        ensure!(columns.iter().any(|it| it == name), "{table} has no column {name}");
    }
    let values: Vec<String> = columns
        .iter()
        .map(|it| {
            let own = own.iter().find(|(name, _)| name == it);
            own.map_or_else(|| format!("original.`{it}`"), |(_, value)| value.clone())
        })
        .collect();
    let columns: Vec<String> = columns.iter().map(|it| format!("`{it}`")).collect();
    let (columns, values) = (columns.join(", "), values.join(", "));
    let mut first = 1;
    while first <= n_rows {
        let last = n_rows.min(first + CHUNK - 1);
        let insert = format!(
            "INSERT INTO `{table}` ({columns}) SELECT {values}
             FROM (SELECT * FROM `{table}` WHERE {of}) original JOIN seq_{first}_to_{last}"
        );
        let result = db.execute_unprepared(&insert).await;
        result.with_context(|| format!("write rows of {table}"))?;
        first = last + 1;
    }
    Ok(())
}
