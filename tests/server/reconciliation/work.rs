//! Working runs off: interrupted, by two at once, with a platform in trouble, and on a schedule.

use std::time::Duration;

use chrono::TimeDelta;
use entity::{SyncState, reconciliation, reconciliation_difference};
use sea_orm::{EntityTrait as _, QueryOrder as _};
use serde_json::json;
use server::worker;
use tests::app::TestApp;
use tests::database::Engine;
use tests::platform::answer::{Answer, Endpoint};

use super::{account, awarded, certified, read, reconciled, run_key, start, told, work};

tests::on_both_engines!(
    interrupted_run_goes_on_where_it_was,
    overtaken_worker_writes_nothing_more,
    two_workers_do_not_meet,
    platform_that_does_not_answer_is_asked_later,
    platform_in_trouble_ends_the_run,
    unusable_answers_are_counted_and_end_the_run,
    schedule_asks_when_it_is_time,
    old_differences_go
);

/// So many people who were awarded a run that the platform knows nothing of.
async fn people(app: &TestApp, n: i64) {
    for number in 0..n {
        let name = format!("learner{number:02}");
        account(app, &name, 5000 + number);
        awarded(app, &name, "A").await;
    }
    app.platform().edit_learning(|it| it.empty_runs.push(run_key("A")));
}

async fn runs(app: &TestApp) -> Vec<reconciliation::Model> {
    reconciliation::Entity::find()
        .order_by_asc(reconciliation::Column::RequestedAt)
        .order_by_asc(reconciliation::Column::Id)
        .all(app.db())
        .await
        .expect("runs")
}

async fn n_differences(app: &TestApp) -> usize {
    let rows = reconciliation_difference::Entity::find().all(app.db()).await;
    rows.expect("rows").len()
}

async fn interrupted_run_goes_on_where_it_was(engine: Engine) {
    let app = TestApp::start(engine).await;
    people(&app, 25).await;
    let id = start(&app).await;
    let ctx = app.ctx().await;
    app.platform().answer_next(Endpoint::Grade, Answer::Stalled);
    let worker = tokio::spawn(async move { worker::reconciliation::work_off(&ctx).await });
    while app.platform().n_requests(Endpoint::Grade) == 0 {
        tokio::task::yield_now().await;
    }
    worker.abort();
    drop(worker.await);
    let half = read(&app.staff(), &id).await;
    assert_eq!((&half["state"], told(&half).len()), (&json!("RUNNING"), 25));
    let n_asked = app.platform().n_requests(Endpoint::Certificate);

    work(&app).await;
    assert_eq!(
        read(&app.staff(), &id).await["state"],
        "RUNNING",
        "its lease still holds"
    );
    app.advance(TimeDelta::minutes(6));
    app.platform().behave(Endpoint::Grade);
    work(&app).await;
    let run = read(&app.staff(), &id).await;
    assert_eq!((&run["state"], told(&run).len()), (&json!("SUCCEEDED"), 25));
    assert_eq!(
        app.platform().n_requests(Endpoint::Certificate),
        n_asked,
        "nobody is asked for again"
    );
}

async fn overtaken_worker_writes_nothing_more(engine: Engine) {
    let app = TestApp::start(engine).await;
    people(&app, 3).await;
    let id = start(&app).await;
    let slow = app.ctx().await;
    app.platform().answer_next(Endpoint::Grade, Answer::Stalled);
    let worker = tokio::spawn(async move { worker::reconciliation::work_off(&slow).await });
    while app.platform().n_requests(Endpoint::Grade) == 0 {
        tokio::task::yield_now().await;
    }
    app.advance(TimeDelta::minutes(6));
    work(&app).await;
    let run = read(&app.staff(), &id).await;
    assert_eq!(run["state"], "SUCCEEDED");
    app.platform().behave(Endpoint::Grade);
    assert!(!worker.await.expect("no panic").expect("a database"));
    assert_eq!(read(&app.staff(), &id).await, run);
    assert_eq!(runs(&app).await.len(), 1);
}

async fn two_workers_do_not_meet(engine: Engine) {
    let app = TestApp::start(engine).await;
    people(&app, 25).await;
    let id = start(&app).await;
    tokio::join!(work(&app), work(&app), work(&app));
    let run = read(&app.staff(), &id).await;
    assert_eq!((&run["state"], told(&run).len()), (&json!("SUCCEEDED"), 25));
    assert_eq!(n_differences(&app).await, 25);
}

async fn platform_that_does_not_answer_is_asked_later(engine: Engine) {
    let app = TestApp::start(engine).await;
    people(&app, 1).await;
    let id = start(&app).await;
    app.platform()
        .answer_always(Endpoint::Certificate, Answer::RetryAfter(503, "60".to_owned()));
    assert!(work(&app).await, "it is left for later");
    let waiting = read(&app.staff(), &id).await;
    assert_eq!(
        (&waiting["state"], &waiting["failure"]),
        (&json!("RUNNING"), &json!(null))
    );
    app.platform().behave(Endpoint::Certificate);
    assert!(!work(&app).await, "nobody holds it");
    let run = read(&app.staff(), &id).await;
    assert_eq!((&run["state"], told(&run).len()), (&json!("SUCCEEDED"), 1));

    // Again and again: then it is given up.
    let id = start(&app).await;
    app.platform()
        .answer_always(Endpoint::Account, Answer::RetryAfter(503, "60".to_owned()));
    for _ in 0..9 {
        assert!(work(&app).await);
    }
    assert!(!work(&app).await);
    let run = read(&app.staff(), &id).await;
    assert_eq!(
        (&run["state"], &run["failure"]),
        (&json!("FAILED"), &json!("UNAVAILABLE"))
    );
    assert!(run["failureMessage"].is_string() && run["finishedAt"].is_string());
    app.platform().behave(Endpoint::Account);
    assert_eq!(told(&reconciled(&app).await).len(), 1, "nothing is lost");
}

async fn platform_in_trouble_ends_the_run(engine: Engine) {
    let app = TestApp::start(engine).await;
    people(&app, 2).await;
    for (endpoint, n_found) in [(Endpoint::Account, 0), (Endpoint::Certificate, 0), (Endpoint::Grade, 2)] {
        let id = start(&app).await;
        app.platform().answer_always(endpoint, Answer::Status(403));
        work(&app).await;
        app.platform().behave(endpoint);
        let run = read(&app.staff(), &id).await;
        assert_eq!(
            (&run["state"], &run["failure"], told(&run).len()),
            (&json!("FAILED"), &json!("REFUSED"), n_found),
            "what it has found until then stays"
        );
    }
}

async fn unusable_answers_are_counted_and_end_the_run(engine: Engine) {
    let app = TestApp::start(engine).await;
    people(&app, 6).await;
    let id = start(&app).await;
    app.platform().answer_next(Endpoint::Certificate, Answer::Html);
    work(&app).await;
    let run = read(&app.staff(), &id).await;
    assert_eq!(
        (&run["state"], &run["counts"]["skipped"], &run["isClean"]),
        (&json!("SUCCEEDED"), &json!(1), &json!(false))
    );
    // Whom it hit nobody knows: staff and the service have accounts, too.
    assert!((5..=6).contains(&told(&run).len()), "{run:#}");
    let id = start(&app).await;
    app.platform()
        .answer_always(Endpoint::Certificate, Answer::Json(json!([{ "username": "somebody" }])));
    work(&app).await;
    let run = read(&app.staff(), &id).await;
    assert_eq!(
        (&run["state"], &run["failure"]),
        (&json!("FAILED"), &json!("INVALID_ANSWER"))
    );
}

async fn schedule_asks_when_it_is_time(engine: Engine) {
    let off = TestApp::start(engine).await;
    worker::reconciliation::schedule(&off.ctx().await)
        .await
        .expect("a database");
    assert!(
        runs(&off).await.is_empty(),
        "there is no schedule unless the settings say so"
    );

    let day = Duration::from_hours(24);
    let app = TestApp::configured(engine, |it| it.worker.reconciliation_interval = Some(day)).await;
    let mut ctx = app.ctx().await;
    let mut config = (*ctx.config).clone();
    config.worker.reconciliation_interval = Some(day);
    ctx.config = std::sync::Arc::new(config);
    let round = async || {
        worker::reconciliation::schedule(&ctx).await.expect("a database");
        worker::reconciliation::schedule(&ctx).await.expect("a database");
        worker::reconciliation::work_off(&ctx).await.expect("a database");
        runs(&app).await.len()
    };
    certified(&app, "ada", "A");
    assert_eq!((round().await, round().await), (1, 1));
    app.advance(TimeDelta::hours(23));
    assert_eq!(round().await, 1);
    app.advance(TimeDelta::hours(1));
    assert_eq!(round().await, 2);
    let all = runs(&app).await;
    assert!(
        all.iter()
            .all(|it| it.state == SyncState::Succeeded && it.requested_by_id.is_none() && it.active_site_id.is_none()),
        "{all:#?}"
    );
}

async fn old_differences_go(engine: Engine) {
    let app = TestApp::start(engine).await;
    people(&app, 1).await;
    for number in 1..=12 {
        reconciled(&app).await;
        app.advance(TimeDelta::minutes(1));
        assert_eq!(n_differences(&app).await, number.min(10));
    }
    assert_eq!(runs(&app).await.len(), 12);
}
