//! Leaving a page with something that is not saved: by a link, by the way back, to another program.

use tests::browser::{Browser, Key, Role};

use super::CREDENTIALS;
use crate::accessibility::expect_clean_now;
use crate::scene::{confirm, expect_focus};
use crate::sign_in::{self, SOFIA};

const SIGNATORIES: &str = "/console/signatories";
const MAKE: &str = "/console/signatories/new";
const QUESTION: &str = "Leave without saving?";

/// Opens the form by the list, and writes a name.
async fn write(browser: &Browser) {
    browser.find(Role::Link, "Signatories").await.click().await;
    browser.find(Role::Link, "New signatory").await.click().await;
    browser.find(Role::Heading, "New signatory").await;
    browser.find(Role::TextBox, "Name").await.write("Ines Okafor").await;
}

async fn expect_asked(browser: &Browser) {
    browser.find(Role::Dialog, QUESTION).await;
    assert_eq!(browser.path().await, MAKE, "the page is still this one");
}

async fn expect_written(browser: &Browser) {
    browser
        .until("page without a question", async || {
            (!browser.has(Role::Dialog, QUESTION).await).then_some(())
        })
        .await;
    assert_eq!(browser.path().await, MAKE);
    let script = "return document.getElementById('name').value";
    assert_eq!(browser.eval(script).await, "Ines Okafor");
}

async fn expect_path(browser: &Browser, path: &str) {
    browser
        .until(&format!("path {path}"), async || {
            (browser.path().await == path).then_some(())
        })
        .await;
}

#[tokio::test]
async fn link_off_a_page_with_something_written_asks_first() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, SIGNATORIES).await;
    write(&browser).await;
    browser.find(Role::Link, "Credentials").await.click().await;
    expect_asked(&browser).await;
    expect_focus(&browser, "button \"Stay here\"").await;
    expect_clean_now(&browser, "the question before a page is left").await;
    confirm(&browser, "Stay here").await;
    expect_written(&browser).await;

    browser.find(Role::Link, "Credentials").await.click().await;
    expect_asked(&browser).await;
    confirm(&browser, "Leave without saving").await;
    browser.find(Role::Heading, "Credentials").await;
    expect_path(&browser, CREDENTIALS).await;

    // Nothing is written any more.
    browser.find(Role::Link, "Audit trail").await.click().await;
    browser.find(Role::Heading, "Audit trail").await;
}

#[tokio::test]
async fn way_back_asks_and_then_leads_where_it_would_have_led() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    write(&browser).await;
    browser.eval("history.back()").await;
    expect_asked(&browser).await;
    confirm(&browser, "Stay here").await;
    expect_written(&browser).await;
    browser.eval("history.back()").await;
    expect_asked(&browser).await;
    confirm(&browser, "Leave without saving").await;
    browser.find(Role::Heading, "Signatories").await;
    expect_path(&browser, SIGNATORIES).await;
    browser.eval("history.back()").await;
    browser.find(Role::Heading, "Credentials").await;
    expect_path(&browser, CREDENTIALS).await;
}

#[tokio::test]
async fn another_program_is_asked_about_once_and_what_is_saved_not_at_all() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, SIGNATORIES).await;
    write(&browser).await;
    browser
        .find(Role::Button, "Sofía Castañeda Núñez, account")
        .await
        .click()
        .await;
    browser.find(Role::Link, "My credentials").await.click().await;
    expect_asked(&browser).await;
    confirm(&browser, "Stay here").await;
    expect_written(&browser).await;
    // The focus is in the menu again, which the key closes.
    browser.press(Key::Escape).await;
    browser.find(Role::TextBox, "Position").await.write("Provost").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Signatory saved.").await;

    write(&browser).await;
    browser
        .find(Role::Button, "Sofía Castañeda Núñez, account")
        .await
        .click()
        .await;
    browser.find(Role::Link, "My credentials").await.click().await;
    expect_asked(&browser).await;
    confirm(&browser, "Leave without saving").await;
    browser.find(Role::Heading, "My credentials").await;
    assert_eq!(browser.dialog().await, None, "the browser does not ask again");
}

#[tokio::test]
async fn question_is_asked_from_the_right_too() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, SIGNATORIES).await;
    write(&browser).await;
    browser.find(Role::Button, "العربية").await.click().await;
    browser.find(Role::Link, "المؤهلات").await.click().await;
    browser.find(Role::Dialog, "المغادرة من دون حفظ؟").await;
    expect_clean_now(&browser, "the question before a page is left, in Arabic").await;
}
