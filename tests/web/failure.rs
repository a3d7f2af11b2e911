//! When the register cannot be asked, the page says so, what that means, and lets the visitor try again.

use sea_orm::ConnectionTrait as _;
use tests::browser::{Browser, Fault, Key, Role};

use crate::scene;
use crate::sign_in::{self, SOFIA};

const HEADING: &str = "The certificate could not be checked";
const HEADING_ELSEWHERE: &str = "This page could not be shown";
/// Every way in which the API can fail as a whole.
const FAULTS: [Fault; 3] = [Fault::Unreachable, Fault::Status(503), Fault::Status(429)];
/// How often a page draws itself before it counts as one that asks no more.
const N_DRAWN: u32 = 60;

#[tokio::test]
async fn broken_register_is_told_with_a_reference_and_tried_again() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    let rename = async |from: &str, to: &str| {
        let statement = format!("ALTER TABLE {from} RENAME TO {to}");
        app.db().execute_unprepared(&statement).await.expect("a renamed table");
    };
    rename("credential", "credential_elsewhere").await;

    browser.visit(&awarded.url).await;
    browser.find(Role::Heading, HEADING).await;
    browser.see("This says nothing about the certificate itself").await;
    assert_eq!(browser.title().await, "Certificate not checked");
    let first = reference(&browser).await;
    assert!(
        app.log().contains(&first),
        "the log does not know the reference {first}"
    );

    browser.find(Role::Button, "Try again").await.click().await;
    browser
        .until("reference of the second attempt", async || {
            (reference(&browser).await != first).then_some(())
        })
        .await;

    rename("credential_elsewhere", "credential").await;
    browser.find(Role::Button, "Try again").await.click().await;
    browser.see("Valid certificate").await;
    assert_eq!(browser.title().await, "Data Science – Ada Lovelace");
    assert!(!browser.has(Role::Heading, HEADING).await);
}

#[tokio::test]
async fn lost_connection_is_told_and_tried_again() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit("/").await;
    let field = browser.find(Role::TextBox, "Certificate number or link").await;
    field.write(&awarded.number()).await;
    browser.set_offline(true).await;
    browser.press(Key::Enter).await;
    browser.find(Role::Heading, HEADING).await;
    browser.see("The register did not answer. Check your connection").await;

    browser.set_offline(false).await;
    browser.find(Role::Button, "Try again").await.click().await;
    browser.see("Valid certificate").await;
    assert_eq!(browser.path().await, awarded.path());
}

/// A page with a failing API has asked `n_first` times and asks no more; whoever tries again asks once. Then the API answers.
async fn expect_asked(browser: &Browser, fault: Fault, path: &str, heading: &str, n_first: u64, found: &str) {
    let what = format!("{path}, {fault:?}");
    let outage = browser.cut_api(fault).await;
    browser.visit(path).await;
    browser.find(Role::Heading, heading).await;
    browser.draw(N_DRAWN).await;
    assert_eq!(outage.n_asked().await, n_first, "{what}");
    for n_more in 1..=2 {
        browser.find(Role::Button, "Try again").await.click().await;
        browser
            .until("request of a new attempt", async || {
                (outage.n_asked().await == n_first + n_more).then_some(())
            })
            .await;
        browser.draw(N_DRAWN).await;
        assert_eq!(outage.n_asked().await, n_first + n_more, "{what}, tried again");
    }
    outage.end().await;
    browser.find(Role::Button, "Try again").await.click().await;
    browser.find(Role::Heading, found).await;
}

#[tokio::test]
async fn visitor_with_a_failing_api_asks_once() {
    let (app, browser) = sign_in::start().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    for fault in FAULTS {
        // The certificate, and beside it the site.
        expect_asked(&browser, fault, &awarded.path(), HEADING, 2, "Data Science").await;
        let sign_in = "Sign in to see this page";
        for path in ["/credentials", "/console/credentials"] {
            expect_asked(&browser, fault, path, HEADING_ELSEWHERE, 1, sign_in).await;
        }
    }
}

#[tokio::test]
async fn learner_and_staff_with_a_failing_api_ask_once() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/credentials").await;
    browser.find(Role::Heading, "My credentials").await;
    for fault in FAULTS {
        for (path, found) in [
            ("/credentials", "My credentials"),
            ("/console/credentials", "Credentials"),
            ("/console/configurations", "Configurations"),
        ] {
            expect_asked(&browser, fault, path, HEADING_ELSEWHERE, 1, found).await;
        }
    }
}

#[tokio::test]
async fn who_is_signed_in_is_told_everywhere_once_the_api_answers_again() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/console/credentials").await;
    browser.find(Role::Heading, "Credentials").await;
    let outage = browser.cut_api(Fault::Status(503)).await;
    browser.visit("/console/configurations").await;
    browser.find(Role::Heading, HEADING_ELSEWHERE).await;
    assert!(!browser.has(Role::Navigation, "Areas of the console").await);
    outage.end().await;
    browser.find(Role::Button, "Try again").await.click().await;
    browser.find(Role::Heading, "Configurations").await;
    browser.find(Role::Navigation, "Areas of the console").await;
    browser.find(Role::Button, "Sofía Castañeda Núñez, account").await;
}

/// What the visitor may tell support.
async fn reference(browser: &Browser) -> String {
    browser.see("tell support this reference:").await;
    let text = browser.text().await;
    let (_, rest) = text.split_once("this reference:").expect("it was just seen");
    rest.split_whitespace().next().unwrap_or_default().to_owned()
}
