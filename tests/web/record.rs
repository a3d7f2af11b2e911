//! My programs and the record of each: how far somebody has come, why, on paper and as a file.

use serde_json::Value;
use tests::browser::{Browser, Role, Scheme, Screen};

use crate::accessibility::expect_clean_now;
use crate::sign_in::{self, ADA, GRACE};
use crate::study::Study;

/// The text of every cell of the table, row by row; what only the eyes get is left out.
async fn rows(browser: &Browser) -> Vec<Vec<String>> {
    browser.find(Role::Table, "Courses").await;
    let script = "return [...document.querySelectorAll('[role=row]')].map((row) => [...row.children].map((cell) => {
        const copy = cell.cloneNode(true);
        copy.querySelectorAll('[aria-hidden=true], details').forEach((it) => it.remove());
        return copy.textContent.replace(/\\s+/g, ' ').trim();
      }))";
    serde_json::from_value(browser.eval(script).await).expect("texts")
}

/// Lets the page remember the file that it hands out, because a browser of tests has nowhere to put it.
async fn catch_file(browser: &Browser) {
    let script = "const make = URL.createObjectURL; window.file = null;
      URL.createObjectURL = (blob) => { blob.text().then((text) => { window.file = { text, type: blob.type }; }); return make(blob); };
      HTMLAnchorElement.prototype.click = function () { window.fileName = this.download; };";
    browser.eval(script).await;
}

async fn caught_file(browser: &Browser) -> (Value, Value) {
    browser
        .until("file", async || {
            let file = browser.eval("return window.file").await;
            (!file.is_null()).then_some(file)
        })
        .await;
    (
        browser.eval("return window.file.text").await,
        browser.eval("return window.fileName").await,
    )
}

#[tokio::test]
async fn programs_are_listed_with_how_far_one_has_come() {
    let (app, browser) = sign_in::start().await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    sign_in::sign_in(&browser, ADA, "/").await;
    browser.find(Role::Link, "My programs").await.click().await;
    browser.hear("My programs").await;
    for words in [
        "Data Science",
        "Professional Certificate",
        "Wexcombe University",
        "In progress",
        "2 of 4 courses earned",
        "Last changed on January 19, 2027",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "my programs").await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.hear("Data Science – my record").await;
    assert_eq!(browser.path().await, study.path());
    browser
        .until("focus on the heading", async || {
            (browser.focused().await.description().await == "heading \"Data Science\"").then_some(())
        })
        .await;
}

#[tokio::test]
async fn record_tells_each_course_and_why() {
    let (app, browser) = sign_in::start().await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    sign_in::sign_in(&browser, ADA, &study.path()).await;
    browser.see("2 of 4 courses earned").await;
    let run = |index: usize| study.runs[index].key.as_str().to_owned();
    let cells = |cells: [&str; 6]| cells.map(str::to_owned).to_vec();
    assert_eq!(
        rows(&browser).await,
        [
            cells(["Course", "Status", "Date", "Best grade", "Letter", "Attempts"]),
            cells([
                &format!("StatisticsWexcombe University{}", run(1)),
                "Earned",
                "January 16, 2027",
                "91.25%",
                "A",
                "2"
            ]),
            cells([
                &format!("ProgrammingWexcombe University{}", run(2)),
                "EarnedThe grade has not arrived yet.",
                "January 17, 2027",
                "–",
                "–",
                "0"
            ]),
            cells([
                &format!("EthicsWexcombe University{}", run(3)),
                "RevokedThe certificate was revoked and no longer counts.",
                "January 19, 2027",
                "–",
                "–",
                "0"
            ]),
            cells(["DatabasesWexcombe University", "Not started", "–", "–", "–", "0"]),
        ]
    );
    expect_clean_now(&browser, "a record").await;
    browser.find(Role::Disclosure, "2 runs").await.click().await;
    browser.see("Earned, but another run of the course counts.").await;
    expect_clean_now(&browser, "a record with its runs").await;

    browser.find(Role::Link, "Programming").await.click().await;
    browser.see("Valid certificate").await;
}

#[tokio::test]
async fn record_goes_on_paper_without_what_is_for_the_screen() {
    let (app, browser) = sign_in::start().await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    sign_in::sign_in(&browser, ADA, &study.path()).await;
    browser.find(Role::Table, "Courses").await;
    browser.find(Role::Heading, "Share this record").await;
    let paper = browser.print(8.27, 11.69).await;
    assert_eq!(paper.sheets, 1);
    assert!(paper.size.0 < paper.size.1, "a letter is upright: {:?}", paper.size);
    browser.look_at_paper(8.27, 11.69).await;
    let text = browser.text().await;
    for words in ["Data Science", "Ada Lovelace", "91.25%", "2 of 4 courses earned"] {
        assert!(text.contains(words), "{words:?} is not on paper:\n{text}");
    }
    for words in ["Share this record", "Download", "My programs", "Print"] {
        assert!(!text.contains(words), "{words:?} is on paper:\n{text}");
    }
    browser.look_through(Screen::Desktop, Scheme::Light).await;
}

#[tokio::test]
async fn record_is_saved_as_a_file() {
    let (app, browser) = sign_in::start().await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    sign_in::sign_in(&browser, ADA, &study.path()).await;
    let button = browser.find(Role::Button, "Download as CSV").await;
    catch_file(&browser).await;
    button.click().await;
    browser.hear("The file is being saved.").await;
    let (text, name) = caught_file(&browser).await;
    let expected = app.learner("ada").get(&format!("{}.csv", study.path())).await.text;
    assert_eq!(
        (text.as_str(), name.as_str()),
        (Some(expected.as_str()), Some("record-Data-Science.csv"))
    );
    assert!(
        expected.contains("Data Science,Ada Lovelace,Statistics,Wexcombe University,"),
        "{expected}"
    );
    assert_eq!(expected.lines().count(), 5, "{expected}");

    browser.eval("window.file = null").await;
    browser.find(Role::Button, "Save as PDF").await.click().await;
    let (text, name) = caught_file(&browser).await;
    assert_eq!(name, "record-Data-Science.pdf");
    assert!(text.as_str().is_some_and(|it| it.starts_with("%PDF-1.7")), "{text}");

    browser.set_offline(true).await;
    browser.find(Role::Button, "Download as CSV").await.click().await;
    browser.see("The register did not answer.").await;
}

#[tokio::test]
async fn programs_that_are_not_there_are_told_from_none() {
    let (app, browser) = sign_in::start().await;
    Study::of(&app).await;
    browser.visit("/records").await;
    browser.find(Role::Heading, "Sign in to see this page").await;
    sign_in::sign_in(&browser, GRACE, "/records").await;
    browser.find(Role::Heading, "No programs yet").await;
    expect_clean_now(&browser, "no programs").await;
    for path in [
        "/records/00000000-0000-4000-8000-000000000000",
        "/records/not-a-program",
    ] {
        browser.visit(path).await;
        browser.find(Role::Heading, "There is no such program").await;
        assert_eq!(browser.title().await, "No such program");
    }
    expect_clean_now(&browser, "an unknown program").await;
    browser.find(Role::Link, "My programs").await.click().await;
    browser.find(Role::Heading, "No programs yet").await;
}
