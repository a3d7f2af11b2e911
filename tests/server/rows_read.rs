//! How many rows a statement reads, as MariaDB counts them: however large the table, no more than it gives.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::id::{ConfigurationId, CredentialId, SiteId, UserId};
use entity::{
    AuditSubject, CredentialChange, CredentialStatus, LearningObjectType, TallyKind, TallySubject, TrailAction,
    TrailSubject, site,
};
use sea_orm::{
    ConnectionTrait as _, DatabaseTransaction, DbBackend, EntityTrait as _, Statement, TransactionTrait as _,
};
use server::domain::credential::State;
use server::domain::tally::{Period, Step};
use server::policy::Scope;
use server::store::Position;
use server::store::credential::{self, Kind as CredentialKind};
use server::store::trail::{self, Filter, Kind, Place, Subject};
use server::store::user::{
    Account, By, Range, by_ids_with_name, list_divided, list_in_range, list_merged, list_with_word, list_without_words,
    list_words,
};
use server::store::{happening, tally};
use tests::database::{Database, Engine};
use uuid::Uuid;

/// Rows of each table.
const N_ROWS: u32 = 60_000;

/// How many rows the statements of `work` read, those that MariaDB keeps for itself among them.
async fn rows_read(tx: &DatabaseTransaction, work: impl AsyncFnOnce()) -> i64 {
    counted(tx, "Handler_read%", work).await
}

/// How many rows they read one after the other in an index, without those that MariaDB keeps for itself.
async fn index_rows_read(tx: &DatabaseTransaction, work: impl AsyncFnOnce()) -> i64 {
    counted(tx, "Handler_read_next", work).await
}

async fn counted(tx: &DatabaseTransaction, counts: &str, work: impl AsyncFnOnce()) -> i64 {
    tx.execute_unprepared("FLUSH STATUS").await.expect("counts begin anew");
    work().await;
    let counts = format!("SHOW SESSION STATUS LIKE '{counts}'");
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
async fn words_of_names_are_found_without_reading_others() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let db = database.connection();
    let of = |word: &str| {
        format!(
            "INSERT INTO user_name_word (user_id, word_key)
             SELECT UNHEX(LPAD(HEX(seq), 32, '0')), {word} FROM seq_1_to_{N_ROWS}"
        )
    };
    for fill in [
        format!(
            "INSERT INTO user (id, lms_user_id, username, username_key, full_name, name_key, name_words_folding, created_at, updated_at,
                 version)
             SELECT UNHEX(LPAD(HEX(seq), 32, '0')), seq, CONCAT('user', seq), CONCAT('user', seq), 'N', CONCAT('name ', seq), 0, NOW(6),
                 NOW(6), 1
             FROM seq_1_to_{N_ROWS}"
        ),
        of("'name'"),
        of("seq"),
        "ANALYZE TABLE user, user_name_word".to_owned(),
    ] {
        db.execute_unprepared(&fill).await.expect("people");
    }
    let tx = db.begin().await.expect("a transaction");
    let mut people = Vec::new();
    for word in ["name", "n", "1"] {
        let n_read = rows_read(&tx, async || {
            people = list_with_word(&tx, &Range::beginning_with(word), 101)
                .await
                .expect("people");
        })
        .await;
        assert_eq!(people.len(), 101);
        assert!((100..150).contains(&n_read), "{word}: {n_read}");
    }
    let n_read = rows_read(&tx, async || {
        let named = by_ids_with_name(&tx, &people).await.expect("names");
        assert!((1..=101).contains(&named.len()));
    })
    .await;
    assert!(n_read < 310, "{n_read} for names");
    let n_read = rows_read(&tx, async || {
        assert_eq!(list_without_words(&tx, 101).await.expect("people").len(), 101);
    })
    .await;
    assert!((100..150).contains(&n_read), "{n_read} without words");
    let middle = Some(UserId(Uuid::from_u128(u128::from(N_ROWS / 2))));
    let mut last = None;
    let n_read = rows_read(&tx, async || {
        let divided = list_divided(&tx, middle, 101).await.expect("people");
        last = divided.last().map(|it| it.id);
    })
    .await;
    assert!((100..150).contains(&n_read), "{n_read} to compare");
    let n_read = rows_read(&tx, async || {
        let words = list_words(&tx, middle, last.expect("somebody")).await.expect("words");
        assert_eq!(words.len(), 101);
    })
    .await;
    assert!((200..250).contains(&n_read), "{n_read} words");
    drop(tx);
    let mark = "UPDATE user SET name_words_folding = 1";
    db.execute_unprepared(mark).await.expect("words of everybody");
    let tx = db.begin().await.expect("a transaction");
    let n_read = rows_read(&tx, async || {
        assert_eq!(list_without_words(&tx, 101).await.expect("nobody").len(), 0);
    })
    .await;
    assert!(n_read < 10, "{n_read} where none are without");
}

#[tokio::test]
async fn merged_rows_are_read_page_by_page() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let db = database.connection();
    let fill = format!(
        "INSERT INTO user (id, username, username_key, merged_into_id, created_at, updated_at, version)
         SELECT UNHEX(LPAD(HEX(seq), 32, '0')), CONCAT('user', seq), CONCAT('user', seq),
             IF(seq % 2 = 0, UNHEX(LPAD(HEX(1 + 2 * (seq % 7)), 32, '0')), NULL), NOW(6), NOW(6), 1
         FROM seq_1_to_{N_ROWS}"
    );
    for fill in [fill.as_str(), "ANALYZE TABLE user"] {
        db.execute_unprepared(fill).await.expect("people");
    }
    let tx = db.begin().await.expect("a transaction");
    let mut pages = vec![None];
    let mut n_merged = 0;
    while let Some(beyond) = pages.pop() {
        let mut page = Vec::new();
        let n_read = rows_read(&tx, async || {
            page = list_merged(&tx, beyond, 5_000).await.expect("rows");
        })
        .await;
        assert!(page.is_sorted(), "in the order of the index");
        assert!(n_read < 5_050, "{n_read} beyond {beyond:?}");
        n_merged += page.len();
        pages.extend(page.last().copied().map(Some));
    }
    assert_eq!(n_merged, 30_000, "each once");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table and the lists that are read from it")]
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
    // One thing was changed as often as all others together.
    let often = Uuid::from_u128(1_000_000);
    let fill = format!(
        "INSERT INTO audit_entry (subject_id, version, site_id, subject_type, `change`, changed_at, actor_id, details)
         SELECT {}, seq, (SELECT id FROM site LIMIT 1), 'template', 'edited', '2026-01-01' + INTERVAL seq SECOND,
             UNHEX(LPAD(HEX(seq % 5), 32, '0')), '{{}}'
         FROM seq_1_to_{N_ROWS}",
        number(1_000_000)
    );
    db.execute_unprepared(&fill).await.expect("changes of one thing");
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
            person: Some(UserId(Uuid::from_u128(7))),
            ..Filter::default()
        },
        Filter {
            subject: Some(often),
            ..Filter::default()
        },
        Filter {
            subject: Some(often),
            actor,
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
            subject_kind: Some(Subject {
                deed: Some(TrailSubject::RecordShare),
                ..Subject::default()
            }),
            ..Filter::default()
        },
        Filter {
            subject_kind: Some(Subject {
                change: Some(AuditSubject::Signatory),
                ..Subject::default()
            }),
            ..Filter::default()
        },
        Filter {
            until: Some(half),
            ..Filter::default()
        },
    ];
    let tx = db.begin().await.expect("a transaction");
    for filter in filters {
        for after in [None, Some(place)] {
            let n_read = rows_read(&tx, async || {
                let page = trail::list(&tx, site, &filter, after, 25).await.expect("a page");
                assert_eq!(page.rows.len(), 25, "{filter:?} {after:?}");
            })
            .await;
            // Twenty-six rows of each table, and some more where they are sorted.
            assert!(n_read < 300, "{filter:?} {after:?}: {n_read}");
        }
    }
    // Something of which there is one entry among all these.
    let rare = Filter {
        subject: Some(Uuid::from_u128(9)),
        ..Filter::default()
    };
    let n_read = rows_read(&tx, async || {
        let page = trail::list(&tx, site, &rare, None, 25).await.expect("a page");
        assert_eq!(page.rows.len(), 1);
        assert_eq!(trail::count(&tx, site, &rare, 10_000).await.expect("a number"), 1);
    })
    .await;
    assert!(n_read < 50, "{n_read}");
}

/// Histories of as many credentials as there are rows: ten for each of most learners, one of a hundred entries a revocation.
async fn fill_histories(database: &Database) {
    let db = database.connection();
    // In a transaction, so that one connection runs them all.
    let tx = db.begin().await.expect("a transaction");
    for fill in [
        "SET FOREIGN_KEY_CHECKS = 0".to_owned(),
        format!(
            "INSERT INTO credential (id, site_id, user_id, configuration_id, status, awarded_at, visible_at, facts, version, updated_at)
             SELECT UNHEX(LPAD(HEX(seq), 32, '0')), (SELECT id FROM site LIMIT 1), UNHEX(LPAD(HEX(seq DIV 10), 32, '0')),
                 UNHEX(LPAD(HEX(seq), 32, '0')), 'awarded', NOW(6), NOW(6), '{{\"title\": \"T\", \"platform_name\": \"P\"}}', 1, NOW(6)
             FROM seq_1_to_{N_ROWS}"
        ),
        format!(
            "INSERT INTO credential_history (credential_id, version, `change`, status, changed_at, actor_id, details, site_id)
             SELECT UNHEX(LPAD(HEX(seq), 32, '0')), 1, IF(seq % 100, 'awarded', 'revoked'), 'awarded',
                 '2026-01-01' + INTERVAL seq SECOND, UNHEX(LPAD(HEX(seq % 5), 32, '0')), '{{}}', (SELECT id FROM site LIMIT 1)
             FROM seq_1_to_{N_ROWS}"
        ),
        "SET FOREIGN_KEY_CHECKS = 1".to_owned(),
    ] {
        tx.execute_unprepared(&fill).await.expect("histories");
    }
    tx.commit().await.expect("histories");
    let known = "ANALYZE TABLE credential, credential_history";
    db.execute_unprepared(known).await.expect("histories that are known");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table and the lists that are read from it")]
async fn histories_in_the_audit_trail_read_what_they_show() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let db = database.connection();
    let site: SiteId = site::Entity::find().one(db).await.expect("sites").expect("a site").id;
    fill_histories(&database).await;
    let half = "2026-01-01T00:00:00Z".parse::<DateTime<Utc>>().expect("an instant")
        + TimeDelta::seconds(i64::from(N_ROWS / 2));
    let place = Place {
        at: half,
        id: Uuid::from_u128(u128::from(N_ROWS / 2)),
        version: 1,
    };
    let actor = Some(UserId(Uuid::from_u128(0)));
    let revoked = Some(Kind::Credential(CredentialChange::Revoked));
    let filter = Filter::default;
    let of_credentials = Some(Subject {
        is_credential: true,
        ..Subject::default()
    });
    let tx = db.begin().await.expect("a transaction");
    for (filter, n_rows) in [
        (filter(), 25),
        (Filter { actor, ..filter() }, 25),
        (
            Filter {
                kind: revoked,
                ..filter()
            },
            25,
        ),
        (
            Filter {
                actor,
                kind: revoked,
                ..filter()
            },
            25,
        ),
        (
            Filter {
                actor: Some(UserId(Uuid::from_u128(1))),
                kind: revoked,
                ..filter()
            },
            0,
        ),
        (
            Filter {
                kind: Some(Kind::Credential(CredentialChange::Refreshed)),
                ..filter()
            },
            0,
        ),
        (
            Filter {
                subject_kind: of_credentials,
                ..filter()
            },
            25,
        ),
        (
            Filter {
                until: Some(half),
                ..filter()
            },
            25,
        ),
        (
            Filter {
                from: Some(half),
                until: Some(half + TimeDelta::seconds(9)),
                ..filter()
            },
            9,
        ),
        (
            Filter {
                person: Some(UserId(Uuid::from_u128(70))),
                ..filter()
            },
            10,
        ),
        (
            Filter {
                person: Some(UserId(Uuid::from_u128(70))),
                kind: revoked,
                ..filter()
            },
            1,
        ),
        (
            Filter {
                credential: Some(CredentialId(Uuid::from_u128(700))),
                ..filter()
            },
            1,
        ),
        (
            Filter {
                subject: Some(Uuid::from_u128(700)),
                ..filter()
            },
            0,
        ),
    ] {
        let is_listed_from_half = filter.until.is_none() && filter.person.is_none() && filter.credential.is_none();
        let later = Some(Some(place)).filter(|_| is_listed_from_half);
        for after in [None].into_iter().chain(later) {
            let n_read = rows_read(&tx, async || {
                let page = trail::list(&tx, site, &filter, after, 25).await.expect("a page");
                assert_eq!(page.rows.len(), n_rows, "{filter:?} {after:?}");
            })
            .await;
            // Twenty-six rows of each of seven kinds, which are put in order.
            assert!(n_read < 800, "{filter:?} {after:?}: {n_read}");
        }
        let n_read = rows_read(&tx, async || {
            trail::count(&tx, site, &filter, 1_000).await.expect("a number");
        })
        .await;
        assert!(n_read < 3_000, "{filter:?}: {n_read} to count");
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table and the lists that are read from it")]
async fn pages_of_credentials_read_what_they_show() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let db = database.connection();
    let site: SiteId = site::Entity::find().one(db).await.expect("sites").expect("a site").id;
    // Of two programs, and of a hundred runs all others. One of twenty is revoked; none of the programs is. One of twenty is replaced.
    let fill =
        "INSERT INTO credential_configuration (id, site_id, learning_object_type, learning_object_id, is_active, organization_label,
             shows_hours_of_effort, version, created_at,
             updated_at)
         SELECT UNHEX(LPAD(HEX(seq), 32, '0')), (SELECT id FROM site LIMIT 1), IF(seq <= 2, 'program', 'course_run'),
             CONCAT('object', seq), 1, 'name', 0, 1, NOW(6), NOW(6)
         FROM seq_1_to_102";
    db.execute_unprepared(fill).await.expect("configurations");
    let fill = format!(
        "INSERT INTO credential (id, site_id, user_id, configuration_id, status, awarded_at, visible_at, expires_at, replaced_at,
             replaced_by_id, facts, version, updated_at)
         SELECT UNHEX(LPAD(HEX(seq), 32, '0')), (SELECT id FROM site LIMIT 1), UNHEX(LPAD(HEX(seq), 32, '0')),
             UNHEX(LPAD(HEX(IF(seq <= 200, 1 + seq % 2, 3 + seq % 100)), 32, '0')), IF(seq % 20 = 7, 'revoked', 'awarded'),
             '2026-01-01' + INTERVAL seq SECOND, '2026-01-01' + INTERVAL seq SECOND,
             IF(seq % 2, NULL, '2026-02-01' + INTERVAL seq SECOND),
             IF(seq % 20 = 3, '2026-01-01' + INTERVAL seq SECOND, NULL), IF(seq % 20 = 3, UNHEX(LPAD(HEX(seq + 1), 32, '0')), NULL), '{{\"title\": \"T\", \"platform_name\": \"P\"}}', 1,
             '2026-01-01' + INTERVAL seq SECOND
         FROM seq_1_to_{N_ROWS}"
    );
    db.execute_unprepared(&fill).await.expect("credentials");
    let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().expect("an instant");
    let half = start + TimeDelta::seconds(i64::from(N_ROWS / 2));
    let end = start + TimeDelta::days(20);
    let position = |at: DateTime<Utc>| Position {
        at,
        id: Uuid::from_u128(u128::from(N_ROWS / 2)),
    };
    let kind = |learning_object_type, is_rare| CredentialKind {
        learning_object_type,
        is_rare,
    };
    let filter = credential::Filter::default;
    let of_run = Some(ConfigurationId(Uuid::from_u128(9)));
    let later = start + TimeDelta::days(365);
    let tx = db.begin().await.expect("a transaction");
    for (filter, place) in [
        (filter(), half),
        (
            credential::Filter {
                status: Some(CredentialStatus::Revoked),
                ..filter()
            },
            half,
        ),
        (
            credential::Filter {
                state: Some((State::Revoked, end)),
                ..filter()
            },
            half,
        ),
        (
            credential::Filter {
                state: Some((State::Valid, end)),
                ..filter()
            },
            half,
        ),
        (
            credential::Filter {
                state: Some((State::Expired, later)),
                ..filter()
            },
            half + TimeDelta::days(31),
        ),
        (
            credential::Filter {
                state: Some((State::Replaced, end)),
                ..filter()
            },
            half,
        ),
        (
            credential::Filter {
                state: Some((State::NotYetVisible, start)),
                ..filter()
            },
            half,
        ),
        (
            credential::Filter {
                kind: Some(kind(LearningObjectType::CourseRun, false)),
                ..filter()
            },
            half,
        ),
        (
            credential::Filter {
                configuration: of_run,
                ..filter()
            },
            half,
        ),
        (
            credential::Filter {
                configuration: of_run,
                status: Some(CredentialStatus::Awarded),
                ..filter()
            },
            half,
        ),
        (
            credential::Filter {
                awarded_before: Some(half),
                ..filter()
            },
            half - TimeDelta::hours(1),
        ),
        (
            credential::Filter {
                changed_since: Some(start + TimeDelta::minutes(5)),
                ..filter()
            },
            half,
        ),
    ] {
        for after in [None, Some(position(place))] {
            let n_read = rows_read(&tx, async || {
                let page = credential::list(&tx, site, Scope::Everyone, &filter, after, 25).await;
                assert_eq!(page.expect("a page").rows.len(), 25, "{filter:?} {after:?}");
            })
            .await;
            // What has expired, is valid or is of a kind is looked at, row by row.
            assert!(n_read < 150, "{filter:?} {after:?}: {n_read}");
        }
    }
    // All of a rare kind are read, and no others.
    let rare = credential::Filter {
        kind: Some(kind(LearningObjectType::Program, true)),
        ..credential::Filter::default()
    };
    let n_read = rows_read(&tx, async || {
        let page = credential::list(&tx, site, Scope::Everyone, &rare, None, 25).await;
        assert_eq!(page.expect("a page").rows.len(), 25);
    })
    .await;
    assert!((200..700).contains(&n_read), "{n_read}");
    // Numbers that begin alike are read, and no others.
    let id = |it: u128| CredentialId(Uuid::from_u128(it));
    let alike = credential::Filter {
        numbers: Some(id(500)..=id(509)),
        ..credential::Filter::default()
    };
    let n_read = rows_read(&tx, async || {
        let page = credential::list(&tx, site, Scope::Everyone, &alike, None, 25).await;
        assert_eq!(page.expect("a page").rows.len(), 10);
        let n_alike = credential::count(&tx, site, Scope::Everyone, &alike, 10_000).await;
        assert_eq!(n_alike.expect("a count"), 10);
    })
    .await;
    assert!(n_read < 100, "{n_read}");
    let n_programs = credential::count_of_kind(&tx, site, LearningObjectType::Program, 10_000).await;
    assert_eq!(n_programs.expect("a count"), 200);
}

/// Three hundred programs, each awarded on every day of a year.
#[tokio::test]
async fn insights_read_few_rows_however_much_was_counted() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let db = database.connection();
    let site: SiteId = site::Entity::find().one(db).await.expect("sites").expect("a site").id;
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let of_span = |span: &str, table: &str, starts_on: &str, n_subjects: u32| {
        format!(
            "INSERT INTO tally (site_id, span, kind, subject_kind, subject_id, starts_on, n)
             SELECT (SELECT id FROM site LIMIT 1), '{span}', 'awarded', 'program', UNHEX(LPAD(HEX(s.seq), 32, '0')), {starts_on},
                 1 + s.seq % 17 FROM {table} d JOIN seq_1_to_{n_subjects} s"
        )
    };
    for fill in [
        of_span("day", "seq_0_to_364", "'2026-01-01' + INTERVAL d.seq DAY", 300),
        of_span("month", "seq_0_to_11", "'2026-01-01' + INTERVAL d.seq MONTH", 300),
        "INSERT INTO tally (site_id, span, kind, subject_kind, subject_id, starts_on, n)
         SELECT (SELECT id FROM site LIMIT 1), 'day', k.kind, 'site', UNHEX(REPEAT('00', 16)), '2024-01-01' + INTERVAL d.seq DAY, 5
         FROM seq_0_to_1095 d JOIN (SELECT 'awarded' AS kind UNION SELECT 'revoked' UNION SELECT 'reinstated' UNION SELECT 'shared'
             UNION SELECT 'viewed') k"
            .to_owned(),
        "ANALYZE TABLE tally".to_owned(),
    ] {
        db.execute_unprepared(&fill).await.expect("tallies");
    }
    let tx = db.begin().await.expect("a transaction");
    for (from, until, is_little) in [
        ("2026-01-01", "2026-12-31", false),
        ("2026-01-02", "2026-12-30", false),
        ("2026-03-15", "2026-04-14", false),
        ("2024-01-01", "2026-12-31", false),
        ("2026-03-01", "2026-05-31", true),
        ("2026-02-20", "2026-05-10", true),
    ] {
        let period = Period::parse(day(from), day(until)).expect("a period");
        let spans = period.spans();
        for step in [Step::Day, Step::Week, Step::Month] {
            let n_read = rows_read(&tx, async || {
                let told = tally::by_span(&tx, site, &period.spans_by(step))
                    .await
                    .expect("figures");
                assert!(told.len() <= 5 * 1096);
            })
            .await;
            assert!(n_read < 10_000, "{from} {until} {step:?}: {n_read} by step");
        }
        let kinds = [TallyKind::Awarded, TallyKind::Revoked, TallyKind::Reinstated];
        let of_kinds = (&kinds[..], TallySubject::Program);
        let mut ranked = None;
        let n_read = index_rows_read(&tx, async || {
            ranked = tally::list_ranked(&tx, site, of_kinds, &spans, 10)
                .await
                .expect("programs");
        })
        .await;
        assert_eq!(ranked.map(|it| it.len()), is_little.then_some(10), "{from} {until}");
        assert!(n_read < 10_000, "{from} {until}: {n_read} to add all up");
        let of_programs = (TallyKind::Awarded, TallySubject::Program);
        let mut most = Vec::new();
        let n_read = rows_read(&tx, async || {
            most = tally::list_most(&tx, site, of_programs, &spans, 30)
                .await
                .expect("programs");
        })
        .await;
        // Which of many with the same number are looked at, the index decides.
        assert!((10..=30).contains(&most.len()), "{}", most.len());
        assert!(n_read < 10_000, "{from} {until}: {n_read} for the most");
        let n_read = rows_read(&tx, async || {
            tally::by_subjects(&tx, site, of_kinds, &most, &spans)
                .await
                .expect("sums");
        })
        .await;
        assert!(n_read < 10_000, "{from} {until}: {n_read} for their figures");
        let n_read = rows_read(&tx, async || drop(tally::sums(&tx, site).await.expect("sums"))).await;
        assert!(n_read < 1_000, "{n_read} in all");
    }
    let n_read = rows_read(&tx, async || {
        let rows = tally::list_of_day(&tx, day("2026-03-15"), None, 200)
            .await
            .expect("rows");
        assert_eq!(rows.len(), 200);
    })
    .await;
    assert!(n_read < 300, "{n_read} of a day");
}

#[tokio::test]
async fn a_day_is_counted_by_the_rows_of_that_day() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let db = database.connection();
    // In a transaction, so that one connection runs them all.
    let tx = db.begin().await.expect("a transaction");
    for fill in [
        "SET FOREIGN_KEY_CHECKS = 0".to_owned(),
        format!(
            "INSERT INTO credential_history (credential_id, version, `change`, status, changed_at, details)
             SELECT {}, 1, 'awarded', 'awarded', '2026-01-01' + INTERVAL seq MINUTE, '{{}}' FROM seq_1_to_{N_ROWS}",
            "UNHEX(LPAD(HEX(seq), 32, '0'))"
        ),
        "SET FOREIGN_KEY_CHECKS = 1".to_owned(),
    ] {
        tx.execute_unprepared(&fill).await.expect("a history");
    }
    tx.commit().await.expect("a history");
    let known = "ANALYZE TABLE credential_history";
    db.execute_unprepared(known).await.expect("a history that is known");
    let tx = db.begin().await.expect("a transaction");
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    for (from, expected) in [(day("1970-01-02"), "2026-01-01"), (day("2026-02-01"), "2026-02-01")] {
        let n_read = rows_read(&tx, async || {
            let found = happening::first_day(&tx, from).await.expect("a day");
            assert_eq!(found, Some(day(expected)));
        })
        .await;
        assert!(n_read < 100, "{from}: {n_read}");
    }
    let n_read = rows_read(&tx, async || {
        happening::changes(&tx, day("2026-01-20"), None, 100)
            .await
            .expect("changes");
    })
    .await;
    // Their credentials are looked for, in vain here.
    assert!(n_read < 4_000, "{n_read}");
}
