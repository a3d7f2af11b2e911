//! Promise P-11, retirement erases: whatever is known of a person is written everywhere where anything can be, the person is retired,
//! and then every column of every table, the database's own files and the log are searched.
//!
//! The lists below are a decision about each column. A new table or a new column of a table that tells of people fails here until
//! somebody decides whether it can tell of them, and sees to it that it is erased.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use entity::id::ReconciliationId;
use entity::{DifferenceKind, credential, credential_history, record_share, session, trail_entry, user};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, DbBackend, EntityTrait as _, QueryFilter as _, Statement};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::client::Client;
use tests::database::Engine;
use tests::persona::SOFIA;
use tests::platform::token::TokenSpec;

use crate::scene::{award, course_run, merged, text};
use crate::schema_drift::tables;
use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    every_column_has_been_thought_of,
    nothing_tells_of_a_retired_person,
    what_was_under_way_is_erased_again
);

/// What is written wherever something can be told of the person; in lower case, as it is searched for.
const MARK: &str = "xq7zmark";
/// The person's number on the platform, which stays.
const NUMBER: i64 = 90_210;

/// Columns that can tell of a person; the story below writes into each.
const TELLING: &[&str] = &[
    "certificate_preview.html",
    "credential.facts",
    "credential.revocation_reason",
    "credential_attribute.name",
    "credential_attribute.value",
    "credential_history.details",
    "credential_history.reason",
    "credential_history.request_id",
    "grade.letter",
    "idempotency_record.answer",
    "idempotency_record.key",
    "outbox_event.payload",
    "reconciliation_difference.here",
    "reconciliation_difference.reason",
    "reconciliation_difference.there",
    "reconciliation_difference.told",
    "reconciliation_difference.username",
    "record_share.label",
    "trail_entry.reason",
    "trail_entry.request_id",
    "user.email",
    "user.email_key",
    "user.full_name",
    "user.name_key",
    "user.username",
    "user.username_key",
    "user_name_word.word_key",
];

/// The other columns of the tables that tell of people: ids, numbers, instants, words out of a fixed list, and digests.
const SILENT: &[&str] = &[
    "certificate_preview: id site_id expires_at created_by",
    "credential: id site_id user_id configuration_id status mode awarded_at date_override visible_at expires_at revoked_at replaced_at \
     replaced_by_id is_private version updated_at state_salt",
    "credential_attribute: credential_id",
    // What digests are of is hidden by a salt that goes with it.
    "credential_history: credential_id version change status changed_at actor_id request_token site_id seal_sequence state_before \
     state_after",
    "completion_check: user_id configuration_id site_id due_at token",
    "grade: user_id site_id course_key id percent is_verified lms_last_updated_at version created_at updated_at",
    "idempotency_record: caller_id operation fingerprint created_at expires_at",
    "outbox_event: shard id kind subject_id created_at available_at attempts lease_owner lease_until delivered_at",
    "outgoing_mail: id site_id user_id kind subject_id dedupe_key state attempts next_attempt_at last_error version created_at ended_at",
    // A key is the digest that stays of a retired person's name, too.
    "reconciliation_difference: id site_id reconciliation_id kind user_id username_key course_key seen_version found_at state settled_by_id \
     settled_at version",
    "record_send: id site_id user_id program_id pathway_id record_share_id sends_updates n_sends asked_at asked_by version created_at",
    "record_share: id site_id user_id program_id token shows_grades shows_name shows_email expires_at revoked_at version created_at \
     updated_at",
    "role_assignment: id site_id user_id role granted_by granted_at",
    "session: token_hash id site_id user_id is_administrator is_superuser created_at seen_at renewed_at expires_at is_replaced",
    // Details: what was done, in words of ours and ids.
    "trail_entry: id site_id actor_id action subject_kind subject_id happened_at details seal_sequence",
    // Digests of what is erased are salted, and the salt goes with it.
    "trail_seal: site_id sequence kind entry_id version salt words_digest digest hash sealed_at settled_at",
    "user: id lms_user_id created_at updated_at version claims_at merged_into_id retired_at erase_until is_active sync_due_at \
     is_name_verified name_due_since name_words_folding",
    "user_name_word: user_id is_pinned",
];

/// Tables that tell of the institution and of work, and of people at most who did something, by an id. Those who sign certificates
/// are no users.
const ABOUT_OTHERS: &[&str] = &[
    "api_client",
    "asset",
    "audit_entry",
    "catalog_sync",
    "completion_mail",
    "configuration_signatory",
    "course",
    "course_organization",
    "course_run",
    "credential_configuration",
    "lease",
    "migration_lease",
    "organization",
    "pathway",
    "pathway_program",
    "program",
    "program_course_run",
    "program_organization",
    "reconciliation",
    "record_share_view",
    "signatory",
    "site",
    "site_host",
    "tally",
    "tally_mark",
    "template",
    "template_version",
    "trail_verification",
    "worker_task",
];

async fn every_column_has_been_thought_of(engine: Engine) {
    let app = TestApp::start(engine).await;
    let silent = SILENT.iter().flat_map(|line| {
        let (table, columns) = line.split_once(": ").expect("a table and its columns");
        columns.split_whitespace().map(move |it| format!("{table}.{it}"))
    });
    let decided: BTreeSet<String> = TELLING.iter().map(|&it| it.to_owned()).chain(silent).collect();
    let all: BTreeSet<String> = tables(app.db())
        .await
        .into_iter()
        .filter(|(table, _)| !ABOUT_OTHERS.contains(&table.as_str()))
        .flat_map(|(table, columns)| columns.into_keys().map(move |it| format!("{table}.{it}")))
        .collect();
    assert_eq!(decided, all, "a column can tell of a person, or cannot");
}

async fn nothing_tells_of_a_retired_person(engine: Engine) {
    let story = Story::tell(engine).await;
    let app = &story.study.app;
    let told: Vec<String> = found(app).await.into_keys().collect();
    assert_eq!(told, TELLING, "the story tells of the person wherever one can");

    let n_logged = app.log().len();
    story.retire("RETIRED").await;
    assert_eq!(found(app).await, BTreeMap::new());
    story.assert_gone().await;
    let before = Stored::read(app).await;
    story.retire("UNCHANGED").await;
    story.assert_refused().await;
    assert_eq!(Stored::read(app).await, before, "nothing is written any more");
    Story::assert_sound(&before);

    let ctx = app.ctx().await;
    app.advance(TimeDelta::minutes(3));
    server::worker::retirement::work(&ctx).await;
    assert!(Stored::read(app).await.users.iter().all(|it| it.erase_until.is_none()));
    assert_eq!(found(app).await, BTreeMap::new());
    assert_eq!(crate::sound::broken(&ctx).await, [""; 0]);
    let log = app.log()[n_logged..].to_lowercase();
    assert!(!log.contains(MARK), "{log}");
    if app.db().get_database_backend() == DbBackend::Sqlite {
        let path = app.database().url().path().to_owned();
        for file in [path.clone(), format!("{path}-wal")] {
            let bytes = std::fs::read(&file).unwrap_or_default().to_ascii_lowercase();
            let n_found = bytes.windows(MARK.len()).filter(|it| *it == MARK.as_bytes()).count();
            assert_eq!(n_found, 0, "in {file}");
        }
    }
}

async fn what_was_under_way_is_erased_again(engine: Engine) {
    let story = Story::tell(engine).await;
    let app = &story.study.app;
    let before = Stored::read(app).await;
    story.retire("RETIRED").await;
    // As an award leaves it that had read the learner's row before, and a link made by a token that a replica remembers.
    let stored = Stored::read(app).await;
    let named = before.credentials.iter().find(|it| it.facts.recipient_name.is_some());
    let named = named.expect("a credential that names the person");
    let late = credential::Entity::update_many()
        .col_expr(credential::Column::Facts, Expr::value(json!(named.facts)))
        .col_expr(credential::Column::IsPrivate, Expr::value(false))
        .filter(credential::Column::Id.eq(named.id))
        .exec(app.db());
    late.await.expect("a late award");
    let share = record_share::Model {
        user_id: person(&stored).id,
        ..before.shares[0].clone()
    };
    let share: record_share::ActiveModel = sea_orm::IntoActiveModel::into_active_model(share);
    record_share::Entity::insert(share)
        .exec_without_returning(app.db())
        .await
        .expect("a late link");
    assert_eq!(found(app).await.len(), 2);

    let ctx = app.ctx().await;
    for (minutes, is_over) in [(0, false), (1, false), (1, true)] {
        app.advance(TimeDelta::minutes(minutes));
        server::worker::retirement::work(&ctx).await;
        assert_eq!(found(app).await, BTreeMap::new());
        let people = Stored::read(app).await.users;
        assert_eq!(people.iter().all(|it| it.erase_until.is_none()), is_over, "{people:#?}");
    }
    story.assert_gone().await;
}

/// A person of whom something is told wherever it can be.
struct Story {
    study: Study,
    /// Of two credentials, one of which was revoked.
    numbers: Vec<String>,
    token: String,
    client: Client,
    award: Value,
}

impl Story {
    async fn tell(engine: Engine) -> Self {
        let study = Study::open(engine).await;
        let app = &study.app;
        let spec = |name: &str| {
            TokenSpec::of(&SOFIA)
                .claim("preferred_username", name)
                .claim("user_id", NUMBER)
                .claim("name", "Xq7zmark Lovelace")
                .claim("email", "xq7zmark@example.org")
        };
        let name = "Xq7zmark.new";
        app.bearer(&spec("xq7zmark.oldest"))
            .query("{ viewer { id } }")
            .await
            .data();
        let renamed = json!({ "items": [{ "current": "xq7zmark.oldest", "desired": "xq7zmark.old" }] });
        let renamed = app
            .service()
            .mutate("replaceUsernames", renamed, "results { outcome }")
            .await;
        assert_eq!(renamed.at("/replaceUsernames/results/0/outcome"), "REPLACED");
        // Awarded to the new name before anybody knows whose it is: two rows, of which the second is merged.
        let service = app.service();
        let input = json!({ "username": name, "learningObject": course_run(study.runs[0].key.as_str()),
            "attributes": [{ "name": "xq7zmark", "value": "of Xq7zmark" }], "recipientName": "Xq7zmark Lovelace",
            "idempotencyKey": "award-xq7zmark" });
        let first = text(&award(&service, input.clone()).await["credential"]["uuid"]);
        app.advance(TimeDelta::minutes(1));
        let client = app.bearer(&spec(name));
        client.query("{ viewer { id } }").await.data();
        let item =
            json!({ "username": name, "lmsUserId": NUMBER, "learningObject": course_run(study.runs[2].key.as_str()) });
        let many = json!({ "items": [item], "idempotencyKey": "many-xq7zmark" });
        let many = service
            .mutate("awardCredentials", many, "results { credential { uuid } }")
            .await;
        let second = many.text_at("/awardCredentials/results/0/credential/uuid").to_owned();
        let revocation =
            json!({ "uuid": second, "reason": "Xq7zmark asked for it", "idempotencyKey": "revoke-xq7zmark" });
        service.mutate("revokeCredential", revocation, "outcome").await.data();
        let grade = json!({ "items": [{ "username": name, "courseKey": study.runs[0].key, "percent": "0.9", "letter": "Xq7zmark" }],
            "idempotencyKey": "grade-xq7zmark" });
        service
            .mutate("recordGrades", grade, "userErrors { code }")
            .await
            .data();
        let share = json!({ "program": study.program.uuid, "label": "Xq7zmark's" });
        let share = client.mutate("shareRecord", share, "recordShare { url }").await;
        let token = share
            .text_at("/shareRecord/recordShare/url")
            .rsplit('/')
            .next()
            .expect("a token")
            .to_owned();
        let preview = client.mutate("previewCertificate", json!({}), "preview { html }").await;
        assert!(preview.text_at("/previewCertificate/preview/html").contains("Xq7zmark"));
        let own = json!({ "username": "somebody", "learningObject": course_run("course-v1:A+B+C"), "idempotencyKey": "own-xq7zmark" });
        award(&client, own).await;
        let look = json!({ "program": study.program.uuid, "username": name });
        let document = "query($program: UUID!, $username: String) { programRecord(program: $program, username: $username) { progress } }";
        app.superuser().graphql(document, look).await.data();
        Self::write_words(app).await;
        let award = merged(input, json!({}));
        Self {
            numbers: vec![first, second],
            token,
            client,
            award,
            study,
        }
    }

    /// What callers and staff may have written: names of requests and reasons. And a browser's session.
    async fn write_words(app: &TestApp) {
        let ctx = app.ctx().await;
        let stored = Stored::read(app).await;
        let person = stored
            .users
            .iter()
            .find(|it| it.lms_user_id == Some(NUMBER))
            .expect("the person")
            .id;
        let tx = ctx.db.begin().await.expect("a transaction");
        let history = credential_history::Entity::update_many()
            .col_expr(
                credential_history::Column::RequestId,
                Expr::value("request-of-xq7zmark"),
            )
            .col_expr(credential_history::Column::Reason, Expr::value("because of Xq7zmark"));
        history.exec(&tx).await.expect("history");
        let trail = trail_entry::Entity::update_many()
            .col_expr(trail_entry::Column::RequestId, Expr::value("request-of-xq7zmark"))
            .col_expr(trail_entry::Column::Reason, Expr::value("because of Xq7zmark"))
            .filter(trail_entry::Column::SubjectId.eq(person.0));
        assert_eq!(trail.exec(&tx).await.expect("the trail").rows_affected, 2);
        // Of somebody else, whom it concerns as little as them.
        let others = credential_history::Entity::update_many()
            .col_expr(credential_history::Column::RequestId, Expr::value("a-request"))
            .col_expr(credential_history::Column::Reason, Expr::value("a reason"));
        let theirs: Vec<_> = stored
            .credentials
            .iter()
            .filter(|it| it.user_id != person)
            .map(|it| it.id)
            .collect();
        others
            .filter(credential_history::Column::CredentialId.is_in(theirs))
            .exec(&tx)
            .await
            .expect("history");
        let session = session::Model {
            token_hash: vec![7; 32],
            id: entity::id::SessionId(stored.credentials[0].id.0),
            site_id: stored.sites[0].id,
            user_id: person,
            is_administrator: true,
            is_superuser: false,
            created_at: app.now(),
            seen_at: app.now(),
            renewed_at: app.now(),
            expires_at: app.now() + TimeDelta::days(1),
            is_replaced: false,
        };
        let session: session::ActiveModel = sea_orm::IntoActiveModel::into_active_model(session);
        session::Entity::insert(session)
            .exec_without_returning(&tx)
            .await
            .expect("a session");
        let known = stored.users.iter().find(|it| it.id == person);
        for (number, user) in [(1, known), (2, None)] {
            let run = ReconciliationId(uuid::Uuid::from_u128(number));
            let difference = build::difference(run, DifferenceKind::UsernameChanged)
                .named("Xq7zmark.new")
                .between(Some("Xq7zmark"), Some("Xq7zmark"))
                .told(json!({ "username": "Xq7zmark" }))
                .ignored("Xq7zmark");
            let difference = match user {
                Some(user) => difference.of(user),
                None => difference,
            };
            difference.insert(&tx).await;
        }
        tx.commit().await.expect("committed");
    }

    async fn retire(&self, outcome: &str) {
        let input = json!({ "username": "XQ7ZMARK.NEW", "lmsUserId": NUMBER, "reason": "request 17" });
        let reply = self
            .study
            .app
            .service()
            .mutate("retireUser", input, "outcome userErrors { code }")
            .await;
        assert_eq!(
            reply.at("/retireUser"),
            &json!({ "outcome": outcome, "userErrors": [] })
        );
    }

    /// That visitors find nothing of the person, and staff find credentials that name nobody.
    async fn assert_gone(&self) {
        let app = &self.study.app;
        let document = "query($uuid: UUID!) { credential(uuid: $uuid) {
            state username recipientName revocationReason visibility attributes { name } history { change reason } } }";
        for (uuid, state) in self.numbers.iter().zip(["VALID", "REVOKED"]) {
            let asked = json!({ "uuid": uuid });
            assert_eq!(
                app.anonymous().graphql(document, asked.clone()).await.at("/credential"),
                &Value::Null
            );
            let path = format!("/credentials/{}", uuid.replace('-', ""));
            assert_eq!(
                app.anonymous().get(&format!("{path}/document")).await.status,
                StatusCode::NOT_FOUND
            );
            let seen = app.staff().graphql(document, asked).await.at("/credential").clone();
            assert_eq!(seen["state"], state, "it stays what it was");
            assert!(text(&seen["username"]).starts_with("retired-"), "{seen:#}");
            assert_eq!(
                (
                    &seen["recipientName"],
                    &seen["revocationReason"],
                    &seen["visibility"],
                    &seen["attributes"]
                ),
                (&Value::Null, &Value::Null, &json!("PRIVATE"), &json!([]))
            );
            let history = seen["history"].as_array().expect("a list");
            assert!(history.iter().any(|it| it["change"] == "ERASED"), "{seen:#}");
            assert!(history.iter().all(|it| it["reason"] == Value::Null), "{seen:#}");
        }
        let shared = "query($token: String!) { sharedRecord(token: $token) { state } }";
        let shared = app.anonymous().graphql(shared, json!({ "token": self.token })).await;
        assert_eq!(shared.at("/sharedRecord"), &Value::Null);
        for who in [json!({ "lmsUserId": NUMBER }), json!({ "username": "xq7zmark.new" })] {
            let document = "query($username: String, $lmsUserId: Int, $runs: [String!]) {
                learnerStatus(username: $username, lmsUserId: $lmsUserId, courseRuns: $runs) { courseRuns { key } } }";
            let runs: Vec<_> = self.study.runs.iter().map(|it| it.key.to_string()).collect();
            let reply = app
                .service()
                .graphql(document, merged(who, json!({ "runs": runs })))
                .await;
            assert_eq!(reply.at("/learnerStatus/courseRuns"), &json!([]));
        }
    }

    /// That nothing is taken of the person any more.
    async fn assert_refused(&self) {
        let app = &self.study.app;
        let service = app.service();
        let run = course_run("course-v1:A+B+late");
        let again = award(&service, self.award.clone()).await;
        assert_eq!(
            crate::scene::refusals(&again),
            [("LEARNER_RETIRED".to_owned(), "input.username".to_owned())]
        );
        for who in [
            json!({ "username": "xq7zmark.new" }),
            // What they were called before, and before that.
            json!({ "username": "XQ7zmark.old" }),
            json!({ "username": "xq7zmark.oldest" }),
            json!({ "username": "anybody", "lmsUserId": NUMBER }),
            json!({ "username": "XQ7zmark.NEW", "lmsUserId": 4 }),
        ] {
            let input = merged(
                who.clone(),
                json!({ "learningObject": run, "recipientName": "Xq7zmark" }),
            );
            let refused = award(&service, input).await;
            assert_eq!(refused["outcome"], "REFUSED");
            assert_eq!(
                refused["userErrors"][0]["code"], "LEARNER_RETIRED",
                "{who}: {refused:#}"
            );
            let grade = merged(who, json!({ "courseKey": "course-v1:A+B+late", "percent": "0.5" }));
            let input = json!({ "items": [grade], "partial": true });
            let reply = service
                .mutate("recordGrades", input, "results { outcome userErrors { code } }")
                .await;
            assert_eq!(
                reply.at("/recordGrades/results/0"),
                &json!({ "outcome": "REFUSED", "userErrors": [{ "code": "LEARNER_RETIRED" }] })
            );
        }
        let refused = self.client.query("{ viewer { id } }").await;
        assert_eq!(
            (refused.status, refused.codes()),
            (StatusCode::UNAUTHORIZED, vec!["UNAUTHENTICATED"])
        );
        let replica = app.replica().await;
        let spec = TokenSpec::of(&SOFIA)
            .claim("preferred_username", "xq7zmark.newest")
            .claim("user_id", NUMBER);
        assert_eq!(
            replica.bearer(&spec).query("{ viewer { id } }").await.status,
            StatusCode::UNAUTHORIZED
        );
        let spec = TokenSpec::of(&SOFIA)
            .claim("preferred_username", "xq7zmark.new")
            .without_claim("user_id");
        assert_eq!(
            replica.bearer(&spec).query("{ viewer { id } }").await.status,
            StatusCode::UNAUTHORIZED
        );
    }

    /// What stays, stays whole.
    #[track_caller]
    fn assert_sound(stored: &Stored) {
        let person = person(stored);
        assert_eq!(
            stored.credentials.iter().filter(|it| it.user_id == person.id).count(),
            2
        );
        assert_eq!(
            (stored.grades.len(), stored.shares.len(), stored.previews.len()),
            (0, 0, 0)
        );
        let retired = stored
            .trail
            .iter()
            .filter(|it| it.action == entity::TrailAction::UserRetired);
        let subjects: BTreeSet<_> = retired.map(|it| it.subject_id).collect();
        let people: BTreeSet<_> = stored
            .users
            .iter()
            .filter(|it| it.retired_at.is_some())
            .map(|it| it.id.0)
            .collect();
        assert_eq!(
            (subjects, people.len()),
            (people, 4),
            "both rows of the person, one for each former name, and who did it"
        );
        for entry in &stored.trail {
            let is_retired = entry.action == entity::TrailAction::UserRetired;
            let kept = is_retired.then_some("request 17");
            assert_eq!(
                entry.reason.as_deref(),
                kept,
                "why, which names nobody, is all that stays: {entry:?}"
            );
        }
        let reasons: Vec<_> = stored.history.iter().filter_map(|it| it.reason.as_deref()).collect();
        assert_eq!(reasons, ["a reason"], "others keep what is theirs");
    }
}

/// What is left of her.
#[track_caller]
fn person(stored: &Stored) -> &user::Model {
    stored
        .users
        .iter()
        .find(|it| it.lms_user_id == Some(NUMBER))
        .expect("the tombstone")
}

/// Where the mark is, in every table, and how often.
async fn found(app: &TestApp) -> BTreeMap<String, i64> {
    places_of(app, MARK).await
}

/// Where a text in lower case is, in every table, and how often.
pub(crate) async fn places_of(app: &TestApp, text: &str) -> BTreeMap<String, i64> {
    let db = app.db();
    let backend = db.get_database_backend();
    let mark = text.bytes().map(|it| format!("{it:02X}")).collect::<Vec<_>>().concat();
    let mut found = BTreeMap::new();
    for (table, columns) in tables(db).await {
        for column in columns.into_keys() {
            let sql = format!(
                "SELECT CAST(COUNT(*) AS {}) FROM `{table}` WHERE INSTR(HEX(LOWER(`{column}`)), '{mark}') > 0",
                if backend == DbBackend::MySql {
                    "SIGNED"
                } else {
                    "INTEGER"
                }
            );
            let row = db
                .query_one_raw(Statement::from_string(backend, sql))
                .await
                .expect("an answer");
            let n_rows: i64 = row.expect("a row").try_get_by_index(0).expect("a number");
            if n_rows > 0 {
                found.insert(format!("{table}.{column}"), n_rows);
            }
        }
    }
    found
}
