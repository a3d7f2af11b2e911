//! One credential: what is known of it, and what staff do with it.

use chrono::TimeDelta;
use serde_json::json;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, SOFIA};

/// What stands in the field for a reason.
const REASON: &str = "return document.getElementById('reason').value";

/// The page of a credential of a program, with an attribute.
async fn open() -> (tests::app::TestApp, Browser, scene::Awarded) {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let more = json!({ "attributes": [{ "name": "honours", "value": "first class" }] });
    let awarded = scene::award_as(&app, &program, more).await;
    app.advance(TimeDelta::minutes(1));
    sign_in::sign_in(&browser, SOFIA, "/console/credentials").await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "History").await;
    (app, browser, awarded)
}

/// Presses the button of this name in the dialog that is open.
async fn confirm(browser: &Browser, name: &str) {
    let script = format!(
        "const all = document.querySelectorAll('dialog[open] button[type=submit]'); \
         const one = [...all].find((it) => it.textContent.trim() === {name:?}); one.click(); return all.length"
    );
    assert_eq!(browser.eval(&script).await, 1);
}

#[tokio::test]
async fn everything_known_of_a_credential_is_on_its_page() {
    let (_app, browser, awarded) = open().await;
    assert_eq!(
        browser.path().await,
        format!("/console/credentials/{}", awarded.number())
    );
    assert_eq!(browser.title().await, "Data Science – Ada Lovelace");
    for words in [
        "honours",
        "first class",
        "Wexcombe University and Harbor College",
        "Everybody with its link",
        "Built-in",
        awarded.number().as_str(),
        "Valid",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "a credential in the console").await;
    browser.find(Role::Link, "Public page").await.click().await;
    browser.see("Valid certificate").await;
    assert_eq!(browser.path().await, awarded.path());

    browser
        .visit("/console/credentials/00000000000040008000000000000000")
        .await;
    browser.find(Role::Heading, "No credential has this number").await;
    expect_clean_now(&browser, "a number that no credential has").await;
    browser.visit("/console/credentials/no-number").await;
    browser.find(Role::Heading, "No credential has this number").await;
}

#[tokio::test]
async fn credential_is_revoked_with_a_reason_and_awarded_again() {
    let (app, browser, awarded) = open().await;
    browser.find(Role::Button, "Revoke").await.click().await;
    browser.find(Role::Dialog, "Revoke").await;
    browser.find(Role::TextBox, "Reason").await.write("Copied work.").await;
    expect_clean_now(&browser, "the question before a revocation").await;
    confirm(&browser, "Revoke").await;
    browser.hear("Credential revoked.").await;
    for words in ["Revoked on January 15, 2027", "Copied work.", "sofia"] {
        browser.see(words).await;
    }
    assert!(!browser.has(Role::Button, "Revoke").await);
    assert!(!browser.has(Role::Button, "Change date").await);
    let page = app.anonymous().get(&awarded.path()).await;
    assert!(page.text.contains("evoked"), "{}", page.text);

    app.advance(TimeDelta::minutes(1));
    browser.find(Role::Button, "Award again").await.click().await;
    browser.find(Role::Dialog, "Award again").await;
    confirm(&browser, "Award again").await;
    browser.hear("Credential awarded again.").await;
    browser.see("Reinstated").await;
    browser.find(Role::Button, "Revoke").await;
    expect_clean_now(&browser, "a credential that was awarded again").await;
}

#[tokio::test]
async fn what_was_written_stays_when_it_is_refused_or_fails() {
    let (app, browser, awarded) = open().await;
    browser.find(Role::Button, "Refresh").await.click().await;
    browser.find(Role::Dialog, "Refresh").await;
    confirm(&browser, "Refresh").await;
    browser.see("Say why, in at most 1,000 characters.").await;
    assert_eq!(browser.focused().await.description().await, "textbox \"Reason\"");
    expect_clean_now(&browser, "a reason that is missing").await;
    browser
        .find(Role::TextBox, "Reason")
        .await
        .write("New signatory.")
        .await;

    browser.set_offline(true).await;
    confirm(&browser, "Refresh").await;
    browser.see("The register did not answer.").await;
    assert_eq!(browser.eval(REASON).await, "New signatory.");
    browser.set_offline(false).await;

    scene::revoke(&app, &awarded).await;
    confirm(&browser, "Refresh").await;
    browser.see("It was changed elsewhere in the meantime.").await;
    assert_eq!(browser.eval(REASON).await, "New signatory.");
}

#[tokio::test]
async fn date_of_a_certificate_is_changed_and_taken_back() {
    let (_app, browser, _awarded) = open().await;
    browser.find(Role::Button, "Change date").await.click().await;
    browser.find(Role::Dialog, "Change date").await;
    browser.pick("Date on the certificate", "2026-12-24").await;
    confirm(&browser, "Change date").await;
    browser.hear("Date changed.").await;
    browser.see("December 24, 2026").await;
    browser.find(Role::Button, "Change date").await.click().await;
    browser.find(Role::Dialog, "Change date").await;
    browser.pick("Date on the certificate", "").await;
    confirm(&browser, "Change date").await;
    browser.hear("Date changed.").await;
    browser
        .until("the award's own date", async || {
            (!browser.text().await.contains("December 24, 2026")).then_some(())
        })
        .await;
}

#[tokio::test]
async fn attribute_is_taken_off() {
    let (app, browser, awarded) = open().await;
    browser.find(Role::Button, "Remove: honours").await.click().await;
    browser.find(Role::Dialog, "Remove: honours").await;
    browser.see("That it was there stays in the history.").await;
    expect_clean_now(&browser, "the question before an attribute is taken off").await;
    // Somebody else is faster.
    let program = app
        .staff()
        .query("{ credentials { nodes { configuration { learningObject { type id } } } } }")
        .await
        .at("/credentials/nodes/0/configuration/learningObject")
        .clone();
    let other =
        json!({ "username": "ada", "learningObject": program, "attributes": [{ "name": "cohort", "value": "2027" }] });
    app.service().mutate("awardCredential", other, "outcome").await.data();
    scene::confirm(&browser, "Remove").await;
    browser.see("It was changed elsewhere in the meantime.").await;
    browser.reload().await;
    browser.see("cohort").await;

    browser.find(Role::Button, "Remove: honours").await.click().await;
    browser.find(Role::Dialog, "Remove: honours").await;
    scene::confirm(&browser, "Remove").await;
    browser.hear("Attribute removed.").await;
    browser.find(Role::Button, "Remove: cohort").await;
    assert!(!browser.has(Role::Button, "Remove: honours").await);
    let stored = app
        .staff()
        .query("{ credentials { nodes { version attributes { name value } } } }")
        .await;
    assert_eq!(
        stored.at("/credentials/nodes"),
        &json!([{ "version": 3, "attributes": [{ "name": "cohort", "value": "2027" }] }])
    );
    // One that was revoked is not changed: an award would let it stand again.
    scene::revoke(&app, &awarded).await;
    browser.reload().await;
    browser.see("cohort").await;
    assert!(!browser.has(Role::Button, "Remove: cohort").await);
}
