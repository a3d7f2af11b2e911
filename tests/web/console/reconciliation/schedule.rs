//! How often a comparison comes by itself: shown, said, and kept from being written over unseen.

use chrono::TimeDelta;
use serde_json::{Value, json};
use server::worker;
use tests::app::TestApp;
use tests::browser::{Browser, Role};

use super::{ARABIC, open, work};
use crate::accessibility::expect_clean_now;

const EVERY: &str = "A run comes by itself";

/// Days from one to the next, as the API tells it.
async fn every_days(app: &TestApp) -> Value {
    let reply = app.staff().query("{ reconciliationSchedule { everyDays } }").await;
    reply.at("/reconciliationSchedule/everyDays").clone()
}

async fn set(app: &TestApp, days: i32) {
    let input = json!({ "everyDays": days });
    let reply = app.staff().mutate("setReconciliationSchedule", input, "outcome").await;
    assert_eq!(reply.at("/setReconciliationSchedule/outcome"), "UPDATED");
}

async fn press(browser: &Browser, name: &str) {
    browser.find(Role::Button, name).await.click().await;
}

#[tokio::test]
async fn site_says_how_often_a_run_comes_by_itself() {
    let (app, browser) = open().await;
    browser.find(Role::Heading, "Schedule").await;
    browser.see("No run comes by itself.").await;
    browser
        .see("As the service is set up: Never, only when asked for")
        .await;
    browser.pick(EVERY, "7").await;
    press(&browser, "Save").await;
    browser.hear("Schedule saved.").await;
    browser.see("The next run comes by itself:").await;
    assert_eq!(every_days(&app).await, 7);
    expect_clean_now(&browser, "a schedule").await;

    // It is due at once, and comes while the page is away.
    let ctx = app.ctx().await;
    worker::reconciliation::schedule(&ctx).await.expect("a database");
    ctx.db.clone().close().await;
    browser.reload().await;
    browser.see("The next run is due once the present one has ended.").await;
    work(&app).await;
    browser.hear("The run is done.").await;
    // A week after the day on which every test begins.
    browser.see("The next run comes by itself: January 22, 2027").await;
    browser.find(Role::Button, ARABIC).await.click().await;
    browser.find(Role::Heading, "الجدول الزمني").await;
    expect_clean_now(&browser, "a schedule in Arabic").await;
}

#[tokio::test]
async fn what_somebody_else_said_is_not_written_over_unseen() {
    let (app, browser) = open().await;
    browser.find(Role::Heading, "Schedule").await;
    set(&app, 30).await;
    browser.pick(EVERY, "1").await;
    press(&browser, "Save").await;
    browser.see("It was changed elsewhere in the meantime.").await;
    assert_eq!(every_days(&app).await, 30);
    expect_clean_now(&browser, "a schedule that was changed elsewhere").await;
    press(&browser, "Save anyway").await;
    browser.hear("Schedule saved.").await;
    assert_eq!(every_days(&app).await, 1);

    // What a program has chosen stays unless something else is chosen.
    app.advance(TimeDelta::seconds(2));
    set(&app, 3).await;
    browser.reload().await;
    browser.see("Every 3 days").await;
    press(&browser, "Save").await;
    browser.hear("Schedule saved.").await;
    assert_eq!(every_days(&app).await, 3);
    browser.pick(EVERY, "never").await;
    press(&browser, "Save").await;
    browser.see("No run comes by itself.").await;
    assert_eq!(every_days(&app).await, 0);

    press(&browser, "Compare now").await;
    browser.see("A run is under way.").await;
    browser.see("No run comes by itself.").await;
    assert!(!browser.text().await.contains("The next run is due"));
    work(&app).await;
    browser.hear("The run is done.").await;
    browser.see("No run comes by itself.").await;
}
