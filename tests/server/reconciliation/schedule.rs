//! How often a site is compared without anybody asking: said by the site, else by the settings, and asked for once when it is due.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{AuditChange, AuditSubject, SyncState, reconciliation};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use server::worker;
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;

use super::{reconciled, start, work};
use crate::role_holder::holder;
use crate::stored::Stored;

tests::on_both_engines!(
    site_says_how_often_it_is_compared,
    settings_count_where_the_site_says_nothing,
    what_is_no_schedule_changes_nothing,
    what_is_set_already_is_no_conflict,
    replicas_ask_once_for_what_is_due,
    only_who_may_compare_says_how_often
);

const SCHEDULE: &str = "{ reconciliationSchedule { everyDays defaultSeconds nextDueAt version } }";
const DAY: Duration = Duration::from_hours(24);

async fn schedule(client: &Client) -> Value {
    client.query(SCHEDULE).await.at("/reconciliationSchedule").clone()
}

/// Says how often; gives the payload.
async fn set(client: &Client, input: Value) -> Value {
    let selection = "outcome schedule { everyDays nextDueAt version } userErrors { code path }";
    let reply = client.mutate("setReconciliationSchedule", input, selection).await;
    reply.at("/setReconciliationSchedule").clone()
}

/// What the worker does every few seconds; tells how many runs there are then.
async fn round(app: &TestApp) -> usize {
    let ctx = app.ctx().await;
    worker::reconciliation::schedule(&ctx).await.expect("a database");
    worker::reconciliation::work_off(&ctx).await.expect("a database");
    ctx.db.clone().close().await;
    runs(app).await.len()
}

async fn runs(app: &TestApp) -> Vec<reconciliation::Model> {
    reconciliation::Entity::find().all(app.db()).await.expect("runs")
}

fn instant(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str().map(|it| it.parse().expect("an instant"))
}

async fn site_says_how_often_it_is_compared(engine: Engine) {
    let app = TestApp::start(engine).await;
    assert_eq!(
        schedule(&app.staff()).await,
        json!({ "everyDays": null, "defaultSeconds": null, "nextDueAt": null, "version": 1 })
    );
    assert_eq!(round(&app).await, 0, "nobody wants it");

    let weekly = set(&app.staff(), json!({ "everyDays": 7, "expectedVersion": 1 })).await;
    assert_eq!(
        (&weekly["outcome"], &weekly["userErrors"]),
        (&json!("UPDATED"), &json!([]))
    );
    assert_eq!(
        (&weekly["schedule"]["everyDays"], &weekly["schedule"]["version"]),
        (&json!(7), &json!(2))
    );
    let first = instant(&weekly["schedule"]["nextDueAt"]);
    assert_eq!(first, Some(app.now()), "nothing was compared yet");
    let stored = Stored::read(&app).await;
    let entry = stored.audit.last().expect("an entry");
    assert_eq!(
        (entry.subject_type, entry.change, entry.version, entry.subject_id),
        (AuditSubject::Site, AuditChange::Edited, 2, stored.sites[0].id.0)
    );
    assert_eq!(
        entry.details["reconciliation_every_days"],
        json!({ "old": null, "new": 7 })
    );
    assert_eq!(entry.actor_id, Some(stored.user("sofia").id));

    assert_eq!(round(&app).await, 1);
    let next = app.now() + TimeDelta::days(7);
    assert_eq!(instant(&schedule(&app.staff()).await["nextDueAt"]), Some(next));
    app.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert_eq!(round(&app).await, 1);
    app.advance(TimeDelta::seconds(1));
    assert_eq!(round(&app).await, 2);

    // What somebody asks for counts as well, and nothing is due while it goes.
    app.advance(TimeDelta::days(3));
    start(&app).await;
    assert_eq!(schedule(&app.staff()).await["nextDueAt"], Value::Null);
    assert!(!work(&app).await);
    assert_eq!(
        instant(&schedule(&app.staff()).await["nextDueAt"]),
        Some(app.now() + TimeDelta::days(7))
    );

    let never = set(&app.staff(), json!({ "everyDays": 0 })).await;
    assert_eq!(never["schedule"]["nextDueAt"], Value::Null);
    app.advance(TimeDelta::days(400));
    assert_eq!(round(&app).await, 3);
    let told = runs(&app).await;
    assert!(told.iter().all(|it| it.state == SyncState::Succeeded), "{told:#?}");
    assert_eq!(told.iter().filter(|it| it.requested_by_id.is_some()).count(), 1);
}

async fn settings_count_where_the_site_says_nothing(engine: Engine) {
    let app = TestApp::configured(engine, |it| it.worker.reconciliation_interval = Some(DAY)).await;
    let told = schedule(&app.staff()).await;
    assert_eq!(
        (&told["everyDays"], &told["defaultSeconds"], instant(&told["nextDueAt"])),
        (&json!(null), &json!(86_400), Some(app.now()))
    );
    assert_eq!(round(&app).await, 1);
    set(&app.staff(), json!({ "everyDays": 0 })).await;
    app.advance(TimeDelta::days(2));
    assert_eq!(round(&app).await, 1, "the site wants none");
    set(&app.staff(), json!({ "everyDays": 3 })).await;
    assert_eq!(round(&app).await, 1);
    app.advance(TimeDelta::days(1));
    assert_eq!(round(&app).await, 2);
    app.advance(TimeDelta::days(1));
    assert_eq!(round(&app).await, 2);
    assert_eq!(
        set(&app.staff(), json!({ "everyDays": null })).await["outcome"],
        "UPDATED"
    );
    assert_eq!(round(&app).await, 3, "the settings decide again");

    // A site that nobody can be compared with has no schedule, whatever it says.
    let app = TestApp::configured(engine, |it| {
        it.worker.reconciliation_interval = Some(DAY);
        it.platform = None;
    })
    .await;
    set(&app.staff(), json!({ "everyDays": 1 })).await;
    assert_eq!(schedule(&app.staff()).await["nextDueAt"], Value::Null);
    assert_eq!(round(&app).await, 0);
}

async fn what_is_no_schedule_changes_nothing(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    set(&staff, json!({ "everyDays": 30 })).await;
    let before = Stored::read(&app).await;
    for days in [-1, 367, i32::MAX] {
        let refused = set(&staff, json!({ "everyDays": days })).await;
        assert_eq!(
            refused,
            json!({
                "outcome": "REFUSED", "schedule": null,
                "userErrors": [{ "code": "INVALID_INTERVAL", "path": ["input", "everyDays"] }],
            })
        );
    }
    let stale = set(&staff, json!({ "everyDays": 7, "expectedVersion": 1 })).await;
    assert_eq!(
        stale["userErrors"],
        json!([{ "code": "VERSION_CONFLICT", "path": ["input", "expectedVersion"] }])
    );
    assert_eq!(
        (
            &stale["outcome"],
            &stale["schedule"]["everyDays"],
            &stale["schedule"]["version"]
        ),
        (&json!("REFUSED"), &json!(30), &json!(2))
    );
    let same = set(&staff, json!({ "everyDays": 30, "expectedVersion": 2 })).await;
    assert_eq!(
        (&same["outcome"], &same["userErrors"]),
        (&json!("UNCHANGED"), &json!([]))
    );
    assert_eq!(Stored::read(&app).await, before);
    let edited = json!({ "id": format!("site:{}", before.sites[0].id), "expectedVersion": 2, "name": "Another" });
    let edited = staff
        .mutate("editSite", edited, "site { name } userErrors { code }")
        .await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]));
    let sites = Stored::read(&app).await.sites;
    assert_eq!(
        sites[0].reconciliation_every_days,
        Some(30),
        "an edit of the site leaves it"
    );
}

async fn what_is_set_already_is_no_conflict(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let wish = json!({ "everyDays": 7, "expectedVersion": 1 });
    assert_eq!(set(&staff, wish.clone()).await["outcome"], "UPDATED");
    let before = Stored::read(&app).await;
    // As a caller repeats it who never heard the answer.
    let again = set(&staff, wish).await;
    assert_eq!(
        (&again["outcome"], &again["userErrors"]),
        (&json!("UNCHANGED"), &json!([]))
    );
    assert_eq!(
        (&again["schedule"]["everyDays"], &again["schedule"]["version"]),
        (&json!(7), &json!(2))
    );
    assert_eq!(Stored::read(&app).await, before);

    // Of several who want something else at once, one has it.
    let replica = app.replica().await;
    let wishes = [14, 21, 28].map(|days| json!({ "everyDays": days, "expectedVersion": 2 }));
    let (a, b) = (app.staff(), replica.staff());
    let [first, second, third] = wishes;
    let (first, second, third) = tokio::join!(set(&a, first), set(&b, second), set(&a, third));
    let mut outcomes = Vec::new();
    for payload in [&first, &second, &third] {
        let code = payload["userErrors"][0]["code"].as_str().unwrap_or_default();
        outcomes.push((payload["outcome"].as_str().expect("an outcome"), code));
    }
    outcomes.sort_unstable();
    assert_eq!(
        outcomes,
        [
            ("REFUSED", "VERSION_CONFLICT"),
            ("REFUSED", "VERSION_CONFLICT"),
            ("UPDATED", "")
        ]
    );
    assert_eq!(Stored::read(&app).await.audit.len(), before.audit.len() + 1);
}

async fn replicas_ask_once_for_what_is_due(engine: Engine) {
    let app = TestApp::start(engine).await;
    set(&app.staff(), json!({ "everyDays": 1 })).await;
    let mut replicas = Vec::new();
    for _ in 0..4 {
        replicas.push(Arc::new(app.ctx().await));
    }
    for n_runs in 1..=3 {
        let rounds = replicas.iter().map(|ctx| {
            let ctx = Arc::clone(ctx);
            tokio::spawn(async move {
                for _ in 0..3 {
                    worker::reconciliation::schedule(&ctx).await.expect("a database");
                    worker::reconciliation::work_off(&ctx).await.expect("a database");
                }
            })
        });
        for round in rounds.collect::<Vec<_>>() {
            round.await.expect("no panic");
        }
        let all = runs(&app).await;
        assert_eq!(all.len(), n_runs, "{all:#?}");
        assert!(all.iter().all(|it| it.state == SyncState::Succeeded));
        app.advance(TimeDelta::days(1));
    }
    for ctx in replicas {
        ctx.db.clone().close().await;
    }
}

async fn only_who_may_compare_says_how_often(engine: Engine) {
    let app = TestApp::start(engine).await;
    let registrar = holder(&app, "rosa", 41, "REGISTRAR").await;
    assert_eq!(set(&registrar, json!({ "everyDays": 7 })).await["outcome"], "UPDATED");
    let viewer = holder(&app, "vera", 42, "VIEWER").await;
    let before = Stored::read(&app).await;
    for (client, code) in [
        (&viewer, "FORBIDDEN"),
        (&app.learner("ada"), "FORBIDDEN"),
        (&app.anonymous(), "UNAUTHENTICATED"),
    ] {
        assert_eq!(client.query(SCHEDULE).await.codes(), [code]);
        let input = json!({ "everyDays": 1 });
        let refused = client.mutate("setReconciliationSchedule", input, "outcome").await;
        assert_eq!(refused.codes(), [code]);
    }
    assert_eq!(Stored::read(&app).await.sites, before.sites);
    // Looking costs the same, however many runs there were.
    let (first, _) = app.count_statements(async || schedule(&registrar).await).await;
    for _ in 0..3 {
        reconciled(&app).await;
    }
    let (later, _) = app.count_statements(async || schedule(&registrar).await).await;
    assert_eq!(first.total(), later.total());
}
