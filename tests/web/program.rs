//! The app is three programs. Each address starts the one that has its page, and a link from one to another loads a page.

use reqwest::header::ACCEPT;
use tests::browser::{Browser, Role};
use tests::database::Engine;

use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};
use crate::study::Study;

const NUMBER: &str = "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88";

/// Which programs' modules the page before the browser has loaded.
async fn program(browser: &Browser) -> String {
    let script = "return performance.getEntriesByType('resource').map(it => new URL(it.name).pathname) \
         .filter(it => it.endsWith('.wasm')).map(it => it.split('/').pop().split('-')[0]).join()";
    browser.eval(script).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn each_address_starts_its_program() {
    let app = scene::start(Engine::Sqlite).await;
    let visitor = app.anonymous();
    for (path, program, is_listed) in [
        ("/".to_owned(), "/web-", true),
        ("/signed-out".to_owned(), "/web-", true),
        (format!("/credentials/{NUMBER}"), "/web-", false),
        (format!("/records/shared/{NUMBER}"), "/web-", false),
        ("/credentials".to_owned(), "/learner/learner-", false),
        ("/credentials?state=valid".to_owned(), "/learner/learner-", false),
        ("/records".to_owned(), "/learner/learner-", false),
        (format!("/records/{NUMBER}"), "/learner/learner-", false),
        ("/console".to_owned(), "/console/console-", false),
    ] {
        let request = visitor.request(reqwest::Method::GET, &path).header(ACCEPT, "text/html");
        let page = visitor.send(request).await;
        for candidate in ["/web-", "/learner/learner-", "/console/console-"] {
            let starts = page.text.contains(&format!("href=\"{candidate}"));
            assert_eq!(starts, candidate == program, "{path}: {candidate}");
        }
        assert_eq!(page.header("x-robots-tag").is_none(), is_listed, "{path}");
        assert!(page.header("content-security-policy").is_some(), "{path}");
    }
}

#[tokio::test]
async fn learner_goes_from_one_program_to_the_other_and_back() {
    let (app, browser) = sign_in::start().await;
    Study::of(&app).await.progress(&app).await;
    sign_in::sign_in(&browser, ADA, "/").await;
    assert_eq!(program(&browser).await, "web");

    browser.find(Role::Link, "My credentials").await.click().await;
    browser.find(Role::Heading, "My credentials").await;
    assert_eq!(program(&browser).await, "learner");
    let current = browser
        .find(Role::Link, "My credentials")
        .await
        .attribute("aria-current")
        .await;
    assert_eq!(current, "page");
    browser.find(Role::Link, "My programs").await.click().await;
    browser.find(Role::Heading, "My programs").await;
    assert_eq!(program(&browser).await, "learner", "one load for both");
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "Share this record").await;
    browser.find(Role::Link, "Programming").await.click().await;
    browser.see("Valid certificate").await;
    assert_eq!(program(&browser).await, "web");

    browser.eval("history.back()").await;
    browser.find(Role::Heading, "Share this record").await;
    assert_eq!(program(&browser).await, "learner");
}

#[tokio::test]
async fn address_that_leads_nowhere_leads_on_from_every_program() {
    let (app, browser) = sign_in::start().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    sign_in::sign_in(&browser, SOFIA, "/console/no-such-page").await;
    browser.find(Role::Heading, "There is no page at this address").await;
    let field = browser.find(Role::TextBox, "Certificate number or link").await;
    field.write(&awarded.number()).await;
    browser.find(Role::Button, "Look up").await.click().await;
    browser.see("Valid certificate").await;
    assert_eq!(browser.path().await, awarded.path());

    browser.visit("/console/no-such-page").await;
    browser.find(Role::Link, "Go to the home page").await.click().await;
    browser.find(Role::Heading, "Is this certificate genuine?").await;
    assert_eq!(browser.path().await, "/");
}
