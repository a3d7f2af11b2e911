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
    browser.find(Role::Table, "What becomes of each").await;
    for words in [
        "Shown: 5 of 5",
        "Would be awarded",
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
    expect_clean_now(&browser, "the result of a file of awards").await;
    let expected = [
        json!({ "username": "ada", "version": 1 }),
        json!({ "username": "grace", "version": 1 }),
    ];
    assert_eq!(stored(&app).await, expected);

    // What became of each row is on this page alone, until it is saved.
    browser.find(Role::Link, "Insights").await.click().await;
    browser.find(Role::Dialog, "Leave without the result?").await;
    browser.see("Everything is done and stays so.").await;
    expect_clean_now(&browser, "the question before a result is left").await;
    confirm(&browser, "Stay here").await;
    let saved = saved(&browser, "Download the result").await;
    assert!(
        saved.starts_with("may-result.csv\n\u{feff}username,course_key,name,date,line,outcome,"),
        "{saved}"
    );
    assert!(saved.contains("ada,") && saved.contains(",2,CREATED,"), "{saved}");

    // After a reload the same file finds everything done.
    browser.reload().await;
    browser.find(Role::Heading, "1. Choose a file").await;
    choose_file(&browser, &file).await;
    browser.find(Role::Heading, "2. Say which column is what").await;
    press(&browser, "Check").await;
    browser.see("There is nothing to award.").await;
    assert_eq!(stored(&app).await, expected);
}

/// Presses a button that saves a file; gives its name and, below, what is in it.
async fn saved(browser: &Browser, button: &str) -> String {
    let keep = "window.saved = null; const make = URL.createObjectURL; \
         URL.createObjectURL = (blob) => { window.blob = blob; return make(blob); }; \
         const press = HTMLAnchorElement.prototype.click; \
         HTMLAnchorElement.prototype.click = function () { \
           if (!this.download) { return press.call(this); } \
           const name = this.download; \
           window.blob.arrayBuffer().then((it) => { \
             const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(it); window.saved = name + '\\n' + text; }); };";
    browser.eval(keep).await;
    press(browser, button).await;
    browser
        .until("a file that is saved", async || {
            let saved = browser.eval("return window.saved").await;
            saved.as_str().map(str::to_owned)
        })
        .await
}

#[tokio::test]
async fn what_changes_is_told_old_and_new_and_wants_a_reason() {
    let (app, browser) = sign_in::start().await;
    let run = json!({ "type": "COURSE_RUN", "id": "course-v1:ExampleX+CS101+2026_T1" });
    let dated = json!({ "username": "ada", "learningObject": run, "dateOverride": "2026-04-30T12:00:00Z" });
    app.service().mutate("awardCredential", dated, "outcome").await.data();
    let same = json!({ "username": "grace", "learningObject": run });
    app.service().mutate("awardCredential", same, "outcome").await.data();
    let file = "username,course_key,date\nada,course-v1:ExampleX+CS101+2026_T1,2026-05-31\n\
         grace,course-v1:ExampleX+CS101+2026_T1,\nzoë\nalan,course-v1:ExampleX+CS101+2026_T1,,more\n";
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "1. Choose a file").await;
    choose_file(&browser, file).await;
    press(&browser, "Check").await;
    browser.find(Role::Heading, "3. What would become of the rows").await;
    browser.see("Shown: 4 of 4").await;
    browser
        .see("It has more or fewer cells than the first line has columns.")
        .await;
    let choice = browser.find(Role::ComboBox, "Show").await;
    choice.write("Would change").await;
    browser.see("Shown: 1 of 1").await;
    browser
        .see("Date on the certificate: \u{2068}April 30, 2026\u{2069} becomes \u{2068}May 31, 2026\u{2069}")
        .await;
    assert!(!browser.text().await.contains("Line 3"));
    expect_clean_now(&browser, "rows that would change").await;
    let preview = saved(&browser, "Download the preview").await;
    assert!(
        preview.starts_with("may-preview.csv\n\u{feff}username,course_key,date,,line,would_be,"),
        "{preview}"
    );
    assert!(preview.contains("zoë,,,,4,refused,"), "{preview}");
    assert!(
        !preview.contains("UPDATED") && preview.contains(",2,changed,"),
        "{preview}"
    );

    press(&browser, "Award 1 credential").await;
    browser.find(Role::Dialog, "Award these credentials?").await;
    confirm(&browser, "Award").await;
    browser.see("Say why, in at most 1,000 characters.").await;
    expect_clean_now(&browser, "a file of changes without a reason").await;
    browser
        .find(Role::TextBox, "Reason (required)")
        .await
        .write("The exam was a month later.")
        .await;
    confirm(&browser, "Award").await;
    browser.find(Role::Heading, "5. Result").await;
    let query = "{ credentials(filter: { username: \"ada\" }) { nodes { dateOverride history { reason } } } }";
    let stored = app.staff().query(query).await;
    assert_eq!(
        stored.at("/credentials/nodes"),
        &json!([{ "dateOverride": "2026-05-31T12:00:00+00:00",
            "history": [{ "reason": null }, { "reason": "The exam was a month later." }] }])
    );
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
    browser.see("Shown: 100 of 250").await;
    assert!(!browser.text().await.contains("learner149"));
    press(&browser, "Show 100 more").await;
    browser.hear("Shown: 200 of 250").await;
    browser.see("learner149").await;
    press(&browser, "Show 100 more").await;
    browser.see("Shown: 250 of 250").await;
    assert!(!browser.has(Role::Button, "Show 100 more").await);
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
    choose_file(&browser, "username,course_key\nada,a\ngrace,\"b\nalan,c\n").await;
    browser
        .see("On line 3 a quotation mark opens that is never closed")
        .await;
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
