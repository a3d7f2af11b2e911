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
/// People with a role at the site.
const N_ROLES: u32 = 2_000;
/// Differences that the last comparison found: as many as are kept.
const N_DIFFERENCES: u32 = 5_000;
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
    fill_name_words(db).await?;
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
        // The digests of the example are not theirs.
        ("state_salt", "NULL".to_owned()),
    ];
    copy(db, "credential", &example, &credential, N_CREDENTIALS).await?;
    let history = [
        ("credential_id", id("3", "seq")),
        ("changed_at", awarded_at.to_owned()),
        ("state_after", "NULL".to_owned()),
    ];
    let of_credential = example.replacen("id", "credential_id", 1) + " AND version = 1";
    copy(db, "credential_history", &of_credential, &history, N_CREDENTIALS).await?;
    // Who was revoked has a second entry.
    for revoke in [
        "UPDATE credential SET version = 2 WHERE status = 'revoked'",
        "INSERT INTO credential_history (credential_id, version, `change`, status, changed_at, actor_id, details, site_id)
         SELECT c.id, 2, 'revoked', 'revoked', c.revoked_at, h.actor_id, '{}', c.site_id
         FROM credential c JOIN credential_history h ON h.credential_id = c.id AND h.version = 1 WHERE c.status = 'revoked'",
    ] {
        db.execute_unprepared(revoke).await.context("write revocations")?;
    }
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
    fill_tallies(db).await?;
    fill_roles(db).await?;
    fill_comparison(db).await?;
    for table in [
        "user",
        "user_name_word",
        "credential",
        "credential_history",
        "trail_entry",
        "tally",
        "role_assignment",
        "reconciliation_difference",
    ] {
        db.query_all_raw(Statement::from_string(
            DbBackend::MySql,
            format!("ANALYZE TABLE `{table}`"),
        ))
        .await
        .context("count what is there")?;
    }
    Ok(())
}

/// The two words of each learner's name.
async fn fill_name_words(db: &DatabaseConnection) -> anyhow::Result<()> {
    for place in [1, -1] {
        let insert = format!(
            "INSERT INTO user_name_word (user_id, word_key)
             SELECT u.id, REPLACE(SUBSTRING_INDEX(u.name_key, ' ', {place}), 'é', 'e')
             FROM user u JOIN seq_1_to_{N_LEARNERS} ON u.id = {}",
            id("1", "seq")
        );
        db.execute_unprepared(&insert).await.context("write words of names")?;
    }
    Ok(())
}

/// Counts what was awarded, as the worker does, who may have begun.
async fn fill_tallies(db: &DatabaseConnection) -> anyhow::Result<()> {
    for (span, starts_on) in [
        ("day", "DATE(awarded_at)"),
        ("month", "DATE_FORMAT(awarded_at, '%Y-%m-01')"),
    ] {
        for (subject, subject_id) in [("site", "UNHEX(REPEAT('00', 16))"), ("course_run", "configuration_id")] {
            let insert = format!(
                "INSERT INTO tally (site_id, span, kind, subject_kind, subject_id, starts_on, n)
                 SELECT site_id, '{span}', 'awarded', '{subject}', {subject_id}, {starts_on}, COUNT(*)
                 FROM credential GROUP BY site_id, {subject_id}, {starts_on}
                 ON DUPLICATE KEY UPDATE n = VALUES(n)"
            );
            db.execute_unprepared(&insert).await.context("write tallies")?;
        }
    }
    let mark = "REPLACE INTO tally_mark (name, open_from, counted_at)
         SELECT 'tally', MAX(DATE(awarded_at)), MAX(awarded_at) FROM credential";
    db.execute_unprepared(mark).await.context("mark what is counted")?;
    Ok(())
}

async fn fill_roles(db: &DatabaseConnection) -> anyhow::Result<()> {
    let insert = format!(
        "INSERT INTO role_assignment (id, site_id, user_id, role, granted_by, granted_at)
         SELECT {}, (SELECT id FROM site LIMIT 1), {}, ELT(1 + seq % 3, 'viewer', 'registrar', 'template_author'), {},
             '2026-01-01' + INTERVAL seq SECOND
         FROM seq_1_to_{N_ROLES}",
        id("5", "seq"),
        id("1", "seq"),
        id("1", "1"),
    );
    db.execute_unprepared(&insert).await.context("write roles")?;
    Ok(())
}

/// A comparison that found as much as is kept.
async fn fill_comparison(db: &DatabaseConnection) -> anyhow::Result<()> {
    let run = format!(
        "INSERT INTO reconciliation (id, site_id, state, compares_grades, is_clean, requested_at, started_at, finished_at, progress, version)
         SELECT {}, (SELECT id FROM site LIMIT 1), 'succeeded', 1, 0, NOW(6), NOW(6), NOW(6), '{{}}', 1",
        id("6", "1")
    );
    db.execute_unprepared(&run).await.context("write a comparison")?;
    let differences = format!(
        "INSERT INTO reconciliation_difference (id, site_id, reconciliation_id, kind, user_id, username_key, course_key, here, there,
             told, found_at, state, version)
         SELECT {}, (SELECT id FROM site LIMIT 1), {}, IF(seq % 10, 'award_missing', 'grade_differs'), {}, CONCAT('learner', seq),
             '{}', 'awarded', 'unavailable', '{{}}', '2026-01-01' + INTERVAL seq SECOND, IF(seq % 4, 'open', 'ignored'), 1
         FROM seq_1_to_{N_DIFFERENCES}",
        id("7", "seq"),
        id("6", "1"),
        id("1", "seq"),
        course_run(1),
    );
    db.execute_unprepared(&differences).await.context("write differences")?;
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
