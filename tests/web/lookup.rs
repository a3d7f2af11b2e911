//! The ways to a certificate for who has a number, a link, or neither.

use tests::browser::{Browser, Key, Role};

use crate::scene;

const FIELD: &str = "Certificate number or link";
const REFUSAL: &str = "This is not a certificate number. It has 32 characters: digits and letters from a to f.";

#[tokio::test]
async fn number_or_link_leads_from_home_to_the_page() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    let in_capitals = format!("  {}\u{a0}", awarded.uuid.to_uppercase());
    for spelling in [&awarded.number(), &in_capitals, &format!("{}?from=cv", awarded.url)] {
        browser.visit("/").await;
        browser.find(Role::Heading, "Is this certificate genuine?").await;
        assert_eq!(browser.title().await, "Check a certificate");
        browser.find(Role::TextBox, FIELD).await.write(spelling).await;
        browser.press(Key::Enter).await;
        browser.see("Valid certificate").await;
        assert_eq!(browser.path().await, awarded.path(), "{spelling:?}");
    }
    assert_eq!(browser.console().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_no_number_is_refused_where_it_was_typed() {
    let (_app, browser) = scene::start_with_browser().await;
    browser.visit("/").await;
    for wrong in [
        "",
        "1234",
        "<script>alert(1)</script>",
        "https://elsewhere.example/credentials",
    ] {
        let field = browser.find(Role::TextBox, FIELD).await;
        field.clear().await;
        field.write(wrong).await;
        browser.find(Role::Button, "Look up").await.click().await;
        browser
            .until("spoken refusal", async || {
                let alert = browser.find_any(Role::Alert).await;
                (alert.content().await.trim() == REFUSAL).then_some(())
            })
            .await;
        let focused = browser.focused().await;
        assert_eq!(focused.description().await, format!("textbox {FIELD:?}"), "{wrong:?}");
        assert_eq!(focused.attribute("aria-invalid").await, "true");
        assert_eq!(browser.path().await, "/", "{wrong:?}");
    }
}

#[tokio::test]
async fn dead_ends_say_which_they_are_and_lead_on() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    let unknown = "00000000000040008000000000000000";
    let too_long = "a".repeat(3000);
    for (path, heading, title) in [
        (
            format!("/credentials/{unknown}"),
            "No certificate found",
            "No such certificate",
        ),
        (
            "/credentials/not-a-number".to_owned(),
            "This is not a certificate number",
            "Not a certificate number",
        ),
        (
            format!("/credentials/{too_long}"),
            "This is not a certificate number",
            "Not a certificate number",
        ),
        (
            "/certificates".to_owned(),
            "There is no page at this address",
            "Page not found",
        ),
        (
            format!("{}/more", awarded.path()),
            "There is no page at this address",
            "Page not found",
        ),
    ] {
        browser.visit(&path).await;
        browser.find(Role::Heading, heading).await;
        assert_eq!(browser.title().await, title, "{path}");
        look_up(&browser, &awarded.number()).await;
        browser.see("Valid certificate").await;
        assert_eq!(browser.path().await, awarded.path(), "{path}");
    }
}

async fn look_up(browser: &Browser, number: &str) {
    let field = browser.find(Role::TextBox, FIELD).await;
    field.clear().await;
    field.write(number).await;
    browser.find(Role::Button, "Look up").await.click().await;
}
