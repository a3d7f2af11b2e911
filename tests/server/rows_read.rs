//! How many rows a statement reads, as MariaDB counts them: however large the table, no more than it gives.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{SiteId, UserId};
use entity::{AuditSubject, TrailAction, TrailSubject, site};
use sea_orm::{
    ConnectionTrait as _, DatabaseTransaction, DbBackend, EntityTrait as _, Statement, TransactionTrait as _,
};
use server::store::trail::{self, Filter, Kind, Place, Subject};
use server::store::user::{Account, By, Range, list_in_range};
use tests::database::{Database, Engine};
use uuid::Uuid;

/// Rows of each table.
const N_ROWS: u32 = 60_000;

/// How many rows the statements of `work` read, those that MariaDB keeps for itself among them.
async fn rows_read(tx: &DatabaseTransaction, work: impl AsyncFnOnce()) -> i64 {
    tx.execute_unprepared("FLUSH STATUS").await.expect("counts begin anew");
    work().await;
    let counts = "SHOW SESSION STATUS LIKE 'Handler_read%'";
    let rows = tx
        .query_all_raw(Statement::from_string(DbBackend::MySql, counts))
        .await
        .expect("counts");
    let count = |row: &sea_orm::QueryResult| row.try_get_by_index::<String>(1).expect("a count");
    rows.iter().map(|it| count(it).parse::<i64>().expect("a number")).sum()
}

fn number(it: u32) -> String {
    format!("UNHEX(LPAD(HEX({it}), 32, '0'))")
}

#[tokio::test]
async fn people_are_found_without_reading_others() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let fill = format!(
        "INSERT INTO user (id, lms_user_id, username, username_key, full_name, name_key, email, email_key, is_active,
             created_at, updated_at, version)
         SELECT UNHEX(LPAD(HEX(seq), 32, '0')), seq, CONCAT('user', seq), CONCAT('user', seq), 'N', CONCAT('name ', seq),
             'e', CONCAT('mail', seq, '@example.org'), ELT(1 + seq % 3, NULL, 1, 0), NOW(6), NOW(6), 1
         FROM seq_1_to_{N_ROWS}"
    );
    database.connection().execute_unprepared(&fill).await.expect("people");
    let tx = database.connection().begin().await.expect("a transaction");
    let after = |text: &str| Range::beginning_with("").after(text).of_people();
    for (by, ranges, account) in [
        (By::Username, Range::beginning_with("").of_people(), None),
        (By::Username, after("user3"), None),
        (By::Username, after("user3"), Some(Account::Untold)),
        (By::Username, after("user3"), Some(Account::Active)),
        (By::Username, Range::beginning_with("user").of_people(), None),
        (By::Name, vec![Range::beginning_with("name")], None),
        (By::Email, vec![Range::beginning_with("mail")], None),
    ] {
        let n_read = rows_read(&tx, async || {
            for range in &ranges {
                list_in_range(&tx, by, range, account, 101).await.expect("people");
            }
        })
        .await;
        assert!((100..150).contains(&n_read), "{by:?} {ranges:?} {account:?}: {n_read}");
    }
}

#[tokio::test]
async fn pages_of_the_audit_trail_read_what_they_show() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let db = database.connection();
    let site: SiteId = site::Entity::find().one(db).await.expect("sites").expect("a site").id;
    let fill = format!(
        "INSERT INTO trail_entry (id, site_id, actor_id, action, subject_kind, subject_id, happened_at, details)
         SELECT UNHEX(LPAD(HEX(seq), 32, '0')), (SELECT id FROM site LIMIT 1), UNHEX(LPAD(HEX(seq % 5), 32, '0')),
             IF(seq % 100 = 0, 'user.renamed', 'learner.viewed'), IF(seq % 200 = 1, 'record_share', 'user'), {}, '2026-01-01' + INTERVAL seq SECOND, '{{}}'
         FROM seq_1_to_{N_ROWS}",
        number(7)
    );
    db.execute_unprepared(&fill).await.expect("a trail");
    let fill = format!(
        "INSERT INTO audit_entry (subject_id, version, site_id, subject_type, `change`, changed_at, actor_id, details)
         SELECT UNHEX(LPAD(HEX(seq), 32, '0')), 1, (SELECT id FROM site LIMIT 1), IF(seq % 200 = 1, 'signatory', 'template'),
             IF(seq % 100 = 0, 'deleted', 'edited'), '2026-01-01' + INTERVAL seq SECOND, UNHEX(LPAD(HEX(seq % 5), 32, '0')), '{{}}'
         FROM seq_1_to_{N_ROWS}"
    );
    db.execute_unprepared(&fill).await.expect("changes");
    let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().expect("an instant");
    let half = start + TimeDelta::seconds(i64::from(N_ROWS / 2));
    let place = Place {
        at: half,
        id: Uuid::from_u128(5),
        version: 1,
    };
    let actor = Some(UserId(Uuid::from_u128(0)));
    let filters = [
        Filter::default(),
        Filter {
            actor,
            ..Filter::default()
        },
        Filter {
            subject: Some(Uuid::from_u128(7)),
            ..Filter::default()
        },
        Filter {
            kind: Some(Kind::Deed(TrailAction::UserRenamed)),
            ..Filter::default()
        },
        Filter {
            actor,
            kind: Some(Kind::Deed(TrailAction::UserRenamed)),
            ..Filter::default()
        },
        Filter {
            subject_kind: Some(Subject::Deed(TrailSubject::RecordShare)),
            ..Filter::default()
        },
        Filter {
            subject_kind: Some(Subject::Change(AuditSubject::Signatory)),
            ..Filter::default()
        },
        Filter {
            until: Some(half),
            ..Filter::default()
        },
    ];
    let tx = db.begin().await.expect("a transaction");
    for filter in filters {
        // What was done to one thing is read from its newest entry on: no more than there is about that one.
        let later = Some(Some(place)).filter(|_| filter.subject.is_none());
        for after in [None].into_iter().chain(later) {
            let n_read = rows_read(&tx, async || {
                let page = trail::list(&tx, site, &filter, after, 25).await.expect("a page");
                assert_eq!(page.rows.len(), 25, "{filter:?} {after:?}");
            })
            .await;
            // Twenty-six rows of each table, and some more where they are sorted.
            assert!(n_read < 300, "{filter:?} {after:?}: {n_read}");
        }
    }
}
