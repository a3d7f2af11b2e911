//! Awarding what a file lists: what would become of each row, then it is done, and never twice.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene::{self, confirm};
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/bulk";
/// A program that nobody has configured.
const UNKNOWN: &str = "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88";

/// Chooses a file with this text in the field for one.
async fn choose_file(browser: &Browser, text: &str) {
    choose(browser, &format!("new TextEncoder().encode({})", json!(text))).await;
}

/// The same with these bytes.
async fn choose(browser: &Browser, bytes: &str) {
    let script = format!(
        "const bytes = {bytes}; \
         const held = new DataTransfer(); held.items.add(new File([bytes], 'may.csv', {{ type: 'text/csv' }})); \
         const field = document.getElementById('file'); field.files = held.files; \
         field.dispatchEvent(new Event('change', {{ bubbles: true }})); return 1"
    );
    assert_eq!(browser.eval(&script).await, 1);
}

async fn press(browser: &Browser, name: &str) {
    browser.find(Role::Button, name).await.click().await;
}

/// Who has what, and how often it was changed.
async fn stored(app: &TestApp) -> Vec<Value> {
    let query = "{ credentials { nodes { username version } } }";
    let mut nodes = app
        .staff()
        .query(query)
        .await
        .at("/credentials/nodes")
        .as_array()
        .cloned()
        .unwrap_or_default();
    nodes.sort_by_key(|it| it["username"].to_string());
    nodes
}

#[tokio::test]
async fn file_is_checked_awarded_and_never_awarded_twice() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await.uuid;
    let file = format!(
        "username;course_key;name;date\r\nada;{program};Ada Lovelace;2026-05-31\r\n\
         grace;course-v1:ExampleX+CS101+2026_T1;;\r\nnot a name;{program};;\r\nalan;{UNKNOWN};;\r\nada;{program};;\r\n"
    );
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Award from a file").await.click().await;
    browser.find(Role::Heading, "1. Choose a file").await;
    expect_clean_now(&browser, "the field for a file of awards").await;
    choose_file(&browser, &file).await;
    browser.find(Role::Heading, "2. Say which column is what").await;
    browser.see("may.csv: 5 rows.").await;
    browser.see("First row: Ada Lovelace").await;
    expect_clean_now(&browser, "the columns of a file of awards").await;
    press(&browser, "Check").await;
    browser.find(Role::Heading, "3. What would become of the rows").await;
    browser.find(Role::Table, "Rows that are refused").await;
    for words in [
        "This cannot be a username.",
        "No credential is configured for this program.",
        "Line 2 awards the same.",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "what would become of a file of awards").await;
    assert_eq!(stored(&app).await, Vec::<Value>::new(), "only tried");

    press(&browser, "Award 2 credentials").await;
    browser.find(Role::Dialog, "Award these credentials?").await;
    browser
        .see("Rows that are left out because they cannot be awarded: 3.")
        .await;
    expect_clean_now(&browser, "the question before a file is awarded").await;
    confirm(&browser, "Award").await;
    browser.find(Role::Heading, "5. Result").await;
    browser.find(Role::Button, "Download the result").await;
    expect_clean_now(&browser, "the result of a file of awards").await;
    let expected = [
        json!({ "username": "ada", "version": 1 }),
        json!({ "username": "grace", "version": 1 }),
    ];
    assert_eq!(stored(&app).await, expected);

    // After a reload the same file finds everything done.
    browser.reload().await;
    browser.find(Role::Heading, "1. Choose a file").await;
    choose_file(&browser, &file).await;
    browser.find(Role::Heading, "2. Say which column is what").await;
    press(&browser, "Check").await;
    browser.see("There is nothing to award.").await;
    assert_eq!(stored(&app).await, expected);
}

#[tokio::test]
async fn one_learning_object_serves_a_whole_file() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "1. Choose a file").await;
    choose_file(&browser, "who\nada\ngrace\n").await;
    browser.find(Role::Heading, "2. Say which column is what").await;
    press(&browser, "Check").await;
    browser.see("Choose the column with the usernames.").await;
    browser
        .see("Choose a column above, or enter what every row is awarded for.")
        .await;
    browser
        .until("the focus on what is missing", async || {
            let focused = browser.focused().await.description().await;
            (focused == "combobox \"Username (required)\"").then_some(())
        })
        .await;
    expect_clean_now(&browser, "columns that lack something").await;
    browser
        .find(Role::ComboBox, "Username (required)")
        .await
        .write("who")
        .await;
    browser.see("First row: ada").await;
    browser
        .find(Role::TextBox, "Course key or program UUID")
        .await
        .write("course-v1:ExampleX+CS101+2026_T1")
        .await;
    press(&browser, "Check").await;
    press(&browser, "Award 2 credentials").await;
    browser.find(Role::Dialog, "Award these credentials?").await;
    confirm(&browser, "Award").await;
    browser.find(Role::Heading, "5. Result").await;
    assert_eq!(stored(&app).await.len(), 2);
}

#[tokio::test]
async fn large_file_goes_in_parts_and_what_was_lost_goes_again() {
    let (app, browser) = sign_in::start().await;
    let rows: Vec<String> = (0..250)
        .map(|it| format!("learner{it},course-v1:ExampleX+CS101+2026_T1\n"))
        .collect();
    let rows = rows.concat();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "1. Choose a file").await;
    choose_file(&browser, &format!("username,course_key\n{rows}")).await;
    browser.find(Role::Heading, "2. Say which column is what").await;
    press(&browser, "Check").await;
    press(&browser, "Award 250 credentials").await;
    browser.find(Role::Dialog, "Award these credentials?").await;
    // The first awards arrive, and their answer does not.
    let lose = "const send = window.fetch; window.fetch = async (...it) => {
        const answer = await send(...it); const body = await answer.clone().text();
        if (!body.includes('awardCredentials')) { return answer; }
        window.fetch = send; throw new TypeError('lost'); };";
    browser.eval(lose).await;
    confirm(&browser, "Award").await;
    browser.find(Role::Heading, "5. Result").await;
    let total = app.staff().query("{ credentials { totalCount } }").await;
    assert_eq!(total.at("/credentials/totalCount"), 250);
    let changed = app
        .staff()
        .query("{ credentials(first: 100) { nodes { version } } }")
        .await;
    let changed = changed.at("/credentials/nodes").as_array().cloned().unwrap_or_default();
    assert!(changed.iter().all(|it| it["version"] == 1), "none twice");
}

#[tokio::test]
async fn what_is_no_table_is_told() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "1. Choose a file").await;
    choose(&browser, "new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0])").await;
    browser.see("This is no CSV file in UTF-8.").await;
    expect_clean_now(&browser, "a file that is no CSV").await;
    choose_file(&browser, "username,course_key\nada,a\ngrace\n").await;
    browser.see("Line 3 cannot be read").await;
    choose_file(&browser, "username,course_key\n").await;
    browser.see("The file has no rows").await;
    choose_file(&browser, "username,course_key\nada,a\n").await;
    browser.see("may.csv: 1 row.").await;
}

#[tokio::test]
async fn learners_award_no_files() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert!(!browser.has(Role::Link, "Award from a file").await);
}
