//! Somebody's record, for staff who help.

use tests::app::sign_in_through_platform;
use tests::browser::Role;
use tests::build;
use tests::mail_server::MailServer;

use crate::accessibility::expect_clean_now;
use crate::scene::{self, send_mail};
use crate::sign_in::{self, SOFIA};
use crate::study::Study;

#[tokio::test]
async fn staff_see_a_record_and_send_it_in_the_name_of_the_learner() {
    let server = MailServer::start().await;
    let (app, browser) = scene::start_with(|config| {
        sign_in_through_platform(config);
        server.configure(config);
    })
    .await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    let study = Study::of(&app).await;
    study.progress(&app).await;
    build::pathway("Credit at North").insert(&study.program, app.db()).await;
    sign_in::sign_in(&browser, SOFIA, "/console/learner?username=ada").await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "Data Science").await;
    let path = format!("/console/learner/record?username=ada&program={}", study.program.uuid);
    assert_eq!(browser.path().await, path);
    for words in [
        "Ada Lovelace",
        "2 of 4 courses earned",
        "91.25%",
        "That you looked is kept in the audit trail.",
    ] {
        browser.see(words).await;
    }
    browser.find(Role::Button, "Download as CSV").await.click().await;
    browser.hear("The file is being saved.").await;
    expect_clean_now(&browser, "somebody's record").await;

    let open = "Send: \u{2068}Credit at North\u{2069}";
    browser.find(Role::Button, open).await.click().await;
    browser.see("gets a mail in the learner's name").await;
    browser.find(Role::Button, "Send record").await.click().await;
    browser
        .see("Nothing was sent. Tick first that the learner has agreed.")
        .await;
    expect_clean_now(&browser, "the question whether the learner has agreed").await;
    browser.eval("document.activeElement.click()").await;
    browser.find(Role::Button, "Send record").await.click().await;
    browser.hear("The record is on its way.").await;
    send_mail(&app).await;
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].subject().contains("Ada Lovelace"), "{}", taken[0].subject());

    browser
        .visit("/console/learner/record?username=nobody&program=none")
        .await;
    browser.find(Role::Heading, "There is no such record").await;
    expect_clean_now(&browser, "a record of nobody").await;
}
