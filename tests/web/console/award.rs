//! Awarding by hand: what would become of it, and then it is done.

use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/award";

async fn write(browser: &Browser, label: &str, text: &str) {
    let field = browser.find(Role::TextBox, label).await;
    field.clear().await;
    field.write(text).await;
}

async fn check(browser: &Browser) {
    browser.find(Role::Button, "Check").await.click().await;
}

#[tokio::test]
async fn award_is_tried_out_confirmed_and_shown() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Award a credential").await.click().await;
    browser.find(Role::Heading, "Award a credential").await;
    expect_clean_now(&browser, "the form of an award").await;
    write(&browser, "Learner’s username", "ada").await;
    write(&browser, "Course key or program UUID", &program.uuid.to_string()).await;
    write(&browser, "Name on the certificate", "Ada Lovelace").await;
    check(&browser).await;
    browser.find(Role::Dialog, "Award this credential?").await;
    browser
        .see("The learner has no such credential. It will be made.")
        .await;
    expect_clean_now(&browser, "the question before an award").await;
    let stored = "{ credentials { totalCount } }";
    assert_eq!(
        app.staff().query(stored).await.at("/credentials/totalCount"),
        0,
        "only tried"
    );
    browser.find(Role::Button, "Award").await.click().await;
    browser.hear("Credential awarded.").await;
    browser.find(Role::Heading, "Data Science").await;
    browser.see("Ada Lovelace").await;
    assert_eq!(app.staff().query(stored).await.at("/credentials/totalCount"), 1);

    browser.find(Role::Link, "Award a credential").await.click().await;
    write(&browser, "Learner’s username", "ada").await;
    write(&browser, "Course key or program UUID", &program.uuid.to_string()).await;
    check(&browser).await;
    browser.see("There is nothing to do.").await;
    assert!(!browser.has(Role::Button, "Award").await);
    browser.find(Role::Link, "Show the credential").await.click().await;
    browser.find(Role::Heading, "Data Science").await;
}

#[tokio::test]
async fn what_cannot_be_awarded_is_told_at_its_field() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Award a credential").await;
    check(&browser).await;
    browser.see("This cannot be a username.").await;
    assert_eq!(
        browser.focused().await.description().await,
        "textbox \"Learner’s username\""
    );
    write(&browser, "Learner’s username", "ada").await;
    for (object, told) in [
        ("Statistics", "Enter a course key such as"),
        (
            "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88",
            "No credential is configured for this program.",
        ),
    ] {
        write(&browser, "Course key or program UUID", object).await;
        check(&browser).await;
        browser.see(told).await;
        let focused = browser.focused().await.description().await;
        assert_eq!(focused, "textbox \"Course key or program UUID\"");
    }
    expect_clean_now(&browser, "an award that is refused").await;
    browser.set_offline(true).await;
    check(&browser).await;
    browser.see("The register did not answer.").await;
}

#[tokio::test]
async fn learners_award_nothing() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert!(!browser.has(Role::Link, "Award a credential").await);
}
