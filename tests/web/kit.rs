//! The kit's browser sees what other tests say is not there.

use tests::browser::{Browser, Role, Scheme, Screen};

use crate::scene;

#[tokio::test]
async fn browser_sees_what_is_wrong() {
    let (_app, browser) = scene::start_with_browser().await;
    browser.look_through(Screen::Phone, Scheme::Light).await;
    browser.visit("/").await;
    browser.find(Role::Heading, "Is this certificate genuine?").await;
    assert_eq!(browser.audit().await, Vec::<String>::new());
    assert!(browser.hidden_beside(Screen::Phone).await <= 0);

    browser.console().await;
    let script = "document.querySelector('main').insertAdjacentHTML('beforeend', \
         '<img src=\"https://elsewhere.example/pixel.png\" width=2000 height=4000>')";
    browser.eval(script).await;
    let audit = browser.audit().await;
    assert!(audit.iter().any(|it| it.starts_with("image-alt: ")), "{audit:?}");
    assert!(browser.hidden_beside(Screen::Phone).await > 1000);
    assert!(browser.print(8.27, 11.69).await.sheets > 1);
    listen(&browser, "violates the following Content Security Policy").await;

    browser.eval("setTimeout(() => alert('Boo'))").await;
    let words = browser.until("dialog", async || browser.dialog().await).await;
    assert_eq!(words, "Boo");
}

/// Waits for the console to say this.
async fn listen(browser: &Browser, words: &str) {
    browser
        .until(&format!("{words:?} on the console"), async || {
            browser
                .console()
                .await
                .iter()
                .any(|it| it.contains(words))
                .then_some(())
        })
        .await;
}

#[tokio::test]
async fn browser_knows_every_request() {
    let (_app, browser) = scene::start_with_browser().await;
    browser.visit("/").await;
    let own = browser.requests().await;
    assert!(own.iter().any(|it| it.ends_with("_bg.wasm")), "{own:?}");
    // From a page without a content policy, which would have stopped it before.
    browser
        .visit("data:text/html,<img src=https://elsewhere.example/pixel.png>")
        .await;
    browser
        .until("request to elsewhere", async || {
            let requests = browser.requests().await;
            requests
                .iter()
                .any(|it| it.contains("elsewhere.example/pixel"))
                .then_some(())
        })
        .await;
}
