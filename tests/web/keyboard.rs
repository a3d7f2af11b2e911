//! Everything works without a mouse, and without a screen.

use tests::browser::{Key, Role};

use crate::scene;

#[tokio::test]
async fn keyboard_reaches_everything_in_order() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.allow_clipboard().await;
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;

    let mut order = Vec::new();
    for _ in 0..9 {
        browser.press(Key::Tab).await;
        let focused = browser.focused().await.description().await;
        assert!(
            browser.is_focus_visible().await,
            "one cannot see the focus on {focused}"
        );
        order.push(focused);
    }
    assert_eq!(
        order,
        [
            "link \"Skip to content\"",
            "link \"Credentials home page\"",
            "button \"English\"",
            "button \"Español\"",
            "button \"Français\"",
            "button \"العربية\"",
            "button \"Copy link\"",
            "link \"Save as PDF\"",
            "button \"Print\"",
        ]
    );

    browser.see_framed("Data Science").await;
    browser
        .eval_framed("window.prints = 0; frame.contentWindow.print = () => { window.prints += 1; }")
        .await;
    browser.press(Key::Enter).await;
    browser.press(Key::Space).await;
    assert_eq!(browser.eval("return window.prints").await, 2);

    browser.find(Role::Button, "Copy link").await.click().await;
    browser.hear("Link copied.").await;
    browser.see("Link copied.").await;
    assert_eq!(browser.eval("return navigator.clipboard.readText()").await, awarded.url);
    let focused = browser.focused().await.description().await;
    assert_eq!(focused, "button \"Copy link\"");
}

#[tokio::test]
async fn skip_link_skips() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    browser.press(Key::Tab).await;
    browser.press(Key::Enter).await;
    assert!(browser.focused().await.description().await.starts_with("main "));
    browser.press(Key::Tab).await;
    assert_eq!(browser.focused().await.description().await, "button \"Copy link\"");
    assert_eq!(browser.path().await, awarded.path());
}

#[tokio::test]
async fn focus_and_voice_follow_to_the_next_page() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit("/").await;
    browser
        .find(Role::TextBox, "Certificate number or link")
        .await
        .write(&awarded.number())
        .await;
    browser.press(Key::Enter).await;
    browser.hear("Data Science – Ada Lovelace").await;
    expect_focus(&browser, "heading \"Data Science\"").await;

    browser.find(Role::Link, "Credentials home page").await.click().await;
    browser.hear("Check a certificate").await;
    expect_focus(&browser, "heading \"Is this certificate genuine?\"").await;
}

async fn expect_focus(browser: &tests::browser::Browser, wanted: &str) {
    browser
        .until(&format!("focus on {wanted}"), async || {
            (browser.focused().await.description().await == wanted).then_some(())
        })
        .await;
}
