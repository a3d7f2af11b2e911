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
    confirm(&browser, "Revoke").await;
    expect_reason_wanted(&browser).await;
    write_reason(&browser, "Copied work.").await;
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
    expect_reason_wanted(&browser).await;
    expect_clean_now(&browser, "a reason that is wanted before an award").await;
    write_reason(&browser, "Cleared by the board.").await;
    confirm(&browser, "Award again").await;
    browser.hear("Credential awarded again.").await;
    browser.see("Reinstated").await;
    browser.see("Cleared by the board.").await;
    browser.find(Role::Button, "Revoke").await;
    expect_clean_now(&browser, "a credential that was awarded again").await;
}

#[tokio::test]
async fn what_was_written_stays_when_it_is_refused_or_fails() {
    let (app, browser, awarded) = open().await;
    browser.find(Role::Button, "Refresh").await.click().await;
    browser.find(Role::Dialog, "Refresh").await;
    confirm(&browser, "Refresh").await;
    expect_reason_wanted(&browser).await;
    expect_clean_now(&browser, "a reason that is missing").await;
    write_reason(&browser, "New signatory.").await;

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
    expect_reason_wanted(&browser).await;
    write_reason(&browser, "The exam was then.").await;
    confirm(&browser, "Change date").await;
    browser.hear("Date changed.").await;
    browser.see("December 24, 2026").await;
    browser.see("The exam was then.").await;
    let facts = "return document.querySelector('main dl').innerText";
    let facts = browser.eval(facts).await;
    let facts = facts.as_str().unwrap_or_default();
    assert!(!facts.contains("12:00"), "a day is no moment: {facts}");

    // The same once more is told as what it is.
    browser.find(Role::Button, "Change date").await.click().await;
    browser.find(Role::Dialog, "Change date").await;
    write_reason(&browser, "Once more.").await;
    confirm(&browser, "Change date").await;
    browser.hear("Nothing has changed.").await;
    assert!(!browser.text().await.contains("Once more."));

    browser.find(Role::Button, "Change date").await.click().await;
    browser.find(Role::Dialog, "Change date").await;
    browser.pick("Date on the certificate", "").await;
    write_reason(&browser, "It was not.").await;
    confirm(&browser, "Change date").await;
    browser.hear("Date changed.").await;
    browser
        .until("the award's own date", async || {
            (!browser.text().await.contains("December 24, 2026")).then_some(())
        })
        .await;
}

/// Writes why.
async fn write_reason(browser: &Browser, text: &str) {
    browser.find(Role::TextBox, "Reason (required)").await.write(text).await;
}

/// That a reason is asked for, where it is missing.
async fn expect_reason_wanted(browser: &Browser) {
    browser.see("Say why, in at most 1,000 characters.").await;
    scene::expect_focus(browser, "textbox \"Reason (required)\"").await;
}

#[tokio::test]
async fn refreshing_what_is_as_it_was_changes_nothing_and_says_so() {
    let (app, browser, _awarded) = open().await;
    browser.find(Role::Button, "Refresh").await.click().await;
    browser.find(Role::Dialog, "Refresh").await;
    write_reason(&browser, "To be sure.").await;
    confirm(&browser, "Refresh").await;
    browser.hear("Nothing has changed.").await;
    browser.see("Nothing has changed.").await;
    expect_clean_now(&browser, "a refresh that changed nothing").await;
    scene::expect_focus(&browser, "button \"Refresh\"").await;
    let stored = app.staff().query("{ credentials { nodes { version } } }").await;
    assert_eq!(stored.at("/credentials/nodes/0/version"), 1);

    // Something else is done, and that is not said any more.
    browser.find(Role::Button, "Change date").await.click().await;
    browser.find(Role::Dialog, "Change date").await;
    let shown = "return document.querySelector('main').innerText.includes('Nothing has changed.')";
    assert_eq!(browser.eval(shown).await, false);
}

#[tokio::test]
async fn attributes_are_added_and_changed_where_they_stand() {
    let (app, browser, _awarded) = open().await;
    browser.find(Role::Button, "Add an attribute").await.click().await;
    browser.find(Role::Dialog, "Add an attribute").await;
    let name = browser.find(Role::TextBox, "Name of the attribute").await;
    name.write("honours").await;
    browser.find(Role::TextBox, "Value").await.write("2027").await;
    confirm(&browser, "Add an attribute").await;
    browser.see("There is an attribute of this name already.").await;
    expect_clean_now(&browser, "an attribute that is there already").await;
    name.clear().await;
    confirm(&browser, "Add an attribute").await;
    browser.see("A name has 1 to 255 characters").await;
    name.write("cohort").await;
    // Who wants to leave is asked, and stays.
    browser.eval("history.back()").await;
    browser.find(Role::Dialog, "Leave without saving?").await;
    scene::confirm(&browser, "Stay here").await;
    browser
        .find(Role::TextBox, "Reason")
        .await
        .write("Told by the office.")
        .await;
    confirm(&browser, "Add an attribute").await;
    browser.hear("Attribute added.").await;
    browser.see("Told by the office.").await;

    browser.find(Role::Button, "Change: cohort").await.click().await;
    browser.find(Role::Dialog, "Change: cohort").await;
    browser.find(Role::TextBox, "Value").await;
    let held = "return document.getElementById('attribute-value').value";
    assert_eq!(browser.eval(held).await, "2027");
    expect_clean_now(&browser, "an attribute to change").await;
    confirm(&browser, "Change").await;
    browser.hear("Nothing has changed.").await;
    browser.find(Role::Button, "Change: cohort").await.click().await;
    let value = browser.find(Role::TextBox, "Value").await;
    value.clear().await;
    value.write("2028").await;
    confirm(&browser, "Change").await;
    browser.hear("Attribute changed.").await;
    let stored = "{ credentials { nodes { version attributes { name value } history { reason } } } }";
    let stored = app.staff().query(stored).await;
    assert_eq!(
        stored.at("/credentials/nodes"),
        &json!([{ "version": 3,
            "attributes": [{ "name": "cohort", "value": "2028" }, { "name": "honours", "value": "first class" }],
            "history": [{ "reason": null }, { "reason": "Told by the office." }, { "reason": null }] }])
    );
}

#[tokio::test]
async fn credential_of_somebody_retired_is_private_for_good() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let awarded = scene::award_for(&app, &program, app.now() + TimeDelta::days(90)).await;
    let input = json!({ "username": "ada", "reason": "Request 17" });
    let retired = app.superuser().mutate("retireUser", input, "outcome").await;
    assert_eq!(retired.at("/retireUser/outcome"), "RETIRED");
    let page = format!("/console/credentials/{}", awarded.number());
    sign_in::sign_in(&browser, SOFIA, &page).await;
    browser.find(Role::Heading, "Data Science").await;
    for words in ["Not public", "Staff alone: the learner was retired"] {
        browser.see(words).await;
    }
    assert!(!browser.text().await.contains("Public from"));
    expect_clean_now(&browser, "a credential of somebody retired").await;
    browser.visit("/console/credentials").await;
    browser.see("Not public").await;
    browser.visit(&awarded.path()).await;
    browser.see("This certificate is private").await;
    assert!(!browser.text().await.contains("becomes public"));
    expect_clean_now(&browser, "the page of a certificate of somebody retired").await;
}

#[tokio::test]
async fn what_nobody_offers_says_so() {
    let (app, browser) = sign_in::start().await;
    let run =
        json!({ "username": "ada", "learningObject": { "type": "COURSE_RUN", "id": "course-v1:NoSuchX+T+1900" } });
    app.service().mutate("awardCredential", run, "outcome").await.data();
    sign_in::sign_in(&browser, SOFIA, "/console/credentials").await;
    browser.find(Role::Link, "course-v1:NoSuchX+T+1900").await.click().await;
    browser.find(Role::Heading, "History").await;
    let offered =
        "const term = [...document.querySelectorAll('main dt')].find((it) => it.textContent === 'Offered by');
        return term.nextElementSibling.textContent";
    assert_eq!(browser.eval(offered).await, "–");
}

#[tokio::test]
async fn attribute_is_taken_off() {
    let (app, browser, awarded) = open().await;
    browser.find(Role::Button, "Remove: honours").await.click().await;
    browser.find(Role::Dialog, "Remove: honours").await;
    browser.see("That it was there stays in the history.").await;
    browser.find(Role::TextBox, "Reason").await;
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
