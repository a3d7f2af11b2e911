//! Mail of the service: what went, what did not and why, and what staff do about it.

use chrono::TimeDelta;
use tests::app::{TestApp, sign_in_through_platform};
use tests::browser::{Browser, Role};
use tests::build;
use tests::mail_server::{Behavior, MailServer};

use crate::accessibility::expect_clean_now;
use crate::scene::{self, send_mail};
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/mail";

/// A service whose learners are told of completed programs.
async fn start(server: &MailServer) -> (TestApp, Browser) {
    let (app, browser) = scene::start_with(|config| {
        sign_in_through_platform(config);
        server.configure(config);
    })
    .await;
    build::completion_mail().insert(app.db()).await;
    // Her address is known by her token.
    app.learner("ada").query("{ viewer { id } }").await.data();
    (app, browser)
}

#[tokio::test]
async fn mail_that_was_refused_is_sent_again() {
    let server = MailServer::start().await;
    let (app, browser) = start(&server).await;
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Mail").await.click().await;
    browser.find(Role::Heading, "No mail yet").await;
    expect_clean_now(&browser, "a list of no mail").await;

    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;
    server.behave(Behavior::Answer(550));
    send_mail(&app).await;
    browser.reload().await;
    browser.see("1 mail").await;
    for words in [
        "Program completed",
        "ada",
        "Given up",
        "The mail server refuses it for good.",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "mail that was given up").await;
    browser
        .find(Role::Button, "Send again: Program completed, ada")
        .await
        .click()
        .await;
    browser.hear("Waiting").await;
    server.behave(Behavior::Take);
    send_mail(&app).await;
    browser.reload().await;
    browser.see("Sent").await;
    assert!(!browser.has(Role::Button, "Send again: Program completed, ada").await);
    assert_eq!(server.taken().len(), 1);

    browser.find(Role::ComboBox, "State").await.write("Given up").await;
    browser.find(Role::Heading, "No such mail").await;
    assert_eq!(browser.path().await, "/console/mail?state=failed");
    browser.find(Role::Link, "Show all mail").await.click().await;
    browser.find(Role::Link, "Program completed").await.click().await;
    browser.find(Role::Heading, "Data Science").await;
    assert!(browser.path().await.ends_with(&awarded.number()));
}

#[tokio::test]
async fn mail_that_waits_is_kept_back() {
    let server = MailServer::start().await;
    let (app, browser) = start(&server).await;
    let program = scene::program(&app).await;
    scene::award(&app, &program).await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.see("Waiting").await;
    browser
        .find(Role::Button, "Do not send: Program completed, ada")
        .await
        .click()
        .await;
    browser
        .see("It will not be sent, unless somebody has it sent again.")
        .await;
    expect_clean_now(&browser, "the question whether a mail is kept back").await;
    browser.find(Role::Button, "Do not send").await.click().await;
    browser.hear("Not to be sent").await;
    app.advance(TimeDelta::days(1));
    send_mail(&app).await;
    assert_eq!(server.taken().len(), 0);
}

#[tokio::test]
async fn learners_have_no_such_page() {
    let server = MailServer::start().await;
    let (_app, browser) = start(&server).await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
}
