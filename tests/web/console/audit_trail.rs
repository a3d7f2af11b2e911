//! The audit trail: filtered and paged by its address.

use chrono::TimeDelta;
use serde_json::json;
use tests::browser::Role;

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/audit-trail";

#[tokio::test]
async fn what_was_done_is_told_and_the_address_filters() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    scene::award(&app, &program).await;
    let title = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "title": "Science of Data" });
    app.staff().mutate("editConfiguration", title, "outcome").await.data();
    app.advance(TimeDelta::days(2));
    app.superuser()
        .query("{ learner(username: \"ada\") { name } }")
        .await
        .data();
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Audit trail").await.click().await;
    browser.find(Role::Heading, "Audit trail").await;
    browser.see("2 entries").await;
    for words in [
        "Looked at a person",
        "magda",
        "Edited: Configuration",
        "title",
        "Science of Data",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "the audit trail").await;

    browser
        .find(Role::ComboBox, "What was done")
        .await
        .write("Edited")
        .await;
    browser.hear("1 entry").await;
    assert_eq!(browser.path().await, "/console/audit-trail?action=edited");
    browser.reload().await;
    browser.see("1 entry").await;
    browser
        .find(Role::SearchBox, "Done by (username)")
        .await
        .write("magda")
        .await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.find(Role::Heading, "No entry fits").await;
    expect_clean_now(&browser, "an audit trail in which nothing fits").await;
    browser.visit("/console/audit-trail?actor=two%20words").await;
    browser.see("Something in the filter cannot be right").await;
    browser
        .visit("/console/audit-trail?username=ada&until=2027-01-16")
        .await;
    browser.find(Role::Heading, "No entry fits").await;
    browser.visit("/console/audit-trail?username=ada").await;
    browser.find(Role::Link, "ada").await.click().await;
    browser.find(Role::Heading, "Ada Lovelace").await;
}

#[tokio::test]
async fn pages_of_the_trail_are_turned() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    for number in 1..=30 {
        let object = json!({ "type": "PROGRAM", "id": program.uuid });
        let title = json!({ "learningObject": object, "title": format!("Title {number}") });
        app.staff().mutate("editConfiguration", title, "outcome").await.data();
    }
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.see("30 entries").await;
    browser.see("Title 30").await;
    browser.find(Role::Link, "Next page").await.click().await;
    browser.see("Title 1").await;
    let second = browser.path().await;
    assert!(second.starts_with("/console/audit-trail?after="), "{second}");
    browser.reload().await;
    browser.see("Title 5").await;
    assert!(!browser.has(Role::Link, "Next page").await);
    browser.find(Role::Link, "First page").await.click().await;
    browser.see("Title 30").await;
}

#[tokio::test]
async fn learners_see_no_trail() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
}
