//! Operations: what the service does in the background, and what becomes of events that were given up.

use std::time::Duration;

use chrono::TimeDelta;
use entity::{Task, TaskOutcome, lease, outbox_event};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use server::service::operations::note;
use tests::app::TestApp;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, MAGDA, SOFIA};

const PAGE: &str = "/console/operations";

/// Lets all events be given up.
async fn give_up(app: &TestApp) {
    outbox_event::Entity::update_many()
        .col_expr(outbox_event::Column::Attempts, Expr::value(12))
        .exec(app.db())
        .await
        .expect("events");
}

async fn event(app: &TestApp) -> outbox_event::Model {
    let found = outbox_event::Entity::find().one(app.db()).await.expect("events");
    found.expect("an event")
}

/// What the page says of a piece of work.
async fn row(browser: &Browser, task: &str) -> String {
    let script = format!(
        "return [...document.querySelectorAll('tbody tr')].map((it) => it.textContent).find((it) => it.includes({task:?}))"
    );
    let row = browser.eval(&script).await;
    row.as_str().expect("a row").to_owned()
}

#[tokio::test]
async fn staff_see_how_the_service_fares() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    scene::award(&app, &program).await;
    let ctx = app.ctx().await;
    for task in [Task::UserSync, Task::TidyUp] {
        note(&ctx, task, TaskOutcome::Done, Duration::from_secs(5))
            .await
            .expect("noted");
    }
    app.advance(TimeDelta::minutes(10));
    note(&ctx, Task::Mail, TaskOutcome::Failed, Duration::from_secs(5))
        .await
        .expect("noted");
    ctx.db.clone().close().await;
    let held = lease::Model {
        name: "user-sync".to_owned(),
        owner_id: None,
        fence: 1,
        claimed_at: Some(app.now() - TimeDelta::minutes(9)),
        expires_at: app.now() + TimeDelta::minutes(5),
    };
    held.into_active_model().insert(app.db()).await.expect("a lease");
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Operations").await.click().await;
    browser.find(Role::Heading, "Operations").await;
    for words in ["The database is fit", "Events not delivered", "Sending mail", "Failed"] {
        browser.see(words).await;
    }
    for (task, words) in [
        ("Comparing accounts", &["Running", "Since"][..]),
        ("Tidying up", &["Overdue", "no worker runs, or it is stuck"]),
    ] {
        let row = row(&browser, task).await;
        for word in words {
            assert!(row.contains(word), "{row}");
        }
        assert!(!row.contains("Done"), "{row}");
    }
    assert!(!browser.has(Role::Heading, "Events given up").await, "for superusers");
    expect_clean_now(&browser, "operations").await;
    browser.find(Role::Switch, "Keep up to date").await.click().await;
    expect_clean_now(&browser, "operations at rest").await;
}

#[tokio::test]
async fn superuser_has_an_event_delivered_and_another_one_not() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    scene::award(&app, &program).await;
    give_up(&app).await;
    sign_in::sign_in(&browser, MAGDA, PAGE).await;
    let number = event(&app).await.id.0.simple().to_string()[..8].to_owned();
    let button = |words: &str| format!("{words}: {number}");
    browser
        .find(Role::Button, &button("Deliver after all"))
        .await
        .click()
        .await;
    browser.hear("The event will be delivered.").await;
    browser.see("No event was given up.").await;
    assert_eq!(event(&app).await.attempts, 0);

    give_up(&app).await;
    browser.reload().await;
    browser
        .find(Role::Button, &button("Do not deliver"))
        .await
        .click()
        .await;
    browser.find(Role::Dialog, "Do not deliver").await;
    expect_clean_now(&browser, "the question about an event").await;
    let field = browser
        .find(Role::TextBox, &format!("Number of the event: {number}"))
        .await;
    field.write("00000000").await;
    browser.find(Role::Button, "Do not deliver").await.click().await;
    browser.see("This is another number.").await;
    field.clear().await;
    field.write(&number).await;
    browser.find(Role::Button, "Do not deliver").await.click().await;
    browser.hear("The event will not be delivered.").await;
    browser.see("No event was given up.").await;
    let left = outbox_event::Entity::find().all(app.db()).await.expect("events");
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn learners_see_no_operations() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
}
