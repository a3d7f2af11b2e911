//! `operations`: what the service does in the background, and how it fares.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::EventId;
use entity::{Task, TaskOutcome, lease, outbox_event};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use serde_json::{Value, json};
use server::service::operations::{note, note_begun};
use tests::app::TestApp;
use tests::client::{Client, Reply};
use tests::database::Engine;
use uuid::Uuid;

use crate::scene::Scene;
use crate::stored::Stored;

tests::on_both_engines!(
    what_waits_is_told,
    more_than_a_thousand_are_not_counted,
    what_background_work_did_last_is_told,
    work_under_way_is_told_from_work_that_nobody_does,
    given_up_events_are_for_superusers,
    statements_do_not_grow,
    strangers_and_machines_see_nothing
);

const OPERATIONS: &str = "{ operations { version databaseProblem waitingEventCount oldestEventDueAt retriedEventCount
    givenUpEventCount givenUpEvents { uuid kind createdAt attempts } queuedMailCount failedMailCount dueAccountCount
    tasks { kind state beganAt process outcome endedAt failedAt nextAt holdExpiresAt } } }";

async fn ask(client: &Client) -> Reply {
    client.query(OPERATIONS).await
}

/// Lets an event be as if delivering it had been tried so often.
pub(crate) async fn tried(app: &TestApp, event: &outbox_event::Model, attempts: i32) {
    outbox_event::Entity::update_many()
        .col_expr(outbox_event::Column::Attempts, Expr::value(attempts))
        .filter(outbox_event::Column::Shard.eq(event.shard))
        .filter(outbox_event::Column::Id.eq(event.id))
        .exec(app.db())
        .await
        .expect("an event");
}

async fn what_waits_is_told(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let nothing = ask(&app.staff()).await;
    let told = nothing.at("/operations").clone();
    assert_eq!(told["databaseProblem"], Value::Null);
    assert_eq!(told["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        [&told["waitingEventCount"], &told["oldestEventDueAt"]],
        [&json!(0), &Value::Null]
    );
    assert_eq!(told["tasks"], json!([]));

    let since = app.now();
    for name in ["ada", "grace", "mary"] {
        scene.awarded(name).await;
        app.advance(TimeDelta::minutes(1));
    }
    let events = Stored::read(app).await.events;
    tried(app, &events[0], 3).await;
    tried(app, &events[1], 12).await;
    let told = ask(&app.staff()).await.at("/operations").clone();
    let counts = ["waitingEventCount", "retriedEventCount", "givenUpEventCount"].map(|it| told[it].clone());
    assert_eq!(counts, [json!(3), json!(1), json!(1)]);
    assert_eq!(told["oldestEventDueAt"], json!(since.to_rfc3339()));
    assert_eq!(told["dueAccountCount"], json!(5), "everybody who is new is due");
}

async fn more_than_a_thousand_are_not_counted(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    let event = Stored::read(app).await.events.remove(0);
    let others = (1..=1_000).map(|number| outbox_event::Model {
        id: EventId(Uuid::from_u128(number)),
        ..event.clone()
    });
    outbox_event::Entity::insert_many(others.map(outbox_event::Model::into_active_model))
        .exec_without_returning(app.db())
        .await
        .expect("events");
    let counts = async || {
        let told = ask(&app.staff()).await.at("/operations").clone();
        ["waitingEventCount", "retriedEventCount"].map(|it| told[it].clone())
    };
    assert_eq!(counts().await, [Value::Null, json!(0)]);
    outbox_event::Entity::delete_many()
        .filter(outbox_event::Column::Id.eq(EventId(Uuid::from_u128(1))))
        .exec(app.db())
        .await
        .expect("an event less");
    assert_eq!(counts().await, [json!(1_000), json!(0)]);
}

async fn what_background_work_did_last_is_told(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let ctx = app.ctx().await;
    let failed_at = app.now();
    note(&ctx, Task::Mail, TaskOutcome::Failed, Duration::from_secs(5))
        .await
        .expect("noted");
    app.advance(TimeDelta::minutes(1));
    note(&ctx, Task::Mail, TaskOutcome::Done, Duration::from_secs(5))
        .await
        .expect("noted");
    note(&ctx, Task::UserSync, TaskOutcome::Done, Duration::from_mins(10))
        .await
        .expect("noted");
    let until = app.now() + TimeDelta::minutes(5);
    let since = app.now() - TimeDelta::minutes(3);
    hold(app, "user-sync", since, until).await;
    let reply = ask(&app.staff()).await;
    let process = ctx.process_id.to_string();
    let now = app.now();
    let told = |it: DateTime<Utc>| it.to_rfc3339();
    assert_eq!(
        reply.at("/operations/tasks"),
        &json!([
            { "kind": "MAIL", "state": "WAITING", "beganAt": null, "process": process, "outcome": "DONE",
                "endedAt": told(now), "failedAt": told(failed_at), "nextAt": told(now + TimeDelta::seconds(5)),
                "holdExpiresAt": null },
            { "kind": "USER_SYNC", "state": "RUNNING", "beganAt": told(since), "process": process, "outcome": "DONE",
                "endedAt": told(now), "failedAt": null, "nextAt": told(now + TimeDelta::minutes(10)),
                "holdExpiresAt": told(until) },
        ])
    );
    app.advance(TimeDelta::minutes(5));
    let later = ask(&app.staff()).await;
    assert_eq!(later.at("/operations/tasks/1/holdExpiresAt"), &Value::Null);
    assert_eq!(states(&later), [("MAIL", "OVERDUE"), ("USER_SYNC", "WAITING")]);
    ctx.db.clone().close().await;
}

/// Has somebody hold a piece of work.
async fn hold(app: &TestApp, name: &str, claimed_at: DateTime<Utc>, expires_at: DateTime<Utc>) {
    let held = lease::Model {
        name: name.to_owned(),
        owner_id: Some(Uuid::nil()),
        fence: 1,
        claimed_at: Some(claimed_at),
        expires_at,
    };
    held.into_active_model().insert(app.db()).await.expect("a lease");
}

/// Kind and state of each piece of work.
fn states(reply: &Reply) -> Vec<(&str, &str)> {
    let tasks = reply.at("/operations/tasks").as_array().expect("tasks");
    let states = tasks.iter().map(|it| (it["kind"].as_str(), it["state"].as_str()));
    states
        .map(|(kind, state)| (kind.expect("a kind"), state.expect("a state")))
        .collect()
}

async fn work_under_way_is_told_from_work_that_nobody_does(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let ctx = app.ctx().await;
    let state = async || {
        let told = ask(&app.staff()).await.at("/operations/tasks/0").clone();
        [told["state"].clone(), told["beganAt"].clone()]
    };
    note(&ctx, Task::TidyUp, TaskOutcome::Done, Duration::from_mins(1))
        .await
        .expect("noted");
    assert_eq!(state().await, [json!("WAITING"), Value::Null]);
    // Nobody comes back to it.
    app.advance(TimeDelta::minutes(3));
    assert_eq!(state().await, [json!("WAITING"), Value::Null]);
    app.advance(TimeDelta::seconds(1));
    assert_eq!(state().await, [json!("OVERDUE"), Value::Null]);

    // A round that lasts, until it is not heard of any more.
    let began_at = app.now();
    app.advance(TimeDelta::seconds(30));
    note_begun(&ctx, Task::TidyUp, began_at, Duration::from_secs(30))
        .await
        .expect("noted");
    let under_way = [json!("RUNNING"), json!(began_at.to_rfc3339())];
    assert_eq!(state().await, under_way);
    app.advance(TimeDelta::seconds(150));
    assert_eq!(state().await, under_way);
    app.advance(TimeDelta::seconds(1));
    assert_eq!(state().await, [json!("OVERDUE"), Value::Null]);
    note(&ctx, Task::TidyUp, TaskOutcome::Done, Duration::from_mins(1))
        .await
        .expect("noted");
    assert_eq!(state().await, [json!("WAITING"), Value::Null], "it has ended");

    // Work for each site is under way at any of them, whatever the others do.
    for task in [Task::CatalogueSync, Task::Reconciliation] {
        note(&ctx, task, TaskOutcome::Done, Duration::from_secs(3))
            .await
            .expect("noted");
    }
    let elsewhere = format!("reconciliation:{}", Uuid::from_u128(7));
    hold(app, &elsewhere, app.now(), app.now() + TimeDelta::minutes(5)).await;
    app.advance(TimeDelta::minutes(4));
    let told = ask(&app.staff()).await;
    let mut told = states(&told);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("CATALOGUE_SYNC", "OVERDUE"),
            ("RECONCILIATION", "RUNNING"),
            ("TIDY_UP", "OVERDUE"),
        ]
    );
    // Of work that was never done there is nothing to tell.
    note_begun(&ctx, Task::Insight, began_at, Duration::from_secs(30))
        .await
        .expect("noted");
    assert_eq!(states(&ask(&app.staff()).await).len(), 3);
    ctx.db.clone().close().await;
}

async fn given_up_events_are_for_superusers(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let at = app.now();
    scene.awarded("ada").await;
    scene.awarded("grace").await;
    let events = Stored::read(app).await.events;
    tried(app, &events[0], 12).await;
    tried(app, &events[1], 11).await;
    let event =
        json!({ "uuid": events[0].id, "kind": "CREDENTIAL_AWARDED", "createdAt": at.to_rfc3339(), "attempts": 12 });
    let told = ask(&app.superuser()).await;
    assert_eq!(told.at("/operations/givenUpEvents"), &json!([event]));
    let told = ask(&app.staff()).await;
    assert_eq!(told.at("/operations/givenUpEvents"), &json!([]));
    assert_eq!(told.at("/operations/givenUpEventCount"), 1);
}

async fn statements_do_not_grow(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let superuser = app.superuser();
    // What a first request writes of its caller is another matter.
    ask(&superuser).await;
    let mut counted = Vec::new();
    for n_events in [1, 6] {
        for number in 0..n_events {
            scene.awarded(&format!("learner-{n_events}-{number}")).await;
        }
        for event in Stored::read(app).await.events {
            tried(app, &event, 12).await;
        }
        let (statements, reply) = app.count_statements(async || ask(&superuser).await).await;
        let told = reply.at("/operations/givenUpEvents").as_array().expect("events").len();
        counted.push((statements, told));
    }
    assert_eq!(counted[0].0, counted[1].0);
    assert_eq!([counted[0].1, counted[1].1], [1, 7]);
    assert_eq!(counted[0].0.writes, 0);
    assert!(counted[0].0.reads <= 16, "{counted:?}");
}

async fn strangers_and_machines_see_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    assert_eq!(ask(&app.anonymous()).await.codes(), ["UNAUTHENTICATED"]);
    for client in [app.learner("grace"), app.service()] {
        assert_eq!(ask(&client).await.codes(), ["FORBIDDEN"]);
    }
}
