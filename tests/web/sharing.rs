//! A learner shows a record by a link, and ends it; what its visitor sees all the while.

use chrono::TimeDelta;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use serde_json::json;
use tests::app::TestApp;
use tests::browser::{Browser, Key, Role};

use crate::accessibility::expect_clean_now;
use crate::sign_in::{self, ADA};
use crate::study::Study;

/// A record of Ada, who looks at it.
async fn start() -> (TestApp, Browser, Study) {
    let (app, browser) = sign_in::start().await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    sign_in::sign_in(&browser, ADA, &study.path()).await;
    browser.see("You have not shared this record with anyone.").await;
    (app, browser, study)
}

/// Makes a link of this name by the form.
async fn create(browser: &Browser, name: &str) -> String {
    browser.find(Role::Button, "Create a link").await.click().await;
    browser.find(Role::Dialog, "Create a link").await;
    let field = browser.find(Role::TextBox, "Name of the link").await;
    browser
        .until("focus in the form", async || {
            (browser.focused().await.description().await == "textbox \"Name of the link\"").then_some(())
        })
        .await;
    field.write(name).await;
    browser.find(Role::Button, "Create link").await.click().await;
    browser.hear("Link created.").await;
    browser.find(Role::Heading, name).await;
    let script = "return document.querySelector('section li a').href";
    browser.eval(script).await.as_str().expect("a link").to_owned()
}

/// Follows a link with a browser that people have.
async fn view_as_a_person(app: &TestApp, url: &str) {
    let token = url.rsplit('/').next().expect("a token");
    let query = "query($token: UUID!) { sharedRecord(token: $token) { state } }";
    let visitor = app.anonymous();
    let request = visitor
        .request(Method::POST, "/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(
            USER_AGENT,
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        )
        .body(json!({ "query": query, "variables": { "token": token } }).to_string());
    assert_eq!(visitor.send(request).await.at("/sharedRecord/state"), "LIVE");
}

/// Looks at a page as somebody who is not signed in.
async fn as_visitor(browser: &Browser, address: &str) {
    browser.visit("/").await;
    browser.find(Role::Button, "Ada Lovelace, account").await.click().await;
    browser.find(Role::Button, "Sign out").await.click().await;
    browser.find(Role::Heading, "You are signed out").await;
    browser.visit(address).await;
}

#[tokio::test]
async fn link_shows_the_record_until_it_is_revoked() {
    let (app, browser, study) = start().await;
    expect_clean_now(&browser, "a record that is not shared").await;
    browser.allow_clipboard().await;
    let url = create(&browser, "Admissions").await;
    browser.see("Shows courses, grades, and your name.").await;
    browser.see("Not opened yet.").await;
    expect_clean_now(&browser, "a record with a link").await;
    browser.find(Role::Button, "Copy link: Admissions").await.click().await;
    browser.hear("Link copied.").await;
    assert_eq!(
        browser.eval("return navigator.clipboard.readText()").await,
        url.as_str()
    );

    as_visitor(&browser, &url).await;
    browser.find(Role::Heading, "Data Science").await;
    assert_eq!(browser.title().await, "Data Science – shared record");
    for words in [
        "confirms this record as it was on",
        "Ada Lovelace",
        "2 of 4 courses earned",
        "91.25%",
    ] {
        browser.see(words).await;
    }
    let text = browser.text().await;
    assert!(!text.contains("ada@") && !text.contains("Share this record"), "{text}");
    expect_clean_now(&browser, "a shared record").await;
    let file = browser
        .find(Role::Link, "Download as CSV")
        .await
        .attribute("href")
        .await;
    let file = app.anonymous().get(&file).await;
    assert!(
        file.text.contains("Data Science,Ada Lovelace,Statistics,"),
        "{}",
        file.text
    );
    let paper = browser.find(Role::Link, "Save as PDF").await.attribute("href").await;
    assert!(paper.ends_with(".pdf?lang=en"), "{paper}");
    assert_eq!(
        app.anonymous().get(&paper).await.header("content-type"),
        Some("application/pdf")
    );
    let robots = browser
        .eval("return document.querySelector('meta[name=robots]').content")
        .await;
    assert_eq!(robots, "noindex");
    let page = app
        .anonymous()
        .get(url.trim_start_matches(tests::browser::PUBLIC_URL))
        .await;
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));

    view_as_a_person(&app, &url).await;
    sign_in::sign_in(&browser, ADA, &study.path()).await;
    // The browser of this test says that nobody sits before it, and so does not count.
    browser.see("Opened once.").await;
    browser
        .eval(
            "const summary = document.querySelector('section li summary'); summary.click(); return summary.textContent",
        )
        .await;
    browser.find(Role::Table, "Views by day").await;
    browser.see("January 19, 2027").await;
    expect_clean_now(&browser, "the views of a link by day").await;
    browser.find(Role::Button, "QR code: Admissions").await.click().await;
    browser.find(Role::Dialog, "QR code: Admissions").await;
    let drawn =
        "const picture = document.querySelector('dialog[open] img'); return picture.decode().then(() => picture.alt)";
    assert_eq!(browser.eval(drawn).await, "QR code: Admissions");
    expect_clean_now(&browser, "the code of a link").await;
    browser.find(Role::Button, "Close").await.click().await;
    browser.find(Role::Button, "Revoke: Admissions").await.click().await;
    browser.find(Role::Dialog, "Revoke this link?").await;
    expect_clean_now(&browser, "the question before a revocation").await;
    browser.press(Key::Escape).await;
    browser.see("Open").await;
    browser.find(Role::Button, "Revoke: Admissions").await.click().await;
    browser.find(Role::Button, "Revoke link").await.click().await;
    browser.hear("Link revoked.").await;
    browser.see("Revoked on January 19, 2027").await;
    assert!(!browser.has(Role::Button, "Copy link: Admissions").await);

    as_visitor(&browser, &url).await;
    browser.find(Role::Heading, "This link was revoked").await;
    browser.see("The learner ended it on January 19, 2027.").await;
    let text = browser.text().await;
    assert!(!text.contains("Data Science") && !text.contains("Ada"), "{text}");
    expect_clean_now(&browser, "a revoked link").await;
}

#[tokio::test]
async fn learner_chooses_what_a_link_shows_and_changes_it() {
    let (app, browser, study) = start().await;
    browser.find(Role::Button, "Create a link").await.click().await;
    for (name, is_ticked) in [
        ("Grades and attempts", true),
        ("Your name", true),
        ("Your e-mail address", false),
    ] {
        let ticked = browser.find(Role::CheckBox, name).await.is_ticked().await;
        assert_eq!(ticked, is_ticked, "{name}");
    }
    expect_clean_now(&browser, "the form of a link").await;
    browser.find(Role::CheckBox, "Grades and attempts").await.click().await;
    browser.find(Role::CheckBox, "Your name").await.click().await;
    browser.pick("Last day", "2027-01-01").await;
    browser.find(Role::Button, "Create link").await.click().await;
    browser.see("Choose a day from today on, within ten years.").await;
    assert_eq!(
        browser
            .eval("return document.activeElement.getAttribute('aria-invalid')")
            .await,
        "true"
    );
    expect_clean_now(&browser, "the form with a refusal").await;
    browser.pick("Last day", "2027-01-31").await;
    browser.find(Role::Button, "Create link").await.click().await;
    browser.see("Open until January 31, 2027").await;
    browser.find(Role::Heading, "Link without a name").await;
    browser.see("Shows courses.").await;
    let url = browser.eval("return document.querySelector('section li a').href").await;
    let url = url.as_str().expect("a link");

    browser.visit(url).await;
    browser.find(Role::Heading, "Data Science").await;
    let text = browser.text().await;
    let page = text.split("Print").nth(1).unwrap_or(&text);
    assert!(!page.contains("Best grade") && !page.contains("91"), "{text}");
    let main = browser.find_any(Role::Main).await.text().await;
    assert!(!main.contains("Ada"), "{main}");
    expect_clean_now(&browser, "a shared record without grades").await;

    browser.visit(&study.path()).await;
    browser
        .find(Role::Button, "Edit: Link without a name")
        .await
        .click()
        .await;
    browser
        .find(Role::TextBox, "Name of the link")
        .await
        .write("Employer")
        .await;
    browser.find(Role::CheckBox, "Your e-mail address").await.click().await;
    browser.find(Role::Button, "Save changes").await.click().await;
    browser.hear("Link changed.").await;
    browser.find(Role::Heading, "Employer").await;
    browser.see("Shows courses and your e-mail address.").await;
    browser.see("Open until January 31, 2027").await;
    browser.visit(url).await;
    browser.see("ada@learners.example.org").await;

    app.advance(TimeDelta::days(20));
    browser.visit(url).await;
    browser.find(Role::Heading, "This link has expired").await;
    browser.see("It was open until January 31, 2027.").await;
    expect_clean_now(&browser, "an expired link").await;
}

#[tokio::test]
async fn unknown_links_are_told_as_such() {
    let (_app, browser) = sign_in::start().await;
    for path in [
        "/records/shared/00000000000040008000000000000000",
        "/records/shared/cut-short",
    ] {
        browser.visit(path).await;
        browser.find(Role::Heading, "There is no record at this address").await;
        assert_eq!(browser.title().await, "There is no record at this address");
    }
    expect_clean_now(&browser, "an unknown link").await;
}

#[tokio::test]
async fn changes_made_elsewhere_are_not_overwritten() {
    let (app, browser, study) = start().await;
    create(&browser, "Admissions").await;
    let document = "query($program: UUID!) { programRecord(program: $program) { shares { id } } }";
    let record = app
        .learner("ada")
        .graphql(document, json!({ "program": study.program.uuid }))
        .await;
    let id = record.text_at("/programRecord/shares/0/id").to_owned();
    let input = json!({ "id": id, "label": "Another tab" });
    app.learner("ada")
        .mutate("editRecordShare", input, "outcome")
        .await
        .data();

    browser.find(Role::Button, "Edit: Admissions").await.click().await;
    browser.find(Role::Button, "Save changes").await.click().await;
    browser.see("The link was changed elsewhere in the meantime.").await;
    browser.find(Role::Button, "Cancel").await.click().await;
    browser.reload().await;
    browser.find(Role::Heading, "Another tab").await;
}
