//! API clients: the list, and how staff make one, change it, give it another key and revoke it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Key, Role};

use crate::accessibility::expect_clean_now;
use crate::scene::{confirm, expect_focus};
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/settings/api-clients";

/// The box that is ticked for awarding.
const AWARDING: &str = "Award credentials, change and revoke them credentials:write";

/// What the API says of all clients.
async fn told(app: &TestApp) -> Value {
    let query = "{ apiClients { nodes { name scopes state } } }";
    app.staff().query(query).await.at("/apiClients/nodes").clone()
}

/// The key that the open dialog shows.
async fn shown_key(browser: &Browser) -> String {
    browser.find(Role::TextBox, "Key").await.attribute("value").await
}

/// Whether a key counts.
async fn counts(app: &TestApp, key: &str) -> bool {
    let client = app.authorization(&format!("Bearer {key}"));
    client.query("{ viewer { id } }").await.codes().is_empty()
}

#[tokio::test]
async fn client_is_made_and_its_key_is_shown_once() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "API clients").await;
    browser.find(Role::Heading, "There are no API clients yet").await;
    expect_clean_now(&browser, "a list of no API clients").await;
    browser.find(Role::Button, "New API client").await.click().await;
    browser.find(Role::Dialog, "New API client").await;
    browser.find(Role::Group, "What its key is good for").await;
    confirm(&browser, "Create API client").await;
    browser.see("Enter a name of at most 80 characters.").await;
    assert_eq!(browser.focused().await.description().await, "textbox \"Name\"");
    browser.find(Role::TextBox, "Name").await.write("Student records").await;
    confirm(&browser, "Create API client").await;
    browser.see("Choose at least one.").await;
    expect_clean_now(&browser, "the form of an API client that lacks scopes").await;
    browser.find(Role::CheckBox, AWARDING).await.click().await;
    confirm(&browser, "Create API client").await;

    browser.see("Copy the key now.").await;
    browser.see("'Authorization: Bearer KEY'").await;
    expect_clean_now(&browser, "a key that is shown once").await;
    let key = shown_key(&browser).await;
    assert!(key.starts_with("credkey_") && counts(&app, &key).await, "{key}");
    // What cannot be told again is not lost by a key that was pressed in passing.
    for _ in 0..2 {
        browser.press(Key::Escape).await;
        assert_eq!(shown_key(&browser).await, key);
    }
    browser.allow_clipboard().await;
    browser.find(Role::Button, "Copy key").await.click().await;
    browser.see("Key copied.").await;
    browser.find(Role::Button, "I have copied the key").await.click().await;
    browser.see("1 API client").await;
    for words in ["Student records", "credentials:write", "Active"] {
        browser.see(words).await;
    }
    assert!(!browser.has(Role::TextBox, "Key").await);
    assert!(
        !browser
            .eval("return document.documentElement.outerHTML")
            .await
            .to_string()
            .contains(&key)
    );
    expect_clean_now(&browser, "a list of API clients").await;
    assert_eq!(
        told(&app).await,
        json!([{ "name": "Student records", "scopes": ["CREDENTIALS_WRITE"], "state": "ACTIVE" }])
    );
}

#[tokio::test]
async fn client_is_changed_gets_another_key_and_is_revoked() {
    let (app, browser) = sign_in::start().await;
    let input = json!({ "name": "Student records", "scopes": ["CREDENTIALS_WRITE"] });
    let made = app.staff().mutate("createApiClient", input, "key").await;
    let first = made.text_at("/createApiClient/key").to_owned();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Button, "Edit: Student records").await.click().await;
    browser.find(Role::Dialog, "Change this API client").await;
    assert!(browser.find(Role::CheckBox, AWARDING).await.is_ticked().await);
    let grades = "Record the grades of any learner grades:write";
    browser.find(Role::CheckBox, grades).await.click().await;
    let name = browser.find(Role::TextBox, "Name").await;
    name.clear().await;
    name.write("Registrar").await;
    expect_clean_now(&browser, "the form of an API client").await;
    confirm(&browser, "Save changes").await;
    browser.hear("API client changed.").await;
    browser.see("Registrar").await;

    browser.find(Role::Button, "New key: Registrar").await.click().await;
    browser.find(Role::Dialog, "Give it a new key?").await;
    browser
        .find(Role::ComboBox, "The present key works")
        .await
        .write("For another hour")
        .await;
    expect_clean_now(&browser, "the question how long a key still works").await;
    confirm(&browser, "Make new key").await;
    browser.see("Copy the key now.").await;
    let second = shown_key(&browser).await;
    assert!(counts(&app, &first).await && counts(&app, &second).await);
    browser.find(Role::Button, "I have copied the key").await.click().await;
    browser.see("Key before: until").await;
    app.advance(TimeDelta::minutes(61));
    assert!(!counts(&app, &first).await && counts(&app, &second).await);

    browser.find(Role::Button, "Revoke: Registrar").await.click().await;
    browser.find(Role::Dialog, "Revoke this API client?").await;
    browser
        .find(Role::TextBox, "Write the name to confirm")
        .await
        .write("registrar")
        .await;
    confirm(&browser, "Revoke").await;
    browser.see("Write the name exactly as it is shown.").await;
    expect_clean_now(&browser, "a name that was not spelled out").await;
    let spelled = browser.find(Role::TextBox, "Write the name to confirm").await;
    spelled.clear().await;
    spelled.write("Registrar").await;
    confirm(&browser, "Revoke").await;
    browser.hear("API client revoked.").await;
    browser.see("Revoked on").await;
    assert!(!browser.has(Role::Button, "Edit: Registrar").await);
    assert!(!counts(&app, &second).await);
    assert_eq!(
        told(&app).await,
        json!([{ "name": "Registrar", "scopes": ["CREDENTIALS_WRITE", "GRADES_WRITE"], "state": "REVOKED" }])
    );
}

#[tokio::test]
async fn what_was_written_in_a_dialog_is_not_lost_by_a_key() {
    let (app, browser) = sign_in::start().await;
    let input = json!({ "name": "Student records", "scopes": ["CREDENTIALS_WRITE"] });
    app.staff().mutate("createApiClient", input, "key").await.data();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    let (edit, question) = ("Edit: Student records", "Change this API client");
    browser.find(Role::Button, edit).await.click().await;
    browser.find(Role::Dialog, question).await;
    // Nothing is written yet.
    browser.press(Key::Escape).await;
    expect_focus(&browser, "button \"Edit: Student records\"").await;
    assert!(!browser.has(Role::Dialog, question).await);

    browser.find(Role::Button, edit).await.click().await;
    let name = browser.find(Role::TextBox, "Name").await;
    name.clear().await;
    name.write("Student records and grades").await;
    for _ in 0..2 {
        browser.press(Key::Escape).await;
        expect_focus(&browser, "button \"Cancel\"").await;
    }
    browser.find(Role::Dialog, question).await;
    let written = "return document.getElementById('client-name').value";
    assert_eq!(browser.eval(written).await, "Student records and grades");
    expect_clean_now(&browser, "a dialog that keeps what was written").await;
    browser.press(Key::Enter).await;
    expect_focus(&browser, "button \"Edit: Student records\"").await;
    browser.find(Role::Button, edit).await.click().await;
    browser.find(Role::Dialog, question).await;
    assert_eq!(browser.eval(written).await, "Student records");
    assert_eq!(
        told(&app).await,
        json!([{ "name": "Student records", "scopes": ["CREDENTIALS_WRITE"], "state": "ACTIVE" }])
    );
}

#[tokio::test]
async fn who_does_not_run_the_site_sees_no_clients() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert!(!browser.has(Role::Button, "New API client").await);
    assert!(!browser.has(Role::Heading, "API clients").await);
}
