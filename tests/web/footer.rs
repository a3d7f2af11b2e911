//! The footer leads to what the institution says elsewhere: help, terms, privacy policy, and whom to write to.

use serde_json::json;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene;

/// Name and address of each link in the footer.
const LINKS: &str =
    "return [...document.querySelectorAll('footer a')].map(it => [it.textContent, it.getAttribute('href')])";

#[tokio::test]
async fn footer_leads_to_what_the_institution_says() {
    let (app, browser) = scene::start_with_browser().await;
    browser.visit("/").await;
    browser.find(Role::Link, "Credentials home page").await;
    assert_eq!(browser.eval(LINKS).await, json!([]), "there is nothing to lead to");
    expect_clean_now(&browser, "a site without links").await;

    let id = app.superuser().query("{ site { id } }").await.at("/site/id").clone();
    let site = json!({
        "id": id, "homeUrl": "https://wexcombe.example/", "helpUrl": "https://wexcombe.example/help?topic=certificates",
        "termsUrl": "https://wexcombe.example/terms", "privacyUrl": "https://wexcombe.example/privacy",
        "supportAddress": "help&more?@wexcombe.example",
    });
    let edited = app
        .superuser()
        .mutate("editSite", site, "userErrors { code message }")
        .await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]));

    browser.reload().await;
    browser.find(Role::Navigation, "About the institution").await;
    let expected = json!([
        ["Home", "https://wexcombe.example/"],
        ["Help", "https://wexcombe.example/help?topic=certificates"],
        ["Terms", "https://wexcombe.example/terms"],
        ["Privacy", "https://wexcombe.example/privacy"],
        ["Write to us", "mailto:help%26more%3F@wexcombe.example"],
    ]);
    assert_eq!(browser.eval(LINKS).await, expected);
    expect_clean_now(&browser, "the footer of a site with links").await;
    in_spanish(&browser).await;

    let site = json!({ "id": id, "homeUrl": null, "helpUrl": null, "termsUrl": null, "supportAddress": null });
    let edited = app
        .superuser()
        .mutate("editSite", site, "userErrors { code message }")
        .await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]));
    browser.reload().await;
    browser.find(Role::Navigation, "Sobre la institución").await;
    assert_eq!(
        browser.eval(LINKS).await,
        json!([["Privacidad", "https://wexcombe.example/privacy"]])
    );
    assert_eq!(browser.console().await, Vec::<String>::new());
}

async fn in_spanish(browser: &Browser) {
    browser.find(Role::Button, "Español").await.click().await;
    browser.find(Role::Link, "Condiciones").await;
    expect_clean_now(browser, "the footer in Spanish").await;
}
