//! Who enters the console, how, and what others are told.

use tests::browser::{Browser, Key, Role, Scheme, Screen};

use super::CREDENTIALS;
use crate::accessibility::expect_clean_now;
use crate::scene::expect_focus;
use crate::sign_in::{self, ADA, SOFIA, choose};

#[tokio::test]
async fn visitor_signs_in_and_comes_back() {
    let (_app, browser) = sign_in::start().await;
    browser.visit("/console/credentials?state=revoked").await;
    browser.find(Role::Heading, "Sign in to see this page").await;
    assert!(!browser.has(Role::Navigation, "Areas of the console").await);
    expect_clean_now(&browser, "the console before signing in").await;
    browser.find(Role::Link, "Sign in").await.click().await;
    choose(&browser, SOFIA).await;
    browser.find(Role::Heading, "Credentials").await;
    assert_eq!(browser.path().await, "/console/credentials?state=revoked");
}

#[tokio::test]
async fn learner_is_told_that_it_is_for_staff_and_has_no_way_there() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, "/credentials").await;
    browser.find(Role::Button, "Ada Lovelace, account").await.click().await;
    browser.find(Role::Button, "Sign out").await;
    assert!(!browser.has(Role::Link, "Console").await);

    browser.visit(CREDENTIALS).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert_eq!(browser.title().await, "This is for staff");
    assert!(!browser.has(Role::Navigation, "Areas of the console").await);
    expect_clean_now(&browser, "the console for a learner").await;
    browser.find(Role::Link, "My credentials").await.click().await;
    browser.find(Role::Heading, "My credentials").await;
}

#[tokio::test]
async fn staff_go_from_the_app_to_the_console_and_back() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/").await;
    open_menu(&browser).await;
    browser.find(Role::Link, "Console").await.click().await;
    browser.find(Role::Heading, "Credentials").await;
    assert_eq!(browser.path().await, CREDENTIALS);
    browser.find(Role::Navigation, "Areas of the console").await;
    open_menu(&browser).await;
    browser.find(Role::Link, "My credentials").await.click().await;
    browser.find(Role::Heading, "My credentials").await;
    assert_eq!(browser.path().await, "/credentials");

    browser.visit("/console/no-such-page").await;
    browser.find(Role::Heading, "There is no page at this address").await;
}

#[tokio::test]
async fn keyboard_goes_through_the_filter_in_order() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    browser.find(Role::Heading, "No credential fits").await;
    browser.eval("document.querySelector('main').focus()").await;
    for control in [
        "link \"Award from a file\"",
        "searchbox \"Username\"",
        "searchbox \"Course key or program UUID\"",
        "combobox \"State\"",
        "combobox \"Kind\"",
    ] {
        browser.press(Key::Tab).await;
        assert_eq!(browser.focused().await.description().await, control);
        assert!(
            browser.is_focus_visible().await,
            "one cannot see the focus on {control}"
        );
    }
}

#[tokio::test]
async fn areas_are_behind_a_button_on_a_phone() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    browser.find(Role::Link, "Configurations").await;
    assert!(!browser.has(Role::Button, "Menu").await, "on a wide screen");
    browser.look_through(Screen::Phone, Scheme::Light).await;
    let opener = browser.find(Role::Button, "Menu").await;
    assert!(!browser.has(Role::Link, "Configurations").await);
    assert_eq!(opener.attribute("aria-expanded").await, "false");
    opener.click().await;
    browser.find(Role::Link, "Configurations").await;
    assert_eq!(opener.attribute("aria-expanded").await, "true");
    expect_clean_now(&browser, "the menu of the console").await;

    browser.look_through(Screen::Phone, Scheme::Light).await;
    // On wide screens there was no button to have the focus.
    browser
        .eval("document.querySelector('[aria-controls=areas]').focus()")
        .await;
    browser.press(Key::Tab).await;
    expect_focus(&browser, "link \"Find\"").await;
    browser.press(Key::Escape).await;
    expect_focus(&browser, "button \"Menu\"").await;
    assert!(!browser.has(Role::Link, "Configurations").await);
    browser.press(Key::Enter).await;
    browser.find(Role::Link, "Configurations").await.click().await;
    browser.find(Role::Heading, "Configurations").await;
    assert_eq!(browser.path().await, "/console/configurations");
    assert!(!browser.has(Role::Link, "Templates").await);
}

async fn open_menu(browser: &Browser) {
    browser
        .find(Role::Button, "Sofía Castañeda Núñez, account")
        .await
        .click()
        .await;
}
