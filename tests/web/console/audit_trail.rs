//! The audit trail: filtered and paged by its address.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use server::service::trail::Swept;
use server::worker::trail::{seal, verify};
use tests::browser::Role;

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/audit-trail";

#[tokio::test]
async fn what_was_done_is_told_and_the_address_filters() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let credential = scene::award(&app, &program).await;
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
    browser.see("3 entries").await;
    for words in [
        "Credential awarded",
        "lms_worker",
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
        .visit("/console/audit-trail?username=ada&from=2027-01-17&action=edited")
        .await;
    browser.find(Role::Heading, "No entry fits").await;
    browser
        .visit("/console/audit-trail?username=ada&action=learner-viewed")
        .await;
    browser.find(Role::Link, "ada").await.click().await;
    browser.find(Role::Heading, "Ada Lovelace").await;
    browser.see("Credential awarded").await;
    browser
        .visit("/console/audit-trail?username=ada&action=credential-awarded")
        .await;
    browser.see("1 entry").await;
    let link = format!("Credential {}", &credential.uuid[..8]);
    browser.find(Role::Link, &link).await.click().await;
    browser.find(Role::Heading, "History").await;
}

#[tokio::test]
async fn trail_proves_itself() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let ctx = app.ctx().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Proof of integrity").await;
    browser.see("Nothing is sealed yet.").await;
    browser.see("The chain was not verified yet.").await;
    scene::award(&app, &program).await;
    seal(&ctx, &mut Swept::default()).await;
    browser.reload().await;
    browser.see("Head of the chain").await;
    browser.allow_clipboard().await;
    browser.find(Role::Button, "Copy the head").await.click().await;
    browser.hear("The head was copied").await;

    browser.find(Role::Button, "Verify now").await.click().await;
    browser.see("A verification will begin in a moment").await;
    assert_eq!(verify(&ctx).await, 1);
    browser.see("entries are as they were sealed.").await;
    expect_clean_now(&browser, "the proof of the audit trail").await;

    let expected = "Head noted down before (optional)";
    browser.find(Role::TextBox, expected).await.write("1:nonsense").await;
    browser.find(Role::Button, "Verify now").await.click().await;
    browser.see("This is not how a head is written.").await;
    let other = format!("1:{}", "0".repeat(64));
    let head = browser.find(Role::TextBox, expected).await;
    head.clear().await;
    head.write(&other).await;
    browser.find(Role::Button, "Verify now").await.click().await;
    browser.see("The chain does not hold this head").await;

    let altered = "UPDATE credential_history SET status = 'revoked'";
    app.db().execute_unprepared(altered).await.expect("is altered");
    browser.find(Role::TextBox, expected).await.clear().await;
    browser.find(Role::Button, "Verify now").await.click().await;
    browser.see("A verification will begin in a moment").await;
    assert_eq!(verify(&ctx).await, 1);
    browser.see("not everything is as it was sealed").await;
    browser.see("was altered").await;
    expect_clean_now(&browser, "a broken audit trail").await;
}

#[tokio::test]
async fn entries_are_saved_as_a_file() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let title = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "title": "Science of Data" });
    app.staff().mutate("editConfiguration", title, "outcome").await.data();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.see("1 entry").await;
    browser
        .find(Role::ComboBox, "Done to")
        .await
        .write("Configuration")
        .await;
    browser
        .until("the address filters", async || {
            (browser.path().await == "/console/audit-trail?subject=configuration").then_some(())
        })
        .await;
    browser.find(Role::Button, "Save as CSV").await.click().await;
    browser.hear("The file was saved").await;
    browser.reload().await;
    browser.see("1 entry").await;
    browser.visit(PAGE).await;
    browser.see("2 entries").await;
    browser.see("Took a copy of the trail away: Site").await;
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
