//! The page of one person, and what it leaves in the audit trail.

use serde_json::json;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, GRACE, MAGDA, SOFIA};
use crate::study::Study;

#[tokio::test]
async fn page_of_a_person_tells_everything_and_is_noted() {
    let (app, browser) = sign_in::start().await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    let study = Study::of(&app).await;
    study.progress(&app).await;
    let share = json!({ "program": study.program.uuid, "label": "For Harbor College" });
    app.learner("ada")
        .mutate("shareRecord", share, "userErrors { code }")
        .await
        .data();
    sign_in::sign_in(&browser, SOFIA, "/console/find?words=ada").await;
    browser.find(Role::Link, "Ada Lovelace").await.click().await;
    browser.find(Role::Heading, "Ada Lovelace").await;
    assert_eq!(browser.path().await, "/console/learner?username=ada");
    assert_eq!(browser.title().await, "Ada Lovelace");
    for words in [
        "ada@learners.example.org",
        "Not checked",
        "Active",
        "For Harbor College",
        "Opens the record",
        "That you looked is kept in the audit trail.",
        "Looked at a person",
        "91.25",
    ] {
        browser.see(words).await;
    }
    browser.find(Role::Table, "Credentials").await;
    browser.find(Role::Table, "Grades").await;
    // What a grade is for is told by its title, with the key beneath.
    browser.see(study.runs[1].key.as_str()).await;
    browser.find(Role::Link, "Ethics").await;
    expect_clean_now(&browser, "the page of a person").await;
    browser.find(Role::Link, "Award a credential").await;
    browser.find(Role::Button, "Download their data").await.click().await;
    browser.hear("The file is being saved.").await;
    browser.reload().await;
    browser.see("Downloaded a person’s data").await;
    browser.visit("/console/learner?username=nobody").await;
    browser.find(Role::Heading, "Nobody has this name").await;
    browser.visit("/console/learner?username=two%20words").await;
    browser.find(Role::Heading, "Nobody has this name").await;
    expect_clean_now(&browser, "the page of nobody").await;
}

#[tokio::test]
async fn award_begins_with_the_person() {
    let (app, browser) = sign_in::start().await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    sign_in::sign_in(&browser, SOFIA, "/console/find?words=ada").await;
    browser.find(Role::Link, "Ada Lovelace").await.click().await;
    browser.find(Role::Heading, "Ada Lovelace").await;
    let script =
        "[...document.querySelectorAll('main a')].find((it) => it.textContent == 'Award a credential').click()";
    browser.eval(script).await;
    browser.find(Role::TextBox, "Learner’s username").await;
    assert_eq!(
        browser.eval("return document.querySelector('#username').value").await,
        "ada"
    );
}

#[tokio::test]
async fn superusers_rename_and_retire_what_is_spelled_out() {
    let (app, browser) = sign_in::start().await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    app.learner("grace").query("{ viewer { id } }").await.data();
    sign_in::sign_in(&browser, SOFIA, "/console/find?words=ada").await;
    browser.find(Role::Link, "Ada Lovelace").await.click().await;
    browser.find(Role::Heading, "Ada Lovelace").await;
    assert!(!browser.has(Role::Button, "Retire").await, "staff retire nobody");
    let other = Browser::open(app.address()).await;
    sign_in::sign_in(&other, MAGDA, "/console/find?words=ada").await;
    other.find(Role::Link, "Ada Lovelace").await.click().await;
    other.find(Role::Button, "Change username").await.click().await;
    other.find(Role::TextBox, "New username").await.write("grace").await;
    press_last(&other).await;
    other.see("Somebody else has this name.").await;
    expect_clean_now(&other, "a new username that is taken").await;
    let field = other.find(Role::TextBox, "New username").await;
    field.clear().await;
    field.write("countess").await;
    press_last(&other).await;
    other.hear("Username changed.").await;
    assert_eq!(other.path().await, "/console/learner?username=countess");
    other.see("Renamed a person").await;

    other.find(Role::Button, "Retire").await.click().await;
    press_last(&other).await;
    other.see("Say why, in at most 1,000 characters").await;
    let focused = other.focused().await.description().await;
    assert_eq!(focused, "textbox \"Reason (required)\"");
    let reason = other.find(Role::TextBox, "Reason (required)").await;
    reason.write("Request 17").await;
    other
        .find(Role::TextBox, "Write the username to confirm")
        .await
        .write("ada")
        .await;
    press_last(&other).await;
    other.see("Write the username exactly as it is shown.").await;
    expect_clean_now(&other, "a retirement that is not spelled out").await;
    let field = other.find(Role::TextBox, "Write the username to confirm").await;
    field.clear().await;
    field.write("countess").await;
    // What stays must not name her.
    reason.clear().await;
    reason.write("Ms. Lovelace asked").await;
    press_last(&other).await;
    other.see("without the person’s name, username or mail address").await;
    expect_clean_now(&other, "a reason that names the person").await;
    reason.clear().await;
    reason.write("Request 17").await;
    press_last(&other).await;
    other.see("Retired a person").await;
    other.see("Request 17").await;
    assert!(!other.text().await.contains("Ada Lovelace"));
    assert!(!other.has(Role::Button, "Retire").await);
}

/// Presses the button with which a dialog goes on.
async fn press_last(browser: &Browser) {
    browser
        .eval("[...document.querySelectorAll('dialog[open] button')].pop().click()")
        .await;
}

/// A page of Ada with a link to her record.
async fn shared() -> (tests::app::TestApp, Browser) {
    let (app, browser) = sign_in::start().await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    let study = Study::of(&app).await;
    study.progress(&app).await;
    let share = json!({ "program": study.program.uuid, "label": "For Harbor College" });
    app.learner("ada")
        .mutate("shareRecord", share, "userErrors { code }")
        .await
        .data();
    (app, browser)
}

const END: &str = "End link: For Harbor College";

#[tokio::test]
async fn staff_end_a_link() {
    let (app, browser) = shared().await;
    sign_in::sign_in(&browser, SOFIA, "/console/learner?username=ada").await;
    browser.find(Role::Button, END).await.click().await;
    browser.find(Role::Dialog, END).await;
    browser.see("Whoever has it sees at once").await;
    expect_clean_now(&browser, "the question before a link is ended").await;
    browser.find(Role::Button, "Cancel").await.click().await;
    browser.see("Opens the record").await;

    browser.find(Role::Button, END).await.click().await;
    browser.set_offline(true).await;
    press_last(&browser).await;
    browser.see("The register did not answer.").await;
    browser.set_offline(false).await;
    press_last(&browser).await;
    browser.hear("The link was ended.").await;
    browser
        .until("the link's end", async || {
            let text = browser.text().await;
            (text.contains("Revoked") && !text.contains("Opens the record")).then_some(())
        })
        .await;
    assert!(!browser.has(Role::Button, END).await);
    expect_clean_now(&browser, "a person whose link was ended").await;
    let records = "{ programRecords { nodes { shares { state } } } }";
    let kept = app.learner("ada").query(records).await;
    assert_eq!(kept.at("/programRecords/nodes/0/shares/0/state"), "REVOKED");
    browser
        .visit("/console/audit-trail?action=share-revoked&actor=sofia")
        .await;
    browser.see("1 entry").await;
}

#[tokio::test]
async fn who_only_looks_ends_no_link() {
    let (app, browser) = shared().await;
    app.learner("grace").query("{ viewer { id } }").await.data();
    scene::grant(&app, "grace", "VIEWER").await;
    sign_in::sign_in(&browser, GRACE, "/console/learner?username=ada").await;
    browser.see("Opens the record").await;
    assert!(!browser.has(Role::Button, END).await);
}
