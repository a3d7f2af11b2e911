//! A session that ends while something is written: it stays, and one signs in again beside it.

use chrono::TimeDelta;
use serde_json::json;
use tests::app::TestApp;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA, choose};

const QUESTION: &str = "Sign in again";

/// Sofía fills in the award of a program, and then her session is over.
async fn written() -> (TestApp, Browser, String) {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await.uuid.to_string();
    sign_in::sign_in(&browser, SOFIA, "/console/award").await;
    browser
        .find(Role::TextBox, "Learner’s username")
        .await
        .write("ada")
        .await;
    browser
        .find(Role::TextBox, "Course key or program UUID")
        .await
        .write(&program)
        .await;
    app.advance(TimeDelta::hours(25));
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, QUESTION).await;
    (app, browser, program)
}

/// Signs in by the dialog's link, in the window that it opens, and comes back.
async fn sign_in_beside(browser: &Browser, button: &str) {
    let link = browser.find(Role::Link, "Sign in").await;
    let here = browser.follow_to_window(async || link.click().await).await;
    choose(browser, button).await;
    browser.find_any(Role::Main).await;
    browser.turn_to(&here).await;
}

async fn go_on(browser: &Browser) {
    scene::confirm(browser, "Go on").await;
}

#[tokio::test]
async fn what_was_written_stays_and_goes_on_once_one_is_signed_in_again() {
    let (app, browser, program) = written().await;
    browser.see("Your session has ended.").await;
    expect_clean_now(&browser, "the question after a session has ended").await;
    go_on(&browser).await;
    browser.see("You are not signed in yet.").await;
    sign_in_beside(&browser, SOFIA).await;
    go_on(&browser).await;
    browser
        .hear("You are signed in again. Do once more what was refused.")
        .await;
    let fields = "return ['username', 'object'].map((it) => document.getElementById(it).value)";
    assert_eq!(browser.eval(fields).await, json!(["ada", program]));
    browser.see("You are not signed in any more.").await;
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Award this credential?").await;

    // It ends once more before a dialog of the page's own, which stays as it is.
    app.advance(TimeDelta::hours(25));
    scene::confirm(&browser, "Award").await;
    browser.find(Role::Dialog, QUESTION).await;
    let stored = "{ credentials { totalCount } }";
    assert_eq!(app.staff().query(stored).await.at("/credentials/totalCount"), 0);
    let both = "return document.querySelectorAll('dialog[open]').length";
    assert_eq!(browser.eval(both).await, 2);
    sign_in_beside(&browser, SOFIA).await;
    press_in(&browser, "session", "Go on").await;
    browser
        .until("the page’s own dialog alone", async || {
            (browser.eval(both).await == 1).then_some(())
        })
        .await;
    scene::confirm(&browser, "Award").await;
    browser.hear("Credential awarded.").await;
    assert_eq!(app.staff().query(stored).await.at("/credentials/totalCount"), 1);
}

/// Presses a button of the dialog whose heading has this id.
async fn press_in(browser: &Browser, heading: &str, name: &str) {
    let script = format!(
        "const dialog = document.getElementById({heading:?}).closest('dialog'); \
         const one = [...dialog.querySelectorAll('button')].find((it) => it.textContent.trim() === {name:?}); \
         one.click(); return 1"
    );
    assert_eq!(browser.eval(&script).await, 1);
}

#[tokio::test]
async fn somebody_else_does_not_go_on_unnoticed() {
    let (app, browser, _) = written().await;
    sign_in_beside(&browser, ADA).await;
    go_on(&browser).await;
    browser.see("Somebody else is signed in now").await;
    browser.find(Role::Dialog, QUESTION).await;
    assert_eq!(
        app.staff()
            .query("{ credentials { totalCount } }")
            .await
            .at("/credentials/totalCount"),
        0
    );
}
