//! What the learning platform says otherwise is found, told and settled: `startReconciliation`, `repairDifferences`,
//! `ignoreDifferences`, and what the worker makes of them.

mod schedule;
mod settle;
mod work;

use entity::reconciliation;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use server::worker;
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;
use tests::platform::account::Account;
use tests::platform::learning::{Certificate, Grade};

use crate::scene::{award, course_run, text};

tests::on_both_engines!(
    everybody_who_says_the_same_is_clean,
    certificate_that_is_not_listed_is_asked_for,
    each_kind_is_found,
    run_without_grades_is_never_clean,
    differences_are_filtered_and_cost_the_same,
    unfit_requests_are_refused
);

/// A course run.
pub(crate) fn run_key(name: &str) -> String {
    format!("course-v1:ExampleX+{name}+2026")
}

/// Awards a run as the platform does.
pub(crate) async fn awarded(app: &TestApp, username: &str, run: &str) -> String {
    let input = json!({ "username": username, "learningObject": course_run(&run_key(run)), "mode": "verified" });
    let payload = award(&app.service(), input).await;
    assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
    text(&payload["credential"]["uuid"])
}

/// Records a grade as the platform does.
pub(crate) async fn graded(app: &TestApp, username: &str, run: &str, percent: &str, letter: &str) {
    let item = json!({ "username": username, "courseKey": run_key(run), "percent": percent, "letter": letter });
    let reply = app
        .service()
        .mutate("recordGrades", json!({ "items": [item] }), "userErrors { code }")
        .await;
    assert_eq!(reply.at("/recordGrades/userErrors"), &json!([]));
}

/// Lets the platform have a certificate that counts, and everybody may see.
pub(crate) fn certified(app: &TestApp, username: &str, run: &str) {
    let certificate = Certificate::passing(username, &run_key(run));
    app.platform().edit_learning(|it| it.certificates.push(certificate));
}

/// Lets the platform have a grade.
pub(crate) fn grade(app: &TestApp, username: &str, run: &str, percent: f64, letter: &str) {
    let grade = Grade {
        username: username.to_owned(),
        course_id: run_key(run),
        percent,
        letter: Some(letter.to_owned()),
    };
    app.platform().edit_learning(|it| it.grades.push(grade));
}

/// Lets the platform have an account of this name and number.
pub(crate) fn account(app: &TestApp, username: &str, user_id: i64) {
    let account = Account {
        user_id,
        username: username.to_owned(),
        name: format!("Learner {user_id}"),
        email: format!("learner{user_id}@example.org"),
        verified_name: None,
        is_active: true,
    };
    app.platform().edit_accounts(|all| all.push(account));
}

/// Asks for a run; gives its id.
pub(crate) async fn start(app: &TestApp) -> Value {
    let reply = app
        .staff()
        .mutate(
            "startReconciliation",
            json!({}),
            "reconciliation { id } userErrors { code }",
        )
        .await;
    assert_eq!(reply.at("/startReconciliation/userErrors"), &json!([]));
    reply.at("/startReconciliation/reconciliation/id").clone()
}

/// One round of the worker.
pub(crate) async fn work(app: &TestApp) -> bool {
    let ctx = app.ctx().await;
    let is_postponed = worker::reconciliation::work_off(&ctx).await.expect("a database");
    ctx.db.clone().close().await;
    is_postponed
}

/// A run with all that it found, in the order of kinds and people.
pub(crate) async fn read(client: &Client, id: &Value) -> Value {
    let document = "query($id: ID!) { reconciliation(id: $id) {
        id state isClean requestedBy startedAt finishedAt failure failureMessage
        counts { people courseRuns grades skipped differences notKept } found { kind count kept }
        differences(first: 100) { totalCount nodes { id kind state username courseKey here there viewerCan reason settledBy } } } }";
    let mut run = client
        .graphql(document, json!({ "id": id }))
        .await
        .at("/reconciliation")
        .clone();
    if let Some(nodes) = run["differences"]["nodes"].as_array_mut() {
        nodes.sort_by_key(|it| format!("{} {}", it["kind"], it["username"]));
    }
    run
}

/// Compares everything; gives the run.
pub(crate) async fn reconciled(app: &TestApp) -> Value {
    let id = start(app).await;
    assert!(!work(app).await);
    let run = read(&app.superuser(), &id).await;
    assert_eq!(run["state"], "SUCCEEDED", "{run:#}");
    run
}

/// Kind, person, and what both sides say.
pub(crate) fn told(run: &Value) -> Vec<String> {
    let nodes = run["differences"]["nodes"].as_array().expect("a list");
    let word = |it: &Value| it.as_str().unwrap_or("-").to_owned();
    nodes
        .iter()
        .map(|it| {
            let parts = ["kind", "username", "courseKey", "here", "there"].map(|name| word(&it[name]));
            parts.join(" ")
        })
        .collect()
}

async fn everybody_who_says_the_same_is_clean(engine: Engine) {
    let app = TestApp::start(engine).await;
    awarded(&app, "ada", "A").await;
    graded(&app, "ada", "A", "0.83", "B").await;
    certified(&app, "ada", "A");
    grade(&app, "ada", "A", 0.83, "B");
    // Somebody who has not finished is nobody's business here.
    account(&app, "newcomer", 700);
    app.platform().edit_learning(|it| {
        it.grades.push(Grade {
            username: "newcomer".to_owned(),
            course_id: run_key("A"),
            percent: 0.1,
            letter: None,
        });
    });
    let clean = "{ lastCleanReconciliation { id } }";
    assert_eq!(
        app.staff().query(clean).await.at("/lastCleanReconciliation"),
        &Value::Null
    );
    let run = reconciled(&app).await;
    assert_eq!((told(&run), &run["isClean"]), (Vec::<String>::new(), &json!(true)));
    assert_eq!(run["requestedBy"], "sofia");
    assert_eq!(
        (
            &run["counts"]["courseRuns"],
            &run["counts"]["grades"],
            &run["counts"]["skipped"]
        ),
        (&json!(1), &json!(2), &json!(0))
    );
    assert_eq!(
        app.staff().query(clean).await.at("/lastCleanReconciliation/id"),
        &run["id"]
    );

    certified(&app, "ada", "B");
    let second = reconciled(&app).await;
    assert_eq!(second["isClean"], false);
    assert_eq!(
        app.staff().query(clean).await.at("/lastCleanReconciliation/id"),
        &run["id"],
        "the last clean one"
    );
}

async fn certificate_that_is_not_listed_is_asked_for(engine: Engine) {
    let app = TestApp::start(engine).await;
    awarded(&app, "ada", "A").await;
    app.platform().edit_learning(|it| {
        it.empty_runs.push(run_key("A"));
        it.certificates.push(Certificate {
            is_listed: false,
            ..Certificate::passing("ada", &run_key("A"))
        });
    });
    let run = reconciled(&app).await;
    assert_eq!((told(&run), &run["isClean"]), (Vec::<String>::new(), &json!(true)));
}

async fn each_kind_is_found(engine: Engine) {
    let app = TestApp::start(engine).await;
    differ(&app).await;
    let run = reconciled(&app).await;
    let key = run_key("A");
    assert_eq!(
        told(&run),
        [
            "ACCOUNT_RETIRED gone - gone retired__user_00ff",
            "ACCOUNT_UNKNOWN nobody - nobody -",
            &format!("AWARD_MISSING ada {key} - downloadable"),
            &format!("AWARD_MISSING stranger {key} - downloadable"),
            &format!("AWARD_NOT_PASSING grace {key} awarded unavailable"),
            &format!("AWARD_REVOKED alan {key} revoked downloadable"),
            &format!("AWARD_UNKNOWN edsger {key} awarded -"),
            &format!("GRADE_DIFFERS barbara {key} 0.7 C 0.8333 B"),
            &format!("GRADE_MISSING donald {key} - 0.9 A"),
            "USERNAME_CHANGED before - before after",
        ]
    );
    let counts = &run["counts"];
    assert_eq!(
        (
            &counts["differences"],
            &counts["notKept"],
            &run["differences"]["totalCount"]
        ),
        (&json!(10), &json!(0), &json!(10))
    );
    assert_eq!(
        run["found"][0],
        json!({ "kind": "AWARD_MISSING", "count": 2, "kept": 2 })
    );
    // Staff may not speak for accounts, and nobody can tell what became of one that is gone.
    let staff = read(&app.staff(), &run["id"]).await;
    let can = |run: &Value, kind: &str| {
        let nodes = run["differences"]["nodes"].as_array().expect("a list").clone();
        let node = nodes.into_iter().find(|it| it["kind"] == kind).expect("a difference");
        node["viewerCan"].clone()
    };
    for (kind, of_staff, of_superuser) in [
        (
            "AWARD_MISSING",
            json!(["REPAIR", "IGNORE"]),
            json!(["REPAIR", "IGNORE"]),
        ),
        ("USERNAME_CHANGED", json!(["IGNORE"]), json!(["REPAIR", "IGNORE"])),
        ("ACCOUNT_UNKNOWN", json!(["IGNORE"]), json!(["IGNORE"])),
    ] {
        assert_eq!((can(&staff, kind), can(&run, kind)), (of_staff, of_superuser), "{kind}");
    }
    // The same is found again, and nothing is changed by looking.
    assert_eq!(told(&reconciled(&app).await), told(&run));
}

/// Something of each kind, in one run: only those that are named differ.
pub(crate) async fn differ(app: &TestApp) {
    let service = app.service();
    for (number, name) in ["alan", "edsger", "barbara", "donald", "stranger"].iter().enumerate() {
        account(app, name, 800 + i64::try_from(number).expect("small"));
    }
    for name in ["alan", "barbara", "donald", "grace", "edsger"] {
        let uuid = awarded(app, name, "A").await;
        if name == "alan" {
            let revoked = service
                .mutate("revokeCredential", json!({ "uuid": uuid }), "outcome")
                .await;
            assert_eq!(revoked.at("/revokeCredential/outcome"), "REVOKED");
        }
        if name != "edsger" && name != "grace" {
            certified(app, name, "A");
        }
    }
    app.platform().edit_learning(|it| {
        it.certificates.push(Certificate {
            status: "unavailable".to_owned(),
            ..Certificate::passing("grace", &run_key("A"))
        });
    });
    app.learner("ada").query("{ viewer { id } }").await.data();
    certified(app, "ada", "A");
    certified(app, "stranger", "A");
    graded(app, "barbara", "A", "0.7", "C").await;
    grade(app, "barbara", "A", 0.833_333, "B");
    grade(app, "donald", "A", 0.9, "A");
    grade(app, "stranger", "A", 0.9, "A");
    for (name, number) in [("before", Some(901)), ("gone", Some(902)), ("nobody", None)] {
        let item = json!({ "username": name, "lmsUserId": number, "courseKey": run_key("B"), "percent": "0.1" });
        let reply = service
            .mutate("recordGrades", json!({ "items": [item] }), "userErrors { code }")
            .await;
        assert_eq!(reply.at("/recordGrades/userErrors"), &json!([]));
    }
    account(app, "after", 901);
    account(app, "retired__user_00ff", 902);
}

async fn run_without_grades_is_never_clean(engine: Engine) {
    let app = TestApp::start(engine).await;
    awarded(&app, "ada", "A").await;
    certified(&app, "ada", "A");
    let input = json!({ "hasGrades": false });
    let reply = app
        .staff()
        .mutate("startReconciliation", input, "reconciliation { id hasGrades }")
        .await;
    assert_eq!(reply.at("/startReconciliation/reconciliation/hasGrades"), false);
    assert!(!work(&app).await);
    let run = read(&app.staff(), reply.at("/startReconciliation/reconciliation/id")).await;
    assert_eq!(
        (&run["state"], &run["isClean"], &run["counts"]["courseRuns"]),
        (&json!("SUCCEEDED"), &json!(false), &json!(0))
    );
}

async fn differences_are_filtered_and_cost_the_same(engine: Engine) {
    let app = TestApp::start(engine).await;
    certified(&app, "ada", "A");
    app.learner("ada").query("{ viewer { id } }").await.data();
    let one = reconciled(&app).await;
    for number in 0..30_i64 {
        let name = format!("learner{number}");
        account(&app, &name, 5000 + number);
        awarded(&app, &name, "B").await;
    }
    app.platform().edit_learning(|it| it.empty_runs.push(run_key("B")));
    let many = reconciled(&app).await;
    assert_eq!(told(&many).len(), 31);
    let list = async |id: &Value, filter: &str| {
        let document = format!(
            "query($id: ID!) {{ reconciliation(id: $id) {{ differences(first: 20{filter}) {{
                totalCount nodes {{ kind username settledBy courseRun {{ title }} }} pageInfo {{ hasNextPage endCursor }} }} }} }}"
        );
        let (statements, reply) = app
            .count_statements(async || app.staff().graphql(&document, json!({ "id": id })).await)
            .await;
        (statements, reply.at("/reconciliation/differences").clone())
    };
    let (few, _) = list(&one["id"], "").await;
    let (all, page) = list(&many["id"], "").await;
    assert_eq!(few.total(), all.total(), "one or twenty rows");
    assert_eq!(
        (&page["totalCount"], &page["pageInfo"]["hasNextPage"]),
        (&json!(31), &json!(true))
    );
    let cursor = text(&page["pageInfo"]["endCursor"]);
    let (_, rest) = list(&many["id"], &format!(", after: \"{cursor}\"")).await;
    assert_eq!(rest["nodes"].as_array().map(Vec::len), Some(11));
    for (filter, n) in [
        (", kind: AWARD_MISSING", 1),
        (", kind: AWARD_UNKNOWN", 30),
        (", kind: GRADE_MISSING", 0),
        (", state: OPEN", 31),
        (", state: IGNORED", 0),
    ] {
        assert_eq!(list(&many["id"], filter).await.1["totalCount"], n, "{filter}");
    }
}

async fn unfit_requests_are_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = start(&app).await;
    let again = app
        .staff()
        .mutate(
            "startReconciliation",
            json!({}),
            "reconciliation { id } userErrors { code }",
        )
        .await;
    assert_eq!(
        again.at("/startReconciliation"),
        &json!({ "reconciliation": { "id": id }, "userErrors": [{ "code": "UNDER_WAY" }] })
    );
    let difference = "difference:12345678-9abc-def0-1234-56789abcdef0";
    let settle = async |field: &str, ids: Value| {
        let input = if field == "repairDifferences" {
            json!({ "ids": ids })
        } else {
            json!({ "ids": ids, "reason": "known" })
        };
        let selection = "results { outcome userErrors { code path } } userErrors { code path }";
        app.staff().mutate(field, input, selection).await
    };
    for field in ["repairDifferences", "ignoreDifferences"] {
        let none = settle(field, json!([])).await;
        assert_eq!(
            none.at(&format!("/{field}/userErrors")),
            &json!([{ "code": "EMPTY", "path": ["input", "ids"] }])
        );
        let unknown = settle(field, json!([difference])).await;
        assert_eq!(
            unknown.at(&format!("/{field}/results")),
            &json!([{ "outcome": "REFUSED", "userErrors": [{ "code": "NOT_FOUND", "path": ["input", "ids", "0"] }] }])
        );
        assert_eq!(
            settle(field, json!(vec![difference; 101])).await.codes(),
            ["LIMIT_EXCEEDED"]
        );
        assert_eq!(settle(field, json!([id])).await.codes(), ["BAD_USER_INPUT"]);
    }
    for reason in [" ".to_owned(), "x".repeat(1_001), "\u{7}".to_owned()] {
        let input = json!({ "ids": [difference], "reason": reason });
        let reply = app
            .staff()
            .mutate("ignoreDifferences", input, "userErrors { code path }")
            .await;
        assert_eq!(
            reply.at("/ignoreDifferences/userErrors"),
            &json!([{ "code": "INVALID_REASON", "path": ["input", "reason"] }])
        );
    }
    let runs = reconciliation::Entity::find().all(app.db()).await.expect("runs");
    assert_eq!(runs.len(), 1);
}
