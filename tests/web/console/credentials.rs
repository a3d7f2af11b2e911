//! The list of everybody's credentials: filtered and paged by its address.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use tests::app::TestApp;
use tests::browser::{Browser, Role};
use tests::build;

use super::CREDENTIALS;
use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, SOFIA};

/// What is said of a period that ends before it begins.
const SAID: &str = "This day is before the first one: nothing can fit.";

/// Awards a run of a course of this title; gives the run's key.
async fn award(app: &TestApp, title: &str, username: &str, name: &str) -> String {
    let course = build::course(title).insert(app.db()).await;
    let run = build::course_run(&course).insert(app.db()).await;
    let object = json!({ "type": "COURSE_RUN", "id": run.key });
    let input = json!({ "username": username, "recipientName": name, "learningObject": object });
    let reply = app
        .service()
        .mutate("awardCredential", input, "userErrors { code message }")
        .await;
    assert_eq!(reply.at("/awardCredential/userErrors"), &json!([]));
    run.key.to_string()
}

async fn expect_titles(browser: &Browser, expected: &[&str]) {
    browser
        .until(&format!("list of {expected:?}"), async || {
            let script = "return [...document.querySelectorAll('tbody th a')].map((it) => it.textContent)";
            let titles: Vec<String> = serde_json::from_value(browser.eval(script).await).expect("texts");
            (titles == expected).then_some(())
        })
        .await;
}

#[tokio::test]
async fn everything_awarded_is_in_one_list_that_the_address_filters() {
    let (app, browser) = sign_in::start().await;
    let sailing = award(&app, "Sailing", "ada", "Ada Lovelace").await;
    app.advance(TimeDelta::days(2));
    award(&app, "Navigation", "grace", "Grace Hopper").await;
    app.advance(TimeDelta::days(2));
    let program = scene::award(&app, &scene::program(&app).await).await;
    scene::revoke(&app, &program).await;
    app.advance(TimeDelta::minutes(1));
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    browser.find(Role::Heading, "Credentials").await;
    browser.find(Role::Table, "Credentials").await;
    browser.see("3 credentials").await;
    expect_titles(&browser, &["Data Science", "Navigation", "Sailing"]).await;
    assert_eq!(browser.title().await, "Credentials");
    for words in [
        "Revoked on January 19, 2027",
        "Grace Hopper",
        "January 17, 2027",
        "Valid",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "the console's credentials").await;

    browser.find(Role::SearchBox, "Username").await.write("ADA").await;
    browser.find(Role::ComboBox, "State").await.write("Valid").await;
    expect_titles(&browser, &["Sailing"]).await;
    browser.hear("1 credential").await;
    assert_eq!(browser.path().await, "/console/credentials?username=ADA&state=valid");
    browser.reload().await;
    expect_titles(&browser, &["Sailing"]).await;
    browser.find(Role::Link, "Show all").await.click().await;
    expect_titles(&browser, &["Data Science", "Navigation", "Sailing"]).await;

    browser
        .find(Role::SearchBox, "Course key or program UUID")
        .await
        .write(&sailing)
        .await;
    browser.find(Role::Button, "Search").await.click().await;
    expect_titles(&browser, &["Sailing"]).await;
    browser
        .visit("/console/credentials?from=2027-01-16&until=2027-01-17")
        .await;
    expect_titles(&browser, &["Navigation"]).await;
    browser
        .visit("/console/credentials?kind=program&until=2027-01-17")
        .await;
    browser.find(Role::Heading, "No credential fits").await;
    expect_clean_now(&browser, "a filter that nothing fits").await;

    browser.visit("/console/credentials?username=two%20words").await;
    browser.see("Something in the filter cannot be right").await;
    browser.find(Role::Link, "Show all credentials").await.click().await;
    browser.see("3 credentials").await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "History").await;
    assert_eq!(browser.path().await, format!("/console{}", program.path()));
}

#[tokio::test]
async fn period_that_ends_before_it_begins_is_told_at_the_field() {
    let (app, browser) = sign_in::start().await;
    award(&app, "Sailing", "ada", "Ada Lovelace").await;
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    expect_titles(&browser, &["Sailing"]).await;
    browser.pick("Awarded from (UTC)", "2027-02-01").await;
    browser.pick("Awarded until (UTC)", "2027-01-01").await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.see(SAID).await;
    let described = "const field = document.querySelector('#until');
        return [field.getAttribute('aria-invalid'), document.getElementById(field.getAttribute('aria-describedby')).textContent.trim()]";
    assert_eq!(browser.eval(described).await, json!(["true", SAID]));
    expect_clean_now(&browser, "a period that ends before it begins").await;
    browser.pick("Awarded until (UTC)", "2027-02-01").await;
    browser.find(Role::Button, "Search").await.click().await;
    browser
        .until("filter that can be right", async || {
            (!browser.text().await.contains(SAID)).then_some(())
        })
        .await;
    browser
        .visit("/console/audit-trail?from=2027-02-01&until=2027-01-01")
        .await;
    browser.see(SAID).await;
}

#[tokio::test]
async fn learner_of_a_credential_is_led_to() {
    let (app, browser) = sign_in::start().await;
    award(&app, "Sailing", "ada", "Ada Lovelace").await;
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    browser.find(Role::Link, "Ada Lovelace").await.click().await;
    browser.find(Role::Heading, "Ada Lovelace").await;
    assert_eq!(browser.path().await, "/console/learner?username=ada");
}

#[tokio::test]
async fn pages_are_turned_and_have_addresses() {
    let (app, browser) = sign_in::start().await;
    for number in 1..=55 {
        award(&app, &format!("Course {number}"), "ada", "Ada Lovelace").await;
        app.advance(TimeDelta::minutes(1));
    }
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    browser.see("55 credentials").await;
    browser.see("Course 55").await;
    assert!(!browser.has(Role::Link, "First page").await);
    browser.find(Role::Link, "Next page").await.click().await;
    browser.see("Course 30").await;
    let second = browser.path().await;
    assert!(second.starts_with("/console/credentials?after="), "{second}");
    browser
        .until("focus on the list", async || {
            (browser.focused().await.description().await == "region \"Credentials\"").then_some(())
        })
        .await;
    browser.find(Role::Link, "Next page").await.click().await;
    browser.see("Course 5").await;
    assert!(!browser.has(Role::Link, "Next page").await);
    expect_clean_now(&browser, "the last page of a list").await;
    browser.find(Role::Link, "Previous page").await.click().await;
    browser.see("Course 30").await;
    assert_eq!(browser.path().await, second);
    browser.reload().await;
    browser.see("Course 30").await;
    browser.find(Role::Link, "First page").await.click().await;
    browser.see("Course 55").await;
    assert_eq!(browser.path().await, CREDENTIALS);
}

#[tokio::test]
async fn failure_is_told_and_tried_again() {
    let (app, browser) = sign_in::start().await;
    award(&app, "Sailing", "ada", "Ada Lovelace").await;
    let rename = async |from: &str, to: &str| {
        app.db()
            .execute_unprepared(&format!("ALTER TABLE {from} RENAME TO {to}"))
            .await
            .expect("a renamed table");
    };
    rename("credential", "credential_elsewhere").await;
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    browser.see("This could not be shown").await;
    expect_clean_now(&browser, "a list that failed").await;
    rename("credential_elsewhere", "credential").await;
    browser.find(Role::Button, "Try again").await.click().await;
    expect_titles(&browser, &["Sailing"]).await;
}
