//! The app bears the name, the colours and the picture of the site that it is opened at.

use serde_json::json;
use tests::browser::{Role, Scheme, Screen};

use crate::accessibility::expect_clean_now;
use crate::scene;

const ACCENT: &str = "getComputedStyle(document.documentElement).getPropertyValue('--accent')";

#[tokio::test]
async fn site_is_recognized_by_name_colour_and_picture() {
    let (app, browser) = scene::start_with_browser().await;
    browser.visit("/").await;
    browser.find(Role::Link, "Credentials home page").await;
    let own = browser.eval(&format!("return {ACCENT}")).await;

    let id = app.superuser().query("{ site { id } }").await.at("/site/id").clone();
    let picture = format!("{}/image/favicon.svg", tests::browser::PUBLIC_URL);
    let site = json!({
        "id": id, "name": "Wexcombe University", "accentColor": "#6b1d3a", "accentColorDark": "#f0b4c8", "logoUrl": picture,
    });
    let edited = app
        .superuser()
        .mutate("editSite", site, "userErrors { code message }")
        .await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]));

    // Style sheets are kept for a minute; a new visitor has none.
    browser.visit("/?new").await;
    browser
        .eval("return fetch('/site.css', { cache: 'reload' }).then(() => true)")
        .await;
    browser.reload().await;
    browser.find(Role::Link, "Wexcombe University home page").await;
    for (scheme, expected) in [(Scheme::Light, "#6b1d3a"), (Scheme::Dark, "#f0b4c8")] {
        browser.look_through(Screen::Phone, scheme).await;
        let accent = browser.eval(&format!("return {ACCENT}")).await;
        assert_eq!(accent, expected);
        assert_ne!(accent, own);
    }
    let mark = "const mark = document.querySelector('header svg'); return [getComputedStyle(mark).display, \
                getComputedStyle(mark.parentElement, '::before').backgroundImage]";
    assert_eq!(browser.eval(mark).await, json!(["none", format!("url(\"{picture}\")")]));
    browser.visit("/").await;
    browser.find(Role::Heading, "Is this certificate genuine?").await;
    expect_clean_now(&browser, "a site with looks of its own").await;
    assert_eq!(browser.console().await, Vec::<String>::new());
}
