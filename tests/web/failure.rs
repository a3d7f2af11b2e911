//! When the register cannot be asked, the page says so, what that means, and lets the visitor try again.

use sea_orm::ConnectionTrait as _;
use tests::browser::{Browser, Key, Role};

use crate::scene;

const HEADING: &str = "The certificate could not be checked";

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

/// What the visitor may tell support.
async fn reference(browser: &Browser) -> String {
    browser.see("tell support this reference:").await;
    let text = browser.text().await;
    let (_, rest) = text.split_once("this reference:").expect("it was just seen");
    rest.split_whitespace().next().unwrap_or_default().to_owned()
}
