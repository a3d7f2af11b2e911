//! A learner sends a record to an institution: sees what it will get, agrees, and is told what became of it.

use tests::app::{TestApp, sign_in_through_platform};
use tests::browser::{Browser, Role};
use tests::build;
use tests::mail_server::{Behavior, MailServer};

use crate::accessibility::expect_clean_now;
use crate::scene::{self, send_mail};
use crate::sign_in::{self, ADA};
use crate::study::Study;

/// Ada before her record in a program with three pathways, one of which takes records.
async fn start(server: &MailServer) -> (TestApp, Browser, Study) {
    let (app, browser) = scene::start_with(|config| {
        sign_in_through_platform(config);
        server.configure(config);
    })
    .await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    build::pathway("Credit at North").insert(&study.program, app.db()).await;
    build::pathway("A job")
        .of_industry()
        .insert(&study.program, app.db())
        .await;
    sign_in::sign_in(&browser, ADA, &study.path()).await;
    browser.find(Role::Heading, "Send this record to an institution").await;
    (app, browser, study)
}

#[tokio::test]
async fn learner_sees_what_is_sent_agrees_and_follows_it() {
    let server = MailServer::start().await;
    let (app, browser, study) = start(&server).await;
    browser.see("Not sent").await;
    browser.see("Records cannot be sent here.").await;
    assert!(!browser.has(Role::Button, "Send: \u{2068}A job\u{2069}").await);
    expect_clean_now(&browser, "a record that can be sent").await;

    let open = "Send: \u{2068}Credit at North\u{2069}";
    browser.find(Role::Button, open).await.click().await;
    browser.see("gets a mail in your name").await;
    let shown = browser.find_any(Role::Dialog).await.text().await;
    for words in [
        "gets a mail in your name with a link to this record",
        "Ada Lovelace",
        "your grades and attempts",
        "ada@learners.example.org",
        "It stays open until you revoke it.",
    ] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    expect_clean_now(&browser, "what is about to be sent").await;

    // Without consent nothing goes out, and the box has the focus.
    browser.find(Role::Button, "Send record").await.click().await;
    browser.see("Nothing was sent. Tick first that you agree.").await;
    let focused = browser.focused().await.description().await;
    assert!(focused.starts_with("checkbox \"I agree that "), "{focused}");
    expect_clean_now(&browser, "the form without consent").await;
    send_mail(&app).await;
    assert_eq!(server.taken().len(), 0);

    browser.eval("document.activeElement.click()").await;
    browser.find(Role::Button, "Send record").await.click().await;
    browser.hear("Your record is on its way.").await;
    browser.see("On its way").await;
    assert_eq!(
        browser
            .eval("return document.activeElement.querySelector('h3')?.textContent")
            .await,
        "Credit at North"
    );
    assert!(!browser.has(Role::Button, open).await);
    // The link that goes with it is among those that the learner can end.
    browser.find(Role::Button, "Revoke: Credit at North").await;
    expect_clean_now(&browser, "a record on its way").await;

    send_mail(&app).await;
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].subject().contains("Ada Lovelace"), "{}", taken[0].subject());
    browser.visit(&study.path()).await;
    browser.see("Sent on January 19, 2027").await;
    browser.see("Times sent: 1 of 10.").await;

    // Once a day is enough.
    let again = "Send again: \u{2068}Credit at North\u{2069}";
    browser.find(Role::Button, again).await.click().await;
    browser.find(Role::Button, "Send record").await.click().await;
    browser
        .hear("It was sent within the last 24 hours. Nothing more was sent.")
        .await;
    send_mail(&app).await;
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn learner_sends_what_failed_again_and_switches_updates_off() {
    let server = MailServer::start().await;
    let (app, browser, study) = start(&server).await;
    server.behave(Behavior::Answer(550));
    send(&browser, "Send: \u{2068}Credit at North\u{2069}").await;
    send_mail(&app).await;
    browser.visit(&study.path()).await;
    browser.see("Not delivered, January 19, 2027").await;
    expect_clean_now(&browser, "a record that was not delivered").await;

    server.behave(Behavior::Take);
    send(&browser, "Send again: \u{2068}Credit at North\u{2069}").await;
    send_mail(&app).await;
    browser.visit(&study.path()).await;
    browser.see("Times sent: 2 of 10.").await;

    let switch = "Tell them when I complete the program: \u{2068}Credit at North\u{2069}";
    browser.find(Role::Switch, switch).await.click().await;
    browser.hear("They will not be told.").await;
    browser.visit(&study.path()).await;
    let is_on = browser.find(Role::Switch, switch).await.attribute("aria-checked").await;
    assert_eq!(is_on, "false");
}

/// Sends the record by the form behind a button.
async fn send(browser: &Browser, button: &str) {
    browser.find(Role::Button, button).await.click().await;
    browser
        .until("a form that can be agreed to", async || {
            let script =
                "const box = document.querySelector('dialog[open] input[type=checkbox]'); box?.click(); return !!box";
            (browser.eval(script).await == true).then_some(())
        })
        .await;
    browser.find(Role::Button, "Send record").await.click().await;
    browser.hear("Your record is on its way.").await;
}
